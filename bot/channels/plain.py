"""A reply as plain text, for channels that show nothing but text."""

from __future__ import annotations

from bot.domain.message.message import Part, Reply
from bot.knowledge.base.entry import Words


def rows(reply: Reply) -> list[str]:
    """Return the answers to be checked, a line each."""
    return [f"{number}. {row.name}: {row.value}" for number, row in enumerate(reply.rows, 1)]


def now_open(reply: Reply) -> Part | None:
    """Return the first question of a card that nobody has answered: the reply's choices answer it."""
    parts = reply.card.parts if reply.card else ()
    return next((part for part in parts if not part.given), None)


def part_line(part: Part, is_next: bool) -> str:
    """Return a question of a card in one line: with its answer, or with those to choose from."""
    if part.given:
        return f"✓ {part.number}. {part.ask} {part.given}"
    labels = " / ".join(choice.label for choice in part.choices)
    return (
        f"→ {part.number}. {part.full or part.ask} ({labels})"
        if is_next
        else f"  {part.number}. {part.ask} ({labels})"
    )


def as_text(reply: Reply, words: Words, lang: str) -> str:
    """Return everything a reader of a reply needs, in reading order, without its buttons."""
    parts = [reply.title, reply.text, reply.caution]
    if reply.do:
        parts.append("\n".join((words.say(lang, "answer.do") + ":", *(f"- {line}" for line in reply.do))))
    if reply.rows:
        parts.append("\n".join(rows(reply)))
        parts.append(reply.after)
    if reply.card:
        parts.append("\n".join(part_line(part, part is now_open(reply)) for part in reply.card.parts))
        parts.append(next((part.help for part in reply.card.parts if part is now_open(reply)), ""))
    else:
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
