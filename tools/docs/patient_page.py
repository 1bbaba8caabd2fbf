"""Information for a patient with a consent form: receivers and scope apart. A template, to be approved."""

from __future__ import annotations

from html import escape

from bot.knowledge.base.entry import KnowledgeBase

KEY = "prints.patient"
BOX = '<span class="box"></span>'
RECEIVERS = ("specialist", "nav")
SCOPES = ("contact", "work", "diagnosis")


def patient(base: KnowledgeBase, lang: str, _: str) -> str:
    """Return what stands on the page."""

    def say(key: str) -> str:
        return escape(base.words.say(lang, f"{KEY}.{key}"))

    definition = base.topic(lang, "ips.definition")
    points = "".join(f"<li>{say(f'points.{name}')}</li>" for name in ("a", "b", "c", "d"))
    yes_no = f"<td>{BOX} {say('yes')}</td><td>{BOX} {say('no')}</td>"
    receivers = "".join(f'<tr><th scope="row">{say(one)}</th>{yes_no}</tr>' for one in RECEIVERS)
    heads = "".join(f'<th scope="col">{say(one)}</th>' for one in RECEIVERS)
    boxes = f"<td>{BOX}</td>" * len(RECEIVERS)
    scopes = "".join(f'<tr><th scope="row">{say(one)}</th>{boxes}</tr>' for one in SCOPES)
    return (
        f'<div class="template"><p>{say("template")}</p>{_sign(say("approved"))}</div>'
        f"<h1>{say('title')}</h1><h2>{say('what')}</h2>"
        f"<p>{escape(definition.plain if definition else '')} {say('who')}</p>"
        f"<h2>{say('choose')}</h2><ul>{points}</ul>"
        f"<h2>{say('form')}</h2>"
        f'<table><tr><th scope="row"><b>{say("take_part")}</b></th>{yes_no}</tr></table>'
        f'<table><thead><tr><th scope="col">{say("receivers")}</th><td></td><td></td></tr></thead>'
        f"<tbody>{receivers}</tbody></table><p>{say('employer')}</p>"
        f'<table><thead><tr><th scope="col">{say("scope")}</th>{heads}</tr></thead>'
        f"<tbody>{scopes}</tbody></table>"
        f"<h2>{say('withdraw')}</h2><p>{say('withdraw_text')} {say('record')}</p>"
        f"{_sign(say('name'), say('date'), say('signature'))}"
        f"{_sign(say('withdrawn'))}{_sign(say('date'), say('signature'))}"
    )


def _sign(*labels: str) -> str:
    """Return lines to be filled in by hand."""
    cells = "".join(f'<th scope="row">{label}</th><td></td>' for label in labels)
    return f'<table class="sign"><tr>{cells}</tr></table>'
