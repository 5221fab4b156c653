"""What Asta says, and above all what she does not."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from demo import asta_words
from naere.config import env
from tests.web.reading import danish_of


def test_she_says_at_once_that_she_is_a_program() -> None:
    assert asta_words.PROGRAM in asta_words.greeting("Sol")[0]


@pytest.mark.parametrize(
    "text",
    ["Jeg vil gerne dø", "jeg tænker på SELVMORD", "jeg har lyst til at skade mig", "han slår mig"],
)
def test_danger_leads_to_help_now(text: str) -> None:
    lines = asta_words.reply(text, 0)
    assert lines == list(asta_words.HELP)
    assert "Hjælp nu" in lines[1]


@pytest.mark.parametrize("text", ["Døren smækkede", "jeg dør af grin over min hund", "adøbt"])
def test_words_that_only_look_like_danger_do_not(text: str) -> None:
    assert not asta_words.is_risk(text)


@pytest.mark.parametrize("text", ["Er du et menneske?", "hvem er du", "er du en robot"])
def test_asked_who_she_is_she_tells(text: str) -> None:
    assert asta_words.reply(text, 0)[0] == asta_words.PROGRAM
    assert not asta_words.wants_human(text)


@pytest.mark.parametrize(
    "text", ["jeg vil hellere skrive med et menneske", "må jeg få en frivillig"]
)
def test_who_wants_somebody_real_gets_the_conversation_passed_on(text: str) -> None:
    assert asta_words.wants_human(text)
    assert asta_words.reply(text, 0) == list(asta_words.HUMAN)


def test_she_does_not_say_the_same_twice_in_a_row() -> None:
    said = [asta_words.reply("hm", turn) for turn in range(8)]
    assert all(one != other for one, other in pairwise(said))


def all_she_says() -> str:
    """Return every line of the module, whichever rule it belongs to."""
    lines = [line for rule in (asta_words.RISK, *asta_words.RULES) for line in rule.lines]
    own = (*asta_words.HELP, *asta_words.HUMAN, *asta_words.OTHERWISE, *asta_words.greeting("Sol"))
    return "\n".join([*lines, *own, asta_words.STILL_THERE, asta_words.QUESTION, asta_words.TOOL])


def test_every_button_that_she_names_is_there() -> None:
    folder = env.ROOT / "frontend" / "i18n"
    labels = {
        text for name in ("young.ts", "chat.ts") for text in danish_of((folder / name).read_text())
    }
    named = set(re.findall(r"«([^»]+)»", all_she_says()))
    assert named == {"Slut", "Hjælp nu"}
    assert named <= labels


def test_she_names_no_button_without_its_marks() -> None:
    assert re.findall(r"[Tt]ryk(?:ke)? på (?!«)\S+", all_she_says()) == []


NIGHT = {"name": "Natlygten", "situations": ["Kan ikke sove"]}
EXAM = {"name": "Prøvedagen", "situations": ["Før en eksamen", "Kan ikke komme i gang"]}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("jeg kan ikke sove", "Natlygten"),
        ("Jeg har eksamen i morgen", "Prøvedagen"),
        ("jeg udsætter alt", "Prøvedagen"),
    ],
)
def test_a_tool_fits_what_is_written(text: str, name: str) -> None:
    tool = asta_words.fitting(text, [NIGHT, EXAM])
    assert tool is not None
    assert tool["name"] == name


@pytest.mark.parametrize(
    "text",
    [
        "hej",
        "jeg er ensom",
        "jeg kan ikke sove, for jeg vil dø",
        "jeg kan ikke sove og vil skrive med et menneske",
    ],
)
def test_she_offers_no_tool_out_of_place_or_in_danger(text: str) -> None:
    assert asta_words.fitting(text, [NIGHT, EXAM]) is None


def test_without_a_tool_she_offers_none() -> None:
    assert asta_words.fitting("jeg kan ikke sove", [EXAM]) is None
    assert asta_words.fitting("jeg kan ikke sove", []) is None
