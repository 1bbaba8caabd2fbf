"""Choices as rows of buttons under a message. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.channels.telegram.html import clean
from bot.conversation.dialog.flow import leaves
from bot.domain.message.message import Card, Choice

Keyboard = tuple[tuple[Choice, ...], ...]
"""Rows of buttons. A choice's id is the button's callback data; Choice itself sees to its 64 bytes."""

FITS = (42, 18, 11)
"""Characters of a label that a telephone shows when one, two or three buttons share a row."""

MOST = 50
"""Buttons under one message. Telegram refuses markup that is too long, and says no figure."""


def keyboards(choices: Sequence[Choice]) -> list[Keyboard]:
    """Return the choices as one keyboard, or several where there are too many for one message."""
    shown = [Choice(choice.id, label(choice, number)) for number, choice in enumerate(choices, 1)]
    return [rows(shown[start : start + MOST]) for start in range(0, len(shown), MOST)]


def ticked(card: Card) -> list[Keyboard]:
    """Return the answers of a card as one keyboard: those of a question together, those given ticked."""
    parts = [
        row
        for part in card.parts
        for row in rows(_tick(choice, part.number, choice.id == part.chosen) for choice in part.choices)
    ]
    return [(*parts, *rows(card.ways))]


def _tick(choice: Choice, number: int, given: bool) -> Choice:
    return Choice(choice.id, cut(f"{'✓ ' if given else ''}{number}. {choice.label}"))


def cut(text: str) -> str:
    """Return what a button shows of a text, cut where it is too long."""
    text = " ".join(clean(text).split())
    return text if len(text) <= FITS[0] else f"{text[: FITS[0] - 1]}…"


def rows(choices: Iterable[Choice]) -> Keyboard:
    """Return the choices in their order, short ones side by side."""
    made: list[tuple[Choice, ...]] = []
    for choice in choices:
        last = (*made[-1], choice) if made else ()
        apart = any(map(leaves, last))  # a slip of the finger must not end a dialog
        if (
            not apart
            and 1 < len(last) <= len(FITS)
            and all(len(c.label) <= FITS[len(last) - 1] for c in last)
        ):
            made[-1] = last
        else:
            made.append((choice,))
    return tuple(made)


def label(choice: Choice, number: int) -> str:
    """Return what stands on a button; a label that is too long is numbered, and cut at a word."""
    text = " ".join(clean(choice.label).split()) or "…"
    if len(text) <= FITS[0]:
        return text
    start = f"{number}. {text}"[: FITS[0] - 1]
    head, _, tail = start.rpartition(" ")
    return f"{head if len(tail) < len(head) // 2 else start}…"


def in_full(choices: Iterable[Choice]) -> tuple[str, ...]:
    """Return the labels that a button cannot show in full, numbered as on the buttons."""
    labels = enumerate((" ".join(clean(choice.label).split()) for choice in choices), 1)
    return tuple(f"{number}. {text}" for number, text in labels if len(text) > FITS[0])
