"""Words as they are typed and as they are compared: lower case, Danish letters, endings, fillers.

Pure rules, shared by what writes the search documents and what reads them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

MOST_CHARACTERS: Final = 200  # of what somebody types; the rest is not read
MOST_WORDS: Final = 12  # that are looked for
LONGEST_WORD: Final = 60

_WORD: Final = re.compile(r"[^\W_]+")
_DOUBLES: Final = (("ae", "a"), ("oe", "o"), ("aa", "a"))
_LETTERS: Final = str.maketrans(
    {"æ": "a", "ä": "a", "ø": "o", "ö": "o", "å": "a", "é": "e", "ü": "u"}
)

# Danish and English endings, longest first; what is left has at least `_SHORTEST` letters.
_ENDINGS: Final = (
    *("ernes", "erne", "ende", "enes", "ene", "ers", "ens", "ets", "ede"),
    *("ing", "er", "en", "et", "es", "e", "r", "s", "t", "n"),
)
_SHORTEST: Final = 3
_OF_SHORT: Final = frozenset(
    "et"
)  # of these, two letters may be left: `ny`, `nyt` and `nye` are one

# Words that say nothing of what somebody needs. PostgreSQL leaves its own list out by itself; these
# are also not corrected into other words.
_FILLERS: Final = """
og i jeg det hele tiden at en den til er som på de med han af for ikke der var mig sig men et
har om vi min havde ham hun nu over da fra du ud sin dem os op man hans hvor eller hvad skal
selv her alle vil blev kunne ind når være dog noget ville jo deres efter ned skulle denne end
dette mit også under have dig anden hende mine alt meget sit sine vor mod disse hvis din nogle
hos blive mange ad bliver hendes været thi jer sådan kan dit dine så bare godt gerne lige lidt
helt altid hvordan hvorfor fordi altså ja nej må får få gør gøre går gå sku ku ik ikk mega
virkelig rigtig faktisk synes føler føles følelse hjælp hjælpe hjælper nogen ingen imod ift mht
lave laver lavet aldrig
the a an of to and is in on with my me it you your how can do not don when am are be app apps
værktøj værktøjer tool tools side hjemmeside online gratis
"""
FILLERS: Final = frozenset(_FILLERS.split())


def typed_words(text: str) -> list[str]:
    """Return the words of what somebody typed: at most `MOST_WORDS` of its first `MOST_CHARACTERS`."""
    return words_of(text[:MOST_CHARACTERS])[:MOST_WORDS]


def words_of(text: str) -> list[str]:
    """Return the words of a text in lower case, in their order; a word is letters and digits."""
    lower = unicodedata.normalize("NFKC", text).casefold()
    return [word[:LONGEST_WORD] for word in _WORD.findall(lower)]


def vocabulary(texts: Iterable[str]) -> set[str]:
    """Return the words of texts that somebody may look for: three letters or more, no fillers."""
    found = {word for text in texts for word in words_of(text)}
    return {word for word in found if len(word) >= _SHORTEST and word not in FILLERS}


def fold(word: str) -> str:
    """Return a word as it is compared: `søvnløs`, `soevnloes` and `sovnlos` are one."""
    folded = word.translate(_LETTERS)
    for two, one in _DOUBLES:
        folded = folded.replace(two, one)
    return folded


def root(folded: str) -> str:
    """Return a folded word without its ending: `eksamener` and `eksamen` are one."""
    for ending in _ENDINGS:
        least = _SHORTEST - (ending in _OF_SHORT)
        if folded.endswith(ending) and len(folded) - len(ending) >= least:
            return folded[: -len(ending)]
    return folded


def meaningful(words: Iterable[str]) -> list[str]:
    """Return the words that say something; all of them when none does."""
    given = list(words)
    return [word for word in given if word not in FILLERS] or given
