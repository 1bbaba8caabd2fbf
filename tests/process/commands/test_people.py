"""The commands that look after people, run as a coordinator runs them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.domain.person.invitation import digest
from tests.process.program import bot, fresh, sqlite


def test_somebody_is_added_invited_listed_and_unlinked(tmp_path: Path) -> None:
    """From nobody to a code with a link and a QR code, and out again."""
    database = {"IPS_DATABASE": sqlite(tmp_path / "p.sqlite"), "IPS_TELEGRAM_NAME": "ips_bot"}
    added = bot(
        "people", "add", "ola", "--role", "clinician", "--service", "askoy-fact", folder=tmp_path, **database
    )
    assert added.returncode == 0, added.stderr
    invited = bot("people", "invite", "ola", folder=tmp_path, **database)
    code = re.search(r"hours: (\w{4}-\w{4})", invited.stdout)
    assert code, invited.stdout + invited.stderr
    assert f"https://t.me/ips_bot?start={code[1].replace('-', '')}" in invited.stdout
    assert "█" in invited.stdout or "▄" in invited.stdout
    assert code[1].encode() not in (tmp_path / "p.sqlite").read_bytes()
    assert digest(code[1]) == digest(code[1].replace("-", "").lower())
    assert "ola" in fresh("people", "list", folder=tmp_path, **database).stdout
    assert "0 channels" in bot("people", "unlink", "ola", folder=tmp_path, **database).stdout


def test_nothing_is_cut_in_a_pipe(tmp_path: Path) -> None:
    """Whoever looks for an address among the people finds it."""
    database = {"IPS_DATABASE": sqlite(tmp_path / "p.sqlite"), "COLUMNS": ""}
    address = "ragnhild.kristoffersen@avdeling.helseforetak.example"
    seat = ("--role", "clinician", "--service", "askoy-fact")
    assert bot("people", "add", "ragnhild.kristoffersen", *seat, folder=tmp_path, **database).returncode == 0
    assert (
        bot("people", "email", "ragnhild.kristoffersen", address, folder=tmp_path, **database).returncode == 0
    )
    assert address in bot("people", "list", folder=tmp_path, **database).stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("add", "Ola N", "--role", "clinician", "--service", "askoy-fact"), "short name"),
        (("add", "ola", "--role", "clinician", "--service", "moon"), "no service moon"),
        (("add", "ola", "--role", "clinician"), "have a service"),
        (("add", "ola", "--role", "coordinator", "--post", "dps-general"), "have a post"),
        (("add", "ola", "--role", "job_specialist", "--post", "moon"), "no post moon"),
        (("invite", "nobody"), "Nobody is known as nobody"),
    ],
)
def test_what_cannot_be_is_said_in_one_sentence(tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    """A wrong word ends the command with what to do."""
    done = bot("people", *words, folder=tmp_path, IPS_DATABASE=sqlite(tmp_path / "p.sqlite"))
    assert done.returncode == 2
    assert said in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr


def test_a_table_is_shown_before_it_is_written(tmp_path: Path) -> None:
    """The difference first; then all of it; a faulty line is named, and nothing of the table is written."""
    database = {"IPS_DATABASE": sqlite(tmp_path / "p.sqlite")}
    table = tmp_path / "staff.csv"
    table.write_bytes(
        "\ufeffperson;role;service\r\nola;clinician;askoy-fact\r\nkari;coordinator;\r\n".encode()
    )
    shown = bot("people", "import", str(table), folder=tmp_path, **database).stdout
    assert "ola: new: clinician askoy-fact" in shown
    assert "Nothing is written yet" in shown
    assert "ola" not in bot("people", "list", folder=tmp_path, **database).stdout
    assert "Written." in bot("people", "import", str(table), "--write", folder=tmp_path, **database).stdout
    assert "0 of 2 change" in bot("people", "import", str(table), folder=tmp_path, **database).stdout
    exported = bot("people", "export", folder=tmp_path, **database).stdout
    assert "ola;;clinician;askoy-fact;;;" in exported
    table.write_text("person;role\nkari;newcomer\nper;king\n")
    refused = bot("people", "import", str(table), "--write", folder=tmp_path, **database)
    assert (refused.returncode, "Line 3" in refused.stderr) == (2, True)
    assert "kari;;coordinator" in bot("people", "export", folder=tmp_path, **database).stdout


def test_somebody_moves_is_away_and_leaves(tmp_path: Path) -> None:
    """Each command says what it did, and the trail has it."""
    database = {"IPS_DATABASE": sqlite(tmp_path / "p.sqlite")}

    def run(*words: str) -> str:
        done = bot(*words, folder=tmp_path, **database)
        assert done.returncode == 0, done.stderr
        return done.stdout

    run("people", "add", "ola", "--role", "clinician", "--service", "askoy-fact", "--until", "2030-01-01")
    assert "askoy-fact -> clinician oyane-dps-dogn" in run(
        "people", "attach", "ola", "--service", "oyane-dps-dogn"
    )
    assert "coordinator" in run("people", "role", "ola", "coordinator")
    assert "is away" in run("people", "away", "ola", "--from", "2027-01-01", "--to", "2027-01-05")
    run("post", "away", "dps-general", "--from", "2027-01-01", "--to", "2027-01-05")
    assert "2030-01-01" in run("people", "list")
    assert "ola" not in run("people", "review")
    assert "signed out everywhere" in run("people", "remove", "ola")
    assert "ola" not in run("people", "list")
    trail = run("audit", "show")
    for said in ("person.admitted", "person.away", "person.retired", "dps-general"):
        assert said in trail
