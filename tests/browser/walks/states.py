"""States of the pages that are on no walk, and what leads there: for axe and its table in docs/walks.md."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType

from playwright.sync_api import Page, expect

from tests.browser.conftest import log_in, say

TYPED: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        # a state of the chat: who, and the line that leads there
        "answer": ("anna", "hva er aldersgrensen for IPS?"),
        "list of topics": ("anna", "emner"),
        "verdict": ("anna", "kan jeg fortelle jobbspesialisten om diagnosen? pasienten har ikke samtykket"),
        "danger": ("bjorn", "pasienten sier hun vil ta livet sitt nå"),
        "stopped": ("bjorn", "kan 01018012345 henvises?"),
        "a human": ("bjorn", "snakk med et menneske"),
        "own data": ("bjorn", "hva lagrer du om meg?"),
    }
)
PATHS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        # a page: who, and its path
        "choosing who to be": ("", "/"),
        "a page that does not exist": ("", "/nowhere"),
        "who has access": ("kari", "/u/kari/people"),
        "one person's access": ("kari", "/u/kari/people/of/jonas"),
        "somebody new": ("kari", "/u/kari/people/new"),
        "yearly look": ("kari", "/u/kari/people/review"),
        "import": ("kari", "/u/kari/people/import"),
        "directory": ("kari", "/u/kari/directory"),
        "inbox of somebody without": ("anna", "/u/anna/inbox"),
        "guest, first page": ("", "/ask"),
    }
)


def written(page: Page, address: str, who: str, line: str) -> None:
    """Lead the chat to a state by a line; an open dialog is left first."""
    log_in(page, address, who)
    if page.locator("#dialog").is_visible():
        page.locator("#dialog button").click()
        expect(page.locator("#dialog")).to_be_hidden()
    count = page.locator(".message--bot").count()
    say(page, line)
    expect(page.locator(".message--bot:not(.dots)").nth(count)).to_be_visible()
    page.wait_for_timeout(750)  # buttons that have just been drawn sleep so long


def opened(page: Page, address: str, who: str, path: str) -> None:
    """Open a page, signed in where somebody is named."""
    if who:
        log_in(page, address, who)
    page.goto(f"{address}{path}")


STATES: Mapping[str, Callable[[Page, str], None]] = MappingProxyType(
    {
        **{name: partial(written, who=who, line=line) for name, (who, line) in TYPED.items()},
        **{name: partial(opened, who=who, path=path) for name, (who, path) in PATHS.items()},
    }
)
"""What leads to each state, given a page and the address."""
