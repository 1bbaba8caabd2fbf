"""Plays every transcript of this folder; a failure prints the conversation up to there."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from functools import cache
from pathlib import Path
from typing import Any, cast

import pytest
import yaml

from bot.conversation.context import Context, Handler
from bot.domain.message.button_id import Parts
from bot.domain.turn.outcome import Outcome
from bot.knowledge.base.entry import LANGUAGES
from handlers import ORDER
from tests.deep import SEED
from tests.handlers.house import House

HERE = Path(__file__).parent
PEOPLE: dict[str, dict[str, str]] = yaml.safe_load((HERE / "people.yaml").read_text("utf-8"))
FILES = sorted(path for path in HERE.glob("*.yaml") if path.name != "people.yaml")

CORE = ("the_whole_way", "course", "identifying_in_a_dialog", "team_channel", "three_way_talk")
"""The whole way of a referral; pictures; what is deleted; a team's channel; times and a calendar file."""

WIRES = ("telegram", "teams")


def over_wire(wire: str, elsewhere: Collection[str]) -> list[Path]:
    """Return the transcripts that go over a wire: those that no other takes, and a core over each.

    Below its adapter every channel does the same, as the channels' contract holds; a deep run plays all of
    them over each. `elsewhere` are those that this wire cannot play.
    """
    own = [path for path in FILES if path.stem not in elsewhere]
    turn = WIRES.index(wire)
    return [path for path in own if SEED or path.stem in CORE or FILES.index(path) % len(WIRES) == turn]


class Watched:
    """A handler that does what it does, and is noted when it answers."""

    def __init__(self, handler: Handler, used: set[str]) -> None:
        self._handler = handler
        self._used = used

    def __getattr__(self, name: str) -> Any:
        return getattr(self._handler, name)

    def start(self, ctx: Context) -> Outcome:
        """See Handler."""
        self._used.add(self._handler.name)
        return self._handler.start(ctx)

    def press(self, ctx: Context, parts: Parts) -> Outcome | None:
        """See Handler."""
        outcome = self._handler.press(ctx, parts)
        self._used.update({self._handler.name} if outcome else set())
        return outcome


