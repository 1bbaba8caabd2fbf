"""Codes: drawn so that nothing stops them, and found however they are written."""

from __future__ import annotations

import random

import pytest

from bot import safety
from bot.conversation.tokens import without_tokens
from bot.domain.case import code
from bot.domain.case.code import Prefix
from bot.domain.person import invitation

WRITTEN = [
    "IPS-4N8T",
    "ips-4n8t",
    "IPS 4N8T",
    "ips 4n8t",
    "ips4n8t",
    "#IPS-4N8T?",
    "IPS–4N8T",
    "IPS—4N8T",
    "IPS‑4N8T",
    "IPS−4N8T",
    "IPS - 4N8T",
    "IPS – 4N8T",
    "IPS\u00a04N8T",
    "I P S - 4N8T",
    "IPS\u00ad-4N8T",
    "IPS\u200b-4N8T",
    "IPS:4N8T",
    "IPS_4N8T",
    "IPS.4N8T",
    "IPS-4N 8T",
    "IPS-4 N 8 T",
    "IPS - 4N-8T",
    "ＩＰＳ－４Ｎ８Ｔ",
]


@pytest.mark.parametrize("written", WRITTEN)
def test_a_code_is_found_whatever_dash_or_blank_is_in_it(written: str) -> None:
    """Word, Outlook and phones change hyphens and blanks; the code is the same."""
    assert code.first(f"Hva med {written}", Prefix.REFERRAL) == "IPS-4N8T"
    assert "4N8T" not in code.without(f"Hva med {written}").upper().replace(" ", "")
    assert safety.inspect(f"Hva med {written}").harmless


@pytest.mark.parametrize(
    "text",
    ["ips-teamet", "IPS 2024", "ips i 2024", "ips ung", "IPS er 4 ting", "HVA ER IPS I 2025", "spm om ips"],
)
def test_what_is_no_code(text: str) -> None:
    """Words with the same beginning are no codes."""
    assert code.found(text) == ()


@pytest.mark.parametrize("prefix", Prefix)
def test_no_drawn_code_is_stopped_or_spells_anything(prefix: Prefix) -> None:
    """Codes have a letter, a digit and no vowel; the guard stops none, alone or in a sentence."""
    chance = random.Random(2)
    drawn = [code.fresh(prefix, chance.choice, safety.stops) for _ in range(300)]
    assert all(code.is_code(one, prefix) and code.found(one) == (one,) for one in drawn)
    assert not set("AEIOUY") & set("".join(drawn).replace("IPS", ""))
    assert [
        one
        for one in drawn
        for text in (f"trekk samtykket {one.lower()}", one, one.lower().removeprefix(f"{prefix.lower()}-"))
        if safety.stops(text)
    ] == []


def test_a_stopped_code_is_drawn_anew() -> None:
    """What the guard stops is not handed out."""
    chance, stopped = random.Random(3), []

    def stops(text: str) -> bool:
        stopped.append(text)
        return len(stopped) < 5

    assert code.fresh(Prefix.REFERRAL, chance.choice, stops) not in stopped[:4]


def test_no_invitation_is_stopped() -> None:
    """Invitations are drawn from the same signs; people write them in small letters, too."""
    chance = random.Random(4)
    drawn = [invitation.fresh(chance.choice) for _ in range(600)]
    written = [*drawn, *(one.lower() for one in drawn)]
    assert [one for one in written if safety.stops(f"koble til {one}")] == []


@pytest.mark.parametrize("year", range(26, 50))
def test_our_own_payloads_are_not_read_as_text(year: int) -> None:
    """A talk of 2031 is no telephone number, nor is any other button of ours."""
    for payload in (f"contact:IPS-DXJ6:talk:ask:{year}010909", f"contact:IPS-DXJ6:talk:yes:{year}12310911"):
        assert safety.identifying(without_tokens(payload)) == frozenset()
    assert safety.identifying(without_tokens("referrals:IPS-4EVA")) == frozenset()


@pytest.mark.parametrize(
    "payload",
    ["topic:Kari Nordmann", "contact:IPS-DXJ6:41234567", "x:01019012345", "d:3:kari nordmann vil jobbe"],
)
def test_a_forged_payload_is_read(payload: str) -> None:
    """What is no form of ours is read like any text."""
    assert safety.identifying(without_tokens(payload))


def test_a_text_that_is_a_code() -> None:
    """Only a text that is one code, as it is stored, becomes one."""
    assert code.parsed("IPS-7K3F") == code.first("se IPS-7K3F", Prefix.REFERRAL) == "IPS-7K3F"
    assert [code.parsed(text) for text in ("", "ips-7k3f", "IPS-7K3F.", "se IPS-7K3F", "ABC-7K3F")] == [
        None
    ] * 5
    assert code.first("SPM-7K3F", Prefix.REFERRAL) is None
