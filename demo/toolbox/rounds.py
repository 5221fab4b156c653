"""Lives through the assessments of an invented tool: asked, scored apart, compared, agreed."""

from __future__ import annotations

from datetime import datetime, timedelta

from demo.past import at
from demo.toolbox import sheets
from demo.toolbox.cast import Cast
from demo.toolbox.sheets import NOT_APPLICABLE, Sheet, assessors_of, reasons
from naere.toolbox.enums import Perspective
from naere.toolbox.models import Criterion, Round, Tool
from naere.toolbox.scoring import Answer
from naere.toolbox.services import assessing, consensus

TO_SCORE, TO_AGREE = timedelta(days=9), timedelta(days=16)
# Where an assessor says what they looked at, besides why.
SHOWN = {"evidence": "viden", "data-clear": "data"}

Answers = dict[str, Answer]


def assess(tool: Tool, sheet: Sheet, cast: Cast, begins: datetime) -> None:
    """Assess a tool for the first time, from both perspectives, until sixteen days after `begins`."""
    for perspective in Perspective:
        assess_from(tool, sheet, cast, perspective, begins, first=True)


def assess_from(
    tool: Tool,
    sheet: Sheet,
    cast: Cast,
    perspective: Perspective,
    begins: datetime,
    *,
    first: bool = False,
) -> None:
    """Assess a tool from one perspective, from `begins` until sixteen days later."""
    part = sheets.part(sheet, perspective, first=first)
    letters = assessors_of(part)
    asked = cast.asked(perspective, letters)
    with at(begins):
        made = assessing.open_round(tool, perspective, asked, cast.editor)
    criteria = list(made.rubric.criteria.all())
    for days, (letter, assessor) in enumerate(zip(letters, asked, strict=True)):
        answers = _answers(sheet, part, criteria, letter)
        with at(begins + TO_SCORE + timedelta(days=days)):
            summary = part[f"summary_{letter}"]
            assessing.submit(made.pk, assessor.membership, answers, summary)
    one, other = (assessor.membership for assessor in asked[:2])
    with at(begins + TO_AGREE):
        agreed = _agreed(sheet, part, criteria)
        conclusion = part["conclusion_da"], part["conclusion_en"]
        saved = consensus.save_consensus(made.pk, one, 0, agreed, *conclusion)
        consensus.propose(made.pk, one, saved.draft_version)
        consensus.confirm(made.pk, other, saved.draft_version)


def give_up(
    tool: Tool, sheet: Sheet, cast: Cast, perspective: Perspective, begins: datetime, because: str
) -> None:
    """Begin an assessment from one perspective, and withdraw it two days later."""
    asked = cast.asked(perspective, assessors_of(sheet[perspective.value]))
    with at(begins):
        made = assessing.open_round(tool, perspective, asked, cast.editor)
    with at(begins + timedelta(days=2)):
        assessing.withdraw(made.pk, because)


def hand_in(made: Round, sheet: Sheet, cast: Cast, letter: str) -> None:
    """Let one assessor of an open round hand in."""
    perspective = Perspective(made.perspective)
    part = sheets.part(sheet, perspective)
    (assessor,) = cast.asked(perspective, [letter])
    answers = _answers(sheet, part, list(made.rubric.criteria.all()), letter)
    assessing.submit(made.pk, assessor.membership, answers, part[f"summary_{letter}"])


def _answers(sheet: Sheet, part: Sheet, criteria: list[Criterion], letter: str) -> Answers:
    return {
        str(one.pk): _answer(sheet, part, one.key, letter, place)
        for place, one in enumerate(criteria)
    }


def _answer(sheet: Sheet, part: Sheet, key: str, letter: str, place: int) -> Answer:
    value, why = part[letter][place], reasons(sheet, part, key, place)[letter]
    if value == NOT_APPLICABLE:
        return Answer(not_applicable=True, reason=why)
    page = SHOWN.get(key)
    evidence = sheet["links"]["web"] + page if page and letter == "a" else ""
    return Answer(value=value, reason=why, evidence=evidence)


def _agreed(sheet: Sheet, part: Sheet, criteria: list[Criterion]) -> Answers:
    given = zip(criteria, part["agreed"], strict=True)
    return {str(one.pk): _agreement(part, one.key, value) for one, value in given}


def _agreement(part: Sheet, key: str, value: int) -> Answer:
    said = part["said"].get(key, {})
    if value == NOT_APPLICABLE:
        return Answer(not_applicable=True, reason=said["a"])
    return Answer(value=value, reason=said.get("because", ""))
