"""Pieces of an Adaptive Card 1.5 as plain dicts. Text stands in RichTextBlocks: nothing in it is Markdown."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from typing import Any

Element = dict[str, Any]

MOST_IN_A_PIECE = 6_000
"""How many bytes of text stand in one piece; cards are put together from pieces."""

_ROW_ACTIONS = 3
_ROW_LETTERS = 40
_LONG_LABEL = 36
_INTO_TEAMS = re.compile(r"(https://teams\.microsoft\.com/l/chat/[\w/?=:.-]*[\w/])")


def size(element: Any) -> int:
    """Return how many bytes something takes as it is sent."""
    return len(json.dumps(element, ensure_ascii=False).encode("utf-8", "replace"))


def line(text: str, spacing: str = "none", link: str | None = None, **looks: Any) -> Element:
    """Return one line of text. `looks` are properties of a TextRun, such as weight."""
    parts = [(text, link)] if link else [(part, part if n % 2 else None) for n, part in _parts(text)]
    return {"type": "RichTextBlock", "spacing": spacing, "inlines": [_run(*part, looks) for part in parts]}


def _parts(text: str) -> Iterator[tuple[int, str]]:
    """Yield the parts of a text, numbered: links into Teams itself are the odd ones, and can be opened."""
    parts = list(enumerate(_INTO_TEAMS.split(text)))
    yield from (part for part in parts if part[1] or len(parts) == 1)


def _run(text: str, link: str | None, looks: dict[str, Any]) -> Element:
    run: Element = {"type": "TextRun", "text": text, **looks}
    return {**run, "selectAction": {"type": "Action.OpenUrl", "url": link}} if link else run


def lines(text: str, spacing: str = "medium", **looks: Any) -> list[Element]:
    """Return a text line by line; what follows an empty line stands a little off, as the first line does."""
    made: list[Element] = []
    for one in text.split("\n"):
        if one.strip():
            made += [line(piece, spacing if not n else "none", **looks) for n, piece in enumerate(cut(one))]
            spacing = "none"
        else:
            spacing = "medium"
    return made


def cut(text: str, most: int = MOST_IN_A_PIECE) -> Iterator[str]:
    """Yield a text in pieces of at most `most` bytes, broken at spaces where there are some."""
    while size(text) > most:
        at = _fitting(text, most)
        at = text.rfind(" ", at // 2, at) + 1 or at
        yield text[:at]
        text = text[at:]
    if text:
        yield text


def _fitting(text: str, most: int) -> int:
    low, high = 1, min(len(text), most)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if size(text[:middle]) <= most else (low, middle - 1)
    return low


def grouped(elements: Iterable[Element], most: int) -> Iterator[list[Element]]:
    """Yield elements in groups of at most `most` bytes, in order."""
    group: list[Element] = []
    room = most
    for element in elements:
        needed = size(element) + 2
        if group and needed > room:
            yield group
            group, room = [], most
        group.append(element)
        room -= needed
    if group:
        yield group


def picture(content: bytes, alternative: str, width: int, link: Element | None = None) -> Element:
    """Return a PNG that travels inside the card. `alternative` is read aloud in its place; `width` in pixels.

    Source: Adaptive Cards 1.2 and newer take `data:` addresses in an Image.
    """
    url = f"data:image/png;base64,{b64encode(content).decode()}"
    image = {"type": "Image", "url": url, "altText": alternative, "width": f"{width}px", "spacing": "small"}
    return image | ({"selectAction": link} if link else {})


def container(items: list[Element], **more: Any) -> Element:
    """Return elements that belong together."""
    return {"type": "Container", "items": items, **more}


def submit(label: str, press: str) -> Element:
    """Return a button that comes back as a press. What stands in the card's text fields stays there."""
    data = {"press": press}
    return {"type": "Action.Submit", "title": label, "data": data, "associatedInputs": "none"}


def submit_all(label: str, press: str) -> Element:
    """Return a button that comes back as a press with all that was chosen in the card."""
    return {"type": "Action.Submit", "title": label, "data": {"press": press}, "style": "positive"}


def choose(name: str, label: str, choices: list[tuple[str, str]], chosen: str) -> Element:
    """Return a question with its answers to choose one from; none is chosen that nobody gave."""
    listed = [{"title": title, "value": value} for value, title in choices]
    question = {"type": "Input.ChoiceSet", "id": name, "label": label, "style": "expanded", "wrap": True}
    given = {"value": chosen} if chosen in {value for value, _ in choices} else {}
    return {**question, "choices": listed, "spacing": "medium", **given}


def link(label: str, url: str) -> Element:
    """Return a button that opens an address, or dials."""
    return {"type": "Action.OpenUrl", "title": label, "url": url}


def buttons(actions: Iterable[Element]) -> list[Element]:
    """Return buttons in rows. Teams cuts off what does not fit, so a long label becomes an area to press."""
    rows: list[Element] = []
    letters = 0
    for action in actions:
        letters += len(action["title"])
        if len(action["title"]) > _LONG_LABEL:
            rows.append(_area(action))
        elif (
            rows
            and "actions" in rows[-1]
            and len(rows[-1]["actions"]) < _ROW_ACTIONS
            and letters <= _ROW_LETTERS
        ):
            rows[-1]["actions"].append(action)
        else:
            rows.append({"type": "ActionSet", "spacing": "small", "actions": [action]})
            letters = len(action["title"])
    return rows


def _area(action: Element) -> Element:
    """Return a text of several lines that is pressed like a button."""
    words = list(cut(action["title"]))
    items = [line(piece, weight="bolder") for piece in words]
    return container(items, style="emphasis", spacing="small", selectAction=action)


def copyable(text: str, label: str, number: int) -> Element:
    """Return a text that can be marked and copied in every Teams client: a field that nobody reads."""
    field = {"type": "Input.Text", "id": f"record{number}", "isMultiline": True}
    return {**field, "label": label, "value": text, "spacing": "medium"}


def card(body: list[Element], lang: str, instead: str) -> Element:
    """Return a card. `instead` is shown and read aloud where cards are not."""
    head = {"type": "AdaptiveCard", "$schema": "http://adaptivecards.io/schemas/adaptive-card.json"}
    return {**head, "version": "1.5", "lang": lang, "fallbackText": instead, "body": body}


def without_buttons(activity: Element) -> Element:
    """Return an activity whose cards have no buttons that press anything; links stay."""
    attachments = [{**one, "content": _bare(one["content"])} for one in activity["attachments"]]
    return {**activity, "attachments": attachments}


def has_buttons(activity: Element) -> bool:
    """Tell whether a card of an activity has a button that comes back as a press."""
    return without_buttons(activity) != activity


def _answered(question: Element) -> Element:
    """Return a question that can no longer be answered, as text."""
    return line(question["label"], "medium", weight="bolder")


def _bare(content: Element) -> Element:
    body = []
    for element in content["body"]:
        if element["type"] == "ActionSet":
            kept = [action for action in element["actions"] if action["type"] != "Action.Submit"]
            body += [{**element, "actions": kept}] if kept else []
        elif element["type"] == "Input.ChoiceSet":
            body.append(_answered(element))
        elif element.get("selectAction", {}).get("type") != "Action.Submit":
            body.append(element)
    return {**content, "body": body}
