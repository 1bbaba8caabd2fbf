"""The guard is not stopped by our own buttons and codes, in no year to come; what is forged is read."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.conversation.tokens import without_tokens
from bot.domain.case.referral import Milestone, Reason
from bot.safety import identifying
from handlers import ORDER


def test_the_times_of_every_year() -> None:
    """Each working hour of each day until 2060, as the buttons of a talk hold them."""
    day = dt.date(2026, 11, 23)
    while day.year < 2060:
        for hours in ("08", "09", "091315"):
            press = f"contact:IPS-DXJ6:talk:ask:{day:%y%m%d}{hours}"
            assert not identifying(without_tokens(press)), press
        day += dt.timedelta(days=1)


@pytest.mark.parametrize("handler", [handler.name for handler in ORDER])
def test_whose_button_it_is_is_no_user_name(handler: str) -> None:
    """No handler's name with a step, a milestone or a reason looks like somebody in a social medium."""
    for step in ("accept", *Milestone, *(f"decline:{reason}" for reason in Reason)):
        press = f"{handler}:IPS-DXJ6:2:{step}"
        assert not identifying(without_tokens(press), open_question=True), press


@pytest.mark.parametrize("text", ["trekk samtykket ips ann6", "IPS-A1NA", "vis ips 7k3f", "SPM-K4R1"])
def test_codes_are_no_names(text: str) -> None:
    """However a code is written, and whatever it looks like."""
    assert not identifying(without_tokens(text))


@pytest.mark.parametrize(
    "text",
    [
        "contact:IPS-DXJ6:talk:ask:91234567",
        "refer:31010909",
        "handle:IPS-DXJ6:2:snapchat kari_99",
        "contact:IPS-DXJ6:talk:ask:01019012345",
        "ips kari nordmann",
        "IPS-7K3F gjelder Kari Nordmann",
    ],
)
def test_what_is_hidden_beside_them_is_seen(text: str) -> None:
    """A telephone number that is no time, a birth number, a name: stopped as ever."""
    assert identifying(without_tokens(text))
