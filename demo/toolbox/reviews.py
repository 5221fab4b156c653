"""Deep reviews in the demo: two finished on one tool, one begun on another (R51)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from django.utils import timezone

from demo.past import at
from demo.toolbox.cast import Cast
from naere.toolbox.enums import FindingKind
from naere.toolbox.models import DeepReview, Finding, Picture, Tool
from naere.toolbox.services import reviews


class Found(NamedTuple):
    """What a review found, how bad from 0 to 4, and whether the tool's first picture shows it."""

    kind: FindingKind
    title: str
    body: str
    severity: int
    shown: bool = False


class Look(NamedTuple):
    """One closer look at a tool."""

    by: str
    summary_da: str
    summary_en: str
    found: tuple[Found, ...]


FINISHED = (
    Look(
        "vurderer3",
        "Trappen er let at forstå, og små trin bliver hurtigt en vane. To ting skal rettes: trin "
        "kan ikke flyttes uden mus, og man ser ikke, hvem der kan se en delt trappe.",
        "The staircase is easy to understand, and small steps soon become a habit. Two things need "
        "mending: steps cannot be moved without a mouse, and one does not see who can see a shared "
        "staircase.",
        (
            Found(
                FindingKind.HEURISTIC,
                "Man kan ikke se, hvem man deler med",
                "Efter man har delt, står der kun «delt». Navnet bør stå ved knappen, så man kan "
                "lukke igen.",
                3,
            ),
            Found(
                FindingKind.TASK,
                "Byg en trappe med fem trin",
                "Fire af fem unge var færdige på under seks minutter. Den femte ledte efter en "
                "gem-knap, som ikke er der.",
                1,
                shown=True,
            ),
            Found(
                FindingKind.TASK,
                "Flyt et trin uden mus",
                "Det kan ikke lade sig gøre. Tastaturet springer fra første trin til menuen.",
                4,
            ),
            Found(
                FindingKind.OBSERVATION,
                "«Må det være så småt?»",
                "Flere spurgte, om et trin måtte være at tage sko på. Et eksempel på første side "
                "ville hjælpe dem i gang.",
                2,
            ),
        ),
    ),
    Look(
        "vurderer2",
        "Prøvet sammen med tre unge og deres kontaktpersoner. De unge beholdt styringen. De voksne "
        "ville gerne skynde sig, og værktøjet holdt igen på en god måde.",
        "Tried with three young people and their contact persons. The young people stayed in charge. "
        "The adults wanted to hurry, and the tool held back in a good way.",
        (
            Found(
                FindingKind.OBSERVATION,
                "Den unge holdt telefonen hele tiden",
                "Ingen af de voksne tog den. Spørgsmålet «hvem bestemmer næste trin?» gjorde det "
                "klart for begge.",
                0,
            ),
            Found(
                FindingKind.TASK,
                "Gå et trin ned igen",
                "To ud af tre troede, at de mistede det, de havde nået. Teksten siger noget andet, "
                "men den står for langt nede.",
                2,
            ),
            Found(
                FindingKind.HEURISTIC,
                "Ordet «fejlet» på et trin",
                "Et trin, man ikke nåede, hedder «fejlet». Det bør hedde «ikke i dag».",
                3,
            ),
        ),
    ),
)
BEGUN = Look(
    "vurderer4",
    "",
    "",
    (
        Found(
            FindingKind.HEURISTIC,
            "Kassen har intet navn for en skærmlæser",
            "Knappen, der åbner kassen, bliver læst op som «knap».",
            4,
        ),
    ),
)


def make(tools: dict[str, Tool], cast: Cast) -> None:
    """Make the reviews of the tools that the municipality has."""
    if "trappestien" in tools:
        for place, look in enumerate(FINISHED):
            begun = timezone.now() - timedelta(days=60 - 20 * place)
            review = _begin(tools["trappestien"], look, cast, begun)
            with at(begun + timedelta(days=8)):
                reviews.finish_review(review.pk)
    if "grublekassen" in tools:
        _begin(tools["grublekassen"], BEGUN, cast, timezone.now() - timedelta(days=3))


def _begin(tool: Tool, look: Look, cast: Cast, begun: datetime) -> DeepReview:
    assessor = cast.assessors[look.by]
    review = reviews.begin_review(tool, assessor.organisation, assessor.membership, begun)
    if look.summary_da:
        reviews.save_summary(review.pk, look.summary_da, look.summary_en)
    picture = Picture.objects.filter(tool=tool).defer("data").first()
    for found in look.found:
        finding = Finding(
            review=review,
            kind=found.kind,
            title=found.title,
            body=found.body,
            severity=found.severity,
            picture=picture if found.shown else None,
        )
        reviews.save_finding(finding)
    return review
