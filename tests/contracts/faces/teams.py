"""Teams: signed activities in over HTTP, cards out to a connector."""

from __future__ import annotations

from typing import Any

from bot.domain.person.person import Person, Role
from tests.channels.teams.house import TeamsHouse
from tests.contracts.faces.faces import HANDLERS, Seen, about
from tests.fakes.teams import FakeTeams, TeamsUser
from tests.handlers.talk import say

MEDIA = {
    "photo": "image/png",
    "voice": "audio/mp4",
    "sticker": "image/gif",
    "file": "application/vnd.microsoft.teams.file.download.info",
}


class TeamsFace:
    """See faces.Face."""

    def __init__(self, fake: FakeTeams) -> None:
        self.house = TeamsHouse(fake, handlers=HANDLERS)
        self._said: dict[str, dict[str, Any]] = {}
        self._refused: list[Seen] = []

    def _user(self, who: str) -> TeamsUser:
        if who in self.house.users:
            return self.house.users[who]
        known: dict[str, Any] = about(who)
        return self.house.linked(Person(known.pop("id"), Role(known.pop("role")), **known))

    def _does(self, who: str, activity: dict[str, Any]) -> list[Seen]:
        assert {answer.status_code for answer in self.house.send(activity)} == {200}
        self._refused = self.news(who)
        return self._refused

    def says(self, who: str, text: str) -> list[Seen]:
        """See Face."""
        self._said[who] = self._user(who).says(text)
        return self._does(who, self._said[who])

    def presses(self, who: str, token: Any) -> list[Seen]:
        """See Face."""
        return self._does(who, self._user(who).presses(*token))

    def sends(self, who: str, kind: str) -> list[Seen] | None:
        """See Face."""
        return self._does(who, self._user(who).sends(MEDIA[kind], name="x"))

    def edits(self, who: str, text: str) -> list[Seen] | None:
        """See Face."""
        return self._does(who, self._user(who).edits(self._said[who], text))

    def news(self, who: str) -> list[Seen]:
        """See Face."""
        return [
            Seen(
                one["text"],
                {choice["label"]: (choice["id"], one["on"]) for choice in one["choices"]},
                list(one["open"].values()),
                one["fields"],
                [url for url in one["open"].values() if url.startswith("tel:")],
                one["pictures"],
            )
            for one in self.house.new(self._user(who))
        ]

    def greeting(self, lang: str) -> str | None:
        """See Face."""
        user = self.house.user(f"ny-{lang}", locale={"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}[lang])
        self.house.send(user.installs())
        return self.house.texts(user)[0]

    def deletion(self, who: str) -> str:
        """See Face."""
        return "asks the person" if self._refused[0].text == say("nb", "teams.erase") else "nothing"

    def leaves(self, who: str) -> bool:
        """See Face."""
        self.house.send(self._user(who).installs("remove"))
        return True

    def waiting(self) -> list[str]:
        """See Face."""
        rows = self.house._run(self.house.app.store.rows("outbox"))
        return [row["text_key"] for row in rows if row["delivered_at"] is None]

    def close(self) -> None:
        """See Face."""
        wrong = list(self.house.fake.wrong)
        self.house.close()
        assert wrong == []
