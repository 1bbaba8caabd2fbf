"""Files and pictures in a reply: what play, terminal, page and store make of them."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from rich.console import Console

from bot.channels.play import Play, Stopwatch
from bot.channels.terminal import show
from bot.channels.web.shapes import shown
from bot.domain.message.message import File, Reply
from bot.domain.message.picture import Group, Look, Places, QrCode, Row
from bot.domain.ports.store import Said
from bot.storage.schema.codec import reply_from_json, reply_to_json, said_from_json, said_to_json
from tests.fakes.desk import MemoryDesk
from tests.handlers.talk import knowledge

FILE = File("IPS-7K3F.ics", "text/calendar", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
REPLY = Reply("Avtalt.", files=(FILE,))
WORDS = knowledge().base.words


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
    whole = {"name": FILE.name, "media": FILE.media, "text": FILE.text, "lang": ""}
    assert shown(REPLY)["files"] == [whole]
    del kept["replies"][0]["files"]
    assert said_from_json(kept).replies[0].files == ()


PICTURES = (
    Places("Plasser", "En rute for hver.", (Group("IPS Askøy", (Row("Origo", "2 av 3", 2, 3, Look.AWAY),)),)),
    QrCode("QR", "https://t.me/ips_bot?start=K7F39QXM", "Koden åpner Telegram"),
)
DRAWN = Reply("Tallene.", pictures=PICTURES)


def test_pictures_are_kept_and_come_back() -> None:
    """What was said comes back with its pictures; what was said before there were any still comes back."""
    said = Said((DRAWN,), "answer")
    kept = json.loads(json.dumps(said_to_json(said)))
    assert said_from_json(kept) == said
    assert reply_from_json(json.loads(json.dumps(reply_to_json(DRAWN)))) == DRAWN
    del kept["replies"][0]["pictures"]
    assert said_from_json(kept).replies[0].pictures == ()


def test_the_page_gets_pictures_as_drawings() -> None:
    """Each is an image with a name and a description; a name that looks like markup stays text."""
    odd = Places("<b>", "&", (Group("", (Row("<script>alert(1)</script>", '" onload="x', 1, 2),)),))
    svgs = [ET.fromstring(svg) for svg in shown(replace(DRAWN, pictures=(*PICTURES, odd)))["pictures"]]
    assert [svg.get("role") for svg in svgs] == ["img"] * 3
    names = [(svg.findtext("title"), svg.findtext("desc")) for svg in svgs]
    assert names == [(one.title, one.description) for one in (*PICTURES, odd)]
    assert [text.text for text in svgs[2].iter("text")] == ["<script>alert(1)</script>", '" onload="x']
    assert {node.tag for svg in svgs for node in svg.iter()} & {"script", "style"} == set()
    assert len({svg.get("aria-labelledby") for svg in svgs}) == 3


@pytest.mark.parametrize(
    ("width", "encoding", "drawn"), [(80, "utf-8", 2), (20, "utf-8", 1), (80, "latin-1", 0)]
)
def test_the_terminal_draws_what_it_can(width: int, encoding: str, drawn: int) -> None:
    """Squares and code where there is room and the signs are known; the text is there in any case."""
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding=encoding)
    show(Console(file=out, width=width), DRAWN, WORDS, "nb")
    out.flush()
    printed = raw.getvalue().decode(encoding)
    assert printed.startswith("Tallene.\n")
    assert ("▨▨□" in printed) + ("▄▄▄▄▄" in printed) == drawn


async def test_play_stays_as_it_is() -> None:
    """A reply with pictures looks to play like any other: its text says everything."""

    async def none(_: object) -> tuple[()]:
        return ()

    desk = MemoryDesk(lambda person, turn: Said((DRAWN,), "dialog"))
    play = Play(desk, WORDS, Stopwatch(), none, none)  # type: ignore[arg-type]
    result = await play.line(json.dumps({"as": {"id": "anna"}, "say": "hei"}))
    assert result["replies"] == [{"text": "Tallene.", "choices": []}]
