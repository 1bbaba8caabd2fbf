"""Names of people, seen by four signs: lists, what stands before and after, capitals, and endings.

A single sign may be weak (a capital opens every sentence, "Stein" is a stone): the rules below say
which signs are enough together. Places, services, laws, products and the authors of the sources are
no names of people here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from bot.conversation.data.given_names import GIVEN
from bot.conversation.data.people import AUTHOR_SURNAMES, AUTHORS, COMMON_GIVEN, PUBLIC
from bot.conversation.data.places import PLACES
from bot.conversation.data.terms import ORG_HEADS, TERMS
from bot.conversation.data.vocabulary import VOCABULARY
from bot.conversation.data.words import NOT_MID_SENTENCE, SOFT_GIVEN
from bot.conversation.guard_names_context import (
    after_called,
    after_person,
    after_verb,
    before_detail,
)
from bot.conversation.guard_names_lists import (
    GIVEN_END,
    bare,
    is_given,
    is_noun,
    is_patronymic,
    is_surname,
    is_word,
    like_surname,
    listed,
)

_WORD: Final = re.compile(r"[^\W\d_]+(?:['\-][^\W\d_]+)*")
_PARTICLE_WORDS = "von van de der den da dos del di al el bin bint ibn ter ten la le af abu ould ben"
_PARTICLES: Final = frozenset(_PARTICLE_WORDS.split())
_VERBS = """
vil har er skal må kan får fikk ønsker ønskjer ynskjer trenger treng bor bur heter sier seier ble vart
blir vert begynte byrja sluttet slutta ringte ringde takket takka kom går jobber jobbar lurer lurar vet
veit tør wants has is was will needs says said lives works can should asked called came agreed refuses
"""
_PERSON_VERBS: Final = frozenset(_VERBS.split())
_NOT_BEFORE_VERB: Final = NOT_MID_SENTENCE | frozenset({"helga", "inga", "tone", "stein", "tale"})
_SAINTS: Final = re.compile(r"\b[Ss](?:t|ankt)\.? ?[Oo]lavs?(?: hospital)?")


@dataclass(frozen=True, slots=True)
class Token:
    """A word with its place; `opens` marks the first word of a sentence, `near` one right after another."""

    word: str
    low: str
    start: int
    end: int
    opens: bool
    near: bool

    @property
    def title(self) -> bool:
        """Tell whether the word is written with a capital and small letters."""
        return self.word[0].isupper() and not self.word[1:2].isupper()

    @property
    def caps(self) -> bool:
        """Tell whether the word is written in capitals."""
        return len(self.word) > 1 and self.word.isupper()


def tokens(text: str) -> list[Token]:
    """Return the words of a text."""
    found: list[Token] = []
    end = 0
    for match in _WORD.finditer(text):
        gap = text[end : match.start()]
        opens = not found or any(c in '.!?:;\n"«»•*()[]|>/' for c in gap)
        if gap in (". ", ".") and found and len(found[-1].word) == 1 and found[-1].word.isupper():
            opens = False  # "M. Holmekvam"
        near = bool(found) and (gap in (" ", "  ", "_", ". ", ".", "+") if len(gap) <= 2 else False)
        if gap in (".", ". ") and found and len(found[-1].word) > 1 and gap == ". ":
            near = False
        found.append(Token(match.group(), match.group().lower(), match.start(), match.end(), opens, near))
        end = match.end()
    return found


def _runs(words: Sequence[Token]) -> Iterator[list[Token]]:
    """Yield the runs of neighbouring words with capitals, small particles between them left out."""
    run: list[Token] = []
    particle = False
    for token in words:
        named = (
            token.title
            or (token.caps and len(token.word) > 4 and bool(run))
            or (token.caps and "-" in token.word and bool(run))
        )
        if run and (not token.near or token.opens):
            yield run
            run = []
        if named:
            run.append(token)
        elif run and not particle and token.low in _PARTICLES:
            particle = True
            continue
        elif run:
            yield run
            run = []
        particle = False
    if run:
        yield run


def _free(run: Sequence[Token]) -> bool:
    """Tell whether a run is a name that everybody may write: an author, a person of public life."""
    lows = [bare(t.low) for t in run]
    lows += [low[:-1] for low in lows if low.endswith("s")]
    if len(run) == 1:
        return lows[0] in AUTHOR_SURNAMES or lows[-1] in AUTHOR_SURNAMES
    known = AUTHORS | PUBLIC
    return any((a, b) in known for a in lows for b in lows)


def _ordinary(token: Token) -> bool:
    """Tell whether a word with a capital is an ordinary word; "Zarmina-Gul" is none, "Nav-loven" is."""
    parts = token.word.split("-")
    if len(parts) > 1 and all(part[:1].isupper() for part in parts):
        return all(is_word(part) for part in token.low.split("-"))
    return is_word(token.low)


def _run_is_name(run: list[Token]) -> bool:
    """Tell whether a run of words with capitals is somebody's name."""
    if any(bare(t.low) in ORG_HEADS for t in run) or _free(run):
        return False
    while run and run[0].opens and _ordinary(run[0]) and run[0].low not in SOFT_GIVEN:
        run = run[1:]
    if not run or (len(run) == 2 and run[0].low == "nav"):  # an office: "Nav Bergenhus"
        return False
    if len(run) == 1:
        return _single_is_name(run[0])
    first, rest = run[0], run[1:]
    if any(is_given(t.low) for t in (run if not (first.opens and is_noun(first.low)) else rest)):
        return True
    if any(t.low in SOFT_GIVEN and like_surname(u.low) for t, u in zip(run, rest, strict=False)):
        return True
    if any(len(t.word) == 1 for t in run[1:-1]):  # "Xhevahire L. Quachthiloan"
        return not all(_ordinary(t) for t in (run[0], run[-1]))
    unknown = [t for t in run if not _ordinary(t) and len(t.word) > 1]
    if first.opens and is_noun(first.low):
        return any(is_surname(t.low) and not _ordinary(t) for t in rest)
    surname = any(like_surname(t.low) and t.low not in PLACES for t in rest)
    initial = any(len(t.word) == 1 for t in run) and any(like_surname(t.low) for t in rest)
    soft = any(t.low in SOFT_GIVEN for t in run) and bool(unknown)
    return len(unknown) >= 2 or (bool(unknown) and surname) or initial or soft


