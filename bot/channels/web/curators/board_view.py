"""Renders the overview and a group of questions. Pure."""

from __future__ import annotations

from html import escape

from bot.channels.web.curators.said import Reading, day, items
from bot.channels.web.markup import markup, tag
from bot.channels.web.people import forms
from bot.domain.curating.board import Board, GroupView

SHORT = 3
"""How many questions of a group stand in the overview."""


def board(read: Reading, shown: Board) -> str:
    """Return the overview."""
    say = read.say
    parts = (
        ("groups", _groups(read, shown)),
        ("changes", _changes(read, shown)),
        ("missed", _missed(read, shown)),
        ("due", _due(read, shown)),
    )
    links = "".join(forms.link(say(f"curating.{key}"), f"#{key}", plain=True) for key, _ in parts)
    body = "".join(forms.section(say(f"curating.{key}"), part, key) for key, part in parts)
    return read.page(say("curating.title"), say("curating.lead"), body, links)


def _groups(read: Reading, shown: Board) -> str:
    say = read.say
    if not shown.groups:
        return tag("p", say("curating.groups_none" if shown.kept else "curating.groups_off"))
    heads = (say("curating.texts"), say("curating.last"), say("curating.near_topic"), say("curating.way"))
    rows = [
        (
            "<br>".join(escape(one.text) for one in group.texts[:SHORT]),
            escape(say("curating.times", count=group.count, day=group.last.strftime("%d.%m.%Y"))),
            escape(read.near(group.nearest[0]) if group.nearest else say("curating.no_near")),
            _open(read, f"groups/{group.number}", say("curating.look", number=at)),
        )
        for at, group in enumerate(shown.groups, 1)
    ]
    return forms.table(say("curating.groups"), heads, rows)


def _open(read: Reading, to: str, text: str) -> str:
    return forms.link(text, f"{read.base}/{to}", plain=True)


def _changes(read: Reading, shown: Board) -> str:
    say = read.say
    if not shown.changes:
        return tag("p", say("curating.none"))
    heads = (say("curating.what"), say("curating.stands"), say("curating.who"), say("curating.decision"))
    rows = [
        (
            _open(read, f"changes/{one.number}", read.what(one)),
            escape(say(f"curating.stage.{one.stage}")),
            escape(f"{one.by}, {day(one.at)}"),
            escape(f"{one.decided_by}, {day(one.decided_at)}" if one.decided_at else "–"),
        )
        for one in shown.changes
    ]
    return forms.table(say("curating.changes"), heads, rows)


def _missed(read: Reading, shown: Board) -> str:
    say = read.say
    if not shown.missed:
        return tag("p", say("curating.missed_none"))
    heads = (say("curating.topic"), say("curating.verdict"), say("curating.way"))
    rows = [
        (
            escape(one.title),
            escape(say("curating.missed_line", missed=one.missed, helped=one.helped)),
            _open(read, f"answer/{one.topic}", say("curating.change_answer")),
        )
        for one in shown.missed
    ]
    return forms.table(say("curating.missed"), heads, rows)


def _due(read: Reading, shown: Board) -> str:
    say = read.say
    if not shown.due:
        return tag("p", say("curating.due_none"))
    heads = (say("curating.topic"), say("curating.until"), say("curating.way"))
    rows = [
        (
            escape(one.title),
            escape(f"{one.by:%d.%m.%Y}" + (f" ({say('curating.due_over')})" if one.over else "")),
            _open(read, f"answer/{one.topic}", say("curating.change_answer")),
        )
        for one in shown.due
    ]
    return forms.table(say("curating.due"), heads, rows)


def group(read: Reading, one: GroupView) -> str:
    """Return a group with what is nearest, and the ways on: a way to ask, an answer, a topic, or done."""
    say = read.say
    asked = [
        escape(
            say(
                "curating.asked",
                text=text.text,
                language=say(f"language.name.{text.lang}"),
                count=text.count,
            )
        )
        for text in one.texts
    ]
    why = [
        f"{escape(read.near(near))} {_open(read, f'answer/{near.topic}', say('curating.change_answer'))}"
        for near in one.nearest
    ]
    lang = one.texts[0].lang
    whole = "\n".join(text.text for text in one.texts if text.whole and text.lang == lang)
    near = [(found.topic, found.title) for found in one.nearest]
    known = {topic for topic, _ in near}
    others = sorted((pair for pair in read.titles.items() if pair[0] not in known), key=lambda pair: pair[1])
    goes = forms.hidden("group", str(one.number)) + forms.hidden("lang", lang)
    label = say("curating.new_questions", language=say(f"language.name.{lang}"))
    hint = "" if all(text.whole for text in one.texts) else say("curating.hidden")
    variant = forms.select("topic", say("curating.topic"), [*near, *others]) + forms.area(
        "questions", label, whole, hint or say("curating.choose"), rows=4
    )
    new = forms.field("new", say("curating.new_id"), hint=say("curating.new_lead"))
    deeds = (
        (say("curating.kind.variant"), forms.form(goes + variant, say("curating.propose"), do="variant")),
        (
            say("curating.new_topic"),
            forms.form(goes + forms.hidden("questions", whole) + new, say("curating.propose"), do="topic"),
        ),
        (say("curating.settle"), forms.form(goes, say("curating.settle"), do="settle")),
    )
    nearest = items(why) if why else tag("p", say("curating.no_near"))
    ways = "".join(forms.section(title, way, f"deed-{at}") for at, (title, way) in enumerate(deeds))
    body = (
        forms.section(say("curating.texts"), items(asked), "texts")
        + forms.section(say("curating.nearest"), nearest, "near")
        + markup("div", ways, class_="deeds")
    )
    back = forms.link(say("curating.back"), read.base, plain=True)
    lead = say("curating.times", count=one.count, day=one.last.strftime("%d.%m.%Y"))
    return read.page(one.texts[0].text, lead, body, back)
