"""Danish for every English sentence: the fragments of each area, merged and checked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import polib

from naere.core.msgids import Found, Key

_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
HEADER = {
    "Language": "da",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}


@dataclass(frozen=True)
class Pair:
    """One translation, with the fragment that it stands in."""

    entry: polib.POEntry
    area: str

    @property
    def key(self) -> Key:
        """What it is found by."""
        return Key(self.entry.msgid, self.entry.msgctxt or "")

    @property
    def danish(self) -> tuple[str, ...]:
        """The Danish: one text, or one and many."""
        forms = self.entry.msgstr_plural
        return tuple(forms[n] for n in sorted(forms)) if forms else (self.entry.msgstr,)


def read(folder: Path) -> list[Pair]:
    """Return the pairs of all `*.po` fragments in `folder`."""
    return [
        Pair(entry, path.stem)
        for path in sorted(folder.glob("*.po"))
        for entry in polib.pofile(str(path))
        if not entry.obsolete
    ]


def merged(pairs: Iterable[Pair]) -> polib.POFile:
    """Return one catalogue; of pairs with the same key the first stays."""
    catalogue = polib.POFile()
    catalogue.metadata = HEADER
    seen: set[Key] = set()
    for pair in pairs:
        if pair.key not in seen:
            seen.add(pair.key)
            catalogue.append(pair.entry)
    return catalogue


def write(catalogue: polib.POFile, folder: Path) -> None:
    """Write the catalogue where Django looks for it, as text and compiled."""
    target = folder / "LC_MESSAGES"
    target.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(target / "django.po"))
    catalogue.save_as_mofile(str(target / "django.mo"))


def faults(found: list[Found], pairs: list[Pair]) -> Iterator[str]:
    """Yield what is wrong, a line each: missing, empty, fuzzy, unused, contradicting, ill-formed."""
    known = {pair.key: pair for pair in reversed(pairs)}
    used = {item.key for item in found}
    for key in sorted({item.key for item in found} - known.keys()):
        yield f"no Danish: {key.msgid!r} ({_places(found, key)})"
    for pair in pairs:
        yield from _faults_of(pair, known[pair.key])
        if pair.key not in used:
            yield f"unused in {pair.area}: {pair.key.msgid!r}"
    for item in found:
        if item.plural and item.key in known and len(known[item.key].danish) != 2:
            yield f"no Danish plural: {item.key.msgid!r} ({item.place})"


def _faults_of(pair: Pair, first: Pair) -> Iterator[str]:
    name = f"{pair.key.msgid!r} in {pair.area}"
    if pair.entry.fuzzy:
        yield f"fuzzy: {name}"
    if not all(text.strip() for text in pair.danish):
        yield f"empty: {name}"
    if pair.danish != first.danish:
        yield f"two Danish texts: {name} and in {first.area}"
    wanted = set(_PLACEHOLDER.findall(pair.entry.msgid + pair.entry.msgid_plural))
    given = set(_PLACEHOLDER.findall(" ".join(pair.danish)))
    if wanted != given:
        yield f"other placeholders: {name}"


def _places(found: list[Found], key: Key) -> str:
    return ", ".join(item.place for item in found if item.key == key)
