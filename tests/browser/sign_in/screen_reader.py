"""What a screen reader says of a page, by Chromium's own accessibility tree.

`heard` is what its live regions announced since the last look: each message that came, part by part, as the
tree names it. `read` is the same of any element. What a line says: the role where it is one that is said, the
name, and the state. The tree, not the markup: what is hidden, or has another name, is said so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import CDPSession, Locator, Page

SAID = frozenset(
    {
        *("heading", "button", "link", "radio", "group", "alert", "textbox", "list", "form", "img", "image"),
        *("DisclosureTriangle", "term", "definition", "searchbox", "Date", "status", "article"),
    }
)
"""Roles that are said before a name; of all others the texts alone are."""

WHOLE = frozenset({"heading", "button", "link", "radio", "DisclosureTriangle", "img", "image"})
"""What is said by its name, whatever stands in it."""

LISTEN = """() => {
  window.announced = [];
  let number = 0;
  const live = [...document.querySelectorAll("[aria-live], [role=status], [role=alert], [role=log]")];
  const take = (region, node) => {
    const mark = `said-${(number += 1)}`;
    const target = node.nodeType === Node.ELEMENT_NODE ? node : region;
    target.dataset.said = mark;
    window.announced.push(mark);
  };
  for (const region of live) {
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes) for (const node of addedNodes) take(region, node);
    }).observe(region, { childList: true });
  }
}"""
SLEEP_MS = 750
TAKE = "() => window.announced.splice(0)"
Node = dict[str, Any]


@dataclass
class ScreenReader:
    """Listens to a page from now on."""

    page: Page
    _cdp: CDPSession = field(init=False)

    def __post_init__(self) -> None:
        self._cdp = self.page.context.new_cdp_session(self.page)
        self._cdp.send("Accessibility.enable")
        self._cdp.send("DOM.enable")
        self.page.evaluate(LISTEN)

    def heard(self) -> list[list[str]]:
        """Return what was announced since the last look, a list of lines for each piece that still stands.

        Buttons that have just been drawn are off for a moment: it is read after that.
        """
        self.page.wait_for_timeout(SLEEP_MS)
        marks = dict.fromkeys(self.page.evaluate(TAKE))
        found = (self.page.locator(f"[data-said='{mark}']") for mark in marks)
        said = (self.read(one) for one in found if one.count())
        return [lines for lines in said if lines]

    def read(self, what: Locator) -> list[str]:
        """Return what is said of an element, from its beginning to its end."""
        what.evaluate("node => { window.asked = node; }")
        asked = self._cdp.send("Runtime.evaluate", {"expression": "window.asked"})["result"]["objectId"]
        described = self._cdp.send("DOM.describeNode", {"objectId": asked})["node"]
        nodes = {one["nodeId"]: one for one in self._cdp.send("Accessibility.getFullAXTree")["nodes"]}
        roots = [n for n in nodes.values() if n.get("backendDOMNodeId") == described["backendNodeId"]]
        return _once([line for root in roots for line in _lines(root, nodes)])


def _once(lines: list[str]) -> list[str]:
    """Leave out a text that is the name of what was said just before: legends and labels name their field."""
    names = ["", *(line.partition(": ")[2].partition(", ")[0] for line in lines)]
    whole = ["", *(line.partition(": ")[2] for line in lines)]
    return [line for line, *before in zip(lines, names, whole, strict=False) if line not in before]


def _lines(node: Node, nodes: dict[str, Node]) -> Iterator[str]:
    """Yield the lines of a node and of what stands in it."""
    role, name = _value(node, "role"), _value(node, "name")
    if not node.get("ignored"):
        if role == "StaticText":
            if name.strip():
                yield name.strip()
            return
        if role in SAID and (name or role in {"alert", "list"}):
            yield _said(role, name, node)
        if role in WHOLE:
            return
    for child in node.get("childIds", ()):
        if child in nodes:
            yield from _lines(nodes[child], nodes)


def _said(role: str, name: str, node: Node) -> str:
    """Return how one node is said: role, level, name, state."""
    states = {one["name"]: one["value"].get("value") for one in node.get("properties", ())}
    level = f" {states['level']}" if role == "heading" and "level" in states else ""
    told = [
        word
        for word, there in (
            ("unavailable", states.get("disabled")),
            ("checked", states.get("checked") == "true"),
            ("not checked", states.get("checked") == "false"),
            ("collapsed", states.get("expanded") is False),
            ("expanded", states.get("expanded") is True),
        )
        if there
    ]
    shown = {"DisclosureTriangle": "details"}.get(role, role)
    return ", ".join((f"{shown}{level}: {name}" if name else f"{shown}{level}", *told))


def _value(node: Node, key: str) -> str:
    return str(node.get(key, {}).get("value", "") or "").replace("\xa0", " ")
