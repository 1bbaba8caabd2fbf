"""Renders the pages: login, chat, error. Every value is escaped; every word comes from the words files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from pathlib import Path
from string import Template

from bot.conversation.engine import LONGEST_TEXT
from bot.domain.directory import Directory
from bot.domain.person import Action, Person
from bot.knowledge.entry import LANGUAGES, Words

FOLDER = Path(__file__).parent / "pages"
DEFAULT = LANGUAGES[0]
SPOKEN = {"no": "nb", **{lang: lang for lang in LANGUAGES}}

PAGE_WORDS = ("web.", "answer.", "role.", "language.name.")
REFERRALS = "referrals:"
SHORTCUTS = (("restart:", "web.new"), (REFERRALS, "referrals.button"), ("help:", "web.help"))
PAGE_WORD = ("referrals.button", "inbox.title")


@cache
def template(name: str) -> Template:
    """Return the page template `name`.html."""
    return Template((FOLDER / f"{name}.html").read_text(encoding="utf-8"))


def render(page: str, html: Mapping[str, str], **values: str) -> str:
    """Return a page: `values` are escaped, `html` is put in as it is."""
    return template(page).substitute({k: escape(v) for k, v in values.items()} | dict(html))


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
    cards = "\n".join(
        render(
            "person",
            {},
            id=person.id,
            name=person.shown_name,
            role=words.say(lang, f"role.{person.role}"),
            place=place(person, directory),
        )
        for person in people
    )
    return render("login", {"cards": cards}, lang=lang, **_words(words, lang))


def chat(words: Words, lang: str, person: Person, directory: Directory | None, *, inbox: bool = False) -> str:
    """Return the chat page of one person; the scripts fill the log. With `inbox` it leads there, too."""
    toggles = "\n".join(
        render("toggle", {}, code=code, name=words.say(code, f"language.name.{code}")) for code in LANGUAGES
    )
    shortcuts = "\n".join(
        render("shortcut", {}, press=press, word=word, text=words.say(lang, word))
        for press, word in SHORTCUTS
        if press != REFERRALS or person.may(Action.FOLLOW_OWN) or person.may(Action.HANDLE)
    )
    return render(
        "chat",
        {"toggles": toggles, "shortcuts": shortcuts + (_inbox_link(words, lang, person) if inbox else "")},
        lang=lang,
        id=person.id,
        name=person.shown_name,
        rolekey=person.role,
        role=words.say(lang, f"role.{person.role}"),
        place=place(person, directory),
        longest=str(LONGEST_TEXT),
        **_words(words, lang),
    )


def has_inbox(person: Person) -> bool:
    """Tell whether there is an inbox for this person's role."""
    return person.may(Action.HANDLE) or person.may(Action.OVERSEE)


def _inbox_link(words: Words, lang: str, person: Person) -> str:
    return "\n" + render("inbox_link", {}, text=words.say(lang, "inbox.title")) if has_inbox(person) else ""


def error(words: Words, lang: str, key: str) -> str:
    """Return a page that says one sentence in all languages, the reader's first, and leads to the start."""
    order = sorted(LANGUAGES, key=lambda code: code != lang)
    lines = "\n".join(
        render("sentence", {}, lang=code, text=words.say(code, key), start=words.say(code, "web.to_start"))
        for code in order
    )
    return render("error", {"lines": lines}, lang=lang, **_words(words, lang))


def _words(words: Words, lang: str) -> dict[str, str]:
    return {key.replace(".", "_"): text for key, text in page_words(words, lang).items()}
