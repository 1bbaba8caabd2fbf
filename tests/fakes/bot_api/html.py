"""Telegram's HTML: the text without its tags, and the entities that the tags became.

Source: the Bot API's "HTML style" and TDLib's parser. Unknown `&names;` stay as they are; `<` must be a tag.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import Any

from .errors import Refused, bad

Entity = dict[str, Any]
TAG = re.compile(r"<(/?)([^\s>/]*)((?:\s+[^\s=>\"'/]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>\"']+))?)*)\s*/?>")
ATTRIBUTE = re.compile(r"([^\s=>\"'/]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+)))?")
REFERENCE = re.compile(r"&(lt|gt|amp|quot|#\d{1,7}|#x[0-9a-fA-F]{1,6});?")
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
FOUND = re.compile(
    r"(?P<url>https?://[^\s<>\"]+[^\s<>\".,;:!?)])|(?P<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?P<mention>(?<!\w)@\w{4,32})|(?P<bot_command>(?<![\w/<>'\"])/\w{1,32}(?:@\w+)?)"
)


@dataclass
class _Open:
    tag: str
    kind: str
    start: int
    extra: Entity


def units(text: str) -> int:
    """Return a text's length in UTF-16 units, which is how Telegram counts."""
    return len(text.encode("utf-16-le")) // 2


def parse(source: str) -> tuple[str, list[Entity]]:
    """Return text and entities of an HTML source, or refuse what the real parser refuses."""
    out: list[str] = []
    length = position = 0
    opened: list[_Open] = []
    entities: list[Entity] = []
    while position < len(source):
        char, step = source[position], 1
        if char == "<":
            tag, step = _tag(source, position)
            if tag[0]:
                _close(tag[1], opened, entities, length, _bytes(source, position))
            else:
                kind, extra = _meaning(tag[1], tag[2], opened)
                opened.append(_Open(tag[1], kind, length, extra))
        else:
            if char == "&" and (reference := REFERENCE.match(source, position)):
                char, step = _character(reference[1]), len(reference[0])
            out.append(char)
            length += units(char)
        position += step
    if opened:
        raise _refuse(f'Can\'t find end tag corresponding to start tag "{opened[-1].tag}"')
    return _trimmed("".join(out), entities)


def found(text: str) -> list[Entity]:
    """Return the entities that Telegram finds by itself: addresses, mentions, commands."""
    return [
        {"type": str(hit.lastgroup), "offset": units(text[: hit.start()]), "length": units(hit[0])}
        for hit in FOUND.finditer(text)
    ]


def marked(text: str, entity: Entity) -> str:
    """Return the part of a text that an entity covers."""
    raw = text.encode("utf-16-le")
    return raw[2 * entity["offset"] : 2 * (entity["offset"] + entity["length"])].decode("utf-16-le")


def _bytes(source: str, position: int) -> int:
    return len(source[:position].encode())


def _refuse(why: str) -> Refused:
    return bad(f"can't parse entities: {why}")


def _character(reference: str) -> str:
    if reference in NAMED:
        return NAMED[reference]
    code = int(reference[2:], 16) if reference[1] == "x" else int(reference[1:])
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def _tag(source: str, position: int) -> tuple[tuple[bool, str, str], int]:
    """Return (is it an end, name, attributes) and the length of the tag that begins here."""
    at = _bytes(source, position)
    name = re.compile(r"</?([^\s>]*)").match(source, position)
    shown = (name[1] if name else "").lower()
    hit = TAG.match(source, position)
    closing = source.startswith("</", position)
    if not closing and shown.rstrip("/") not in KINDS and ">" in source[position:]:
        raise _refuse(f'Unsupported start tag "{shown}" at byte offset {at}')
    if hit is None:
        raise _refuse(f"Unclosed {'end' if closing else 'start'} tag at byte offset {at}")
    return (closing, hit[2].lower(), hit[3]), len(hit[0])


def _meaning(tag: str, attributes: str, opened: list[_Open]) -> tuple[str, Entity]:
    """Return what kind of entity a start tag begins, and what the entity carries."""
    given = {hit[1].lower(): hit[2] or hit[3] or hit[4] or "" for hit in ATTRIBUTE.finditer(attributes)}
    if tag == "span" and given.get("class") != "tg-spoiler":
        raise _refuse('Tag "span" must have class "tg-spoiler"')
    if tag == "a":
        return "text_link", {"url": unescape(given.get("href", ""))}
    if tag == "blockquote" and "expandable" in given:
        return "expandable_blockquote", {}
    if (
        tag == "code"
        and given.get("class", "").startswith("language-")
        and opened
        and opened[-1].tag == "pre"
    ):
        opened[-1].extra["language"] = given["class"].removeprefix("language-")
        return "", {}
    return KINDS[tag], {}


def _close(tag: str, opened: list[_Open], entities: list[Entity], end: int, at: int) -> None:
    if not opened:
        raise _refuse(f"Unexpected end tag at byte offset {at}")
    start = opened.pop()
    if tag and tag != start.tag:
        raise _refuse(f'Unmatched end tag at byte offset {at}, expected "</{start.tag}>", found "</{tag}>"')
    worthless = start.kind in {"", "custom_emoji"} or (start.kind == "text_link" and not start.extra["url"])
    if end > start.start and not worthless:
        entity = {"type": start.kind, "offset": start.start, "length": end - start.start}
        entities.append(entity | start.extra)


def _trimmed(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Take white space from both ends, as Telegram does, and move the entities with it."""
    left = units(text) - units(text.lstrip())
    text = text.strip()
    kept = []
    for entity in entities:
        start = max(entity["offset"] - left, 0)
        end = min(entity["offset"] + entity["length"] - left, units(text))
        if end > start:
            kept.append(entity | {"offset": start, "length": end - start})
    return text, sorted(kept, key=lambda entity: (entity["offset"], -entity["length"]))
