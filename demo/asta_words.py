"""What Asta says: a few warm lines and simple rules. She never passes for a human being."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

PROGRAM = "Jeg er et program, der viser, hvordan det virker."
HELP = (
    "Det lyder alvorligt, og jeg er kun et program. Jeg kan ikke hjælpe dig godt nok.",
    "Tryk på «Hjælp nu». Der finder du numre til mennesker, som kan. Er der fare lige nu, så ring 112.",
)
HUMAN = (
    "Det forstår jeg godt. Jeg giver samtalen videre, så en frivillig kan tage den.",
    "Det, du har skrevet indtil nu, får de kun at se, hvis du siger ja.",
)
STILL_THERE = "Jeg er her stadig. Du kan skrive, når du har lyst, eller trykke på «Slut»."


@dataclass(frozen=True)
class Rule:
    """Lines for a message in which one of the words is found."""

    words: str
    lines: tuple[str, ...]

    def fits(self, text: str) -> bool:
        """Return whether a message has one of the words."""
        return re.search(rf"\b(?:{self.words})", text, re.IGNORECASE) is not None


RISK = Rule(
    r"selvmord|dø\b|dræbe|slå mig selv ihjel|tage mit liv|ikke leve|ikke være her|"
    r"skære i|cutte|skade mig|overdosis|voldt\w*|slår mig|misbrug|overgreb|suicide|kill myself",
    HELP,
)
WANTS_HUMAN = Rule(
    r"(?:et )?(?:rigtigt )?menneske\b(?!\?)|en frivillig\b|rigtig person|human\b", HUMAN
)
RULES = (
    Rule(
        r"hvem er du|er du (?:et|en)|robot|bot\b|kunstig|chatgpt",
        (PROGRAM, "Du kan se det ud for mit navn. En frivillig er et rigtigt menneske."),
    ),
    Rule(
        r"ensom|alene|ingen venner|udenfor",
        (
            "Det kan være tungt at gå alene med.",
            "Hvornår på dagen mærker du det mest?",
        ),
    ),
    Rule(
        r"skole|eksamen|lektie|gymnasi|uddannelse|arbejde|job",
        ("Der kan være meget pres på den slags.", "Hvad ville gøre i morgen lidt lettere?"),
    ),
    Rule(
        r"mor\b|far\b|forældre|familie|søster|bror",
        ("Familie fylder. Også når man ikke siger det højt.", "Hvem hos jer kan du tale med?"),
    ),
    Rule(
        r"kæreste|forelsk|slået op|hjertesorg",
        ("Det kan gøre rigtig ondt.", "Hvad savner du mest lige nu?"),
    ),
    Rule(
        r"sove|søvn|træt|udmattet",
        ("Uden søvn bliver alting større.", "Hvad plejer at give dig ro om aftenen?"),
    ),
    Rule(
        r"ked af|trist|græd|tom indeni|svært|hårdt|angst|nervøs|bange",
        ("Tak, fordi du skriver det.", "Hvad er det sværeste ved det?"),
    ),
    Rule(
        r"glad|godt i dag|dejlig|bedre",
        ("Det er rart at høre.", "Hvad var det, der gjorde forskellen?"),
    ),
    Rule(r"tak\b|mange tak", ("Selv tak. Det var godt, du skrev.",)),
    Rule(
        r"farvel|vi ses|hej hej|jeg smutter|slut\b|stoppe",
        ("Tak, fordi du skrev. Tryk på «Slut», når du er klar. Pas på dig selv.",),
    ),
    Rule(r"hej\b|halløj|dav\b|hello|hi\b", ("Hej igen. Hvad har du på hjerte?",)),
)
OTHERWISE = (
    "Tak, fordi du fortæller det. Vil du sige lidt mere?",
    "Jeg hører, hvad du skriver. Hvad betyder mest for dig i det?",
    "Hvordan har du det, mens du skriver det her?",
    "Hvad tror du, en god ven ville sige til dig?",
)
# What is written, and the situation (as the demo's toolbox calls it) for which she looks for a tool.
SITUATIONS = (
    (r"sove|søvn", "kan ikke sove"),
    (r"eksamen|prøve\b|prøven", "før en eksamen"),
    (r"udsæt|komme i gang|kommer ikke i gang", "kan ikke komme i gang"),
)
TOOL = "Her er et værktøj, du kan se på. Det er fundet på til at vise, hvordan det virker."
QUESTION = (
    "Det ville en frivillig tænke over sammen med dig. Jeg kan kun vise, hvordan det foregår."
)


def greeting(nickname: str) -> list[str]:
    """Return the first lines of a conversation."""
    return [
        f"Hej {nickname}. Jeg hedder Asta. {PROGRAM}",
        "Skriv til mig, som du ville skrive til en frivillig. Hvad fylder for dig i dag?",
    ]


def is_risk(text: str) -> bool:
    """Return whether a message speaks of danger."""
    return RISK.fits(text)


def wants_human(text: str) -> bool:
    """Return whether a message asks for somebody real."""
    return WANTS_HUMAN.fits(text) and not RULES[0].fits(text)


def fitting(text: str, tools: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """Return the first of the tools made for what a message is about; None in danger, or without one."""
    if is_risk(text) or wants_human(text):
        return None
    meant = {said for words, said in SITUATIONS if Rule(words, ()).fits(text)}
    found = (tool for tool in tools if meant & {one.lower() for one in tool["situations"]})
    return next(found, None)


def reply(text: str, turn: int) -> list[str]:
    """Return the lines for a message; `turn` counts the replies, so that none comes twice in a row."""
    if is_risk(text):
        return list(HELP)
    if wants_human(text):
        return list(HUMAN)
    for rule in RULES:
        if rule.fits(text):
            return list(rule.lines)
    if text.rstrip().endswith("?"):
        return [QUESTION]
    return [OTHERWISE[turn % len(OTHERWISE)]]
