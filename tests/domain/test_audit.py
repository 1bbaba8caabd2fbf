"""The audit trail as values: a closed form, sealed; whatever is done to it is found, and where."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.audit.chain import Break, Chain, ChainFault
from bot.domain.audit.entry import (
    NOTHING,
    AuditAction,
    Entry,
    Head,
    begun,
    head_of,
    seal,
    sealed,
    thing_of,
    unrecorded,
)
from bot.domain.turn.outcome import Audit
from tests.domain.making import NOW

LONG = 8


def trail(length: int = LONG) -> list[Entry]:
    """Return a trail that is whole."""
    head, entries = begun(), []
    for n in range(length):
        entry = sealed(head, NOW + dt.timedelta(minutes=n), f"ref{n}", list(AuditAction)[n], f"IPS-A{n:03}")
        entries.append(entry)
        head = Head(entry.number, entry.hash)
    return entries


def head(entries: list[Entry]) -> Head:
    """Return the head that belongs to these entries."""
    return Head(entries[-1].number, entries[-1].hash)


def found(entries: list[Entry], stored: Head | None, noted: Head | None = None) -> list[tuple[str, int, int]]:
    """Return what a check finds."""
    chain = Chain(noted)
    for entry in entries:
        chain.take(entry)
    return [(one.kind.value, one.first, one.last) for one in chain.end(stored)]


def resealed(entries: list[Entry]) -> list[Entry]:
    """Return the entries sealed anew one over the other, as somebody does who may write everything."""
    before, made = begun(), []
    for entry in entries:
        new = sealed(before, entry.at, entry.ref, entry.action, entry.thing)
        made.append(new)
        before = Head(new.number, new.hash)
    return made


def test_a_trail_that_is_whole() -> None:
    """Nothing is found in it, nor in one without entries; a noted head of any of its entries agrees."""
    entries = trail()
    assert found(entries, head(entries)) == []
    assert found([], begun()) == []
    assert all(found(entries, head(entries), Head(e.number, e.hash)) == [] for e in entries)
    assert found(entries, head(entries), begun()) == []


FIELDS = {
    "at": NOW - dt.timedelta(microseconds=1),
    "ref": "somebody-else",
    "action": "denied",
    "thing": "IPS-ZZZ9",
    "previous": "0" * 63 + "1",
    "hash": "f" * 64,
}


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("place", range(LONG))
def test_a_changed_field_is_found(place: int, field: str) -> None:
    """Whichever field of whichever entry is changed, that entry is named and no other."""
    whole = trail()
    entries = [*whole]
    entries[place] = replace(entries[place], **{field: FIELDS[field]})  # type: ignore[arg-type]
    assert found(entries, head(whole)) == [("changed", place + 1, place + 1)]


@pytest.mark.parametrize(("first", "last"), [(a, b) for a in range(LONG) for b in range(a, LONG)])
def test_missing_entries_are_found(first: int, last: int) -> None:
    """Entries taken out at the beginning, in the middle or at the end (or all) are named."""
    whole = trail()
    assert found(whole[:first] + whole[last + 1 :], head(whole)) == [("missing", first + 1, last + 1)]


@pytest.mark.parametrize(("one", "other"), [(a, b) for a in range(LONG) for b in range(a + 1, LONG)])
def test_swapped_entries_are_found(one: int, other: int) -> None:
    """Two whole rows that changed places, or only what they say, are named as a pair."""
    whole = trail()
    rows = [*whole]
    rows[one] = replace(whole[other], number=one + 1)
    rows[other] = replace(whole[one], number=other + 1)
    assert found(rows, head(whole)) == [("swapped", one + 1, other + 1)]
    for at, to in ((one, other), (other, one)):
        said = {name: getattr(whole[to], name) for name in ("at", "ref", "action", "thing")}
        rows[at] = replace(whole[at], **said)
    assert found(rows, head(whole)) == [("swapped", one + 1, other + 1)]


@pytest.mark.parametrize("place", range(LONG))
def test_an_entry_written_anew_is_found(place: int) -> None:
    """A new seal on a changed entry no longer fits the entry after it, or the head."""
    whole = trail()
    entry = replace(whole[place], ref="somebody-else")
    sealing = (entry.number, entry.at, entry.ref, entry.action, entry.thing, entry.previous)
    entries = [*whole]
    entries[place] = replace(entry, hash=seal(*sealing))
    assert found(entries, head(whole)) == [("rewritten", place + 1, place + 1)]


def test_only_a_noted_head_helps_against_whoever_writes_everything_anew() -> None:
    """A trail sealed anew from the first entry to the head looks whole, but is not the one that was noted."""
    whole = trail()
    anew = resealed([replace(whole[0], ref="somebody-else"), *whole[1:]])
    assert found(anew, head(anew)) == []
    assert found(anew, head(anew), head(whole)) == [("not_as_noted", LONG, LONG)]
    shorter = resealed(whole[:-2])
    assert found(shorter, head(shorter), head(whole)) == [("not_as_noted", LONG, LONG)]


def test_a_head_that_is_gone_or_behind() -> None:
    """Without a head the end is not known; entries after the head are named."""
    whole = trail()
    assert found(whole, None) == [("no_head", LONG, LONG)]
    assert found(whole, head(whole[:-2])) == [("added", LONG - 1, LONG)]


def test_two_breaks_are_both_named() -> None:
    """One break does not hide another."""
    whole = trail()
    entries = [*whole[:2], *whole[3:]]
    entries[4] = replace(entries[4], thing="IPS-ZZZ9")
    assert found(entries, head(whole)) == [("missing", 3, 3), ("changed", 6, 6)]


def test_a_piece_from_the_middle_is_checked_for_itself() -> None:
    """The newest entries alone can be checked: what is wrong among them is found."""
    whole = trail()
    for entries, expected in (
        (whole[3:], ()),
        ([whole[3], *whole[5:]], (ChainFault(Break.MISSING, 5, 5),)),
    ):
        chain = Chain(from_the_middle=True)
        for entry in entries:
            chain.take(entry)
        assert chain.breaks() == expected


TEXTS = ["", "a b", "IPS-7K3F\n2|denied", "\x1b[31m", "Ola Nordmann", "æ", "a" * 65, "-x", "x\u2028y", "{}"]


@pytest.mark.parametrize("text", TEXTS)
def test_no_text_gets_into_the_trail(text: str) -> None:
    """A thing that is no code or name, and an action that is not on the list, cannot be put on record."""
    with pytest.raises(ValueError, match="thing"):
        Audit("anna", AuditAction.DENIED, text)
    with pytest.raises(ValueError, match="Act"):
        Audit("anna", text, NOTHING)
    assert thing_of(text) == NOTHING


@given(st.lists(st.text(), min_size=6, max_size=6), st.lists(st.text(), min_size=6, max_size=6))
def test_different_entries_have_different_forms(one: list[str], other: list[str]) -> None:
    """No line break, quote or control character in a field can imitate the border between two fields."""
    seals = [seal(1, NOW, a + b, c, d, e + f) for a, b, c, d, e, f in (one, other)]
    same = (one[0] + one[1], one[2], one[3], one[4] + one[5]) == (
        other[0] + other[1],
        other[2],
        other[3],
        other[4] + other[5],
    )
    assert (seals[0] == seals[1]) is same


def test_a_code_is_asked_for_in_any_case() -> None:
    """Of what was asked for only a code's form is kept."""
    assert [thing_of(code) for code in ("ips-7k3f", "IPS-7K3F", "IPS-7K3F\n", "Kari")] == [
        "IPS-7K3F",
        "IPS-7K3F",
        "-",
        "-",
    ]


def test_a_head_can_be_written_down_and_read_again() -> None:
    """What `audit head` prints is what `audit verify --head` takes; nonsense is refused."""
    one = head(trail())
    assert head_of(f" {one}\n") == one
    for nonsense in ("", "1", "1:2", "x:" + "0" * 64, f"-1:{'0' * 64}"):
        with pytest.raises(ValueError, match="head"):
            head_of(nonsense)


def test_a_change_without_an_entry_is_named() -> None:
    """What a turn changes and does not put on record is found."""
    assert unrecorded(["IPS-A", "IPS-B"], ["IPS-B", "x"]) == {"IPS-A"}
    assert not unrecorded([], ["IPS-B"])