class Stage:
    """Plays the lines of one transcript and keeps what was said, for the one who reads a failure.

    `make` gives the house in which it is played, with these handlers.
    """

    def __init__(self, make: Callable[[tuple[Handler, ...]], Any] = House) -> None:
        self.used: set[str] = set()
        self.house = make(tuple(cast(Handler, Watched(handler, self.used)) for handler in ORDER))
        self.heard: list[str] = []
        self.result: dict[str, Any] = {"replies": [], "notices": []}
        self.shown: dict[str, list[dict[str, str]]] = {}

    def play(self, line: dict[str, str]) -> None:
        """Play one line, which has one key."""
        ((who, what),) = line.items()
        words = who.split()
        what = str(what).replace("IPS-CODE", self._code()).replace("SPM-CODE", self._inquiry())
        orders = {
            "bot": self._expect,
            "told": self._expect_news,
            "referrals": self._expect_referrals,
            "inquiries": self._expect_inquiries,
        }
        if words[0] in orders:
            orders[words[0]](who, what)
        elif who == "at":
            self.house.move(what)
        elif words[2:] == ["surely"]:
            self._press(words[0], what)
            self._expect("bot", "handle.really")
            assert not self.result["notices"]
            self._press(words[0], f"Ja: {what}")
        elif words[1:]:
            self._press(words[0], what)
        else:
            self._turn(words[0], {"say": what}, what)

    def _press(self, who: str, label: str) -> None:
        self._turn(who, {"press": self._button(who, label)}, label)

    def _turn(self, who: str, line: dict[str, str], shown: str) -> None:
        self.heard.append(f"{who}: {shown}")
        self.result = self.house.play({"id": who, **PEOPLE[who]}, **line)
        for reply in self.result["replies"]:
            labels = " ".join(f"[{choice['label']}]" for choice in reply["choices"])
            self.heard.append(f"  bot: {reply['text']} {labels}")
        self.shown[who] = [choice for reply in self.result["replies"] for choice in reply["choices"]]
        for notice in self.result["notices"]:
            self.heard.append(f"  to {notice['to']}: {notice['text']}")
            self.shown[notice["to"]] = notice["choices"]

    def _button(self, who: str, label: str) -> str:
        ids = [choice["id"] for choice in self.shown.get(who, []) if choice["label"] == label]
        assert ids, self._told(f"{who} sees no button «{label}»")
        return ids[-1]

    def _expect(self, who: str, what: str) -> None:
        said = "\n".join(reply["text"] for reply in self.result["replies"])
        there = any(re.search(pattern, said) for pattern in self._patterns(what))
        assert there is not who.endswith("never"), self._told(f"{who}: {what}")

    def _expect_news(self, who: str, what: str) -> None:
        news = [notice["text"] for notice in self.result["notices"] if notice["to"] == who.split()[1]]
        found = any(re.search(pattern, text) for pattern in self._patterns(what) for text in news)
        assert found, self._told(f"{who}: {what}")

    def _expect_referrals(self, who: str, what: str) -> None:
        known = self.house.referrals()
        state = max(known, key=lambda r: r.history[0].at).state if known else ""
        assert f"{len(known)} {state}".strip() == what, self._told(f"{who}: {what}")

    def _expect_inquiries(self, who: str, what: str) -> None:
        known = self.house.inquiries()
        state = max(known, key=lambda i: i.history[0].at).state if known else ""
        assert f"{len(known)} {state}".strip() == what, self._told(f"{who}: {what}")

    def _patterns(self, what: str) -> list[str]:
        base = self.house.know.base
        if what.startswith("= "):
            return [re.escape(what[2:])]
        if what.startswith("topic:"):
            topics = (base.topic(lang, what.removeprefix("topic:")) for lang in LANGUAGES)
            return [re.escape(topic.answer.strip()) for topic in topics if topic]
        key, _, only = what.partition(" in ")
        on_card = f"{key.removesuffix('.ask')}.on_card.ask"  # how a channel with cards asks the same
        keys = (key, on_card) if base.words.has("nb", on_card) else (key,)
        texts = (base.words.say(lang, one) for lang in ([only] if only else LANGUAGES) for one in keys)
        return [re.sub(r"\\{\w+\\}", "(?s:.*)", re.escape(text)) for text in texts]

    def _code(self) -> str:
        known = self.house.referrals()
        return max(known, key=lambda r: r.history[0].at).code if known else "IPS-CODE"

    def _inquiry(self) -> str:
        known = self.house.inquiries()
        return max(known, key=lambda i: i.history[0].at).code if known else "SPM-CODE"

    def _told(self, wanted: str) -> str:
        return "\n".join(["", *self.heard, f"expected -> {wanted}"])


@cache
def script(path: Path) -> list[dict[str, str]]:
    """Return the lines of a transcript."""
    lines: list[dict[str, str]] = yaml.safe_load(path.read_text("utf-8"))
    return lines


@cache
def played(path: Path) -> tuple[str, frozenset[str]]:
    """Play a transcript; return the conversation up to where it went wrong, if it did, and who answered."""
    stage = Stage()
    try:
        for line in script(path):
            stage.play(line)
    except AssertionError as wrong:
        return str(wrong).split("\nassert ")[0], frozenset(stage.used)
    finally:
        stage.house.close()
    return "", frozenset(stage.used)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_transcript(path: Path) -> None:
    """The conversation goes as it is written."""
    wrong, _ = played(path)
    if wrong:
        pytest.fail(wrong, pytrace=False)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_transcript_is_short(path: Path) -> None:
    """A transcript can be read at a glance, and expects something."""
    assert len(path.read_text("utf-8").splitlines()) < 30
    assert any(
        next(iter(line)).startswith(("bot", "told", "referrals", "inquiries")) for line in script(path)
    )


def test_every_handler_occurs_in_a_transcript() -> None:
    """Whatever the assistant can do is done in some transcript, by a press or by typing."""
    used = {name for path in FILES for name in played(path)[1]}
    assert used == {handler.name for handler in ORDER}


def test_every_transcript_goes_over_a_wire() -> None:
    """What is played in this process alone is nothing but what a chat cannot play."""
    assert {*over_wire("telegram", ()), *over_wire("teams", ())} == set(FILES)
