"""Deep reviews in the workshop: a shortlisted tool, findings, and finishing (R51)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from naere.accounts.staff.entry import staff_page
from naere.design.dress import dressed
from naere.toolbox.forms.assessing_reviews import BeginReviewForm, FindingForm, SummaryForm
from naere.toolbox.queries import reviews as queries
from naere.toolbox.services import reviews as services
from naere.toolbox.services.reviews import ReviewRefusedError
from naere.toolbox.workshop import ASSESSORS, EDITORS

if TYPE_CHECKING:
    from uuid import UUID

    from naere.accounts.staff.models import Membership
    from naere.toolbox.models import DeepReview, Finding
    from naere.toolbox.views.assessing import MemberRequest

pages = require_http_methods(["GET", "HEAD", "POST"])
reviewer = staff_page(*ASSESSORS, *EDITORS)


@reviewer
@pages
def reviews(request: MemberRequest) -> HttpResponse:
    """Show every deep review and the tools that are to have one; begin one."""
    form = BeginReviewForm(request.POST or None, by=request.membership)
    if request.method == "POST" and form.is_valid():
        begun = _begun(request, form)
        if begun is not None:
            return redirect("toolbox:deep-review", begun.pk)
    chosen = list(queries.shortlisted())
    shown = list(queries.reviews_for(request.membership))
    context = {
        "reviews": shown,
        "hidden": queries.reviews().count() - len(shown),
        "shortlisted": chosen,
        "off_plan": queries.is_off_plan(len(chosen)),
        "form": dressed(form, editable=True),
    }
    status = 400 if form.errors else 200
    return render(request, "toolbox/assessing/reviews.html", context, status=status)


@reviewer
@pages
def review(request: MemberRequest, review: UUID) -> HttpResponse:
    """Show a review with its findings, store what it says in short, and finish it for good."""
    found = _review(request, review)
    form = SummaryForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid() and form.store():
        if request.POST.get("do") == "finish":
            said = _("Finished. It is shown with the tool's assessment.")
            return _done(request, found, said, services.finish_review, found.pk)
        messages.success(request, _("Saved."))
        return redirect("toolbox:deep-review", review)
    return _review_page(request, found, form)


@reviewer
@pages
def new_finding(request: MemberRequest, review: UUID) -> HttpResponse:
    """Write a finding down."""
    found = _review(request, review)
    return _finding_page(request, found, FindingForm(request.POST or None, review=found))


@reviewer
@pages
def finding(request: MemberRequest, review: UUID, finding: UUID) -> HttpResponse:
    """Change a finding of a review that is not finished."""
    found = _review(request, review)
    row = get_object_or_404(found.findings, pk=finding)
    form = FindingForm(request.POST or None, instance=row, review=found)
    return _finding_page(request, found, form, row)


@reviewer
@require_POST
def remove_finding(request: MemberRequest, review: UUID, finding: UUID) -> HttpResponse:
    """Delete a finding of a review that is not finished."""
    found = _review(request, review)
    row = get_object_or_404(found.findings, pk=finding)
    return _done(request, found, _("Deleted."), services.remove_finding, row)


def _review(request: MemberRequest, pk: UUID) -> DeepReview:
    """Load a review that the member may read, and to change it, write."""
    found: DeepReview = get_object_or_404(queries.reviews_for(request.membership), pk=pk)
    if request.method == "POST" and not _may_write(request.membership, found):
        raise Http404
    return found


def _may_write(by: Membership, found: DeepReview) -> bool:
    """Return whether a member is of the review's organisation or an editor, and not of the provider."""
    is_maker = services.makes_the_tool(by, found.tool)
    return not is_maker and services.may_write_for(by, found.organisation_id)


def _begun(request: MemberRequest, form: BeginReviewForm) -> DeepReview | None:
    data = form.cleaned_data
    try:
        return services.begin_review(data["tool"], data["organisation"], request.membership)
    except ReviewRefusedError as refusal:
        form.add_error(None, str(refusal))
        return None


def _done(
    request: MemberRequest, found: DeepReview, said: str, act: Any, *args: Any
) -> HttpResponse:
    try:
        act(*args)
        messages.success(request, said)
    except ReviewRefusedError as refusal:
        messages.error(request, str(refusal))
    return redirect("toolbox:deep-review", found.pk)


def _review_page(request: MemberRequest, found: DeepReview, form: SummaryForm) -> HttpResponse:
    open_now = found.finished_at is None and _may_write(request.membership, found)
    context = {
        "review": found,
        "form": dressed(form, editable=open_now),
        "is_open": open_now,
    }
    status = 400 if form.errors else 200
    return render(request, "toolbox/assessing/review.html", context, status=status)


def _finding_page(
    request: MemberRequest, found: DeepReview, form: FindingForm, row: Finding | None = None
) -> HttpResponse:
    if request.method == "POST" and form.is_valid() and form.store():
        messages.success(request, _("Saved."))
        return redirect("toolbox:deep-review", found.pk)
    context = {"review": found, "row": row, "form": dressed(form, editable=True)}
    status = 400 if form.errors else 200
    return render(request, "toolbox/assessing/finding.html", context, status=status)
