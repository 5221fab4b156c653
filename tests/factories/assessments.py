"""Rubrics, assessors and rounds, made through the services. All inside a municipality's scope."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from naere.toolbox.enums import Perspective
from naere.toolbox.models import HIGHEST, Assessor, Round, Rubric, Tool
from naere.toolbox.queries.rubrics import rubric_in_use
from naere.toolbox.scoring import Answer
from naere.toolbox.services import assessing, consensus, rubrics
from tests.factories.people import make_member
from tests.factories.toolbox import make_assessor

PEDAGOGICAL, USABILITY = Perspective.PEDAGOGICAL, Perspective.USABILITY


def criterion_values(place: int, **changes: Any) -> dict[str, Any]:
    """Return the fields of a criterion; the first two are of one area, the others of another."""
    area = "Tryghed" if place < 2 else "Form"
    return {
        "key": f"k{place}",
        "area_da": area,
        "area_en": f"{area} (en)",
        "title_da": f"Kriterium {place}",
        "title_en": f"Criterion {place}",
        "question_da": f"Spørgsmål {place}?",
        "question_en": f"Question {place}?",
        "anchors_da": [f"K{place} niveau {at}" for at in range(HIGHEST + 1)],
        "anchors_en": [f"K{place} level {at}" for at in range(HIGHEST + 1)],
        "weight": 1,
    } | changes


def make_rubric(
    perspective: Perspective = PEDAGOGICAL,
    *,
    weights: Sequence[int] = (1, 1, 1),
    published: bool = True,
) -> Rubric:
    """Return a rubric with a criterion per weight, in use unless told otherwise."""
    rows = [criterion_values(at, weight=weight) for at, weight in enumerate(weights)]
    rubric = rubrics.add_rubric(perspective, "Skema", "Rubric", "Egne ord.", rows)
    return rubrics.publish_rubric(rubric.pk) if published else rubric


def make_assessors(*organisations: str) -> list[Assessor]:
    """Return an assessor of each of these organisations, who may assess from both perspectives."""
    return [
        make_assessor(make_member("assessor", with_identity=False).membership, name)
        for name in organisations
    ]


def make_round(
    tool: Tool,
    perspective: Perspective = PEDAGOGICAL,
    assessors: Sequence[Assessor] = (),
    at: datetime | None = None,
) -> Round:
    """Return an open round; its assessors are of A and B unless given."""
    if rubric_in_use(perspective) is None:
        make_rubric(perspective)
    asked = list(assessors) or make_assessors("A", "B")
    return assessing.open_round(tool, perspective, asked, None, at)


def answers(found: Round, values: Iterable[int | None], **more: str) -> dict[str, Answer]:
    """Return an answer per criterion, in order; None is not applicable."""
    pairs = zip(found.rubric.criteria.all(), values, strict=True)
    reason = more.get("reason", "Derfor.")
    return {
        str(one.pk): Answer(value, value is None, reason, more.get("evidence", ""))
        for one, value in pairs
    }


def hand_in(
    found: Round, *given: Sequence[int | None], summary: str = "", at: datetime | None = None
) -> Round:
    """Let the round's assessors hand in, each the next row of scores, by organisation."""
    for one, values in zip(asked(found), given, strict=True):
        assessing.submit(found.pk, one.membership, answers(found, values), summary, at)
    found.refresh_from_db()
    return found


def settle(found: Round, values: Sequence[int | None], at: datetime | None = None) -> Round:
    """Let the first assessor propose these scores and the second confirm them."""
    first, second, *_others = (one.membership for one in asked(found))
    found.refresh_from_db()
    saved = consensus.save_consensus(
        found.pk, first, found.draft_version, answers(found, values), "Godt nok.", "Good enough."
    )
    consensus.propose(found.pk, first, saved.draft_version)
    return consensus.confirm(found.pk, second, saved.draft_version, at)


def make_settled(
    tool: Tool,
    perspective: Perspective = PEDAGOGICAL,
    at: datetime | None = None,
    assessors: Sequence[Assessor] = (),
) -> Round:
    """Return a settled round of a tool, with scores that differ a little."""
    found = make_round(tool, perspective, assessors, at)
    size = found.rubric.criteria.count()
    hand_in(found, [3] * size, [3] * (size - 1) + [2], at=at)
    return settle(found, [3] * size, at)


def asked(found: Round) -> list[Assessor]:
    """Return a round's assessors, by organisation."""
    rows = found.assessments.select_related("assessor__membership", "organisation")
    return [one.assessor for one in rows.order_by("organisation__name", "pk")]
