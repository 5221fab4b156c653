"""The demo's two municipalities, made through the services and different in everything.

Dragør after S0 and S1, Ishøj after S3; names, hours and texts beyond the documents are invented,
the crisis lines are real.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from demo import crisis_lines as lines
from demo import texts
from demo.pictures import edge, lamp, png
from naere.surveys.services import replace_questions
from naere.tenancy import services
from naere.tenancy.enums import TextKey
from naere.tenancy.grave_words import GRAVE_WORDS
from naere.tenancy.models import Municipality
from naere.tenancy.scope import tenant_scope

LOGO_PIXELS = 96
EVERY_DAY = range(7)
MONDAY_TO_THURSDAY = range(4)
SUNDAY = (6,)

Span = tuple[Iterable[int], time, time]
TextPair = tuple[str, str]


@dataclass
class Settings:
    """All that one demo municipality decides."""

    slug: str
    name: str
    profile: dict[str, Any]
    logo: bytes
    logo_alt: tuple[str, str]
    age_groups: Sequence[tuple[str, str, int, int]]
    topics: Sequence[tuple[str, str, bool]]
    hours: Sequence[Span]
    closed_days: Sequence[tuple[date, str]]
    crisis_lines: Sequence[dict[str, Any]]
    texts: dict[TextKey, TextPair]
    questions: Sequence[dict[str, str]]
    risk_words: Sequence[str] = field(default_factory=list)


def make_municipalities(*, open_all_day: bool = False) -> list[Municipality]:
    """Make Dragør and Ishøj. With `open_all_day` Dragør is open at any hour, also on holidays.

    Ishøj then closes on them, so that the two go on differing.
    """
    dragoer, ishoej = dragoer_settings(), ishoej_settings()
    if open_all_day:
        dragoer.hours = [(EVERY_DAY, time(0, 0), time(23, 59))]
        dragoer.profile["closed_on_holidays"] = False
        dragoer.closed_days = []
        ishoej.profile["closed_on_holidays"] = True
    return [make_municipality(settings) for settings in (dragoer, ishoej)]


def make_municipality(settings: Settings) -> Municipality:
    """Make one municipality with all its settings."""
    made = services.create_municipality(settings.slug, settings.name, settings.profile)
    with tenant_scope(made):
        services.set_logo(settings.logo, *settings.logo_alt)
        services.replace_age_groups(
            _rows(("label_da", "label_en", "age_from", "age_to"), settings.age_groups)
        )
        services.replace_topics(_rows(("label_da", "label_en", "opens_safety"), settings.topics))
        services.replace_opening_hours(
            {"weekday": day, "opens": opens, "closes": closes}
            for days, opens, closes in settings.hours
            for day in days
        )
        services.replace_closed_days(_rows(("date", "note"), settings.closed_days))
        services.replace_crisis_lines(settings.crisis_lines)
        services.replace_risk_words(settings.risk_words)
        replace_questions(settings.questions)
        for key, pair in settings.texts.items():
            services.set_text(key, *pair, **_source(key))
    return made


def dragoer_settings() -> Settings:
    """Return what Dragør decides."""
    email, days, colour = "netvaerket@dragoer.example", 30, "#0b6e4f"
    profile = {
        "name": "Det Nære Netværk",
        "colour": colour,
        "contact_name": "Det Nære Netværk, Dragør Kommune",
        "contact_email": email,
        "contact_phone": "10 00 00 10",  # nobody's: no number in Denmark begins with 1 and has eight
        "exit_url": "https://www.dmi.dk/",
        "age_from": 16,
        "age_to": 30,
        "parallel_conversations": 2,
        "session_minutes": 50,
        "days_kept": days,
        "queue_limit": 12,
        "closed_on_holidays": True,
    }
    return Settings(
        "dragoer",
        "Dragør",
        profile,
        png(LOGO_PIXELS, colour, lamp),
        ("En rund lampe, der lyser", "A round lamp that shines"),
        [
            ("16–18 år", "16–18 years", 16, 18),
            ("19–23 år", "19–23 years", 19, 23),
            ("24–30 år", "24–30 years", 24, 30),
        ],
        DRAGOER_TOPICS,
        [(MONDAY_TO_THURSDAY, time(15), time(22)), (SUNDAY, time(16), time(21))],
        [(date(2026, 12, 24), "Juleaften"), (date(2026, 12, 31), "Nytårsaften")],
        [
            lines.ALARM,
            lines.LIVSLINIEN,
            lines.BOERNETELEFONEN,
            lines.LEV_UDEN_VOLD,
            lines.AKUTTELEFONEN,
        ],
        texts.DRAGOER | _shared_texts(email, days) | {TextKey.DUTY: _duty()},
        QUESTIONS,
        [*GRAVE_WORDS, "hader mit liv", "holder det ikke ud", "sulter mig"],
    )


def ishoej_settings() -> Settings:
    """Return what Ishøj decides."""
    email, days, colour = "ungemedkant@ishoej.example", 14, "#7a1f5c"
    profile = {
        "name": "Unge med Kant",
        "colour": colour,
        "contact_name": "Unge med Kant, Ishøj Kommune",
        "contact_email": email,
        "contact_phone": "10 00 00 20",
        "exit_url": "https://www.yr.no/",
        "age_from": 18,
        "age_to": 29,
        "parallel_conversations": 3,
        "session_minutes": 45,
        "days_kept": days,
        "queue_limit": 20,
        "closed_on_holidays": False,
    }
    return Settings(
        "ishoej",
        "Ishøj",
        profile,
        png(LOGO_PIXELS, colour, edge),
        ("En firkant med en skrå kant", "A square with a slanted edge"),
        [
            ("18–21 år", "18–21 years", 18, 21),
            ("22–25 år", "22–25 years", 22, 25),
            ("26–29 år", "26–29 years", 26, 29),
        ],
        ISHOEJ_TOPICS,
        [((0, 2), time(12), time(17)), ((1, 3), time(17), time(21)), ((5,), time(11), time(15))],
        [(date(2026, 12, 24), "Juleferie"), (date(2027, 1, 2), "Juleferie")],
        [lines.ALARM, lines.AKUTTELEFONEN, lines.LIVSLINIEN, lines.LEV_UDEN_VOLD],
        texts.ISHOEJ | _shared_texts(email, days) | {TextKey.DUTY: texts.ISHOEJ_DUTY},
        ISHOEJ_QUESTIONS,
        [*GRAVE_WORDS, "tvinger mig", "truer mig", "tager mine penge"],
    )


DRAGOER_TOPICS = [
    ("At føle sig alene", "Feeling alone", False),
    ("At være bange eller nervøs", "Being afraid or nervous", False),
    ("At være trist", "Being sad", False),
    ("Skole og uddannelse", "School and education", False),
    ("Familien", "Family", False),
    ("Venner og kærester", "Friends and partners", False),
    ("Selvskade", "Self-harm", True),
    ("Noget andet", "Something else", False),
]
ISHOEJ_TOPICS = [
    ("Job og praktik", "Jobs and placements", False),
    ("Skole eller uddannelse", "School or education", False),
    ("Penge og bolig", "Money and a place to live", False),
    ("Mit hoved er fuldt", "My head is full", False),
    ("Selvskade og mørke tanker", "Self-harm and dark thoughts", True),
    ("Familie og kærester", "Family and partners", False),
    ("Ved det ikke endnu", "I do not know yet", False),
]
QUESTIONS = [
    {
        "key": "heard",
        "text_da": "Følte du dig hørt?",
        "text_en": "Did you feel heard?",
        "low_da": "Slet ikke",
        "low_en": "Not at all",
        "high_da": "Helt og fuldt",
        "high_en": "Entirely",
    },
    {
        "key": "mattered",
        "text_da": "Kom I ind på det, der betød noget for dig?",
        "text_en": "Did you get to what mattered to you?",
        "low_da": "Slet ikke",
        "low_en": "Not at all",
        "high_da": "Ja, lige det",
        "high_en": "Yes, just that",
    },
    {
        "key": "fitted",
        "text_da": "Passede måden, I skrev på, til dig?",
        "text_en": "Did the way of talking suit you?",
        "low_da": "Nej, slet ikke",
        "low_en": "No, not at all",
        "high_da": "Ja, den var mig",
        "high_en": "Yes, it was me",
    },
    {
        "key": "overall",
        "text_da": "Hvordan var det alt i alt at skrive her?",
        "text_en": "All in all, how was it to write here?",
        "low_da": "Det manglede noget",
        "low_en": "Something was missing",
        "high_da": "Det var godt for mig",
        "high_en": "It was good for me",
    },
]
_ISHOEJ_WORDS = {"heard": "Blev du hørt?", "overall": "Var det alt i alt tiden værd?"}
ISHOEJ_QUESTIONS = [
    {**question, "text_da": _ISHOEJ_WORDS.get(question["key"], question["text_da"])}
    for question in QUESTIONS
]


def _duty() -> TextPair:
    return texts.DUTY_DA, texts.DUTY_EN


def _shared_texts(email: str, days: int) -> dict[TextKey, TextPair]:
    return {
        TextKey.PRIVACY: (texts.PRIVACY_DA.format(days=days), texts.PRIVACY_EN.format(days=days)),
        TextKey.ACCESSIBILITY: (
            texts.ACCESSIBILITY_DA.format(email=email),
            texts.ACCESSIBILITY_EN.format(email=email),
        ),
    }


def _source(key: TextKey) -> dict[str, Any]:
    return {"source": texts.BARNETS_LOV} if key == TextKey.DUTY else {}


def _rows(names: Sequence[str], rows: Iterable[Sequence[Any]]) -> list[dict[str, Any]]:
    return [dict(zip(names, row, strict=True)) for row in rows]
