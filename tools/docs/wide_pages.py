"""The roll-up (85 by 200 cm) and the brochure (A4, folded twice), made of the topics' words and figures."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from bot.channels.web.picture import drawn
from bot.domain.message.picture import QrCode
from bot.knowledge.base.entry import KnowledgeBase, Topic

WORDS = "prints"


def rollup(base: KnowledgeBase, lang: str, address: str) -> str:
    """Return what stands on the roll-up: read from some metres away, the code at the height of a hand."""

    def say(key: str) -> str:
        return escape(base.words.say(lang, f"{WORDS}.rollup.{key}"))

    points = "".join(f"<li>{say(f'points.{name}')}</li>" for name in ("a", "b", "c"))
    return (
        f'<h1>{say("title")}</h1><p class="lead">{say("lead")}</p>{ask(base, lang, address)}'
        f"<h2>{say('heading')}</h2><ul>{points}</ul>{_figure(base, lang, 'principles')}"
    )


def brochure(base: KnowledgeBase, lang: str, address: str) -> str:
    """Return six panels on two pages: outside first (inner flap, back, front), then inside from the left."""

    def say(key: str) -> str:
        return escape(base.words.say(lang, f"{WORDS}.brochure.{key}"))

    def part(key: str, *bodies: str) -> str:
        return f'<section class="panel"><h2>{say(key)}</h2>{"".join(bodies)}</section>'

    front = f'<section class="panel front"><h1>{say("title")}</h1><p class="lead">{say("lead")}</p></section>'
    lines = "".join(f'<tr><th scope="row">{say(f"lines.{name}")}</th><td></td></tr>' for name in "abc")
    outside = (
        part("principles", _figure(base, lang, "principles")),
        part("contact", f'<table class="sign">{lines}</table>', ask(base, lang, address)),
        front,
    )
    inside = (
        part("what", _answer(base, lang, "ips.definition"))
        + part("whom", _answer(base, lang, "referral.criteria")),
        part("sharing", _answer(base, lang, "privacy.before_consent"), _figure(base, lang, "consent")),
        part("how", _steps(_topic(base, lang, "referral.criteria")))
        + part("ways", _figure(base, lang, "ways")),
    )
    return _side(outside) + _side(inside)


def ask(base: KnowledgeBase, lang: str, address: str) -> str:
    """Return the code for a camera, with the address in letters below it."""
    text = base.words.say(lang, f"{WORDS}.asks_text", address=address)
    title = base.words.say(lang, f"{WORDS}.asks")
    code = drawn("code", QrCode(title, address, text))
    return f'<div class="ask"><h2>{escape(title)}</h2>{code}<p>{escape(text)}</p></div>'


def _side(panels: Sequence[str]) -> str:
    columns = "".join(f'<div class="column">{panel}</div>' for panel in panels)
    return f'<div class="side">{columns}</div>'


def _figure(base: KnowledgeBase, lang: str, name: str) -> str:
    (figure,) = base.figure(lang, name)
    return drawn(name, figure)


def _topic(base: KnowledgeBase, lang: str, id: str) -> Topic:
    topic = base.topic(lang, id)
    if topic is None:
        raise KeyError(id)
    return topic


def _answer(base: KnowledgeBase, lang: str, id: str) -> str:
    return f"<p>{escape(' '.join(_topic(base, lang, id).answer.split()))}</p>"


def _steps(topic: Topic) -> str:
    return f"<ul>{''.join(f'<li>{escape(step)}</li>' for step in topic.do)}</ul>"
