"""db backup and db restore from the command line."""

from __future__ import annotations

from pathlib import Path

from tests.process.program import bot, sqlite


def test_there_and_back(tmp_path: Path) -> None:
    """What was switched off is so in the copy, too; a second time it is refused in one sentence."""
    first, second = sqlite(tmp_path / "ips.sqlite"), sqlite(tmp_path / "new.sqlite")
    bot("off", "Vi øver.", "--db", first, folder=tmp_path)
    made = bot("db", "backup", "copy.sqlite", "--db", first, folder=tmp_path)
    assert (made.returncode, "bytes" in made.stdout) == (0, True)
    back = bot("db", "restore", "copy.sqlite", "--db", second, folder=tmp_path)
    assert (back.returncode, "Put back" in back.stdout) == (0, True)
    assert "It was off since" in bot("on", "--db", second, folder=tmp_path).stdout
    again = bot("db", "restore", "copy.sqlite", "--db", second, folder=tmp_path)
    assert (again.returncode, len(again.stderr.strip().splitlines())) == (1, 1)
    nothing = bot("db", "backup", "other", "--db", sqlite(tmp_path / "none"), folder=tmp_path)
    assert (nothing.returncode, "There is no database" in nothing.stderr) == (1, True)
