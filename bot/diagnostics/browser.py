"""What a browser is told at our public address: cookies for encrypted lines alone, and to stay with those."""

from __future__ import annotations

from urllib.parse import urlsplit

from httpx import AsyncClient, HTTPError, InvalidURL, Response

from bot.domain.ports.health import Finding, Level
from bot.settings import Settings, is_loopback

LONGEST_S = 10.0 / 3
BEGINS = "/login/start"
"""Where a sign-in begins, and with it a cookie."""

WANTED = ("Secure", "HttpOnly", "SameSite=Lax")
OURS = "__Host-"
HTTPS = 443


async def looked_at(settings: Settings) -> list[Finding]:
    """Return what is found; nothing with the demo login, which is for one machine without encryption."""
    if settings.login != "oidc":
        return []
    address = settings.base_url.rstrip("/")
    shown = await _get(f"{address}{BEGINS}")
    found = [*_proxies(settings, address), *await _plain(address)]
    if shown is None:  # the check of the address tells
        return found
    return [*_cookies(shown), *_stays(shown, address), *found]


def _cookies(shown: Response) -> list[Finding]:
    """Return what the cookies lack; where none is set, the provider did not answer, and its check tells."""
    cookies = shown.headers.get_list("set-cookie")
    lacks = sorted({part for cookie in cookies for part in _lacking(cookie)})
    if lacks:
        return [Finding(Level.FAULT, "doctor.browser.cookie", {"lacks": ", ".join(lacks)})]
    return [Finding(Level.OK, "doctor.browser.ok")] if cookies else []


def _lacking(cookie: str) -> list[str]:
    name, *parts = (part.strip() for part in cookie.split(";"))
    said = {part.casefold() for part in parts}
    return [*([] if name.startswith(OURS) else [OURS]), *(w for w in WANTED if w.casefold() not in said)]


def _stays(shown: Response, address: str) -> list[Finding]:
    if not address.startswith("https:") or "strict-transport-security" in shown.headers:
        return []
    return [Finding(Level.WARNING, "doctor.browser.hsts", {"url": address})]


async def _plain(address: str) -> list[Finding]:
    """Tell whether our pages are shown without encryption, too: a proxy is to lead on from there."""
    url = urlsplit(address)
    if url.scheme != "https" or (url.port or HTTPS) != HTTPS:
        return []
    plain = f"http://{url.netloc}/"
    shown = await _get(plain)
    if shown is None or not shown.is_success:
        return []
    return [Finding(Level.FAULT, "doctor.browser.plain", {"url": plain})]


def _proxies(settings: Settings, address: str) -> list[Finding]:
    """Whoever ends the encryption for us stands in between, and all would count as one sender."""
    if settings.proxies or is_loopback(urlsplit(address).hostname or ""):
        return []
    return [Finding(Level.WARNING, "doctor.browser.proxies")]


async def _get(url: str) -> Response | None:
    try:
        # whether the certificate is believed is told with the address
        async with AsyncClient(timeout=LONGEST_S, verify=False, follow_redirects=False) as web:
            return await web.get(url)
    except (HTTPError, InvalidURL, OSError):
        return None
