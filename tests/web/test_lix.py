"""The young people's texts are easy: LIX 30 or under on average, and the heaviest are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from demo.municipalities import dragoer_settings, ishoej_settings, make_municipality
from naere.core.lix import lix, sentences, words
from tests.tenant_client import TenantClient
from tests.web import lix_report
from tests.web.reading import danish_of, paragraphs
from tests.web.test_pages import YOUTH_PAGES

ROOT = Path(__file__).resolve().parents[2]
DICTIONARIES = ("frontend/i18n/young.ts", "frontend/i18n/chat.ts")
MOST = 30
WORDS_IN_A_PARAGRAPH = 6  # a heading or a button is too short to measure


def sayings(found: list[str]) -> list[str]:
    return [text for text in found if len(words(text)) >= WORDS_IN_A_PARAGRAPH]


def test_the_texts_of_the_young_are_easy(db: None) -> None:
    texts = {name: sayings(danish_of((ROOT / name).read_text())) for name in DICTIONARIES}
    for settings in (dragoer_settings(), ishoej_settings()):
        reader = TenantClient(make_municipality(settings))
        for path in YOUTH_PAGES:
            html = reader.get(path).content.decode()
            texts[f"{settings.slug}{path}"] = sayings(paragraphs(html))
    values = {name: lix("\n".join(found)) for name, found in texts.items()}
    lix_report.LAST.average = sum(values.values()) / len(values)
    lix_report.LAST.paragraphs = sorted(
        {
            (lix(text), name.removeprefix("ishoej").removeprefix("dragoer"), text)
            for name, found in texts.items()
            for text in found
        }
    )
    assert all(texts.values()), "a page without text was measured"
    assert lix_report.LAST.average <= MOST, values


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
