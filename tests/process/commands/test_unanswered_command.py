"""python -m bot kb unanswered: what curators see of questions that had no answer."""

from __future__ import annotations

import json
from pathlib import Path

from tests.handlers.talk import say as words
from tests.process.program import bot, sqlite

QUESTION = "hvilken farge har romskipet deres"


def test_listed_and_dealt_with(tmp_path: Path) -> None:
    """A question asked twice is one line with its count; dealt with, it is gone; twice is once too often."""
    address = sqlite(tmp_path / "ips.sqlite")
    lines = "".join(
        json.dumps({"say": text}) + "\n" for text in (QUESTION, f"{QUESTION}?", "slett 4 romskip")
    )
    played = bot("play", "--db", address, folder=tmp_path, given=lines)
    assert played.returncode == 0, played.stderr
    listed = bot("kb", "unanswered", "--db", address, folder=tmp_path)
    first = listed.stdout.splitlines()[0]
    assert QUESTION in first
    assert "ganger: 2" in first
    number = first.partition(".")[0]
    done = bot("kb", "unanswered", "--done", number, "--db", address, folder=tmp_path)
    assert QUESTION not in done.stdout
    again = bot("kb", "unanswered", "--done", number, "--db", address, folder=tmp_path)
    assert (again.returncode, again.stderr.strip()) == (1, words("nb", "unanswered.gone"))


def test_none_and_no_database(tmp_path: Path) -> None:
    """An empty list says so in the curator's language; a database that cannot be used is one sentence."""
    address = sqlite(tmp_path / "ips.sqlite")
    empty = bot("kb", "unanswered", "--lang", "en", "--db", address, folder=tmp_path)
    assert empty.stdout.strip() == words("en", "unanswered.none")
    (tmp_path / "folder").mkdir()
    broken = bot("kb", "unanswered", "--db", sqlite(tmp_path / "folder"), folder=tmp_path)
    assert broken.returncode == 2
    assert "Traceback" not in broken.stderr
