"""The young people's texts are easy: LIX 30 or under on average, and the heaviest are named."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation
from django.utils.translation import gettext

from demo.municipalities import dragoer_settings, ishoej_settings, make_municipality
from naere.core.lix import lix, sentences, words
from tests.tenant_client import TenantClient
from tests.web import lix_report
from tests.web.reading import danish_of, paragraphs
from tests.web.test_pages import YOUTH_PAGES

ROOT = Path(__file__).resolve().parents[2]
DICTIONARIES = ("frontend/i18n/young.ts", "frontend/i18n/chat.ts", "frontend/i18n/toolbox.ts")
ANSWERING = ("accounts/youth", "conversations")
MOST = 30
WORDS_IN_A_PARAGRAPH = 6  # a heading or a button is too short to measure


def gathered() -> Iterator[tuple[str, str]]:
    """Yield what the young read, with where it is: dictionaries, the server's answers, pages."""
    for name in DICTIONARIES:
        yield from ((name, text) for text in danish_of((ROOT / name).read_text()))
    with translation.override("da"):
        for path in answering():
            yield from ((str(path.relative_to(ROOT)), gettext(text)) for text in said_in(path))
    for settings in (dragoer_settings(), ishoej_settings()):
        reader = TenantClient(make_municipality(settings))
        for page in YOUTH_PAGES:
            html = reader.get(page).content.decode()
            yield from ((page, text) for text in paragraphs(html))


def answering() -> list[Path]:
    """Return the modules whose sentences reach a young person in an answer."""
    found = [path for name in ANSWERING for path in sorted((ROOT / "naere" / name).rglob("*.py"))]
    return [*found, ROOT / "naere" / "core" / "api.py", ROOT / "naere" / "web" / "errors.py"]


def said_in(path: Path) -> list[str]:
    """Return the English sentences that a module translates when it answers."""
    calls = (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call))
    return [
        str(call.args[0].value)
        for call in calls
        if isinstance(call.func, ast.Name)
        and call.func.id == "_"
        and isinstance(call.args[0], ast.Constant)
    ]


def test_the_texts_of_the_young_are_easy(db: None) -> None:
    found = list(gathered())
    read = {*DICTIONARIES, *YOUTH_PAGES, "naere/web/errors.py", "naere/core/api.py"}
    assert read <= {name for name, _ in found}, "a page or a dictionary without text was measured"
    where: dict[str, str] = {}  # each text once, however many pages show it
    for name, text in found:
        if len(words(text)) >= WORDS_IN_A_PARAGRAPH:
            where.setdefault(text, name)
    measured = sorted((lix(text), name, text) for text, name in where.items())
    lix_report.LAST.average = sum(value for value, _, _ in measured) / len(measured)
    lix_report.LAST.paragraphs = measured
    assert lix_report.LAST.average <= MOST, measured[-10:]


def test_the_servers_sentences_are_found() -> None:
    found = {text for path in answering() for text in said_in(path)}
    assert {"Wait a moment, and try again.", "That did not work. Try again."} <= found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 0.0),
        ("Vi er her.", 3.0),  # 3 words in 1 sentence, none long
        ("Kommunen hjælper dig nu. Ring.", 5 / 2 + 100 * 1 / 5 + 100 * 1 / 5),
        ("Vi åbner kl. 15. Kom.", 5 / 2),
    ],
)
def test_lix_is_words_per_sentence_and_long_words(text: str, expected: float) -> None:
    assert lix(text) == pytest.approx(expected)


def test_a_line_and_a_colon_end_a_sentence_but_a_number_does_not() -> None:
    assert sentences("Overskrift\nRing: 70.20 nu") == ["Overskrift", "Ring", "70.20 nu"]
