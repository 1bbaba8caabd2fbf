"""What a terminal shows of a reply: titles that are links, more and all sources when asked for, pages."""

from __future__ import annotations

import io
import sys
from dataclasses import replace

import pytest
from rich.console import Console

from bot.channels import terminal_reply
from bot.channels.terminal import Chat, show
from bot.channels.terminal_reply import folded
from bot.domain.message.message import Card, Reply, SourceLine, Tone
from bot.domain.ports.store import Said
from tests.fakes.button import choice
from tests.fakes.desk import MemoryDesk
from tests.handlers.talk import ANNA, knowledge, say

WORDS = knowledge().base.words
ADDRESS = f"https://example.org/{'a' * 390}"
REPLY = Reply(
    "Kort svar.",
    more="Resten av svaret.",
    sources=(
        SourceLine("Brevet", "punkt 2", ADDRESS, "Ikke lest."),
        SourceLine("Loven", "§ 22", "https://example.org/lov"),
    ),
)


def printed(reply: Reply, *, terminal: bool = True, height: int = 50) -> str:
    """Return what a terminal gets of a reply."""
    out = io.StringIO()
    console = Console(file=out, width=80, height=height, force_terminal=terminal, color_system="standard")
    show(console, reply, WORDS, "nb")
    return out.getvalue()


def test_a_source_is_a_link_and_the_rest_is_kept_back() -> None:
    """No 400 letters of address on the screen: the title carries them (OSC 8)."""
    said = printed(REPLY)
    assert f";{ADDRESS}\x1b\\" in said
    assert said.count(ADDRESS) == 1
    assert "Kilde: Brevet, punkt 2" in said
    assert say("nb", "terminal.folded") in said
    for kept_back in ("Resten av svaret.", "Loven", "Ikke lest."):
        assert kept_back not in said


async def test_plus_shows_the_rest_and_sends_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is asked for in the terminal itself; without such an answer the same sign is a message."""
    desk = MemoryDesk(lambda person, turn: Said((REPLY if turn.text == "ips" else Reply("Hm."),), "answer"))
    out = io.StringIO()
    chat = Chat(desk, WORDS, ANNA, Console(file=out, width=80))
    monkeypatch.setattr(sys, "stdin", io.StringIO("ips\n+\nhei\n+\n"))
    await chat.run()
    assert [turn.text for turn in desk.turns] == ["ips", "hei", "+"]
    for kept_back in ("Resten av svaret.", "Loven", "Ikke lest.", ADDRESS):
        assert kept_back in out.getvalue()


def test_what_is_longer_than_the_screen_comes_in_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """By a pager that keeps links; numbers to call in danger never wait behind a page."""
    pages: list[str] = []
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(terminal_reply.Less, "show", lambda self, content: pages.append(content))
    long = Reply("\n".join(f"linje {number}" for number in range(40)), sources=REPLY.sources)
    assert printed(long, height=20) == ""
    assert "linje 39" in pages[0]
    assert ADDRESS in pages[0]
    danger = Reply(long.text, tone=Tone.DANGER)
    assert "linje 39" in printed(danger, height=20)
    assert "linje 39" in printed(long, height=80)
    assert len(pages) == 1


def test_of_a_card_and_of_a_verdict_the_rest_is_kept_back_but_never_of_danger() -> None:
    """How else a card is answered, and the sources of a NO, come on request; numbers to call stand there."""
    card = Reply("?", more="Or in one line.", card=Card((), choice("d:1:!all", "Next")))
    no = Reply("Why.", title="NO", more="Rule 15.", tone=Tone.WARNING, verdict=True)
    assert folded(card)
    assert folded(no)
    assert not folded(replace(no, verdict=False))
    assert not folded(replace(no, tone=Tone.DANGER))
