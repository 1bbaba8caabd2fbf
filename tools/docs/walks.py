"""Writes docs/walks.md: what each role's first act costs at the page, and what axe finds at each state of it.

Run by `python -m tools.docs.walks`, which walks in a real browser over a busy team (needs chromium). What it
cost before stands in walks_before.yaml, counted in the same way at the commit that is named there.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from string import Template
from typing import Any

import yaml
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.conftest import FLAGS
from tests.browser.desk import busy_team, office
from tests.browser.walks.states import STATES
from tests.browser.walks.walks import A_MINUTE, WALKS, Walk
from tools.browser_note import chromium

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "walks.md"
BEFORE = Path(__file__).parent / "walks_before.yaml"
WIDTHS = {"desktop": (1280, 800), "phone": (390, 844)}
TEMPLATE = Path(__file__).parent / "walks_template.md"


@dataclass
class Found:
    """What axe found at one state: rules that were broken, and rules that applied and held."""

    broken: int
    held: int


@dataclass
class Run:
    """All that was measured: by width and role the walk, by state what axe found at each width."""

    walks: dict[tuple[str, str], Walk] = field(default_factory=dict)
    states: dict[tuple[str, str], dict[str, Found]] = field(default_factory=dict)

    def looking(self, where: str, width: str) -> Callable[[Page, str], None]:
        """Return what looks at a state; a state that comes again counts with all that was ever found."""

        def look(page: Page, state: str) -> None:
            found = Axe().run(page).response
            seen = self.states.setdefault((where, state), {}).setdefault(width, Found(0, 0))
            seen.broken += len(found["violations"])
            seen.held = max(seen.held, len(found["passes"]))

        return look


def main() -> None:
    """Walk, and write the page."""
    run = measured()
    before = yaml.safe_load(BEFORE.read_text("utf-8"))
    PAGE.write_text(page_of(run, before), "utf-8")


def measured() -> Run:
    """Return what one run of all walks measures; at each width it begins with a fresh house."""
    run = Run()
    expect.set_options(timeout=15_000)
    with opened() as browser:
        for width in WIDTHS:
            with tempfile.TemporaryDirectory() as folder, office(Path(folder)) as place:
                place.keep(*busy_team())
                _walked(run, browser, width, place.address)
    return run


def _walked(run: Run, browser: Browser, width: str, address: str) -> None:
    """Walk each role's way and to each other state, in a window of its own."""
    across, down = WIDTHS[width]
    size: Any = {"viewport": {"width": across, "height": down}, "reduced_motion": "reduce"}
    for role, way in WALKS.items():
        with closing(browser.new_context(locale="nb-NO", **size)) as context:
            walk = Walk(context.new_page(), address, run.looking(role, width))
            way(walk)
            run.walks[width, role] = walk
    for name, lead in STATES.items():
        with closing(browser.new_context(locale="nb-NO", **size)) as context:
            page = context.new_page()
            lead(page, address)
            run.looking("other states", width)(page, name)


@contextmanager
def opened() -> Iterator[Browser]:
    """Open the machine's chromium. Raises LookupError without one."""
    found = chromium()
    if found is None:
        raise LookupError("no chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


def page_of(run: Run, before: dict[str, Any]) -> str:
    """Return the whole page."""
    template = Template(TEMPLATE.read_text("utf-8"))
    about = {name: str(before[name]) for name in ("commit", "day", "note")}
    costs, access = "\n".join(_costs(run, before["walks"])), "\n".join(_access(run))
    return template.substitute(about, minute=A_MINUTE, costs=costs, access=access)


def _costs(run: Run, before: dict[str, Any]) -> Iterator[str]:
    """Yield a line for each role."""
    for role, way in WALKS.items():
        walk, old = run.walks["desktop", role], before.get(role)
        taps, words = (old["taps"], old["words"]) if old else ("–", "–")
        seconds = round(old["words"] * 60 / A_MINUTE) if old else "–"
        what = (way.__doc__ or "").strip().rstrip(".")
        cells = (role, what, taps, walk.taps, words, walk.words, seconds, walk.seconds)
        yield f"| {' | '.join(map(str, cells))} |"


def _access(run: Run) -> Iterator[str]:
    """Yield a line for each state."""
    for (where, state), found in run.states.items():
        cells = (f"{one.broken} | {one.held}" if (one := found.get(width)) else "– | –" for width in WIDTHS)
        yield f"| {where} | {state} | {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
