"""Reads a sentence that asks whether something may be shared: what, to whom, with which consent, who asks.

Nothing is guessed: of two readings none is taken, and the guide asks. A consent belongs to the receiver and
the information that it was given for; named with others, it does not reach those that are asked about.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.case import code
from bot.domain.sharing.facts import AGE_GROUPS, ConsentStatus, Info, Setting, To, Who
from bot.knowledge.base.entry import Words
from bot.knowledge.remembered import Remembered
from bot.understanding.answer.age_in_text import age_group
from bot.understanding.said import Book, Clauses, Hit, book, prepared, told_at_length
from bot.understanding.said.book import without_smaller
from bot.understanding.said.clauses import ASKS

KEY = "said.share"
LONGEST = 60
"""Words; a longer text tells a story."""

REMEMBERED = 500
"""Texts of which is kept what they say: the guide and what is carried into it read the same one."""

SHORT = 12
"""Words and marks of a text that follows what was said before it."""

SPECIFIC: tuple[Info, ...] = (
    # the most specific first: of several that are named it is what is asked about
    Info.CHILD,
    Info.ANONYMISED,
    Info.DIAGNOSIS,
    Info.ATTENDANCE,
    Info.JOB_SEARCH,
    Info.FUNCTION,
    Info.CONTACT,
    Info.IS_PATIENT,
    Info.GENERAL,
)
NEAR = 4
"""Words before a yes among which stands who gives it."""

TAKEN_BACK = frozenset({ConsentStatus.WITHDRAWN, ConsentStatus.REFUSED})
"""What is said of a consent that was taken back: the receiver is to learn nothing more, either."""

LIMITED = frozenset({ConsentStatus.GIVEN, ConsentStatus.NARROWER})


@dataclass(frozen=True, slots=True)
class Said:
    """What a sentence says of a sharing, by the name of the input.

    `asks` when it asks for leave to share; `tells_a_case` when it does so of somebody, and not in general;
    `follows` when it is short and takes up what was said before it ("and to Nav?").
    """

    facts: Mapping[str, str]
    asks: bool = False
    tells_a_case: bool = False
    follows: bool = False


@dataclass(frozen=True, slots=True)
class _Found:
    """All that is named in a text, and which part of it speaks of the consent."""

    info: Sequence[Hit]
    to: Sequence[Hit]
    consent: Sequence[Hit]
    regions: Sequence[tuple[int, int]]
    weak: Sequence[Hit]
    taken_back: bool
    told: Sequence[Hit] = ()
    asking: Sequence[Hit] = ()

    def of_consent(self, hit: Hit) -> bool:
        """Tell whether something is named where the consent is spoken of."""
        return any(start <= hit.start < end for start, end in self.regions)


def read_sharing(words: Words, text: str) -> Said:
    """Return what a text says of a sharing; nothing for one too long. A code says nothing of anybody."""
    remembered = words.worked_out("sharings", lambda: Remembered[Said](REMEMBERED))
    return remembered.of(text, lambda: _read(words, text))


def _read(words: Words, text: str) -> Said:
    text = code.without(text)
    if told_at_length(text):
        return Said({})
    said = prepared(words, text)
    if len(said.said.split()) > LONGEST or _list(words, "other").hits(said):
        return Said({})
    who = _book(words, "who", Who).hits(said)
    named = (*_book(words, "to", To).hits(said), *_list(words, "asking").hits(said))
    beside = without_smaller(_list(words, "not_to").hits(said), named)
    hidden = _hidden(said, (*who, *(hit for hit in beside if not _overlaps(hit, named, To.PERSON))))
    consent = _consents(words, said, hidden)
    ask, wants = _list(words, "ask").hits(said), _list(words, "wants").hits(said)
    info, setting = _book(words, "info", Info).hits(said), _book(words, "setting", Setting).hits(said)
    consent = [hit for hit in consent if not _overlaps(hit, info, Info.GENERAL)]  # "generelt om IPS"
    found = _Found(
        info=without_smaller(info, (*setting, *ask)),
        to=_receivers(words, said, hidden),
        consent=consent,
        regions=[_region(words, said, hit, (*ask, *wants)) for hit in consent],
        weak=_weak(words, said, consent),
        taken_back=bool(_list(words, "reversed").hits(said)),
        told=_list(words, "told").hits(hidden),
        asking=_list(words, "asking").hits(hidden),
    )
    places = [hit for hit in without_smaller(setting, info) if not found.of_consent(hit)]
    facts = {
        "info": _info(found),
        "who": _only(hit.value for hit in who),
        "to": _to(found),
        "consent": _consent(found),
        "age": age_group(words, text, AGE_GROUPS),
        "setting": _only(hit.value for hit in places),
    }
    if (
        facts["setting"] == Setting.RECORD and not found.told
    ):  # who is named in what is written is told nothing
        facts["to"] = ""
    if facts["info"] == Info.GENERAL and not facts["to"]:
        facts["info"] = ""
    told = {name: str(value) for name, value in facts.items() if value}
    telling = bool(told.get("consent")) or bool(_list(words, "tells").hits(said))
    return Said(told, bool(ask), telling and {"info", "to"} <= told.keys(), _follows(words, said))


def _follows(words: Words, said: Clauses) -> bool:
    """Tell whether a text is short and begins as what follows does, and asks nothing of its own."""
    if len(said.said.split()) > SHORT or _list(words, "anew").hits(said):
        return False
    return bool(_list(words, "follows").hits(said))


def _book(words: Words, kind: str, values: Iterable[str]) -> Book:
    named = {value: (f"{KEY}.{kind}.{value}",) for value in map(str, values)}
    return book(words, f"share {kind}", named)


def _list(words: Words, name: str) -> Book:
    return book(words, f"share {name}", {name: (f"{KEY}.{name}",)})


def _hidden(said: Clauses, hits: Iterable[Hit]) -> Clauses:
    """Return the text without what is said of the writer, and of people who are no receivers."""
    text = said.said
    for hit in hits:
        text = (
            text[: hit.start]
            + "".join(" " if c == " " else "_" for c in text[hit.start : hit.end])
            + text[hit.end :]
        )
    return Clauses(text)


def _receivers(words: Words, said: Clauses, hidden: Clauses) -> list[Hit]:
    """Return who is named as a receiver; what Nav demands by law comes "from Nav" and yet goes to it."""
    book = _book(words, "to", To)
    orders = [hit for hit in book.hits(said) if hit.value == To.NAV_ORDER]
    return [*orders, *(hit for hit in book.hits(hidden) if hit.value != To.NAV_ORDER)]


def _consents(words: Words, said: Clauses, hidden: Clauses) -> list[Hit]:
    """Return what is said of consent; a yes that is denied, somebody else's or to something else is none."""
    hits = _book(words, "consent", ConsentStatus).hits(said)
    refusals = {hit.start for hit in hits if hit.value == ConsentStatus.REFUSED}
    kinds = {"other": (f"{KEY}.elsewhere",), "own": (f"{KEY}.own",)}
    beside = book(words, "share beside a consent", kinds).hits(said)
    told = _list(words, "told").hits(hidden)
    givers = [hit for hit in _book(words, "to", To).hits(hidden) if not _within(hit, told)]
    between = book(words, "share between", {"": ("said.groups.HE", f"{KEY}.joins", f"{KEY}.ask")}).hits(said)

    def plain(hit: Hit) -> bool:
        before = (
            one for one in givers if one.end <= hit.start and said.clause(hit.start, hit.end)[0] <= one.start
        )
        near = (one for one in before if len(said.said[one.end : hit.start].split()) < NEAR)
        anothers = any(
            not any(one.start < mark.start < hit.start + 1 and one.end <= mark.start for mark in between)
            for one in near
        )
        own = any(one.value == "own" and one.start <= hit.start < one.end for one in beside)
        other = any(one.value == "other" and one.start == hit.end for one in beside)
        return not (
            hit.denied or hit.end in refusals or anothers or own or other
        )  # "asked me to … keep quiet"

    return [hit for hit in hits if hit.value != ConsentStatus.GIVEN or plain(hit)]


