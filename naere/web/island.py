"""What the young person's island is told by its page: settings and texts, nothing of a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language

from naere.surveys.queries import questions
from naere.tenancy.queries import age_groups, risk_words, texts, topics

if TYPE_CHECKING:
    from naere.tenancy.models import Municipality, Profile
    from naere.web.crisis import Line

WAYS = {"nu": "now", "brev": "letter"}


def config(
    municipality: Municipality, profile: Profile, lines: tuple[Line, ...], way: str
) -> dict[str, Any]:
    """Return the island's configuration in the reader's language.

    `als` is how the young person came in: "now", "letter" or None.
    """
    language = "en" if get_language() == "en" else "da"
    return {
        "tenant": str(municipality.pk),
        "municipality": municipality.name,
        "name": profile.name,
        "language": language,
        "als": WAYS.get(way),
        "sessionMinutes": profile.session_minutes,
        "daysKept": profile.days_kept,
        "ageGroups": _age_groups(language),
        "topics": _topics(language),
        "texts": _texts(language),
        "questions": _questions(language),
        "riskWords": risk_words(),
        "crisisLines": [_line(line) for line in lines],
    }


def _age_groups(language: str) -> list[dict[str, Any]]:
    return [
        {
            "id": str(group.pk),
            "label": getattr(group, f"label_{language}"),
            "mayBeMinor": group.may_be_minor,
        }
        for group in age_groups()
    ]


def _topics(language: str) -> list[dict[str, Any]]:
    return [
        {
            "id": str(topic.pk),
            "label": getattr(topic, f"label_{language}"),
            "opensSafety": topic.opens_safety,
        }
        for topic in topics()
    ]


def _texts(language: str) -> dict[str, str]:
    return {key: getattr(text, f"body_{language}") for key, text in texts().items()}


def _questions(language: str) -> list[dict[str, Any]]:
    return [
        {"key": question.key}
        | {part: getattr(question, f"{part}_{language}") for part in ("text", "low", "high")}
        for question in questions()
    ]


def _line(line: Line) -> dict[str, str]:
    return {
        "name": line.name,
        "phone": line.phone,
        "digits": line.digits,
        "who": line.who,
        "hours": line.hours,
        "url": line.url,
    }
