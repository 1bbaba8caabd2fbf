"""Reads a card of Teams as a person does: its words in order, its buttons, its links."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Read:
    """What a card shows. `open` are links by their label; `fields` texts that can be copied.

    `pictures` are files that came inside the card, each with its alternative text.
    """

    text: str = ""
    choices: list[dict[str, str]] = field(default_factory=list)
    open: dict[str, str] = field(default_factory=dict)
    fields: list[str] = field(default_factory=list)
    folded: str = ""
    pictures: list[tuple[bytes, str]] = field(default_factory=list)


def read(activity: dict[str, Any]) -> Read:
    """Return what an activity's card shows."""
    card = activity["attachments"][0]["content"]
    seen = Read()
    words = ""
    for element in elements(card["body"]):
        if element["type"] == "RichTextBlock":
            words += ("\n\n" if element["spacing"] == "medium" else "\n") + line(element, seen)
        if element["type"] == "Image":
            seen.pictures.append((b64decode(element["url"].partition("base64,")[2]), element["altText"]))
        if element["type"] == "Input.Text":
            words += f"\n\n{element['label']}:\n{element['value']}"
            seen.fields.append(element["value"])
        if element["type"] == "Input.ChoiceSet":
            words += f"\n\n{element['label']}"
            if "value" not in element and not any("=" in choice["id"] for choice in seen.choices):
                seen.choices += [_sent(choice) for choice in element["choices"]]
        for action in (*element.get("actions", ()), *filter(None, [element.get("selectAction")])):
            if action["type"] == "Action.Submit":
                seen.choices.append({"id": action["data"]["press"], "label": action["title"]})
            if action["type"] == "Action.OpenUrl":
                seen.open[action["title"]] = action["url"]
    seen.text = words.strip("\n")
    return seen


def _sent(choice: dict[str, str]) -> dict[str, str]:
    """Return an answer chosen alone, and sent with the card's own button."""
    card, _, answer = choice["value"].rpartition(":")
    return {"id": f"{card}:!all&{answer}", "label": choice["title"]}


def elements(body: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield all elements, also those inside others, in reading order."""
    for element in body:
        yield element
        if "selectAction" not in element:  # an area to press shows the words of its button
            yield from elements(element.get("items", []))


def line(block: dict[str, Any], seen: Read) -> str:
    """Return a line, and note where it leads."""
    for run in block["inlines"]:
        if "selectAction" in run:
            seen.open[run["text"]] = run["selectAction"]["url"]
    return "".join(run["text"] for run in block["inlines"])
