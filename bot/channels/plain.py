"""A reply as plain text, for channels that show nothing but text."""

from __future__ import annotations

from bot.domain.message import Reply
from bot.knowledge.entry import Words


def as_text(reply: Reply, words: Words, lang: str) -> str:
    """Return everything a reader of a reply needs, in reading order, without its buttons."""
    parts = [reply.title, reply.text]
    if reply.do:
        parts.append("\n".join((words.say(lang, "answer.do") + ":", *(f"- {line}" for line in reply.do))))
    parts.append(reply.more)
    parts.extend(f"{call.label}" for call in reply.calls)
    if reply.record:
        parts.append(f"{words.say(lang, 'answer.record')}:\n{reply.record}")
    parts.extend(words.say(lang, "file.text", name=file.name) for file in reply.files)
    for source in reply.sources:
        note = f" ({source.note})" if source.note else ""
        note += f" {source.url}" if source.url and reply.opened else ""
        parts.append(f"{words.say(lang, 'answer.source')}: {source.title}, {source.section}{note}")
    return "\n\n".join(part for part in parts if part)
