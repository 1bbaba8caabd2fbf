"""Plays transcripts through Teams (`over_wire`): signed activities in over HTTP, cards out and read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.domain.person.person import Person, Role
from bot.domain.ports.desk import Notice
from tests.channels.teams.house import TeamsHouse
from tests.fakes.teams import FakeTeams, TeamsUser
from tests.transcripts.test_transcripts import PEOPLE, Stage, over_wire, script

ELSEWHERE = {
    "another_channel": "it is about the web page, where codes are asked for that are used in Teams",
}
LEFT_OUT = {"forgotten": 2}
"""Lines at the end that are meant for the web page: who was forgotten is a stranger in Teams."""

IN_TEAMS = over_wire("teams", ELSEWHERE)


class Played(TeamsHouse):
    """People write in Teams once they have appeared; news of those who have not come as `play` hands them."""

    _swept_at: dt.datetime | None = None

    def play(self, who: dict[str, str], **what: str) -> dict[str, Any]:
        """See House."""
        user = self._here(who)
        waiting = self._meanwhile()
        news = self._news(user)
        if "press" in what:
            on = next((m["on"] for m in reversed(self.all(user)) if _has(m, what["press"])), "")
            self.send(user.presses(what["press"], on))
        else:
            self.send(user.says(what["say"]))
        after = self._news(user)
        replies = [*news.pop(user.chat, []), *after.get(user.chat, []), *self.new(user)]
        for chat, told in after.items():
            news.setdefault(chat, []).extend(told)
        people = {one.chat: name for name, one in self.users.items()}
        notices = [{"to": people[chat], **one} for chat, told in news.items() for one in told]
        for one in (*waiting, *self._run(self.app.notices_since(0))):
            choices = [{"id": choice.id, "label": choice.label} for choice in one.reply.choices]
            notices.append({"to": one.to, "text": one.reply.text, "choices": choices})
        return {"replies": replies, "notices": notices}

    def _meanwhile(self) -> tuple[Notice, ...]:
        """Let what is due by now be done, once after each move of the clock; return the news of strangers."""
        if self.at == self._swept_at:
            return ()
        self._swept_at = self.at
        self._run(self.app.sweep.look())
        waiting = self._run(self.app.notices_since(0))
        self._run(self.app.channel_runtime.outbox_worker.empty())
        return waiting

    def all(self, user: TeamsUser) -> list[dict[str, Any]]:
        """Return everything that a person's chat shows."""
        seen = self._seen.pop(user.chat, 0)
        shown = self.new(user)
        self._seen[user.chat] = seen
        return shown

    def _here(self, who: dict[str, str]) -> TeamsUser:
        known: dict[str, Any] = {**who}
        name = known.pop("id")
        role = Role(known.pop("role"))
        if name in self.users:
            return self.users[name]
        if role is Role.GUEST:
            return self.user(name)
        return self.linked(Person(name, role, **known))

    def _news(self, but: TeamsUser) -> dict[str, list[dict[str, Any]]]:
        """Return by chat what others read: new messages, and cards that were changed."""
        found: dict[str, list[dict[str, Any]]] = {}
        for user in self.users.values():
            changed = self._changed(user)
            fresh = [] if user is but else self.new(user)
            if told := [*changed, *fresh]:
                found[user.chat] = told
        return found

    def _changed(self, user: TeamsUser) -> list[dict[str, Any]]:
        cards = [one for one in self.all(user) if one["choices"]]
        before = self.__dict__.setdefault("_cards", {})
        last = before.get(user.chat, {})
        before[user.chat] = {one["on"]: one["text"] for one in cards}
        return [one for one in cards if one["on"] in last and last[one["on"]] != one["text"]]


def _has(message: dict[str, Any], press: str) -> bool:
    return any(choice["id"] == press for choice in message["choices"])


@pytest.fixture
def stage(fake: FakeTeams) -> Iterator[Stage]:
    """Return a stage whose house is in Teams."""
    made = Stage(lambda handlers: Played(fake, handlers=handlers))
    yield made
    made.house.close()


@pytest.mark.parametrize("path", IN_TEAMS, ids=lambda path: path.stem)
def test_transcript(path: Path, stage: Stage, fake: FakeTeams) -> None:
    """The conversation goes in Teams as it is written."""
    assert PEOPLE
    lines = script(path)
    for line in lines[: len(lines) - LEFT_OUT.get(path.stem, 0)]:
        stage.play(line)
    assert fake.wrong == []
    assert fake.chats, "nothing went through Teams"
