"""Rounds of assessment in the workshop: asked, scored apart, compared, settled (R49)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from naere.accounts.staff.entry import staff_page
from naere.design.dress import dressed
from naere.toolbox.enums import Perspective, RoundState
from naere.toolbox.forms.assessing import AssessForm, OpenRoundForm, WithdrawForm
from naere.toolbox.queries import rounds as queries
from naere.toolbox.queries.expiry import running_out
from naere.toolbox.scoring import read_answers
from naere.toolbox.services import assessing as services
from naere.toolbox.services.assessing import IncompleteError, RoundRefusedError
from naere.toolbox.views.looked_at import looked_at
from naere.toolbox.workshop import ASSESSORS, EDITORS

if TYPE_CHECKING:
    from uuid import UUID

    from naere.accounts.staff.models import Membership
    from naere.toolbox.models import Assessment, Round

    class MemberRequest(HttpRequest):
        """A request that `staff_page` has let in."""

        membership: Membership


A_PAGE = 50
pages = require_http_methods(["GET", "HEAD", "POST"])


@staff_page(*ASSESSORS, *EDITORS)
@require_safe
def assessments(request: MemberRequest) -> HttpResponse:
    """Show what the member is to assess first, then the rounds that they may see."""
    edits = request.membership.has_role(*EDITORS)
    mine = queries.to_do(request.membership)
    seen = queries.rounds() if edits else queries.rounds_for(request.membership)
    today = timezone.localdate()
    context = {
        "mine": mine,
        "page": Paginator(seen, A_PAGE).get_page(request.GET.get("page")),
        "running_out": running_out(today) if edits else [],
        "may_edit": edits,
        "unplaced": _is_unplaced(request.membership),
        "today": today,
    }
    return render(request, "toolbox/assessing/assessments.html", context)


@staff_page(*EDITORS)
@pages
def new_round(request: MemberRequest) -> HttpResponse:
    """Ask assessors for their scores of a tool."""
    form = OpenRoundForm(request.POST or None, initial=request.GET.dict())
    if request.method == "POST" and form.is_valid() and _opened(request, form):
        messages.success(request, _("The assessors can begin."))
        return redirect("toolbox:assessments")
    context = {"form": dressed(form, editable=True)}
    status = 400 if form.errors else 200
    return render(request, "toolbox/assessing/new.html", context, status=status)


@staff_page(*ASSESSORS, *EDITORS)
@require_safe
def show_round(request: MemberRequest, round_id: UUID) -> HttpResponse:
    """Show where a round stands; all scores side by side once all are in."""
    found = seen_round(request, round_id)
    return round_page(request, found)


@staff_page(*ASSESSORS)
@pages
def assess(request: MemberRequest, round_id: UUID) -> HttpResponse:
    """Let an assessor of a round give their scores; show them their own afterwards."""
    own = queries.own_assessment(round_id, request.membership)
    if own is None:
        raise Http404
    if own.submitted_at is not None or own.round.state != RoundState.OPEN:
        return _own_page(request, own)
    criteria = list(own.round.rubric.criteria.all())
    form = AssessForm(
        criteria, read_answers(own.draft), request.POST or None, initial={"summary": own.summary}
    )
    if request.method == "POST" and form.is_valid() and _kept(request, form, round_id):
        return redirect("toolbox:assessments" if "submit" in request.POST else request.path)
    context = {"form": form, "round": own.round, **looked_at(own.round.tool)}
    status = 400 if form.errors else 200
    return render(request, "toolbox/assessing/assess.html", context, status=status)


@staff_page(*EDITORS)
@require_POST
def withdraw(request: MemberRequest, round_id: UUID) -> HttpResponse:
    """Give up a round that is not settled."""
    found = seen_round(request, round_id)
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        return round_page(request, found, withdrawing=form, status=400)
    try:
        services.withdraw(round_id, form.cleaned_data["because"])
        messages.success(request, _("Withdrawn."))
    except RoundRefusedError as refusal:
        messages.error(request, str(refusal))
    return redirect("toolbox:round", round_id)


def seen_round(request: MemberRequest, pk: UUID) -> Round:
    """Return a round that the member may see: an editor any, an assessor their own; else 404."""
    edits = request.membership.has_role(*EDITORS)
    seen = queries.rounds() if edits else queries.rounds_for(request.membership)
    return get_object_or_404(seen, pk=pk)


def round_page(
    request: MemberRequest, found: Round, *, status: int = 200, **context: Any
) -> HttpResponse:
    """Show a round."""
    rows = queries.compared(found)
    asked = list(found.assessments.all())
    own = {one.assessor.membership_id: one for one in asked}.get(request.membership.pk)
    shown = {
        "round": found,
        "rows": rows,
        "asked": asked,
        "own": own,
        "agreement": queries.round_agreement(rows) if rows else None,
        "conflicted": found.state != RoundState.SETTLED
        and queries.is_conflicted(found.tool, asked),
        "may_withdraw": _may_withdraw(request, found),
        "withdrawing": WithdrawForm(),
        "agreed": {one.criterion_id: one for one in found.consensus.all()},
    }
    return render(request, "toolbox/assessing/round.html", {**shown, **context}, status=status)


def _is_unplaced(membership: Membership) -> bool:
    return membership.has_role(*ASSESSORS) and not queries.may_be_asked(membership)


def _may_withdraw(request: MemberRequest, found: Round) -> bool:
    under_way = found.state in {RoundState.OPEN, RoundState.COMPARING}
    return under_way and request.membership.has_role(*EDITORS)


def _opened(request: MemberRequest, form: OpenRoundForm) -> bool:
    data = form.cleaned_data
    try:
        services.open_round(
            data["tool"],
            Perspective(data["perspective"]),
            list(data["assessors"]),
            request.membership,
        )
    except RoundRefusedError as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _kept(request: MemberRequest, form: AssessForm, round_id: UUID) -> bool:
    """Keep or hand in what was answered; what cannot be handed in yet is kept."""
    args = round_id, request.membership, form.answers(), form.cleaned_data["summary"]
    try:
        # Kept first: what is not ready to be handed in is not lost.
        services.save_draft(*args)
        if "submit" in request.POST:
            services.submit(*args)
    except IncompleteError as refusal:
        form.add_error(None, _("It is saved, but it cannot be handed in yet."))
        form.point_out(refusal.criteria)
        return False
    except RoundRefusedError as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _said(request))
    return True


def _said(request: MemberRequest) -> str:
    if "submit" in request.POST:
        return _("Handed in. You see the others' scores when all have.")
    return _("Saved. Only you can see it.")


def _own_page(request: MemberRequest, own: Assessment) -> HttpResponse:
    if request.method == "POST":
        messages.error(request, _("You have handed in. Your scores cannot be changed."))
        return redirect("toolbox:round", own.round_id)
    context = {"own": own, "round": own.round, "scores": queries.own_scores(own)}
    return render(request, "toolbox/assessing/own.html", context)
