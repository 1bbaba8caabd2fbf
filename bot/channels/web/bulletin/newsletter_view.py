"""Renders the page of the newsletter: its texts, how it will read, how far it came. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.channels.web.bulletin.frame import done, page
from bot.channels.web.markup import markup, tag
from bot.channels.web.people import forms
from bot.channels.web.say import Say
from bot.domain.news.desk import NewsletterSight
from bot.domain.news.markdown import readable
from bot.domain.news.newsletter import Newsletter, Newsletters, Phase
from bot.domain.person.person import Person
from bot.knowledge.base.entry import LANGUAGES, Words

ROWS = 12
MOST = 8000
"""Characters of a text: two messages of the channel with the shortest ones."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the page says besides: a note, the question before sending, texts that were not kept."""

    note: str = ""
    wrong: bool = False
    sure: bool = False
    typed: Mapping[str, str] = field(default_factory=dict)


def view(words: Words, sight: NewsletterSight, person: Person, told: Told) -> str:
    """Return the page."""
    say = Say(words, sight.lang)
    known = sight.news.current
    going = known is not None and known.phase in (Phase.SENDING, Phase.STOPPED)
    body = _going(say, known) if known and going else _draft(say, sight.news, told)
    note = done(told.note, wrong=told.wrong) if told.note else ""
    if told.sure and known and known.is_ready(LANGUAGES):
        note = _sure(say, known, sight.news.subscribers)
    return page(say, person, say("newsletter.title"), say("newsletter.page.lead"), body, note)


def _going(say: Say, known: Newsletter) -> str:
    """Return how far it came, and the one thing that can be done about it."""
    sending = known.phase is Phase.SENDING
    text = say(f"newsletter.phase.{known.phase}", told=known.told, readers=known.readers)
    label = tag("p", say("newsletter.progress"), id="progress-label", class_="field__label")
    bar = tag(
        "progress",
        "",
        max=max(known.readers, 1),
        value=min(known.told, max(known.readers, 1)),
        aria_labelledby="progress-label",
        class_="progress",
    )
    live = {"data_live": "yes"} if sending else {}
    shown = markup("div", label + bar + tag("p", text), id="progress", **live)
    move = "stop" if sending else "resume"
    number = forms.hidden("number", str(known.number))
    deed = forms.form(number, say(f"newsletter.{move}"), do=move)
    again = markup("p", forms.link(say("newsletter.refresh"), "newsletter", plain=True))
    return forms.section(say("newsletter.page.going"), shown + deed + again, "going") + _previews(say, known)


def _draft(say: Say, news: Newsletters, told: Told) -> str:
    """Return the texts to write, how they read, and what can be done with them."""
    known = news.current
    texts = {**(known.texts if known else {}), **told.typed}
    fields = "".join(
        markup(
            "div",
            forms.area(
                f"text_{lang}",
                say("newsletter.page.text", language=say(f"language.name.{lang}")),
                texts.get(lang, ""),
                say("newsletter.page.hint", most=MOST),
                rows=ROWS,
            ),
            class_="letter",
        )
        for lang in LANGUAGES
    )
    parts = (
        tag("p", _stands(say, news)),
        forms.section(
            say("newsletter.page.write"),
            tag("p", say("newsletter.markdown")) + forms.form(fields, say("newsletter.page.save"), do="save"),
            "write",
        ),
        _previews(say, known) if known else "",
        _ways(say, known) if known else "",
    )
    return "".join(parts)


def _stands(say: Say, news: Newsletters) -> str:
    known, last = news.current, news.last
    if known is None:
        sent = say("newsletter.last_sent", readers=last.readers) + " " if last else ""
        return sent + say("newsletter.no_draft", count=news.subscribers)
    if known.is_ready(LANGUAGES):
        return say("newsletter.ready", count=news.subscribers)
    names = {lang: say(f"language.name.{lang}") for lang in LANGUAGES}
    written = ", ".join(name for lang, name in names.items() if lang in known.texts)
    left = ", ".join(name for lang, name in names.items() if lang not in known.texts)
    return say("newsletter.draft", written=written or "–", left=left)


def _previews(say: Say, known: Newsletter) -> str:
    """Return each text as its readers see it."""
    shown = "".join(
        markup(
            "article",
            tag("h3", say("newsletter.in", language=say(f"language.name.{lang}")))
            + tag("div", readable(known.texts[lang]), class_="letter__text", lang=lang),
            class_="letter",
        )
        for lang in LANGUAGES
        if lang in known.texts
    )
    return forms.section(say("newsletter.page.preview"), markup("div", shown, class_="letters"), "preview")


def _ways(say: Say, known: Newsletter) -> str:
    number = forms.hidden("number", str(known.number))
    send = forms.form(number, say("newsletter.send"), do="sure") if known.is_ready(LANGUAGES) else ""
    drop = forms.form(number, say("newsletter.drop"), do="drop", grave=True)
    return markup("div", send + drop, class_="deeds")


def _sure(say: Say, known: Newsletter, count: int) -> str:
    """Return the question before it goes out."""
    number = forms.hidden("number", str(known.number))
    yes = forms.form(number, say("newsletter.yes_send", count=count), do="send")
    no = markup("p", forms.link(say("newsletter.not_yet"), "newsletter", plain=True))
    return markup(
        "div",
        tag("p", say("newsletter.sure", count=count)) + yes + no,
        class_="done",
        id="done",
        tabindex="-1",
        role="group",
        aria_label=say("newsletter.send"),
    )
