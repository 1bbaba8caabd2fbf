"""kill -9 at any moment: nothing is lost, nothing is done twice."""

from __future__ import annotations

import random
import time
from pathlib import Path
from typing import Any

from tests.deep import chance_of, deep
from tests.process.people import ANNA, JONAS, TYPED, choice
from tests.process.program import Playing, sqlite

Step = dict[str, Any]


def requested(outbox: list[Step]) -> list[str]:
    """Return the codes of the referrals that specialists were told of."""
    return [row["places"]["code"] for row in outbox if row["text_key"] == "notice.requested"]


def test_a_referral_survives_a_kill_after_every_step(tmp_path: Path) -> None:
    """Each step of the dialog is taken by another process; the one before was killed after its reply."""
    address = sqlite(tmp_path / "ips.sqlite")
    told = []
    after = Playing(address, tmp_path)
    for typed in TYPED:
        # the next one starts meanwhile and has read nothing before this one is dead
        process, after = after, Playing(address, tmp_path)
        answer = process.line({"as": ANNA, "say": typed})
        process.kill()
        told += [notice["to"] for notice in answer["notices"]]
    with after as process:
        (referral,) = process.line({"show": "referrals"})["referrals"]
        opened = process.line({"as": JONAS, "press": f"referrals:{referral['code']}"})
        accepted = process.line({"as": JONAS, "press": choice(opened, ":accept")})
        accepted = process.line({"as": JONAS, "press": choice(accepted, ":accept:yes")})
        outbox = process.line({"show": "outbox"})["outbox"]
    assert referral["state"] == "requested"
    assert told == ["dps-general", "coordinator"]  # nobody here reads for the post
    assert requested(outbox) == [referral["code"]]
    assert [notice["to"] for notice in opened["notices"] + accepted["notices"]] == ["anna", "anna"]


def script(people: int) -> list[Step]:
    """Return the lines of clinicians who all refer, each a line at a time, in turn."""
    clinicians = [{**ANNA, "id": f"c{n}"} for n in range(people)]
    return [
        {"as": who, "say": typed, "update": f"{who['id']}-{n}"}
        for n, typed in enumerate(TYPED)
        for who in clinicians
    ]


def play_until_killed(address: str, folder: Path, lines: list[Step], chance: random.Random) -> int:
    """Hand all lines in at once, kill in the middle of some turn, and return how many were answered."""
    read = chance.randrange(min(1, len(lines)), max(2, len(lines) // 2)) if lines else 0
    with Playing(address, folder) as process:
        for line in lines:
            process.write(line)
        for _ in range(read):
            process.read()
        time.sleep(chance.uniform(0, 0.02))
    return read


def test_a_kill_in_the_middle_of_a_turn_under_load(address: str, tmp_path: Path) -> None:
    """Killed at random moments, and every line without an answer sent again: each referral is there once."""
    chance = chance_of(7)
    lines = script(people=6)
    for _ in range(deep(4, 50)):
        lines = lines[play_until_killed(address, tmp_path, lines, chance) :]
    with Playing(address, tmp_path) as process:
        for line in lines:
            process.line(line)
        referrals = process.line({"show": "referrals"})["referrals"]
        outbox = process.line({"show": "outbox"})["outbox"]
        audit = process.line({"show": "audit"})["audit"]
    codes = sorted(referral["code"] for referral in referrals)
    assert sorted(referral["clinician"] for referral in referrals) == [f"c{n}" for n in range(6)]
    assert {len(referral["history"]) for referral in referrals} == {1}
    assert sorted(requested(outbox)) == codes
    assert sorted(row["thing"] for row in audit if row["action"] == "referral.open") == codes


def test_notices_are_shown_once_over_restarts(tmp_path: Path) -> None:
    """A notice that one process has shown is not shown again by the next one."""
    address = sqlite(tmp_path / "ips.sqlite")
    with Playing(address, tmp_path) as process:
        shown = [process.line({"as": ANNA, "say": typed})["notices"] for typed in TYPED]
    with Playing(address, tmp_path) as process:
        again = process.line({"as": ANNA, "say": "hjelp"})["notices"]
    assert [len(notices) for notices in shown] == [0] * (len(TYPED) - 1) + [2]
    assert again == []
