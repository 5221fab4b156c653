"""What somebody may have meant by what they typed: synonyms, endings, typing mistakes, compounds.

Pure rules over a `Lexicon`. Nothing of what is typed is kept anywhere (R35).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from naere.toolbox.words import FILLERS, fold, meaningful, root, typed_words, words_of

Way = tuple[str, ...]

LONGEST_PHRASE: Final = 5  # words
TELLING: Final = 0.25  # the weight of a word that stands in three tools of four
MOST_TERMS: Final = 5  # that are looked for; those that tell most
MOST_WAYS: Final = 16  # that one word is looked for in
SURE: Final = 3  # as many little words in a row are a phrase: "er for meget"
BETWEEN: Final = 2  # words that may stand between those of a phrase
GUESSED: Final = 0.6  # what a word is worth that was typed otherwise
SIDE_BY_SIDE: Final = 0.5  # what it is worth that two words stand so as they were typed
PART: Final = 3  # letters that a part of a compound has at least
BEGINNING: Final = 4  # letters from which a word also finds longer ones


# Of the catalogue's words alone: what somebody typed is not kept, not even in memory.
_root_of_known = lru_cache(maxsize=50_000)(root)


@dataclass(frozen=True)
class Known:
    """A word of the catalogue, as it is compared, and in how many tools it stands."""

    word: str
    folded: str
    tools: int


@dataclass(frozen=True)
class Term:
    """One thing to look for. A way is found where all its words are; a key where the facet is.

    Of a row the words must stand one after the other. In `longer` are words that only end in what
    was typed, and with `is_beginning` all that begin so are meant too: both count for less.
    `weight` is lower for what stands nearly everywhere.
    """

    typed: str
    ways: tuple[Way, ...]
    keys: frozenset[str] = frozenset()
    longer: tuple[str, ...] = ()
    is_beginning: bool = False
    is_row: bool = False
    weight: float = 1.0

    @property
    def itself(self) -> Term:
        """The term without what only begins or ends so."""
        return replace(self, longer=(), is_beginning=False)


@dataclass(frozen=True)
class Lexicon:
    """What the municipality's catalogue knows: words, synonyms, and the labels of situations by key."""

    known: Sequence[Known] = ()
    synonyms: Sequence[tuple[str, Sequence[str]]] = ()
    labels: Mapping[str, Sequence[str]] = field(default_factory=dict)
    tools: int = 0

    def __post_init__(self) -> None:
        by_root: dict[str, list[Known]] = defaultdict(list)
        for one in self.known:
            by_root[_root_of_known(one.folded)].append(one)
        phrases = {_roots(words_of(phrase)): means for phrase, means in self.synonyms}
        labels = [(key, _roots(words_of(text))) for key, two in self.labels.items() for text in two]
        object.__setattr__(self, "_by_root", by_root)
        object.__setattr__(self, "_phrases", phrases)
        object.__setattr__(self, "_labels", labels)

    _by_root: dict[str, list[Known]] = field(init=False, repr=False)
    _phrases: dict[Way, Sequence[str]] = field(init=False, repr=False)
    _labels: list[tuple[str, Way]] = field(init=False, repr=False)

    def words_like(self, word: str) -> list[Known]:
        """Return the catalogue's words that differ from `word` in their ending alone."""
        return self._by_root.get(root(fold(word)), [])

    def means(self, words: Sequence[str]) -> Sequence[str]:
        """Return what a phrase means here; nothing when it is no synonym."""
        return self._phrases.get(_roots(words), ())

    def loosely(self, typed: Sequence[str]) -> Iterator[tuple[Way, Sequence[str]]]:
        """Yield each phrase that was typed with a word or two between its own, and what it means."""
        roots = _roots(typed)
        for phrase, means in self._phrases.items():
            if len(phrase) > 1 and not _holds(roots, phrase) and _follow(roots, phrase):
                yield phrase, means

    def knows(self, word: str) -> bool:
        """Return whether a word is the catalogue's or a synonym."""
        return bool(self.words_like(word) or self.means([word]))

    def situations(self, words: Sequence[str]) -> frozenset[str]:
        """Return the keys of the situations whose label holds these words in a row."""
        wanted = _roots(words)
        return frozenset(key for key, label in self._labels if _holds(label, wanted))

    def nearest(self, word: str) -> list[str]:
        """Return the words that are a typing mistake away, the best first, at most three."""
        folded = fold(word)
        most = _forgiven(folded)
        if not most:
            return []
        every = [*((one.word, one.folded, one.tools) for one in self.known), *self._singles()]
        near = process.extract(
            folded,
            [form for _word, form, _tools in every],
            scorer=OSA.distance,
            score_cutoff=most,
            limit=None,
        )
        found = sorted((distance, -every[at][2], every[at][0]) for _form, distance, at in near)
        return [word for distance, _tools, word in found if distance == found[0][0]][:3]

    def _singles(self) -> Iterator[tuple[str, str, int]]:
        singles = (phrase for phrase, _means in self.synonyms if len(phrase.split()) == 1)
        yield from ((phrase, fold(phrase.casefold()), 0) for phrase in singles)

    def parts(self, word: str) -> tuple[str, ...]:
        """Return the two known words that a compound is made of, with or without an s or e between.

        Where there are none, the one that it begins with.
        """
        cuts = range(PART, len(word) - PART + 1)
        found = [
            (min(len(first), len(last)), first, last)
            for cut in cuts
            for first in _without_joint(word[:cut])
            if self.knows(first) and self.knows(last := word[cut:])
        ]
        return max(found)[1:] if found else self._beginning(word)

    def _beginning(self, word: str) -> tuple[str, ...]:
        """Return the longest known word that a compound begins with: «søvn» of «søvnproblemer»."""
        cuts = range(len(word) - PART, BEGINNING - 1, -1)
        return next(((word[:cut],) for cut in cuts if self.knows(word[:cut])), ())

    def compounds(self, word: str) -> list[str]:
        """Return the catalogue's longer words that end in `word`: «eksamensangst» for «angst»."""
        end = fold(word)
        if len(end) < BEGINNING:
            return []
        return [one.word for one in self.known if one.folded.endswith(end) and one.folded != end]


