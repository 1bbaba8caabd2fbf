"""A new invitation reads as an invitation, whatever chance makes of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot import safety
from bot.domain.person.invitation import fresh, in_text


def led(wanted: str) -> Callable[[str], str]:
    """Return a chance that spells what is wanted as far as it is let."""
    signs = iter(wanted)
    return lambda offered: next((sign for sign in next(signs) if sign in offered), offered[0])


@pytest.mark.parametrize("wanted", ["2FU7ANNE", "8XBJ8AMY", "75QJ6AMY", "KARIANNE", "99123456", "K7F3QXM9"])
def test_no_invitation_is_taken_for_words_about_a_person(wanted: str) -> None:
    """A code that spelled a name, or a telephone number, would be refused as identifying, and link nobody."""
    said = f"koble til {fresh(led(wanted))}"
    assert not safety.identifying(said)
    assert not safety.acute(said)
    assert len(in_text(said, ["koble til"])) == 8


def test_what_was_handed_out_before_is_still_taken() -> None:
    """Older invitations held vowels, and digits in any place."""
    assert in_text("koble til 2FU7-A9NE", ["koble til"]) == "2FU7A9NE"
