"""Rubrics in the workshop: versions, their criteria, and taking one into use (R49)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from naere.accounts.staff.entry import staff_page
from naere.design.dress import dressed
from naere.toolbox.forms.assessing_rubrics import CriterionForm, NewRubricForm, RubricForm
from naere.toolbox.queries import rubrics as queries
from naere.toolbox.queries.published import agreement_over_tools
from naere.toolbox.services import rubrics as services
from naere.toolbox.services.rubrics import RubricRefusedError
from naere.toolbox.workshop import ASSESSORS, EDITORS

if TYPE_CHECKING:
    from uuid import UUID

    from naere.toolbox.models import Criterion, Rubric
    from naere.toolbox.views.assessing import MemberRequest

pages = require_http_methods(["GET", "HEAD", "POST"])


@staff_page(*ASSESSORS, *EDITORS)
@require_safe
def rubrics(request: MemberRequest) -> HttpResponse:
    """Show every version of both rubrics."""
    context = {
        "rubrics": queries.rubrics(),
        "form": dressed(NewRubricForm(), editable=True),
        "may_edit": request.membership.has_role(*EDITORS),
    }
    return render(request, "toolbox/assessing/rubrics.html", context)


@staff_page(*EDITORS)
@require_POST
def new_rubric(request: MemberRequest) -> HttpResponse:
    """Make a draft: a copy of what is in use."""
    form = NewRubricForm(request.POST)
    if not form.is_valid():
        return redirect("toolbox:rubrics")
    try:
        made = services.draft_rubric(form.cleaned_data["perspective"])
    except RubricRefusedError as refusal:
        messages.error(request, str(refusal))
        return redirect("toolbox:rubrics")
    return redirect("toolbox:rubric", made.pk)


@staff_page(*ASSESSORS, *EDITORS)
@require_safe
def rubric(request: MemberRequest, rubric: UUID) -> HttpResponse:
    """Show a version: to be edited while it is a draft, to be read afterwards."""
    found = get_object_or_404(queries.rubrics(), pk=rubric)
    return _rubric_page(request, found, RubricForm(instance=found))


@staff_page(*EDITORS)
@require_POST
def name_rubric(request: MemberRequest, rubric: UUID) -> HttpResponse:
    """Store what a draft is called and builds on."""
    found = get_object_or_404(queries.rubrics(), pk=rubric)
    form = RubricForm(request.POST, instance=found)
    if form.is_valid() and form.store():
        messages.success(request, _("Saved."))
        return redirect("toolbox:rubric", rubric)
    return _rubric_page(request, found, form, status=400)


@staff_page(*EDITORS)
@require_POST
def publish_rubric(request: MemberRequest, rubric: UUID) -> HttpResponse:
    """Take a draft into use."""
    get_object_or_404(queries.rubrics(), pk=rubric)
    try:
        services.publish_rubric(rubric)
        messages.success(request, _("In use. It cannot be changed any more."))
    except RubricRefusedError as refusal:
        messages.error(request, str(refusal))
    return redirect("toolbox:rubric", rubric)


@staff_page(*EDITORS)
@require_POST
def remove_rubric(request: MemberRequest, rubric: UUID) -> HttpResponse:
    """Delete a draft."""
    get_object_or_404(queries.rubrics(), pk=rubric)
    try:
        services.remove_draft(rubric)
        messages.success(request, _("Deleted."))
    except RubricRefusedError as refusal:
        messages.error(request, str(refusal))
    return redirect("toolbox:rubrics")


@staff_page(*EDITORS)
@pages
def new_criterion(request: MemberRequest, rubric: UUID) -> HttpResponse:
    """Add a criterion to a draft."""
    found = get_object_or_404(queries.rubrics(), pk=rubric)
    form = CriterionForm(request.POST or None, rubric=found, initial={"order": found.asks})  # type: ignore[attr-defined]
    return _criterion_page(request, found, form)


@staff_page(*EDITORS)
@pages
def criterion(request: MemberRequest, criterion: UUID) -> HttpResponse:
    """Change a criterion of a draft."""
    row = get_object_or_404(queries.criteria(), pk=criterion)
    form = CriterionForm(request.POST or None, instance=row, rubric=row.rubric)
    return _criterion_page(request, row.rubric, form, row)


@staff_page(*EDITORS)
@require_POST
def remove_criterion(request: MemberRequest, criterion: UUID) -> HttpResponse:
    """Take a criterion out of a draft."""
    row = get_object_or_404(queries.criteria(), pk=criterion)
    try:
        services.remove_criterion(row)
        messages.success(request, _("Deleted."))
    except RubricRefusedError as refusal:
        messages.error(request, str(refusal))
    return redirect("toolbox:rubric", row.rubric_id)


def _rubric_page(
    request: MemberRequest, found: Rubric, form: RubricForm, status: int = 200
) -> HttpResponse:
    is_draft = found.published_at is None
    over_tools = {} if is_draft else agreement_over_tools(found)
    context = {
        "rubric": found,
        "criteria": [(one, over_tools.get(one.pk)) for one in found.criteria.all()],
        "form": dressed(form, editable=True),
        "is_draft": is_draft,
        "changes": queries.changes_of(found),
        "may_edit": is_draft and request.membership.has_role(*EDITORS),
    }
    return render(request, "toolbox/assessing/rubric.html", context, status=status)


def _criterion_page(
    request: MemberRequest, rubric: Rubric, form: CriterionForm, row: Criterion | None = None
) -> HttpResponse:
    if request.method == "POST" and form.is_valid() and form.store():
        messages.success(request, _("Saved."))
        return redirect("toolbox:rubric", rubric.pk)
    context = {"rubric": rubric, "row": row, "form": dressed(form, editable=True)}
    status = 400 if form.errors else 200
    return render(request, "toolbox/assessing/criterion.html", context, status=status)
