import pytest
from tests.browser.conftest import *
@pytest.mark.browser
def test_x(context,watch):
    """x"""
    d="/tmp/webdev/r"
    A="http://127.0.0.1:8123"
    page=context().new_page(); watch.on(page)
    page.goto(A); page.screenshot(path=d+"login.png", full_page=True)
    log_in(page,A,"anna"); page.screenshot(path=d+"0.png")
    say(page,"hva kan jeg si til jobbspesialisten?"); page.wait_for_timeout(700); page.screenshot(path=d+"1.png")
    say(page,"jeg vil henvise"); page.wait_for_timeout(700); page.screenshot(path=d+"2.png")
    print(page.locator("#log").inner_text()[-900:])
    print(watch.complaints)
