"""The glossary on one page: each term in three languages, its short forms, and the topic that explains it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from bot.knowledge.base.entry import LANGUAGES, KnowledgeBase, Term

STYLE = (
    "body{font:11pt/1.4 sans-serif;margin:2em}table{border-collapse:collapse;width:100%}"
    "th,td{border:1px solid #777;padding:.3em .5em;text-align:left;vertical-align:top}"
    "tr{break-inside:avoid}thead{display:table-header-group}"
)


def html(base: KnowledgeBase, lang: str) -> str:
    """Return the glossary as a page to read or print, sorted by the terms of `lang`."""
    say = base.words.say
    heads = (*(say(lang, f"glossary.{one}") for one in LANGUAGES), say(lang, "glossary.also"))
    title = escape(say(lang, "glossary.title"))
    head = "".join(f"<th>{escape(text)}</th>" for text in (*heads, say(lang, "glossary.topic")))
    rows = "\n".join(_rows(base, lang))
    return (
        f'<!doctype html>\n<html lang="{lang}"><meta charset="utf-8"><title>{title}</title>'
        f"<style>{STYLE}</style><h1>{title}</h1>\n<table><thead><tr>{head}</tr></thead><tbody>\n"
        f"{rows}\n</tbody></table></html>\n"
    )


def _rows(base: KnowledgeBase, lang: str) -> Iterator[str]:
    for term in in_order(base.terms, lang):
        topic = base.topic(lang, term.topic)
        named = (*(term.named(one) for one in LANGUAGES), ", ".join(term.synonyms))
        cells = (*named, topic.question if topic else "")
        yield "<tr>" + "".join(f"<td>{escape(text)}</td>" for text in cells) + "</tr>"


def in_order(terms: Iterable[Term], lang: str) -> list[Term]:
    """Return the terms sorted by what they are called in a language."""
    return sorted(terms, key=lambda term: term.named(lang).casefold())
