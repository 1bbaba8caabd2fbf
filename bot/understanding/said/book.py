"""Finds which phrases of a kind a text holds, where, and whether they are denied there."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import accumulate

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.knowledge.base.entry import Words
from bot.knowledge.remembered import Remembered
from bot.knowledge.search.normalise import standard
from bot.knowledge.search.tfidf import words as words_in
from bot.safety import lexicon
from bot.understanding.said.clauses import Clauses
from bot.understanding.said.matching import DENYING, HEDGES, MARKS, Row, Shelf, shelved
from bot.understanding.said.phrase import Phrase, orders, spelled

GROUPS = "said.groups."
FORMS = "said.forms"
FINITE, JOINING = "FINITE", "JOINING"
"""Lists of verbs that begin something new, and of words that join it to what stands before."""

ENDINGS = "said.endings"
REACH = 3
"""Words before a phrase among which one that denies turns it round."""

SHORTEST, LONG = 6, 9
"""Letters of a word that may be misspelt by one letter, and by two."""

PLAIN = 8
"""Letters of a word that is a slip although our lists hold it: they hold what people misspelt, too."""

REMEMBERED = 5_000
"""Words whose form is kept, so that a common one is looked up once."""

REMEMBERED_TEXTS = 500
"""Texts whose hits are kept: handlers read the same one after the other, and many people ask the same."""

FEWEST = 4
"""Letters of a word that may end as in another written form."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A value that is named, from where to where in the text, and whether the words before it deny it."""

    value: str
    start: int
    end: int
    denied: bool = False


class Book:
    """All phrases of one kind, by the value that they name, in all languages at once: people mix them."""

    def __init__(
        self, words: Words, kinds: Mapping[str, Collection[str]], first: Collection[str] = ()
    ) -> None:
        """Gather the phrases; `kinds` has the keys under which those of each value stand.

        Where two overlap, a value in `first` counts before any other.
        """
        self._groups = words.worked_out("groups of said phrases", lambda: _groups(words))
        self._first = frozenset(first)
        self._remembered: Remembered[tuple[Hit, ...]] = Remembered(REMEMBERED_TEXTS)
        self._of = {
            value: shelved(phrase for key in keys for phrase in _phrases(words, key))
            for value, keys in kinds.items()
        }

    def hits(self, text: Clauses) -> tuple[Hit, ...]:
        """Return what is named, from left to right; of two that overlap the longer one counts."""
        return self._remembered.of(text.said, lambda: self._hits(text))

    def _hits(self, text: Clauses) -> tuple[Hit, ...]:
        row: Row = text.worked_out.get("row") or Row(text.said.split(), self._groups)
        text.worked_out["row"] = row
        places = list(accumulate((len(word) + 1 for word in row.said), initial=1))
        found = [
            Hit(value, places[at], places[max(ends)], _denied(row, at))
            for value, shelf in self._of.items()
            for at in range(len(row.said))
            if (ends := row.ends(shelf, at))
        ]
        kept: list[Hit] = []
        for hit in sorted(found, key=self._weight):
            if all(hit.end <= one.start or one.end <= hit.start for one in kept):
                kept.append(hit)
        return tuple(sorted(kept, key=lambda hit: hit.start))

    def _weight(self, hit: Hit) -> tuple[bool, int, int]:
        return hit.denied or hit.value not in self._first, hit.start - hit.end, hit.start


def without_smaller(hits: Iterable[Hit], others: Collection[Hit]) -> list[Hit]:
    """Return the hits that are no part of a longer one of another kind ("phone" in "by phone")."""
    return [
        hit
        for hit in hits
        if not any(
            other.start <= hit.start
            and hit.end <= other.end
            and other.end - other.start > hit.end - hit.start
            for other in others
        )
    ]


def _denied(row: Row, at: int) -> bool:
    """Tell whether one of the few words before a place denies what follows.

    It does not reach over an "and" to a verb of its own ("ikke sykmeldt og vil ha jobb").
    """
    for before in range(at - 1, max(at - REACH, 0) - 1, -1):
        if row.said[before] in MARKS or (row.named(FINITE, at) and row.named(JOINING, before)):
            return False
        if any(end <= at for end in row.named(DENYING, before)):
            return True
    return False


