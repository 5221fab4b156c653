"""Two municipalities that differ in everything, small and independent of the demo's."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from naere.conversations.services.aftermath import new_closing_form
from naere.surveys.models import Question
from naere.tenancy.enums import TextKey
from naere.tenancy.models import (
    AgeGroup,
    CrisisLine,
    Municipality,
    OpeningHours,
    Profile,
    RiskWord,
    Text,
    Topic,
)
from tests.conftest import acting_for

CLOSING_FIELDS: list[dict[str, Any]] = [
    {
        "key": "themes",
        "type": "choices",
        "required": True,
        "label": {"da": "Temaer", "en": "Themes"},
        "options": [
            {"key": "alone", "label": {"da": "Ensomhed", "en": "Loneliness"}},
            {"key": "school", "label": {"da": "Skole", "en": "School"}},
        ],
    },
    {"key": "passed_on", "type": "yesno", "label": {"da": "Henvist", "en": "Passed on"}},
]


def make_dragoer() -> Municipality:
    """Return Dragør: open at all hours, 16–30, two conversations per peer."""
    return make_municipality(
        "dragoer",
        "Dragør",
        {"colour": "#0b6e4f", "age_from": 16, "age_to": 30, "contact_email": "net@dragoer.example"},
        age_groups=[("16–18", 16, 18), ("19–23", 19, 23), ("24–30", 24, 30)],
        topics=[("Ensomhed", "Loneliness", False), ("Selvskade", "Self-harm", True)],
        hours=[(day, time(0, 0), time(23, 59)) for day in range(7)],
        risk_words=["dø", "selvmord"],
    )


def make_ishoej() -> Municipality:
    """Return Ishøj: open on Mondays from 10 to 12, 18–29, three conversations per peer."""
    profile = {
        "colour": "#7a1f5c",
        "age_from": 18,
        "age_to": 29,
        "parallel_conversations": 3,
        "session_minutes": 45,
        "days_kept": 14,
        "queue_limit": 5,
        "contact_email": "ungemedkant@ishoej.example",
    }
    return make_municipality(
        "ishoej",
        "Ishøj",
        profile,
        age_groups=[("18–24", 18, 24), ("25–29", 25, 29)],
        topics=[("Penge", "Money", False)],
        hours=[(0, time(10, 0), time(12, 0))],
        risk_words=["forsvinde"],
    )


def make_municipality(
    slug: str,
    name: str,
    profile: dict[str, Any],
    *,
    age_groups: list[tuple[str, int, int]],
    topics: list[tuple[str, str, bool]],
    hours: list[tuple[int, time, time]],
    risk_words: list[str],
) -> Municipality:
    """Return a municipality with a profile, crisis line, texts, questions and closing form."""
    municipality = Municipality.objects.create(slug=slug, name=name)
    with acting_for(municipality):
        own = {"municipality": municipality}
        settings = {"name": f"Netværket i {name}", "exit_url": "https://www.dmi.dk/"}
        Profile.objects.create(**own, **(settings | {"closed_on_holidays": False} | profile))
        for label, age_from, age_to in age_groups:
            AgeGroup.objects.create(
                **own, label_da=label, label_en=label, age_from=age_from, age_to=age_to
            )
        for order, (da, en, safety) in enumerate(topics):
            Topic.objects.create(**own, label_da=da, label_en=en, opens_safety=safety, order=order)
        for weekday, opens, closes in hours:
            OpeningHours.objects.create(**own, weekday=weekday, opens=opens, closes=closes)
        for phrase in risk_words:
            RiskWord.objects.create(**own, phrase=phrase)
        _make_texts(municipality)
        new_closing_form(municipality.pk, CLOSING_FIELDS)
    return municipality


def _make_texts(municipality: Municipality) -> None:
    name, own = municipality.name, {"municipality": municipality}
    for key in TextKey.values:
        body = {"body_da": f"{key} for {name}.", "body_en": f"{key} of {name}."}
        Text.objects.create(**own, key=key, **body)
    CrisisLine.objects.create(
        **own,
        name=f"Alarm {name}",
        who_da="Alle",
        who_en="Everyone",
        phone="112",
        hours_da="Altid",
        hours_en="Always",
        source="https://example.org/",
        checked_on=date(2026, 11, 1),
    )
    for order, key in enumerate(("heard", "mattered", "fitted", "overall")):
        Question.objects.create(
            **own,
            key=key,
            order=order,
            text_da=f"{key}?",
            text_en=f"{key}?",
            low_da="Slet ikke",
            low_en="Not at all",
            high_da="Helt",
            high_en="Fully",
        )