def _weak(words: Words, said: Clauses, consent: Sequence[Hit]) -> list[Hit]:
    """Return what weakens a consent: not a "surely" in a question that does not speak of it."""
    sentences = [said.sentence(hit.start, hit.end) for hit in consent]
    return [
        hit
        for hit in _list(words, "weak").hits(said)
        if any(start <= hit.start < end for start, end in sentences) or not _in_question(said, hit)
    ]


def _in_question(said: Clauses, hit: Hit) -> bool:
    _, end = said.sentence(hit.start, hit.end)
    return said.said[end : end + 1] == ASKS


def _region(words: Words, said: Clauses, hit: Hit, others: Iterable[Hit]) -> tuple[int, int]:
    """Return the part of the text that speaks of a consent: its clause, up to where something is asked."""
    start, end = said.clause(hit.start, hit.end)
    joints = [one.end for one in _list(words, "joins").hits(said) if one.end <= hit.start]
    start = max([start, *joints, *(one.end for one in others if one.end <= hit.start)])
    ends = [one.start for one in others if one.start >= hit.end]
    ends += [one.start for one in _list(words, "ends").hits(said) if one.start >= hit.end]
    return start, min([end, *ends])


def _only(values: Iterable[str]) -> str:
    found = set(values)
    return found.pop() if len(found) == 1 else ""