def book(words: Words, name: str, kinds: Mapping[str, Collection[str]], first: Collection[str] = ()) -> Book:
    """Return the book of this name; it is put together once."""
    return words.worked_out(f"book {name}", lambda: Book(words, kinds, first))


def prepared(words: Words, text: str) -> Clauses:
    """Return a text in clauses, with slips put right by the words of our phrases."""
    right = words.worked_out("words put right", lambda: _speller(words))
    said = Clauses.of(text).said.split()
    return Clauses(f" {' '.join(map(right, said))} " if said else " ")


def _speller(words: Words) -> Callable[[str], str]:
    """Return what puts a word right; it remembers the latest ones."""
    known, endings = _known(words), _endings(words)
    return lru_cache(maxsize=REMEMBERED)(partial(_right, known=known, forms=_forms(words), endings=endings))


def _groups(words: Words) -> Mapping[str, Shelf]:
    keys = words.phrase_keys(GROUPS)
    groups = {key.removeprefix(GROUPS): shelved(_phrases(words, key)) for key in keys}
    return {**groups, HEDGES: shelved(_phrases(words, "said.hedges"))}


def _phrases(words: Words, key: str) -> Iterator[Phrase]:
    groups = words.worked_out(
        "names of said groups", lambda: {key.removeprefix(GROUPS) for key in words.phrase_keys(GROUPS)}
    )
    forms = _forms(words)
    return (phrase for written in words.typed(key) for phrase in orders(written, groups, forms) if phrase)


def _forms(words: Words) -> Mapping[str, str]:
    """Return words of dialect and slips, each with the common form that it stands for."""
    return words.worked_out("forms of said words", lambda: _pairs(words))


def _pairs(words: Words) -> dict[str, str]:
    pairs = (standard(words_in(pair)) for pair in words.typed(FORMS))
    return {written: form for written, form in pairs if written != form}


def _endings(words: Words) -> tuple[tuple[str, str], ...]:
    """Return endings of nynorsk and dialect, each with that of bokmål."""
    return tuple((pair.split()[0], pair.split()[1]) for pair in words.typed(ENDINGS))


def _known(words: Words) -> frozenset[str]:
    keys = (key for key in words.phrase_keys("said.") if key not in (FORMS, ENDINGS))
    return frozenset(word for key in keys for word in spelled(_phrases(words, key)))


def _in_bokmaal(word: str, known: frozenset[str], endings: Sequence[tuple[str, str]]) -> str:
    """Return the word of ours that this is in another written form of Norwegian ("snakkar"), or nothing."""
    if len(word) < FEWEST or word in known:
        return ""
    ways = (word.removesuffix(old) + new for old, new in endings if word.endswith(old))
    return next((way for way in ways if way in known), "")


def _right(
    word: str, known: frozenset[str], forms: Mapping[str, str], endings: Sequence[tuple[str, str]] = ()
) -> str:
    """Return the word of ours that this is a slip of; a word of the language is nobody's slip."""
    if word in forms:
        return forms[word]
    if bokmaal := _in_bokmaal(word, known, endings):
        return bokmaal
    if len(word) < SHORTEST or word in known or not word.isalpha():
        return word
    is_word = word in lexicon.words("vocabulary")
    if is_word and len(word) < PLAIN:
        return word
    most = 1 if is_word or len(word) < LONG else 2
    near = process.extractOne(word, known, scorer=OSA.distance, score_cutoff=most)
    if near is None or near[0][0] != word[0] or (is_word and _is_inflected(word, near[0])):
        return word
    return near[0]


def _is_inflected(word: str, other: str) -> bool:
    """Tell whether two words may be forms of one: other ends, or a past ("forklare", "forklarte")."""
    return word[-1] != other[-1] or word.count("t") != other.count("t")
