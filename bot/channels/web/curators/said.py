"""A change of the texts in words, for the pages. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from bot.channels.web.markup import markup
from bot.channels.web.pages import render
from bot.channels.web.say import Say
from bot.domain.clock.norway import norwegian
from bot.domain.curating.board import Board, Nearest
from bot.domain.curating.change import KbChange
from bot.domain.person.person import Person


@dataclass(frozen=True, slots=True)
class Reading:
    """Who reads the pages, in which language, and what topics are called in it."""

    say: Say
    person: Person
    titles: Mapping[str, str]

    @property
    def home(self) -> str:
        """Where the pages of this person begin."""
        return f"/u/{self.person.id}/"

    @property
    def base(self) -> str:
        """The address of the overview."""
        return f"{self.home}curators"

    def page(self, title: str, lead: str, body: str, links: str = "") -> str:
        """Return a page."""
        return render(
            "people",
            say=self.say,
            person=self.person,
            title=title,
            lead=lead,
            home=self.home,
            label=self.say("curating.title"),
            links=Markup(links),
            note="",
            body=Markup(body),
        )

    def title(self, topic: str) -> str:
        """Return what a topic is called, or its id where it is new."""
        return self.titles.get(topic, topic)

    def outcome(self, told: str) -> str:
        """Return an outcome in words, with the title of its topic."""
        kind, _, topic = told.partition(" ")
        said = self.say(f"curating.outcome.{kind}")
        return f"{said} ({self.title(topic)})" if topic else said

    def near(self, one: Nearest) -> str:
        """Return a topic that is near, and why."""
        return self.say("curating.near", title=one.title, why=one.why).removeprefix("- ")

    def what(self, change: KbChange) -> str:
        """Return what kind of change it is, and of which topic."""
        kind = self.say(f"curating.kind.{change.proposal.kind}")
        return f"{kind}: {self.title(change.proposal.topic)}"


def reading(say: Say, person: Person, board: Board) -> Reading:
    """Return the reading of a board."""
    return Reading(say, person, board.titles)


def day(at: dt.datetime) -> str:
    """Return a moment's day as people in Norway write it."""
    return norwegian(at).strftime("%d.%m.%Y")


def items(lines: list[str]) -> str:
    """Return a list of lines that are markup already."""
    return markup("ul", "".join(markup("li", line) for line in lines))
