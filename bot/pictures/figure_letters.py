"""Draws a figure with letters, for a terminal: boxes and arrows."""

from __future__ import annotations

from textwrap import wrap

from bot.domain.message.picture import Figure, Mark, Shape

WIDTH = 60
SIGNS = {Mark.NONE: "", Mark.MAY: "✓ ", Mark.NEVER: "✗ "}


def drawn(figure: Figure) -> str:
    """Return the figure as lines."""
    lines: list[str] = []
    for number, box in enumerate(figure.boxes, 1):
        if number > 1 and figure.shape is Shape.CHAIN:
            lines.append("↓".center(WIDTH).rstrip())
        sign = f"{number}. " if figure.shape is Shape.NUMBERS else SIGNS[box.mark]
        inside = [part for text in (sign + box.head, *box.lines) for part in wrap(text, WIDTH - 4)]
        lines += [f"┌{'─' * (WIDTH - 2)}┐", *(f"│ {part:<{WIDTH - 4}} │" for part in inside)]
        lines.append(f"└{'─' * (WIDTH - 2)}┘")
    return "\n".join(lines)
