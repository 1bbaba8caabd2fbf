"""Renders a change with its effect and its patch, and the form for another answer. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from bot.channels.web.curators.said import Reading, day, items
from bot.channels.web.markup import markup, tag
from bot.channels.web.people import forms
from bot.domain.curating.change import Effect, KbChange, Kind, Stage

DECLINABLE = frozenset({Stage.PROPOSED, Stage.MEASURED, Stage.ACCEPTED})
MOST = 40


def change(read: Reading, one: KbChange) -> str:
    """Return a change as it can be judged."""
    say = read.say
    stage = say(f"curating.stage.{one.stage}")
    lead = say(
        "curating.line",
        number=one.number,
        kind=say(f"curating.kind.{one.proposal.kind}"),
        title=read.title(one.proposal.topic),
        stage=stage,
        by=one.by,
        day=day(one.at),
    )
    parts = [_told(read, one)]
    texts = "".join(_written(say(f"language.name.{lang}"), text) for lang, text in one.proposal.texts.items())
    parts.append(forms.section(say("curating.texts_changed"), texts, "texts"))
    if one.effect is not None:
        parts.append(forms.section(say("curating.moved_heading"), _effect(read, one, one.effect), "effect"))
    if one.patch:
        file = forms.link(say("curating.patch_file"), f"{read.base}/changes/{one.number}.patch")
        shown = tag("pre", one.patch, class_="patch", tabindex="0", role="group", aria_labelledby="patch")
        parts.append(forms.section(say("curating.patch"), shown + file, "patch"))
    parts.append(markup("div", _deeds(read, one), class_="deeds"))
    back = forms.link(say("curating.back"), read.base, plain=True)
    return read.page(read.what(one), lead, "".join(parts), back)


def _written(language: str, text: str) -> str:
    """Return what was written in a language, a line for each paragraph or question."""
    lines = [escape(line) for line in text.splitlines() if line.strip()]
    return tag("h3", language, class_="aksel-heading aksel-heading--xsmall") + items(lines)


def _told(read: Reading, one: KbChange) -> str:
    say = read.say
    if one.stage is Stage.PROPOSED:
        again = forms.link(say("curating.again"), f"{read.base}/changes/{one.number}")
        return tag("p", say("curating.proposed"), role="status") + markup("p", again)
    decided = say("curating.decided", by=one.decided_by, day=day(one.decided_at)) if one.decided_at else ""
    accepted = say("curating.accepted", number=one.number) if one.stage is Stage.ACCEPTED else ""
    return "".join(tag("p", text, role="status") for text in (decided, accepted) if text)


def _effect(read: Reading, one: KbChange, effect: Effect) -> str:
    say = read.say
    faults = (
        tag("p", say("curating.faults")) + items([escape(fault) for fault in effect.faults[:MOST]])
        if effect.faults
        else ""
    )
    if one.proposal.kind is Kind.ANSWER:
        return tag("p", say("curating.no_effect")) + faults
    other = len(effect.moved) - effect.better - effect.worse
    counted = {"questions": effect.questions, "better": effect.better, "worse": effect.worse}
    own = [
        escape(say("curating.own", text=new.text, before=read.outcome(new.before)))
        for new in effect.own[:MOST]
    ]
    return (
        tag("p", say("curating.effect", **counted, other=other)) + items(own) + _moved(read, effect) + faults
    )


def _moved(read: Reading, effect: Effect) -> str:
    say = read.say
    if not effect.moved:
        return tag("p", say("curating.moved_none"))
    heads = tuple(say(f"curating.column.{name}") for name in ("question", "before", "after", "mark"))
    ordered = sorted(effect.moved, key=lambda one: (not one.worse, not one.better))[:MOST]
    rows = [
        (
            escape(one.text),
            escape(read.outcome(one.before)),
            escape(read.outcome(one.after)),
            escape(say("curating.worse") if one.worse else say("curating.better") if one.better else "–"),
        )
        for one in ordered
    ]
    return forms.table(say("curating.moved_heading"), heads, rows)


def _deeds(read: Reading, one: KbChange) -> str:
    say = read.say
    accept = forms.form("", say("curating.accept"), do="accept") if one.can_be_accepted else ""
    decline = forms.form("", say("curating.decline"), do="decline") if one.stage in DECLINABLE else ""
    return accept + decline


def answer(read: Reading, topic: str, texts: Mapping[str, str], fault: str = "") -> str:
    """Return the form for another answer, in every language."""
    say = read.say
    areas = "".join(
        forms.area(
            f"answer_{lang}",
            say("curating.answer_of", language=say(f"language.name.{lang}")),
            text,
            say("curating.answer_lead"),
            rows=5,
        )
        for lang, text in texts.items()
    )
    told = tag("p", fault, class_="done done--wrong", role="alert") if fault else ""
    body = told + forms.form(areas, say("curating.propose"), do="answer")
    back = forms.link(say("curating.back"), read.base, plain=True)
    title = f"{say('curating.answer_title')}: {read.title(topic)}"
    return read.page(title, say("curating.answer_page"), body, back)
