"""The id of a button: built of parts, carried as text, read as parts again."""

from __future__ import annotations

import copy
import json
import pickle
from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.domain.message.button_id import ButtonId, is_of, only, padded, parsed, parts_in, pressed
from bot.domain.message.message import Choice, Reply
from bot.storage.schema import codec

part = st.text("abcdefgæøå-_.!&=0123456789", min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("made", "wire"),
    [
        (ButtonId("help"), "help:"),
        (ButtonId("handle", "IPS-7K3F", 3, "accept"), "handle:IPS-7K3F:3:accept"),
        (ButtonId("contact", "IPS-7K3F").then("talk", "day"), "contact:IPS-7K3F:talk:day"),
        (ButtonId("help").then("me"), "help:me"),
    ],
)
def test_what_a_channel_carries(made: ButtonId, wire: str) -> None:
    """The form stands in messages that were sent long ago: it never changes."""
    assert made == wire
    assert Choice(made, "label").id == wire
    assert is_of(made, made.handler)
    assert parsed(wire) == (made.handler, made.parts)


@pytest.mark.parametrize("wire", ["help:", "d:3:yes", "contact:IPS-7K3F:talk:", "x:1::"])
def test_what_was_kept_stays_as_it_is(wire: str) -> None:
    """A button of an old message is read to the letter, and is the same in every copy of it."""
    kept = ButtonId.read(wire)
    assert str(kept) == wire
    assert pressed(wire) == kept
    assert [copy.deepcopy(kept), pickle.loads(pickle.dumps(kept))] == [kept, kept]
    assert asdict(Choice(kept, "label")) == {"id": wire, "label": "label"}


@pytest.mark.parametrize("wire", ["", "help", ":x", "Help:", "x:" + "1" * 63, "x:" + "æ" * 32])
def test_what_is_no_id(wire: str) -> None:
    """What no button of ours can have is nobody's, and no row is read that holds it."""
    assert pressed(wire) is None
    with pytest.raises(ValueError, match="no button has the id"):
        ButtonId.read(wire)


def test_a_row_that_was_kept_is_read_with_its_buttons() -> None:
    """The form in which replies lie in the database: an id is text there, and a button's own here."""
    reply = Reply("Ja?", choices=(Choice(ButtonId("d", 3, "yes"), "Ja"),))
    row = codec.reply_to_json(reply)
    assert type(row["choices"][0]["id"]) is str
    read = codec.reply_from_json(json.loads(json.dumps(row)))
    assert read == reply
    assert read.choices[0].id.parts == ("3", "yes")
    with pytest.raises(ValidationError, match="no button has the id"):
        codec.reply_from_json({"text": "Ja?", "choices": [{"id": "x" * 65, "label": "Ja"}]})


@given(parts=st.lists(part, max_size=4))
def test_what_was_put_together_comes_apart(parts: list[str]) -> None:
    """Whatever the parts are, they are read as they were given."""
    assert parsed(ButtonId("handle", *parts)) == ("handle", tuple(parts))
    assert parts_in(ButtonId("handle", *parts)) == tuple(parts)


@pytest.mark.parametrize("parts", [("a:b",), (":",), ("x" * 58,), ("ø" * 29,)])
def test_what_no_button_may_hold(parts: tuple[str, ...]) -> None:
    """A part that would be read as two, and more bytes than Telegram carries, are faults where they arise."""
    with pytest.raises(ValueError, match="id"):
        ButtonId("handle", *parts)


@pytest.mark.parametrize("name", ["", "Handle", "a b", "x" * 21, "a:b"])
def test_no_handler_is_called_so(name: str) -> None:
    """A name that could not be told from what follows it is refused; read, it is nobody's."""
    with pytest.raises(ValueError, match="no handler"):
        ButtonId(name)
    assert parsed(name.partition(":")[0].upper() + ":x") is None


def test_missing_parts() -> None:
    """Nothing behind the name, or nothing at the end, is no part; more than one is not one."""
    assert parsed("help") == parsed("help:") == parsed("help::") == ("help", ())
    assert padded(("a",), 3) == ("a", "", "")
    assert padded(("a", "b"), 1) == ("a", "b")
    assert [only(parts) for parts in ((), ("a",), ("a", "b"))] == ["", "a", ":"]
