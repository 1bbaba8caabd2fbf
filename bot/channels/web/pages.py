"""Renders the pages: login, chat, error. Every value is escaped; every word comes from the words files."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from bot.channels.web.say import Say
from bot.conversation.dialog.buttons import meaning
from bot.conversation.engine import LONGEST_TEXT
from bot.domain.message.button_id import ButtonId
from bot.domain.organisation.directory import Directory
from bot.domain.person.person import Capability, Person
from bot.knowledge.base.entry import LANGUAGES, Words

FOLDER = Path(__file__).parent / "pages"
DEFAULT = LANGUAGES[0]
SPOKEN = {"no": "nb", **{lang: lang for lang in LANGUAGES}}

PAGE_WORDS = ("web.", "answer.", "role.", "language.name.", "first.door.share")
REFERRALS = ButtonId("referrals")
SHORTCUTS = (
    (ButtonId("restart"), "web.new"),
    (REFERRALS, "referrals.button"),
    (ButtonId("help"), "web.help"),
)
PAGE_WORD = ("referrals.button", "inbox.title", "people.title")


@cache
def templates() -> Environment:
    """Return the templates of the pages: they escape every value, and miss none in silence."""
    return Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def render(page: str, **values: object) -> str:
    """Return the page `page`.html. Values are escaped but for those that are Markup."""
    return templates().get_template(f"{page}.html").render(values)


def part(page: str, name: str, *values: object) -> Markup:
    """Return a part of a page: the macro `name` of `page`.html, called with these values."""
    made: Markup = getattr(templates().get_template(f"{page}.html").module, name)(*values)
    return made


def spoken(accept_language: str | None) -> str:
    """Return the language of ours that an Accept-Language header names first; bokmål when it names none."""
    for part in (accept_language or "").split(","):
        lang = SPOKEN.get(part.split(";")[0].strip().lower()[:2])
        if lang:
            return lang
    return DEFAULT


def page_words(words: Words, lang: str) -> dict[str, str]:
    """Return the texts that the page itself shows."""
    every = (key for prefix in PAGE_WORDS for key in words.keys(lang, prefix))
    return {key: words.say(lang, key) for key in (*every, *PAGE_WORD) if words.has(lang, key)}


def place(person: Person, directory: Directory | None) -> str:
    """Return the name of the service or team that a person belongs to; empty when there is none."""
    service, post = person.service or "", person.post or ""
    if directory is None:
        return service or post
    if service in directory.services:
        return directory.services[service].name
    if post in directory.posts:
        seat = directory.posts[post].seat
        return f"{directory.team_name(post)}{f' ({seat})' if seat else ''}"
    return ""


def login(words: Words, lang: str, people: Sequence[Person], directory: Directory | None) -> str:
    """Return the demo login: one button a person."""
    say = Say(words, lang)
    placed = [(person, place(person, directory)) for person in people]
    return render("login", say=say, title=say("web.login_title"), people=placed)


def chat(
    words: Words,
    lang: str,
    person: Person,
    directory: Directory | None,
    *,
    inbox: bool = False,
    signs_out: bool = False,
    again: str = "/",
) -> str:
    """Return the chat page of one person; the scripts fill the log. With `inbox` it leads there, too.

    With `signs_out` one can sign out here; without, one can choose to be somebody else. `again`
    is where one signs in anew.
    """
    follows = person.may(Capability.FOLLOW_OWN) or person.may(Capability.HANDLE)
    return render(
        "chat",
        say=Say(words, lang),
        person=person,
        languages=LANGUAGES,
        shortcuts=[(press, word) for press, word in SHORTCUTS if press != REFERRALS or follows],
        meaning=meaning,
        beside=_beside(person) if inbox else (),
        signs_out=signs_out,
        again=again,
        longest=LONGEST_TEXT,
    )


def has_inbox(person: Person) -> bool:
    """Tell whether there is an inbox for this person's role."""
    return person.may(Capability.HANDLE) or person.may(Capability.OVERSEE)


def _beside(person: Person) -> list[str]:
    """Return the pages that there are for this person besides the chat."""
    pages = {"inbox": has_inbox(person), "people": person.may(Capability.ADMIT)}
    return [page for page, there in pages.items() if there]


def error(words: Words, lang: str, key: str) -> str:
    """Return a page that says one sentence in all languages, the reader's first, and leads to the start."""
    order = sorted(LANGUAGES, key=lambda code: code != lang)
    say = Say(words, lang)
    spoken = [Say(words, code) for code in order]
    return render("error", say=say, title=say("web.title"), spoken=spoken, key=key)
