"""Parts of a form, every word in them escaped. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from bot.channels.web.markup import markup, tag

Option = tuple[str, str]
"""What is sent, and what is read."""


def field(name: str, label: str, value: str = "", kind: str = "text", hint: str = "", **more: str) -> str:
    """Return a field with its label, and what is to be known about it."""
    described = {"aria_describedby": f"{name}-hint"} if hint else {}
    box = void("input", id=name, name_=name, type=kind, value=value, autocomplete="off", **described, **more)
    return _labelled(name, label, box, hint)


def select(name: str, label: str, options: Iterable[Option], chosen: str = "", hint: str = "") -> str:
    """Return a list to choose from."""
    lines = "".join(
        tag("option", text, value=value, **({"selected": "selected"} if value == chosen else {}))
        for value, text in options
    )
    described = {"aria_describedby": f"{name}-hint"} if hint else {}
    return _labelled(name, label, markup("select", lines, id=name, name_=name, **described), hint)


def area(name: str, label: str, value: str = "", hint: str = "", rows: int = 8) -> str:
    """Return a field of many lines."""
    box = tag(
        "textarea", value, id=name, name_=name, rows=rows, aria_describedby=f"{name}-hint", spellcheck="false"
    )
    return _labelled(name, label, box, hint)


def check(name: str, label: str, *, on: bool, value: str = "yes") -> str:
    """Return a box to tick."""
    box = void(
        "input",
        id=f"{name}-{value}",
        name_=name,
        type="checkbox",
        value=value,
        **({"checked": "checked"} if on else {}),
    )
    return markup("p", box + tag("label", label, for_=f"{name}-{value}"), class_="tick")


def hidden(name: str, value: str) -> str:
    """Return a value that goes along."""
    return void("input", type="hidden", name_=name, value=value)


def form(inside: str, button: str, *, do: str = "", action: str = "", grave: bool = False) -> str:
    """Return a form with its button; `do` says what is asked for, `action` where it goes if not here."""
    more = {"data_color": "danger"} if grave else {}
    press = tag("button", button, class_="aksel-button aksel-button--small", data_variant="secondary", **more)
    where = {"action": action} if action else {}
    return markup(
        "form", (hidden("do", do) if do else "") + inside + press, method="post", class_="deed", **where
    )


def section(title: str, body: str, key: str) -> str:
    """Return a part of a page under its heading."""
    heading = tag("h2", title, class_="part__title aksel-heading aksel-heading--small", id=key)
    return markup("section", heading + body, class_="part", aria_labelledby=key)


def link(text: str, to: str, *, plain: bool = False) -> str:
    """Return a link, which looks like a button unless it is `plain`."""
    if plain:
        return tag("a", text, href=to, class_="aksel-link")
    return tag("a", text, href=to, class_="aksel-button aksel-button--small", data_variant="secondary")


def table(caption: str, heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table of cells that are markup already; on a narrow screen each row is a card of its own.

    The first cell of a row is its head. What a table is to a screen reader is said again by roles, which the
    narrow form would take away.
    """
    names = tuple(heads)
    top = "".join(tag("th", name, scope="col", role="columnheader") for name in names)
    lines = "".join(markup("tr", _cells(names, tuple(row)), role="row") for row in rows)
    inside = (
        tag("caption", caption, class_="aksel-sr-only")
        + markup("thead", markup("tr", top, role="row"), role="rowgroup")
        + markup("tbody", lines, role="rowgroup")
    )
    return markup("table", inside, class_="staff", role="table")


def _cells(names: tuple[str, ...], cells: tuple[str, ...]) -> str:
    first = markup("th", cells[0], scope="row", role="rowheader")
    rest = zip(names[1:], cells[1:], strict=True)
    return first + "".join(markup("td", cell, role="cell", data_label=name) for name, cell in rest)


def void(name: str, **attributes: object) -> str:
    """Return an element that holds nothing."""
    shown = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(str(value))}"' for key, value in attributes.items()
    )
    return f"<{name}{shown}>"


def _labelled(name: str, label: str, box: str, hint: str) -> str:
    told = tag("span", hint, id=f"{name}-hint", class_="field__hint") if hint else ""
    return markup("p", tag("label", label, for_=name) + told + box, class_="field")
