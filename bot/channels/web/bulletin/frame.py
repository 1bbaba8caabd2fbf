"""The frame of these pages, and what was just done there. Pure."""

from __future__ import annotations

from markupsafe import Markup

from bot.channels.web.markup import tag
from bot.channels.web.pages import render
from bot.channels.web.say import Say
from bot.domain.person.person import Person


def page(say: Say, person: Person, title: str, lead: str, body: str, note: str = "") -> str:
    """Return a page; `body` and `note` are markup already."""
    return render(
        "people",
        say=say,
        person=person,
        title=title,
        lead=lead,
        home=f"/u/{person.id}/",
        label=title,
        links=Markup(_links(say, person)),
        note=Markup(note),
        body=Markup(body),
    )


def _links(say: Say, person: Person) -> str:
    return tag("a", say("inbox.title"), href=f"/u/{person.id}/inbox", class_="aksel-link")


def done(text: str, *, wrong: bool = False) -> str:
    """Return what was just done, or why it was not; it is read first."""
    kind = "done done--wrong" if wrong else "done"
    return tag("p", text, class_=kind, id="done", tabindex="-1", role="alert" if wrong else "status")
