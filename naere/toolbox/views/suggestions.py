"""Suggestions: from anybody without a name, from members, and the editors' inbox (R45)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from naere.accounts.staff.entry import staff_page
from naere.core.entry import public
from naere.core.network import network_of
from naere.core.showing import counted, reading
from naere.design.dress import dressed
from naere.tenancy.queries import risk_words
from naere.toolbox.danger import danger_first, may_any_mean_danger
from naere.toolbox.forms.suggestions import DecisionForm, SuggestionForm
from naere.toolbox.queries import suggestions as queries
from naere.toolbox.services import suggestions as services
from naere.toolbox.workshop import EDITORS

if TYPE_CHECKING:
    from naere.accounts.staff.models import Membership
    from naere.toolbox.models import Tool

    class MemberRequest(HttpRequest):
        """A request that `staff_page` has let in."""

        membership: Membership


PAGE: Final = 50
DECIDED_SHOWN: Final = 20
pages = require_http_methods(["GET", "HEAD", "POST"])


@pages
@counted("suggest")
@public
def suggest(request: HttpRequest) -> HttpResponse:
    """Take a suggestion from anybody, without a word of who it is."""
    form = SuggestionForm(request.POST or None)
    # Before anything is refused: whoever is in danger sees help first, whatever the answer is (R7).
    in_danger = form.is_bound and may_any_mean_danger(form.written, risk_words())
    status, headers = (400 if form.errors else 200), {}
    if request.method == "POST" and form.is_valid():
        wait = services.seconds_to_wait(network_of(request))
        if wait is not None:
            form.add_error(None, _("That was a lot of suggestions. Wait a little and try again."))
            status, headers = 429, {"Retry-After": str(wait)}
        elif form.store(None):
            return _thank(request, in_danger=in_danger)
        else:
            status = 503
    context = {"form": dressed(form, editable=True), "in_danger": in_danger}
    return _with(render(request, "toolbox/catalogue/suggest.html", context), status, headers)


def _thank(request: HttpRequest, *, in_danger: bool) -> HttpResponse:
    """Say thank you; where the words may mean danger, help comes before the thanks (R7)."""
    if in_danger:
        return render(request, "toolbox/catalogue/suggest_thanks.html", {"in_danger": True})
    return redirect("toolbox:suggest-thanks")


@reading("suggest-thanks")
def thanks(request: HttpRequest) -> HttpResponse:
    """Say thank you, and honestly what happens now."""
    return render(request, "toolbox/catalogue/suggest_thanks.html")


@staff_page()
@pages
def suggest_as_member(request: MemberRequest) -> HttpResponse:
    """Take a suggestion from a member, under their name."""
    form = SuggestionForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and form.store(request.membership):
        messages.success(request, _("Thank you. An editor reads it and decides."))
        return redirect("toolbox:suggest-as-member")
    context = {
        "form": dressed(form, editable=True),
        "may_decide": request.membership.has_role(*EDITORS),
    }
    response = render(request, "toolbox/workshop/suggest.html", context)
    return _with(response, 400 if form.errors else 200, {})


@staff_page(*EDITORS)
@require_safe
def suggestions(request: MemberRequest) -> HttpResponse:
    """Show the inbox, danger first (R7), and what was decided lately."""
    waiting = danger_first(queries.waiting(), _anonymous_words, risk_words())
    page = Paginator(waiting, PAGE).get_page(request.GET.get("side"))
    context = {"page": page, "decided": queries.decided()[:DECIDED_SHOWN]}
    return render(request, "toolbox/workshop/suggestions.html", context)


@staff_page(*EDITORS)
@pages
def suggestion(request: MemberRequest, suggestion: UUID) -> HttpResponse:
    """Show one suggestion, and decide on it."""
    found = get_object_or_404(queries.waiting(), pk=suggestion)
    form = DecisionForm(request.POST or None, tool=found)
    if request.method == "POST" and form.is_valid() and form.store(request.membership):
        messages.success(request, _("Decided."))
        return redirect("toolbox:suggestions")
    context = {
        "tool": found,
        "form": dressed(form, editable=True),
        "alike": queries.look_alikes(found),
        "in_danger": may_any_mean_danger([_anonymous_words(found)], risk_words()),
    }
    response = render(request, "toolbox/workshop/suggestion.html", context)
    return _with(response, 400 if form.errors else 200, {})


def _anonymous_words(tool: Tool) -> str:
    """Return what somebody wrote whom nobody can answer: a member is asked as a colleague."""
    return "" if tool.suggested_by_id else queries.read_as_one(tool.name, tool.suggestion)


def _with(response: HttpResponse, status: int, headers: dict[str, Any]) -> HttpResponse:
    response.status_code = status
    for name, value in headers.items():
        response.headers[name] = value
    return response
