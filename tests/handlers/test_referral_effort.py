"""A referral costs a clinician little: it is measured, not promised."""

from __future__ import annotations

import pytest

from tools.referral_effort import WAYS, Effort

AT_MOST = {
    "one question after the other": Effort(13, 315),
    "toggles on cards": Effort(13, 225),
    "a line for each card": Effort(5, 225),
    "one sentence": Effort(2, 95),
}
"""Taps, and words that are read from the first question to the receipt."""


@pytest.mark.parametrize("way", WAYS)
def test_what_a_referral_costs(way: str) -> None:
    """No way to a referral grows longer; on cards as by one sentence a minute of reading is enough."""
    effort = WAYS[way]()
    assert effort.taps <= AT_MOST[way].taps
    assert effort.words <= AT_MOST[way].words
    assert way == "one question after the other" or effort.seconds <= 60