def _single_is_name(token: Token) -> bool:
    """Tell whether one word with a capital is a name by itself."""
    low = bare(token.low)
    if "-" in low and _hyphenated_name(low):
        return True
    if token.opens:
        return listed(low, COMMON_GIVEN) or (is_patronymic(low) and not is_word(low))
    if low in TERMS or (is_word(low) and not (low in SOFT_GIVEN and low not in NOT_MID_SENTENCE)):
        return False
    soft = low in SOFT_GIVEN and low not in NOT_MID_SENTENCE
    if not is_word(low) and not is_noun(low) and GIVEN_END.match(low):  # "Hjørdis", "Kjellaug"
        return True
    return is_given(low) or soft or (is_surname(low) and low not in AUTHOR_SURNAMES)


def _title_case(words: Sequence[Token]) -> bool:
    """Tell whether the text is written with a capital on most words, so that capitals say nothing."""
    ordinary = [t for t in words if not t.opens and not t.caps and t.low in VOCABULARY]
    return len(ordinary) >= 2 and sum(t.title for t in ordinary) > 0.6 * len(ordinary)


def _lower_pair(words: Sequence[Token]) -> bool:
    """Tell whether a frequent given name stands alone, or any given name before a surname, in any case."""
    for i, token in enumerate(words):
        if listed(token.low, COMMON_GIVEN) or ("-" in token.low and _hyphenated_name(token.low)):
            following = words[i + 1] if i + 1 < len(words) else None
            if not _free_at(words, i) and not (following and following.near and following.low in ORG_HEADS):
                return True
        elif i and token.near and not is_word(token.low) and like_surname(token.low):
            before = words[i - 1].low
            if (is_given(before) or before in SOFT_GIVEN) and not _free_at(words, i - 1):
                return True
    return False


def _hyphenated_name(low: str) -> bool:
    """Tell whether a word with hyphens is "anne-marie" or "kari-nordmann"."""
    parts = low.split("-")
    pairs = list(pairwise(parts))
    double = all(part in GIVEN or part in COMMON_GIVEN or part in SOFT_GIVEN for part in parts)
    return (double and any(part in COMMON_GIVEN for part in parts)) or any(
        a in COMMON_GIVEN and (like_surname(b) or b == "nordmann") for a, b in pairs
    )


def _free_at(words: Sequence[Token], i: int) -> bool:
    """Tell whether the words around a given name are those of an author or a person of public life."""
    return _free(words[max(0, i - 1) : i + 3]) if len(words) > 1 else False


def _opens_sentence(words: Sequence[Token]) -> bool:
    """Tell whether a sentence begins with a given name and what a person does ("Per vil", "Jesper har")."""
    return any(
        token.opens and token.title and after.near and after.low in _PERSON_VERBS
        and (is_given(token.low) or (token.low in SOFT_GIVEN and token.low not in _NOT_BEFORE_VERB))
        for token, after in pairwise(words)
    )  # fmt: skip


def has_name(text: str) -> bool:
    """Tell whether the name of a person stands in the text (plain, as typed)."""
    text = _SAINTS.sub("sykehus", text)
    words = tokens(text)
    if not words:
        return False
    shouting = sum(t.caps for t in words) > 0.6 * len(words) and len(words) >= 3
    if shouting:
        words = tokens(text.lower())
        return _lower_pair(words) or after_called(text.lower())
    if _lower_pair(words):
        return True
    if _opens_sentence(words) or after_called(text) or after_verb(text):
        return True
    if _title_case(words):
        return False
    if any(_run_is_name(run) for run in _runs(words)):
        return True
    return after_person(text) or before_detail(text)
