"""Lives through the assessments of an invented tool: asked, scored apart, compared, agreed."""

from __future__ import annotations

from datetime import datetime, timedelta

from demo.past import at
from demo.toolbox.cast import Cast
from demo.toolbox.sheets import NOT_APPLICABLE, Sheet, assessors_of, reason
from naere.toolbox.enums import Perspective
from naere.toolbox.models import Criterion, Round, Tool
from naere.toolbox.scoring import Answer
from naere.toolbox.services import assessing, consensus

TO_SCORE, TO_AGREE = timedelta(days=9), timedelta(days=16)
# Where an assessor says what they looked at, besides why.
SHOWN = {"evidence": "viden", "data-clear": "data"}

Answers = dict[str, Answer]


def assess(tool: Tool, sheet: Sheet, cast: Cast, begins: datetime) -> None:
    """Assess a tool from both perspectives, from `begins` until sixteen days later."""
    for perspective in Perspective:
        assess_from(tool, sheet, cast, perspective, begins)


def assess_from(
    tool: Tool, sheet: Sheet, cast: Cast, perspective: Perspective, begins: datetime
) -> None:
    """Assess a tool from one perspective, from `begins` until sixteen days later."""
    part = sheet[perspective.value]
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
    first, second = (assessor.membership for assessor in asked[:2])
    with at(begins + TO_AGREE):
        agreed = _agreed(sheet, part, criteria)
        conclusion = part["conclusion_da"], part["conclusion_en"]
        saved = consensus.save_consensus(made.pk, first, 0, agreed, *conclusion)
        consensus.propose(made.pk, first, saved.draft_version)
        consensus.confirm(made.pk, second, saved.draft_version)


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
    part = sheet[perspective.value]
    (assessor,) = cast.asked(perspective, [letter])
    answers = _answers(sheet, part, list(made.rubric.criteria.all()), letter)
    assessing.submit(made.pk, assessor.membership, answers, part[f"summary_{letter}"])


def _answers(sheet: Sheet, part: Sheet, criteria: list[Criterion], letter: str) -> Answers:
    given = zip(criteria, part[letter], strict=True)
    return {str(one.pk): _answer(sheet, part, one.key, letter, value) for one, value in given}


def _answer(sheet: Sheet, part: Sheet, key: str, letter: str, value: int) -> Answer:
    why = reason(sheet["slug"], part, key, letter, value)
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