def _most_specific(hits: Iterable[Hit]) -> str:
    named = {hit.value for hit in hits}
    return next((info.value for info in SPECIFIC if info in named), "")


def _info(found: _Found) -> str:
    """Return what is asked about: named outside the consent where anything is."""
    outside = [hit for hit in found.info if not found.of_consent(hit)]
    info = _most_specific(outside or found.info)
    if info == Info.GENERAL and found.consent:
        return ""
    return info


def _to(found: _Found) -> str:
    """Return who is asked about; one named with the consent alone is meant when no other is.

    Of several it is the one that is told something, else the one that asks.
    """
    outside = [hit for hit in found.to if not found.of_consent(hit)]
    named = _sharper({hit.value for hit in outside or found.to})
    for marked in (found.told, found.asking):
        if len(named) > 1:
            named = _sharper({hit.value for hit in outside or found.to if _within(hit, marked)}) or named
    ordered = any(hit.value == To.NAV_ORDER for hit in outside)
    return To.NAV_ORDER if ordered and named == {To.NAV_COUNSELLOR} else _only(named)


def _overlaps(hit: Hit, others: Iterable[Hit], value: str) -> bool:
    """Tell whether one of the others that names this value shares words with a hit."""
    return any(one.value == value and one.start < hit.end and hit.start < one.end for one in others)


def _within(hit: Hit, spans: Iterable[Hit]) -> bool:
    return any(span.start <= hit.start < span.end for span in spans)


def _sharper(named: set[str]) -> set[str]:
    """Return the receivers; Nav that demands it is not its counsellor, too."""
    return named - {To.NAV_COUNSELLOR} if To.NAV_ORDER in named else named


def _consent(found: _Found) -> str:
    """Return the state of the consent for what is asked about; nothing where two are named."""
    named = {hit.value for hit in found.consent}
    to, info = _to(found), _info(found)
    inside = {hit.value for hit in found.to if found.of_consent(hit) and hit.start > found.consent[0].start}
    elsewhere = bool(to and inside and to not in inside)
    if ConsentStatus.GIVEN in named and found.taken_back:
        return (
            ConsentStatus.WITHDRAWN
            if named <= {ConsentStatus.GIVEN, ConsentStatus.WITHDRAWN} and not elsewhere
            else ""
        )
    if ConsentStatus.GIVEN in named and found.weak:
        near = any(found.of_consent(hit) for hit in found.weak)
        return (
            ConsentStatus.UNSURE
            if near and named <= {ConsentStatus.UNSURE, *LIMITED} and not elsewhere
            else ""
        )
    if named <= LIMITED and named:
        about = {hit.value for hit in found.info if found.of_consent(hit)}
        asked = {hit.value for hit in found.info if not found.of_consent(hit)}
        less = bool(about and asked and info not in about)
        return (
            ConsentStatus.NARROWER
            if elsewhere or less or ConsentStatus.NARROWER in named
            else ConsentStatus.GIVEN
        )
    if ConsentStatus.WITHDRAWN in named and named <= {*LIMITED, *TAKEN_BACK}:
        return ConsentStatus.WITHDRAWN
    if ConsentStatus.UNSURE in named and named <= {ConsentStatus.UNSURE, *LIMITED}:
        return ConsentStatus.UNSURE
    if ConsentStatus.REFUSED in named and named <= {ConsentStatus.REFUSED, *LIMITED}:
        return _refused(named, elsewhere) or _only(_for(found, to) & {ConsentStatus.REFUSED})
    return _only(named)


def _for(found: _Found, to: str) -> set[str]:
    """Return what is said of consent where this receiver is named; nothing where that is several things."""
    said = {
        hit.value
        for hit, (start, end) in zip(found.consent, found.regions, strict=True)
        if any(one.value == to and start <= one.start < end for one in found.to)
    }
    return said if len(said) == 1 else set()


def _refused(named: set[str], elsewhere: bool) -> str:
    """Return a refusal; one beside a yes, or of another receiver, is not plain."""
    if elsewhere or len(named) > 1:
        return ""
    return ConsentStatus.REFUSED
