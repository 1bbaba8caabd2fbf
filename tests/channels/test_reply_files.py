"""Files in a reply: play hands them over whole, the terminal says where they are, the store keeps them."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from rich.console import Console

from bot.channels.play import Play, Stopwatch
from bot.channels.terminal import show
from bot.channels.web.shapes import shown
from bot.domain.message import File, Reply
from bot.domain.ports import Said
from bot.storage.codec import said_from_json, said_to_json
from tests.fakes.desk import MemoryDesk
from tests.handlers.talk import knowing

FILE = File("IPS-7K3F.ics", "text/calendar", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
REPLY = Reply("Avtalt.", files=(FILE,))
WORDS = knowing().base.words


def test_the_terminal_says_where_the_file_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The file is written whole, for this user alone, and its path is printed in one piece."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    out = io.StringIO()
    show(Console(file=out, width=40), REPLY, WORDS, "nb")
    (path,) = tmp_path.glob("*/IPS-7K3F.ics")
    assert path.read_bytes().decode() == FILE.text
    assert path.parent.stat().st_mode & 0o077 == 0
    assert WORDS.say("nb", "file.saved", path=path) in out.getvalue()


async def test_play_hands_files_over() -> None:
    """A reply with a file has it under `files` and names it; one without has no such key."""

    async def none(_: object) -> tuple[()]:
        return ()

    desk = MemoryDesk(lambda person, turn: Said((REPLY, Reply("Hei")), "dialog"))
    play = Play(desk, WORDS, Stopwatch(), none, none)  # type: ignore[arg-type]
    result = await play.line(json.dumps({"as": {"id": "anna"}, "say": "hei"}))
    with_file, without = result["replies"]
    assert with_file["files"] == [{"name": FILE.name, "media": FILE.media, "text": FILE.text}]
    assert FILE.name in with_file["text"]
    assert "files" not in without


def test_the_store_and_the_page_get_files_whole() -> None:
    """What was said comes back with its file; what was said before there were files still comes back."""
    said = Said((REPLY,), "dialog")
    kept = said_to_json(said)
    assert said_from_json(kept) == said
    assert shown(REPLY)["files"] == [{"name": FILE.name, "media": FILE.media, "text": FILE.text}]
    del kept["replies"][0]["files"]
    assert said_from_json(kept).replies[0].files == ()
