"""The public page of a tool's assessments (R49, R51)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from naere.core.showing import reading
from naere.toolbox.queries import past
from naere.toolbox.queries.catalogue import public_history, seen_tools
from naere.toolbox.queries.reviews import finished_reviews
from naere.toolbox.rules import PUBLIC_STATES

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@reading("tool-assessment")
def assessment(request: HttpRequest, slug: str) -> HttpResponse:
    """Show everybody how a tool was assessed: by whom, with what, every score and why.

    What was published stays here, also when the tool is put away; then the page says so.
    """
    tool = get_object_or_404(seen_tools(), slug=slug)
    entries = past.assessments_of(tool, timezone.localdate())
    details = past.newest_details(entries)
    context = {
        "tool": tool,
        "is_put_away": tool.state not in PUBLIC_STATES,
        "details": details,
        "seen_before": any(detail.summary.round.seen_before for detail in details),
        "entries": entries,
        "reviews": finished_reviews(tool),
        "states": public_history(tool),
    }
    return render(request, "toolbox/assessing/public.html", context)
