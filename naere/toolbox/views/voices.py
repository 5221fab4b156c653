"""Saying whether a tool helped, and reading what was said before others see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from naere.accounts.staff.entry import staff_page
from naere.core.entry import public
from naere.core.network import network_of
from naere.core.showing import counted, reading
from naere.design.dress import dressed
from naere.tenancy.queries import risk_words
from naere.toolbox.danger import danger_first, may_mean_danger
from naere.toolbox.enums import Moderation, Verdict
from naere.toolbox.forms.voices import DecisionForm, VoiceForm
from naere.toolbox.queries import voices as queries
from naere.toolbox.queries.voices import Seen
from naere.toolbox.services import voices as services
from naere.toolbox.services.workflow import StaleStateError
from naere.toolbox.views.seen import or_put_away, public_tool
from naere.toolbox.workshop import EDITORS

if TYPE_CHECKING:
    from naere.accounts.staff.models import Membership
    from naere.toolbox.models import Feedback, Tool

    class MemberRequest(HttpRequest):
        """A request that `staff_page` has let in."""

        membership: Membership


PAGE: Final = 50
DECIDED_SHOWN: Final = 20


@require_http_methods(["GET", "HEAD", "POST"])
@counted("feedback")
@public
@or_put_away
def feedback(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask whether a tool helped, and keep the answer without a word of who gave it (R72)."""
    tool = public_tool(slug)
    form = VoiceForm(request.POST if request.method == "POST" else None)
    # Before anything is refused: whoever is in danger sees help first, whatever the answer is (R7).
    in_danger = bool(form.written) and may_mean_danger(form.written, risk_words())
    status, headers = (400 if form.errors else 200), {}
    if request.method == "POST" and form.is_valid():
        wait = services.seconds_to_wait(network_of(request))
        if wait is None:
            return _thank(request, tool, form, in_danger=in_danger)
        form.add_error(None, _("That was a lot of answers. Wait a little and try again."))
        status, headers = 429, {"Retry-After": str(wait)}
    context = {"tool": tool, "form": dressed(form, editable=True), "in_danger": in_danger}
    response = render(request, "toolbox/voices/feedback.html", context, status=status)
    for name, value in headers.items():
        response.headers[name] = value
    return response


def _thank(request: HttpRequest, tool: Tool, form: VoiceForm, *, in_danger: bool) -> HttpResponse:
    """Keep the answer; where its words may mean danger, help comes before the thanks (R7)."""
    data = form.cleaned_data
    services.say(tool, Verdict(data["verdict"]), data["sentence"])
    if in_danger:
        return render(request, "toolbox/voices/thanks.html", {"tool": tool, "in_danger": True})
    return redirect("toolbox:feedback-thanks", tool.slug)


@reading("feedback-thanks")
@or_put_away
def thanks(request: HttpRequest, slug: str) -> HttpResponse:
    """Say thank you, and when a sentence can be seen."""
    tool = public_tool(slug)
    return render(request, "toolbox/voices/thanks.html", {"tool": tool})


@staff_page(*EDITORS)
@require_safe
def voices(request: MemberRequest) -> HttpResponse:
    """Show the sentences that wait, danger first (R7), and what was decided lately."""
    waiting = danger_first(queries.waiting(), lambda said: said.sentence, risk_words())
    page = Paginator(waiting, PAGE).get_page(request.GET.get("side"))
    context = {"page": page, "decided": queries.decided()[:DECIDED_SHOWN], "states": Moderation}
    return render(request, "toolbox/voices/moderation.html", context)


@staff_page(*EDITORS)
@require_POST
def moderate(request: MemberRequest, feedback: UUID) -> HttpResponse:
    """Show or hide a sentence, or take that back."""
    said = get_object_or_404(queries.sentences(), pk=feedback)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=400)
    to, seen = Moderation(form.cleaned_data["to"]), Moderation(form.cleaned_data["seen"])
    try:
        said = services.moderate(said.pk, to, seen, request.membership)
    except StaleStateError:
        messages.warning(request, _("Somebody else has just decided."))
    else:
        messages.success(request, _done(said))
    return redirect("toolbox:voices")


def _done(said: Feedback) -> str:
    """Return what has become of a sentence; of one that is shown, when others see it."""
    if said.moderation == Moderation.SHOWN:
        return _SHOWN[queries.seen_when(said)]()
    return _("It stays hidden.") if said.moderation == Moderation.HIDDEN else _("It waits again.")


_SHOWN: Final = {
    Seen.NOW: lambda: _("Approved. Others can see it now."),
    Seen.AFTER_THE_MONTH: lambda: _("Approved. Others can see it when the month is over."),
    Seen.WHEN_MORE_SPEAK: lambda: _("Approved. Others can see it when more have answered."),
    Seen.AFTER_THE_MONTH_WHEN_MORE_SPEAK: lambda: _(
        "Approved. Others can see it when the month is over and more have answered."
    ),
    Seen.UNSAID: lambda: _("Approved."),
}
