"""The off-switch from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.process.program import bot, sqlite


def test_off_and_on(tmp_path: Path) -> None:
    """Off with a reason, on again, both in the trail; a play that runs meanwhile tells why."""
    address = sqlite(tmp_path / "ips.sqlite")
    said = bot("off", "Vi retter en feil.", "--db", address, folder=tmp_path)
    assert (said.returncode, "is off in all channels" in said.stdout) == (0, True)
    line = '{"as": {"id": "anna", "role": "clinician"}, "say": "hva er ips?"}\n'
    played = bot("play", "--db", address, folder=tmp_path, given=line)
    assert "Grunn: Vi retter en feil." in played.stdout
    assert "is on again" in bot("on", "--db", address, folder=tmp_path).stdout
    assert "on already" in bot("on", "--db", address, folder=tmp_path).stdout
    trail = bot("audit", "show", "--db", address, folder=tmp_path).stdout
    assert [line.split("  ")[2:4] for line in trail.splitlines()] == [
        ["house", "service.switched_off"],
        ["house", "service.switched_on"],
    ]


@pytest.mark.parametrize("reason", ["", "  ", "x" * 201, "Ola Nordmann ringte fra 91234567"])
def test_a_reason_that_everybody_can_read(tmp_path: Path, reason: str) -> None:
    """Without one, with one too long, or with one that points at somebody nothing is switched."""
    refused = bot("off", reason, "--db", sqlite(tmp_path / "ips.sqlite"), folder=tmp_path)
    assert refused.returncode == 2
    assert len(refused.stderr.strip().splitlines()) == 1
    assert not (tmp_path / "ips.sqlite").exists()
