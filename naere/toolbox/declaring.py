"""What a provider is asked about its own tool: the questions as data, in versions.

An answer keeps the version that it was given to. A version that has been sent out is never changed:
a new one is added. Version 1 asks what young people and the usability perspective need to know first
(GDPR art. 5, 8 and 13; MDR 2017/745 art. 2(1) and 20; Web Accessibility Act, EN 301 549).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrPromise

TEXT, CHOICE, LINK, NUMBER, EMAIL = "text", "choice", "link", "number", "email"
YES_NO: Final = (("yes", _("yes")), ("no", _("no")))
CURRENT: Final = 1


@dataclass(frozen=True)
class Question:
    """One question. `most` is characters for a text, years for a number."""

    key: str
    label: _StrPromise
    kind: str
    hint: _StrPromise | str = ""
    choices: tuple[tuple[str, _StrPromise], ...] = ()
    most: int = 600
    required: bool = True
    public: bool = True

    def shown(self, value: Any) -> str:
        """Return an answer as a person would write it."""
        return str(dict(self.choices).get(str(value), value)) if self.choices else str(value)


@dataclass(frozen=True)
class Answer:
    """An answered question as it is shown; a link's text is its address."""

    label: str
    text: str
    is_link: bool


VERSIONS: Final[Mapping[int, tuple[Question, ...]]] = {
    1: (
        Question(
            "data",
            _("Which data do you collect about whoever uses the tool?"),
            TEXT,
            _("Also what is collected without being asked for. Write “none” if there are none."),
        ),
        Question(
            "stored",
            _("Where is it stored?"),
            CHOICE,
            choices=(
                ("nowhere", _("nowhere")),
                ("device", _("only on the person's own device")),
                ("eu", _("in the EU or EEA")),
                ("outside", _("also outside the EU and EEA")),
            ),
        ),
        Question(
            "shared",
            _("With whom is it shared?"),
            TEXT,
            _("Name them, and say what for. Write “nobody” if that is so."),
        ),
        Question(
            "deleted",
            _("How does a person delete everything, and how long does it take?"),
            TEXT,
        ),
        Question("payer", _("Who pays for the tool?"), TEXT, most=300),
        Question(
            "advertising",
            _("Does it show advertising or paid content?"),
            CHOICE,
            choices=YES_NO,
        ),
        Question("age_from", _("From which age is it meant?"), NUMBER, most=99),
        Question(
            "age_to",
            _("Up to which age is it meant?"),
            NUMBER,
            _("Empty if there is no upper limit."),
            most=99,
            required=False,
        ),
        Question(
            "accessibility",
            _("How accessible is it?"),
            CHOICE,
            _("By EN 301 549 or WCAG 2.1 or 2.2 at level AA."),
            choices=(
                ("tested", _("tested by others")),
                ("own", _("tested by ourselves")),
                ("partly", _("parts of it do not fulfil it")),
                ("untested", _("not tested")),
            ),
        ),
        Question(
            "accessibility_link",
            _("Accessibility statement, link"),
            LINK,
            required=False,
        ),
        Question(
            "ce_mark",
            _("Is it CE-marked as a medical device?"),
            CHOICE,
            choices=(
                ("no", _("no, it is not a medical device")),
                ("yes", _("yes")),
                ("pending", _("not yet, but we are at it")),
            ),
        ),
        Question(
            "claims",
            _("Do you say that it treats, prevents or finds an illness?"),
            CHOICE,
            choices=YES_NO,
        ),
        Question(
            "claims_text",
            _("If yes: what do you say?"),
            TEXT,
            required=False,
        ),
        Question("evidence", _("Evidence that it helps, link"), LINK, required=False),
        Question(
            "crisis",
            _("What happens when somebody writes that they are in danger?"),
            TEXT,
        ),
        Question("answered_by", _("Who answers, and in which role?"), TEXT, most=120),
        Question(
            "contact",
            _("E-mail for questions"),
            EMAIL,
            _("Only the municipality sees it."),
            most=120,
            public=False,
        ),
    )
}


def questions(version: int) -> tuple[Question, ...]:
    """Return the questions of a version; raises KeyError for one that never was."""
    return VERSIONS[version]


def shown_answers(version: int, answers: Mapping[str, Any], *, public: bool) -> list[Answer]:
    """Return what was answered, in the order of the questions; without `public`, also what is not shown to all."""
    return [
        Answer(str(one.label), one.shown(answers[one.key]), one.kind == LINK)
        for one in questions(version)
        if answers.get(one.key) not in (None, "") and (one.public or not public)
    ]
