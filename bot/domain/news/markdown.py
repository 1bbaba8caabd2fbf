"""Markdown as plain text that reads well in every channel: what marks it up goes."""

from __future__ import annotations

import re

_HEADING = re.compile(r"^#{1,6}\s+(.*?)\s*#*$")
_ITEM = re.compile(r"^(\s*)[-*+]\s+")
_QUOTE = re.compile(r"^>\s?")
_RULE = re.compile(r"^\s*([-*_])(\s*\1){2,}\s*$")
_IMAGE = re.compile(r"!\[([^\]]*)\]\([^)]*\)")
_LINK = re.compile(r"\[([^\]]+)\]\(<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\)")
_STRESS = re.compile(r"(\*\*|__|~~|\*|_|`)(?=\S)(.+?)(?<=\S)\1(?![\w*])")


def readable(text: str) -> str:
    """Return Markdown without its signs. A link shows where it leads; a picture is what it says."""
    lines = [_line(line.rstrip()) for line in text.strip().splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _line(line: str) -> str:
    if _RULE.match(line):
        return ""
    if heading := _HEADING.match(line):
        return _inline(heading[1])
    item = _ITEM.match(line)
    rest = _inline(_QUOTE.sub("", line[item.end() :] if item else line))
    return f"{item[1]}– {rest}" if item else rest


def _inline(text: str) -> str:
    text = _LINK.sub(_link, _IMAGE.sub(r"\1", text))
    while (plain := _STRESS.sub(r"\2", text)) != text:
        text = plain
    return text


def _link(found: re.Match[str]) -> str:
    name, address = found[1], found[2]
    return name if name == address else f"{name} ({address})"
