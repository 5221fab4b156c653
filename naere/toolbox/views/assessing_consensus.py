"""Agreeing on scores: the assessors of a round alone (R49)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from naere.accounts.staff.entry import staff_page
from naere.toolbox.enums import RoundState
from naere.toolbox.forms.assessing import ConsensusForm, Question
from naere.toolbox.queries import rounds as queries
from naere.toolbox.scoring import read_answers
from naere.toolbox.services import consensus as services
from naere.toolbox.services.assessing import IncompleteError, RoundRefusedError
from naere.toolbox.views.looked_at import looked_at
from naere.toolbox.workshop import ASSESSORS

if TYPE_CHECKING:
    from uuid import UUID

    from naere.toolbox.models import Round
    from naere.toolbox.queries.rounds import Compared
    from naere.toolbox.views.assessing import MemberRequest


@staff_page(*ASSESSORS)
@require_http_methods(["GET", "HEAD", "POST"])
def consensus(request: MemberRequest, round_id: UUID) -> HttpResponse:
    """Let the assessors of a round write down what they agree on, propose it and confirm it."""
    found = _own_round(request, round_id)
    if found.state != RoundState.COMPARING:
        return redirect("toolbox:round", round_id)
    if request.method != "POST":
        return _page(request, found, _form(found))
    if "confirm" in request.POST:
        return _confirmed(request, found)
    return _saved(request, found)


def _own_round(request: MemberRequest, round_id: UUID) -> Round:
    return get_object_or_404(queries.rounds_for(request.membership), pk=round_id)


def _saved(request: MemberRequest, found: Round) -> HttpResponse:
    form = _form(found, request.POST)
    if not form.is_valid():
        return _page(request, found, form, status=400)
    refused = _attempt(lambda: _save(request, found, form))
    if refused is None:
        done = _("Proposed. Another of you confirms it.") if _proposing(request) else _("Saved.")
        messages.success(request, done)
        return redirect("toolbox:consensus", found.pk)
    _tell(form, refused)
    now = _own_round(request, found.pk)
    stale = isinstance(refused, services.StaleError)
    return _page(request, now, _at_newest(form, now), status=409 if stale else 400)


def _save(request: MemberRequest, found: Round, form: ConsensusForm) -> None:
    data, by = form.cleaned_data, request.membership
    saved = services.save_consensus(
        found.pk,
        by,
        data["version"],
        form.answers(),
        data["conclusion_da"],
        data["conclusion_en"],
    )
    if _proposing(request):
        services.propose(found.pk, by, saved.draft_version)


def _confirmed(request: MemberRequest, found: Round) -> HttpResponse:
    version = request.POST.get("version", "")
    seen = int(version) if version.isdecimal() and len(version) < 10 else -1
    refused = _attempt(lambda: services.confirm(found.pk, request.membership, seen))
    if refused is not None:
        messages.error(request, str(refused))
        return redirect("toolbox:consensus", found.pk)
    messages.success(request, _("Settled."))
    return redirect("toolbox:round", found.pk)


def _attempt(act: Callable[[], Any]) -> RoundRefusedError | None:
    """Act; return what was refused, if anything."""
    try:
        act()
    except RoundRefusedError as refusal:
        return refusal
    return None


def _tell(form: ConsensusForm, refused: RoundRefusedError) -> None:
    """Say what was refused; what is missing stands beside where it is to be written."""
    if not isinstance(refused, IncompleteError):
        form.add_error(None, str(refused))
        return
    form.add_error(None, _("It is saved, but it cannot be proposed yet."))
    form.point_out(refused.criteria)
    if not refused.criteria:
        form.add_error("conclusion_da", str(refused))


def _proposing(request: MemberRequest) -> bool:
    return "propose" in request.POST


def _form(found: Round, data: Any = None) -> ConsensusForm:
    initial = {
        "version": found.draft_version,
        "conclusion_da": found.conclusion_da,
        "conclusion_en": found.conclusion_en,
    }
    criteria = list(found.rubric.criteria.all())
    return ConsensusForm(criteria, read_answers(found.draft), data, initial=initial)


def _at_newest(form: ConsensusForm, found: Round) -> ConsensusForm:
    """Let what was written be saved over what is there now, which stands beside it."""
    form.data = {**dict(form.data.items()), "version": str(found.draft_version)}
    return form


def _page(
    request: MemberRequest, found: Round, form: ConsensusForm, status: int = 200
) -> HttpResponse:
    rows = queries.compared(found)
    context = {
        "round": found,
        "form": form,
        "questions": _questions(form, rows, found),
        "agreement": queries.round_agreement(rows),
        "asked": list(found.assessments.all()),
        "may_confirm": found.proposed_by_id not in {None, request.membership.pk},
        "proposed": found.proposed_by_id is not None,
        "stale": status == 409,
        "conflicted": queries.is_conflicted(found.tool, found.assessments.all()),
        **looked_at(found.tool),
    }
    return render(request, "toolbox/assessing/consensus.html", context, status=status)


def _questions(form: ConsensusForm, rows: list[Compared], found: Round) -> list[Question]:
    saved = read_answers(found.draft)
    by_criterion = {row.criterion.pk: row for row in rows}
    return [
        Question(
            question.criterion,
            question.value,
            question.reason,
            row=by_criterion[question.criterion.pk],
            saved=saved.get(str(question.criterion.pk)),
        )
        for question in form.questions()
    ]
