"""python -m tools.browser_note: says in one line that there is no browser, so that its tests are left out.

Debian's chromium is taken where it is, else what `python -m playwright install chromium` has brought.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright


def chromium() -> str | None:
    """Return the path of a chromium that can be started, or None. Not while another Playwright is open."""
    if found := shutil.which("chromium"):
        return found
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


if __name__ == "__main__" and not os.environ.get("CI") and chromium() is None:
    print(
        "No chromium here: the browser tests are left out "
        "(Debian: apt-get install chromium; or: .venv/bin/python -m playwright install --with-deps chromium)."
    )
