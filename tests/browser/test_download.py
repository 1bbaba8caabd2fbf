"""A file that comes with a message: a link saves it, without a request and without a word from the policy."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from bot.domain.message.message import File, Reply
from tests.browser.conftest import Look, Site, Visit, Watch
from tests.browser.sign_in.test_access import violations

pytestmark = pytest.mark.browser

FILE = File("IPS-7K3F.ics", "text/calendar", "BEGIN:VCALENDAR\r\nSUMMARY:IPS-7K3F\r\nEND:VCALENDAR\r\n")
NEWS = Reply("Jonas sa ja til å snakke om IPS-7K3F.", files=(FILE,))


def saved(page: Page, folder: Path) -> str:
    """Use the link and return what was saved."""
    link = page.locator(".bubble a[download]")
    expect(link).to_contain_text("Last ned filen")
    with page.expect_download() as waited:
        link.click()
    assert waited.value.suggested_filename == "IPS-7K3F.ics"
    waited.value.save_as(folder / "saved.ics")
    return (folder / "saved.ics").read_bytes().decode()


@pytest.mark.parametrize("width", [1280, 360])
def test_a_file_is_saved_also_after_a_reload(
    visit: Visit, site: Site, watch: Watch, tmp_path: Path, width: int
) -> None:
    """News with a file offers it to the letter; a reload keeps it; the policy has nothing to complain of."""
    page = visit(look=Look(width=width))
    site.tell("anna", NEWS)
    assert saved(page, tmp_path) == FILE.text
    assert not violations(page)
    page.reload()
    expect(page.locator("html[data-ready=true]")).to_be_attached()
    assert saved(page, tmp_path) == FILE.text
    assert not watch.complaints
    assert not [url for url in watch.requests if not url.startswith((site.address, "blob:"))]
