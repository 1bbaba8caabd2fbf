"""All roles, each the short way, on a desktop and a phone: it can be done, and every state is in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.conftest import Look, Watch
from tests.browser.desk import Office, busy_team, office
from tests.browser.sign_in.test_access import violations
from tests.browser.walks.states import STATES
from tests.browser.walks.walks import WALKS, Walk
from tests.domain.making import ROOT

pytestmark = pytest.mark.browser

LOOKS = {"desktop": Look(1280, 800), "phone": Look(390, 844)}
TABLE = (ROOT / "docs" / "walks.md").read_text("utf-8")
"""Every state of every walk, with what axe found there; written by tools/docs/walks.py."""

WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
MOST_TAPS = {"clinician": 6, "clinician, at once": 6}
MOST_SECONDS = {"clinician, at once": 60}
"""Where fewer are promised than for others; MOST_SECONDS of reading, from the first page on."""


@pytest.fixture(scope="module", params=LOOKS)
def look(request: pytest.FixtureRequest) -> str:
    """How wide the window is."""
    return str(request.param)


@pytest.fixture(scope="module")
def place(look: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One running web chat of a busy team for all walks at one width."""
    with office(Path(tmp_path_factory.mktemp("walks"))) as made:
        made.keep(*busy_team())
        yield made


def in_order(page: Page, state: str) -> None:
    """Fail when axe finds something, or something is wider than the window."""
    assert violations(page) == [], state
    assert page.evaluate(WIDER) <= 0, state


@pytest.mark.parametrize("role", WALKS)
def test_a_role_gets_there(
    place: Office, context: Callable[..., BrowserContext], watch: Watch, role: str, look: str
) -> None:
    """What this role does first is done, in few taps; nothing on the way is out of order or foreign."""
    page = context(LOOKS[look], has_touch=look == "phone").new_page()
    watch.on(page)
    walk = Walk(page, place.address, in_order)
    WALKS[role](walk)
    assert walk.taps <= MOST_TAPS.get(role, 8)
    assert walk.seconds <= MOST_SECONDS.get(role, walk.seconds)
    assert [state for state in walk.states if f"| {role} | {state} |" not in TABLE] == []
    assert watch.complaints == []
    assert [url for url in watch.requests if not url.startswith(place.address)] == []


def test_the_table_has_every_state_and_nothing_broken() -> None:
    """What docs/walks.md tells is whole: each walk, each other state, and no rule is broken at any."""
    rows = [line.strip("| ").split(" | ") for line in TABLE.splitlines() if line.startswith("| ")]
    states = {(row[0], row[1]): row[2:] for row in rows if len(row) == 6}
    assert {role for role, _ in states} >= set(WALKS)
    assert {state for _, state in states} >= set(STATES)
    found = [row for name, row in states.items() if name != ("walk", "state")]
    assert {cell for row in found for cell in (row[0], row[2])} <= {"0", "–"}
