"""What comes in is text that every database and every search takes."""

from __future__ import annotations

import pytest

from bot.channels.play import Stopwatch
from bot.domain.message.message import Inbound, Unsupported
from bot.safety import acute, identifying


def test_half_a_character_is_a_question_mark() -> None:
    """A lone surrogate ends no run, in no field."""
    assert Inbound("1", text="hei \ud800").text == "hei ?"
    sent = Inbound("2", unsupported=Unsupported.FILE, caption="\udfff", file_name="a\ud800.pdf")
    assert (sent.caption, sent.file_name) == ("?", "a?.pdf")


@pytest.mark.parametrize("at", ["9999-12-31T23:59:59", "0001-01-01T00:00:00"])
def test_a_clock_beyond_the_calendar_is_refused(at: str) -> None:
    """The lines after it are played at the time before it."""
    clock = Stopwatch()
    clock.move("2026-11-23T09:00:00+01:00")
    with pytest.raises(ValueError, match="the clock goes from"):
        clock.move(at)
    clock.move("2026-11-23T10:00:00+01:00")


def test_both_ends_of_a_long_text_are_read() -> None:
    """Danger and numbers at the beginning or the end of a long paste are seen; the middle costs nothing."""
    long = "ord " * 30_000
    for text in (f"pasienten vil ta livet sitt nå. {long}", f"{long} pasienten vil ta livet sitt nå."):
        assert acute(text)
    assert identifying(f"{long} ring 91 23 45 67")
