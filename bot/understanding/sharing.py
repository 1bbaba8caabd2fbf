"""Reads a sentence that asks whether something may be shared: what, to whom, with which consent, who asks.

Nothing is guessed: of two readings none is taken, and the guide asks. A consent belongs to the receiver and
the information that it was given for; named with others, it does not reach those that are asked about.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.sharing_facts import AGE_GROUPS, Consent, Info, Setting, To, Who
from bot.knowledge.entry import Words
from bot.understanding.said import Book, Clauses, Hit, book, prepared
from bot.understanding.said.ages import age_group

KEY = "said.share"
LONGEST = 60
"""Words; a longer text tells a story."""

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
LIMITED = frozenset({Consent.GIVEN, Consent.NARROWER})


@dataclass(frozen=True, slots=True)
class Said:
    """What a sentence says of a sharing, by the name of the input.

    `asks` when it asks for leave to share; `tells_a_case` when it does so of somebody, and not in general.
    """

    facts: Mapping[str, str]
    asks: bool = False
    tells_a_case: bool = False


@dataclass(frozen=True, slots=True)
class _Found:
    """All that is named in a text, and which part of it speaks of the consent."""

    info: Sequence[Hit]
    to: Sequence[Hit]
    consent: Sequence[Hit]
    regions: Sequence[tuple[int, int]]
    weak: Sequence[Hit]
    taken_back: bool

    def of_consent(self, hit: Hit) -> bool:
        """Tell whether something is named where the consent is spoken of."""
        return any(start <= hit.start < end for start, end in self.regions)


def read_sharing(words: Words, text: str) -> Said:
    """Return what a text says of a sharing; nothing for one too long."""
    said = prepared(words, text)
    if len(said.said.split()) > LONGEST or _list(words, "other").hits(said):
        return Said({})
    who = _book(words, "who", Who).hits(said)
    hidden = _hidden(said, (*who, *_list(words, "not_to").hits(said)))
    consent = _consents(words, said)
    ask, wants = _list(words, "ask").hits(said), _list(words, "wants").hits(said)
    found = _Found(
        info=_book(words, "info", Info).hits(said),
        to=_book(words, "to", To).hits(hidden),
        consent=consent,
        regions=[_region(words, said, hit, (*ask, *wants)) for hit in consent],
        weak=_list(words, "weak").hits(said),
        taken_back=bool(_list(words, "reversed").hits(said)),
    )
    facts = {
        "info": _info(found),
        "who": _only(hit.value for hit in who),
        "to": _to(found),
        "consent": _consent(found),
        "age": age_group(words, text, AGE_GROUPS),
        "setting": _only(hit.value for hit in _book(words, "setting", Setting).hits(said)),
    }
    if facts["info"] == Info.GENERAL and not facts["to"]:
        facts["info"] = ""
    named = {name: str(value) for name, value in facts.items() if value}
    telling = bool(named.get("consent")) or bool(_list(words, "tells").hits(said))
    return Said(named, bool(ask), telling and {"info", "to"} <= named.keys())


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


def _consents(words: Words, said: Clauses) -> list[Hit]:
    """Return what is said of consent; a yes that is denied says nothing."""
    hits = _book(words, "consent", Consent).hits(said)
    return [hit for hit in hits if not (hit.denied and hit.value == Consent.GIVEN)]


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
    """Return who is asked about; one named with the consent alone is meant when no other is."""
    outside = {hit.value for hit in found.to if not found.of_consent(hit)}
    inside = {hit.value for hit in found.to if found.of_consent(hit)}
    return _only(_sharper(outside or inside))


def _sharper(named: set[str]) -> set[str]:
    """Return the receivers; Nav that demands it is not its counsellor, too."""
    return named - {To.NAV_COUNSELLOR} if To.NAV_ORDER in named else named


def _consent(found: _Found) -> str:
    """Return the state of the consent for what is asked about; nothing where two are named."""
    named = {hit.value for hit in found.consent}
    to, info = _to(found), _info(found)
    inside = {hit.value for hit in found.to if found.of_consent(hit) and hit.start > found.consent[0].start}
    elsewhere = bool(to and inside and to not in inside)
    if Consent.GIVEN in named and found.taken_back:
        return Consent.WITHDRAWN if named <= {Consent.GIVEN, Consent.WITHDRAWN} and not elsewhere else ""
    if Consent.GIVEN in named and found.weak:
        near = any(found.of_consent(hit) for hit in found.weak)
        return Consent.UNSURE if near and named <= {Consent.UNSURE, *LIMITED} and not elsewhere else ""
    if named <= LIMITED and named:
        about = {hit.value for hit in found.info if found.of_consent(hit)}
        asked = {hit.value for hit in found.info if not found.of_consent(hit)}
        less = bool(about and asked and info not in about)
        return Consent.NARROWER if elsewhere or less or Consent.NARROWER in named else Consent.GIVEN
    for state in (Consent.WITHDRAWN, Consent.UNSURE):
        if state in named and named <= {state, *LIMITED}:
            return state
    if Consent.REFUSED in named and named <= {Consent.REFUSED, *LIMITED}:
        return _refused(named, elsewhere) or _only(_for(found, to) & {Consent.REFUSED})
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
    return Consent.REFUSED
