"""The id of a button: built of parts, carried as text, read as parts again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.message.button_id import ButtonId, is_of, only, padded, parsed, parts_in
from bot.domain.message.message import Choice

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
