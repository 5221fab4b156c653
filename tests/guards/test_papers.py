"""The papers name what is there: files, commands, tests, and the words that the screens use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import polib
import pytest
from django.core.management import get_commands

from demo import texts
from naere.config import env
from tests.web.reading import danish_of

PAPERS = sorted(
    [*env.ROOT.glob("*.md"), *(env.ROOT / "docs").rglob("*.md")], key=lambda path: str(path)
)
FOLDERS = "naere|client|frontend|tests|docs|deploy|demo|bin|benchmarks|locale|scripts"
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_CODE = re.compile(r"`([^`\n]+)`")
_PATH = re.compile(rf"^(?!naere/v1/)(?:{FOLDERS})/[\w./@*{{}},-]*$")
_COMMAND = re.compile(r"manage\.py ([a-z_]+)")
_QUOTED = re.compile(r"«([^»]+)»")
LATER = "## Later parts"


@dataclass(frozen=True)
class Term:
    """One row of the glossary."""

    name: str
    danish: tuple[str, ...]
    meaning: str
    avoid: tuple[str, ...]


def name_of(paper: Path) -> str:
    return str(paper.relative_to(env.ROOT))


def glossary(part: str) -> Iterator[Term]:
    """Yield the rows of all tables in a part of CONTEXT.md."""
    for line in part.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if not line.startswith("|") or cells[0] in {"term", "---"}:
            continue
        assert len(cells) == 4, line
        yield Term(cells[0], _quoted(cells[1]), cells[2], _quoted(cells[3]))


def _quoted(cell: str) -> tuple[str, ...]:
    return tuple(_QUOTED.findall(cell))


def built_and_later() -> tuple[list[Term], list[Term]]:
    built, _, later = (env.ROOT / "CONTEXT.md").read_text().partition(LATER)
    return list(glossary(built)), list(glossary(later))


@cache
def danish() -> dict[str, str]:
    """Return all Danish of the screens, by the file that it stands in."""
    found = {}
    for path in sorted((env.ROOT / "locale" / "da").glob("*.po")):
        texts = [text for entry in polib.pofile(str(path)) for text in _forms(entry)]
        found[path.name] = "\n".join(texts)
    for path in sorted((env.ROOT / "frontend" / "i18n").glob("*.ts")):
        source = path.read_text()
        if re.search(r"\bda\b[^=:\n]*[:=][^{\n]*\{", source):
            found[path.name] = "\n".join(danish_of(source))
    return found


def _forms(entry: polib.POEntry) -> list[str]:
    return [entry.msgstr, *entry.msgstr_plural.values()]


def places(word: str, *, whole: bool) -> list[str]:
    """Return the files in which a word stands: whole, or as the beginning of a word."""
    end = r"(?!\w)" if whole else ""
    pattern = re.compile(rf"(?<!\w){re.escape(word)}{end}", re.IGNORECASE)
    return [name for name, text in danish().items() if pattern.search(text)]


def test_every_term_stands_once_and_says_what_it_is() -> None:
    built, later = built_and_later()
    names = [term.name for term in [*built, *later]]
    assert sorted(names) == sorted(set(names))
    assert [term.name for term in [*built, *later] if not term.meaning] == []
    assert (len(built) > 40, len(later) > 8) == (True, True)


def test_the_screens_use_the_danish_terms() -> None:
    built, _ = built_and_later()
    unused = {
        term.name: word for term in built for word in term.danish if not places(word, whole=False)
    }
    assert unused == {}


def test_the_screens_avoid_what_is_to_be_avoided() -> None:
    built, later = built_and_later()
    found = {
        word: places(word, whole=True)
        for term in [*built, *later]
        for word in term.avoid
        if places(word, whole=True)
    }
    assert found == {}


def test_the_search_for_words_can_fail() -> None:
    assert places("frivillig", whole=True) != []
    assert places("frivill", whole=True) == []
    assert len(danish()) > 8


@pytest.mark.parametrize("paper", PAPERS, ids=name_of)
def test_every_link_leads_to_a_file(paper: Path) -> None:
    links = [link.partition("#")[0] for link in _LINK.findall(paper.read_text())]
    inside = [link for link in links if link and "://" not in link]
    assert [link for link in inside if not (paper.parent / link).exists()] == []


@pytest.mark.parametrize("paper", PAPERS, ids=name_of)
def test_every_named_path_is_there(paper: Path) -> None:
    named = [code for code in _CODE.findall(paper.read_text()) if _PATH.match(code)]
    assert [path for path in named if not all(map(_is_there, _spread(path)))] == []


def _spread(path: str) -> list[str]:
    """Return the paths that `a/{b,c}` stands for."""
    before, brace, rest = path.partition("{")
    if not brace:
        return [path]
    inside, _, after = rest.partition("}")
    return [f"{before}{one}{after}" for one in inside.split(",")]


def _is_there(path: str) -> bool:
    # What a build makes need not be there.
    made = path.startswith(("frontend/dist", "locale/da/LC_MESSAGES"))
    return made or any(env.ROOT.glob(path.rstrip("/")))


def test_every_named_command_exists() -> None:
    known = set(get_commands())
    named = {
        (name_of(paper), command)
        for paper in PAPERS
        for command in _COMMAND.findall(paper.read_text())
    }
    assert {pair for pair in named if pair[1] not in known} == set()
    assert ("docs/howto/run-for-real.md", "create_municipality") in named


def test_the_promise_stands_in_its_exact_words() -> None:
    promise = "Only you and your peer can read this, unless one of you shares it with the team."
    said = "Kun du og den frivillige kan læse det, I skriver, medmindre en af jer deler det med holdet."
    readme = (env.ROOT / "README.md").read_text()
    assert promise in readme
    assert said in readme
    assert [name for name, text in danish().items() if said in text] == ["web.po", "young.ts"]
    assert said in texts.PRIVACY_DA
