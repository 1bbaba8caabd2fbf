"""Reads Telegram's HTML as strictly as Telegram does, and gives the text that is left."""

from __future__ import annotations

from html.parser import HTMLParser

ALLOWED = {"b": set(), "pre": set(), "blockquote": {"expandable"}, "a": {"href"}}


class Reader(HTMLParser):
    """Raises AssertionError for a tag that is unknown, nested or never closed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.open: list[str] = []
        self.inside: list[tuple[str, str]] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """See HTMLParser."""
        assert {name for name, _ in attrs} <= ALLOWED[tag]
        assert not self.open
        self.open.append(tag)
        self.inside.append((tag, ""))
        self.links.extend(value or "" for name, value in attrs if name == "href")

    def handle_endtag(self, tag: str) -> None:
        """See HTMLParser."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """See HTMLParser."""
        self.text += data
        if self.open:
            self.inside[-1] = (self.inside[-1][0], self.inside[-1][1] + data)


def read(html: str) -> Reader:
    """Return what Telegram would make of it."""
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert not reader.open
    return reader