def understand(text: str, lexicon: Lexicon) -> list[Term]:
    """Return what to look for when somebody typed `text`: each once, at most `MOST_TERMS`."""
    typed = typed_words(text)
    if not typed:
        return []
    last = typed[-1]
    once = dict.fromkeys(meaningful(typed))
    words = [term for word in once for term in _word(word, word == last, lexicon)]
    terms = dict.fromkeys([*_phrases(typed, lexicon), *words, *_pairs(typed, lexicon)])
    return _telling(sorted(terms, key=lambda term: -term.weight))


def _telling(terms: list[Term]) -> list[Term]:
    """Return the terms that tell most; what stands nearly everywhere only where nothing else is typed."""
    telling = [term for term in terms if term.weight >= TELLING]
    return (telling or terms)[:MOST_TERMS]


def _phrases(typed: Sequence[str], lexicon: Lexicon) -> Iterator[Term]:
    for phrase, means in lexicon.loosely(typed):
        yield _term(" ".join(phrase), means, frozenset(), lexicon)
    for words in _rows(typed):
        means = lexicon.means(words)
        says_something = len(words) >= SURE or FILLERS.isdisjoint(words)
        keys = lexicon.situations(words) if says_something else frozenset()
        if means or keys:
            yield _term(" ".join(words), means, keys, lexicon)


def _pairs(typed: Sequence[str], lexicon: Lexicon) -> Iterator[Term]:
    """Yield two telling words that were typed side by side, as a row: «træk vejret»."""
    for two in pairwise(typed):
        like = [lexicon.words_like(word) for word in two]
        if all(like) and len(set(two)) == len(two) and FILLERS.isdisjoint(two):
            weight = min(_weight(one, lexicon.tools) for one in like)
            yield Term(" ".join(two), (two,), is_row=True, weight=round(SIDE_BY_SIDE * weight, 2))


def _rows(typed: Sequence[str]) -> Iterator[Sequence[str]]:
    for length in range(min(LONGEST_PHRASE, len(typed)), 1, -1):
        for start in range(len(typed) - length + 1):
            yield typed[start : start + length]


def _term(typed: str, means: Iterable[str], keys: frozenset[str], lexicon: Lexicon) -> Term:
    ways, more = _meant(means, lexicon)
    return Term(typed, ways, keys | more)


def _meant(means: Iterable[str], lexicon: Lexicon) -> tuple[tuple[Way, ...], frozenset[str]]:
    """Return the ways of what a synonym means, and the situations that are called so."""
    phrases = [words_of(one) for one in means]
    keys = [lexicon.situations(words) for words in phrases if len(words) > 1]
    ways = tuple(tuple(meaningful(words)) for words in phrases)
    return ways, frozenset().union(*keys)


def _word(word: str, is_last: bool, lexicon: Lexicon) -> Iterator[Term]:
    like = lexicon.words_like(word)
    means = list(lexicon.means([word]))
    near: list[str] = []
    if not like and not means:
        near = [] if is_last and _begins_one(word, lexicon) else lexicon.nearest(word)
        parts = lexicon.parts(word)
        if parts and not near:
            yield from (term for part in parts for term in _word(part, False, lexicon))
            return
        means = [meant for other in near for meant in lexicon.means([other])]
    others = [one.word for one in like] + near
    meant, keys = _meant(means, lexicon)
    ways = dict.fromkeys([(word,), *((other,) for other in others), *meant])
    yield Term(
        typed=word,
        ways=tuple(ways)[:MOST_WAYS],
        keys=keys,
        longer=tuple(lexicon.compounds(word))[:MOST_WAYS],
        is_beginning=is_last or len(word) >= BEGINNING,
        weight=GUESSED if near else _weight(like, lexicon.tools),
    )


def _begins_one(word: str, lexicon: Lexicon) -> bool:
    """Return whether a word may be one that is not yet typed to its end."""
    folded = fold(word)
    return any(one.folded.startswith(folded) for one in lexicon.known)


def _weight(like: Sequence[Known], tools: int) -> float:
    """Return how much a word tells: a word that stands in every tool tells little."""
    if tools < 5 or not like:
        return 1.0
    return round(max(0.2, 1 - max(one.tools for one in like) / (tools + 1)), 2)


def _forgiven(folded: str) -> int:
    """Return how many typing mistakes a word of its length may have."""
    return 0 if len(folded) < 4 else 1 if len(folded) < 6 else 2


def _without_joint(first: str) -> list[str]:
    short = [first[:-1]] if first[-1] in "se" and len(first) > PART else []
    return [first, *short]


def _roots(words: Iterable[str]) -> Way:
    return tuple(root(fold(word)) for word in words)


def _follow(words: Way, phrase: Way) -> bool:
    """Return whether the words of a phrase stand in this order, at most `BETWEEN` others in all between."""
    starts = [at for at, word in enumerate(words) if word == phrase[0]]
    return any(_holds_loosely(words[at : at + len(phrase) + BETWEEN], phrase) for at in starts)


def _holds_loosely(words: Way, phrase: Way) -> bool:
    left = iter(words)
    return all(word in left for word in phrase)


def _holds(label: Way, words: Way) -> bool:
    length = len(words)
    return any(label[at : at + length] == words for at in range(len(label) - length + 1))
