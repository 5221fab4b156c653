"""The page on which a municipality decides what the peer registers after a conversation (R42)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from naere.accounts.staff.changes import named
from naere.conversations.closing import LONGEST_OPTION, LONGEST_QUESTION
from naere.conversations.closing_history import versions
from naere.conversations.forms import ClosingDraft
from naere.web.steering.access import demand_editor, may_edit, reader

if TYPE_CHECKING:
    from naere.web.steering.access import SteeringRequest


@reader
@require_http_methods(["GET", "HEAD", "POST"])
def closing_form(request: SteeringRequest) -> HttpResponse:
    """Show the form as the peer sees it, change the draft, and save it as a new version."""
    if request.method != "POST":
        return _page(request, ClosingDraft.stored())
    demand_editor(request)
    draft = ClosingDraft.posted(request.POST.dict())
    act = request.POST.get("act", "")
    if act != "save":
        draft.do(act)
    elif draft.store():
        messages.success(request, _("Saved."))
        return redirect("steering:registrering")
    return _page(request, draft)


def _page(request: SteeringRequest, draft: ClosingDraft) -> HttpResponse:
    context = {
        "draft": draft,
        "may_edit": may_edit(request),
        "changes": named(versions()),
        "english": (get_language() or "").startswith("en"),
        "longest": {"question": LONGEST_QUESTION, "option": LONGEST_OPTION},
    }
    status = 409 if draft.is_conflict else 400 if draft.errors else 200
    return render(request, "steering/closing.html", context, status=status)
