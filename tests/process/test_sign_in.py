"""The whole program with sign-in by OpenID Connect: from the settings to a turn, and over a restart."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import create_server

import httpx

from tests.fakes.oidc import running
from tests.fakes.oidc.provider import CLIENT, SECRET
from tests.process.program import environment, sqlite

TURN = {"update": "12345678", "say": "hei"}
ROLES = "ips-dps=clinician:oyane-dps-allmenn, ips-lead=coordinator"


class Browser:
    """Keeps cookies as a browser does on this machine, where it sends secure ones without encryption, too."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.cookies: dict[str, str] = {}

    def ask(self, method: str, path: str, **more: object) -> httpx.Response:
        """Send a request from one of our own pages."""
        kept = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Cookie": kept, "Origin": self.address} if kept else {"Origin": self.address}
        answer = httpx.request(method, f"{self.address}{path}", headers=headers, timeout=60, **more)  # type: ignore[arg-type]
        for line in answer.headers.get_list("set-cookie"):
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer


@contextmanager
def program(port: int, folder: Path, **settings: str) -> Iterator[None]:
    """Run it for the length of the block."""
    own = environment(IPS_DATABASE=sqlite(folder / "ips.sqlite"), IPS_PORT=str(port), **settings)
    with (folder / "log.jsonl").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "run"], cwd=folder, env=own, stdout=subprocess.PIPE, stderr=log
        )
        assert process.stdout is not None
        said = process.stdout.readline().decode()
        try:
            assert str(port) in said, (folder / "log.jsonl").read_text()
            yield
        finally:
            process.terminate()
            process.wait(30)


def test_from_the_settings_to_a_turn(tmp_path: Path) -> None:
    """Nobody chooses who to be; groups are roles; the session outlives a restart, and its end ends it."""
    with create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    with running(f"{address}/login/back") as provider:
        provider.user |= {"groups": ["ips-dps"]}
        settings = {
            "IPS_LOGIN": "oidc",
            "IPS_BASE_URL": address,
            "IPS_SECRET": "k" * 40,
            "IPS_OIDC_ISSUER": provider.issuer,
            "IPS_OIDC_CLIENT_ID": CLIENT,
            "IPS_OIDC_CLIENT_SECRET": SECRET,
            "IPS_OIDC_ROLES": ROLES,
        }
        browser = Browser(address)
        with program(port, tmp_path, **settings):
            assert 'name="person"' not in browser.ask("GET", "/").text
            assert browser.ask("POST", "/login", data={"person": "kari"}).status_code in {404, 405}
            out = browser.ask("GET", "/login/start").headers["location"]
            back = httpx.get(out).headers["location"]
            home = browser.ask("GET", back.removeprefix(address)).headers["location"]
            who = browser.ask("GET", f"{home}api/start").json()["person"]
            assert (who["role"], who["name"]) == ("clinician", "Anna Ås")
            assert browser.ask("POST", f"{home}api/turn", json=TURN).status_code == 200
        with program(port, tmp_path, **settings):
            assert browser.ask("GET", f"{home}api/start").status_code == 200
            token = provider.logout_token(sub="anna-at-work")
            sent = httpx.post(f"{address}/login/backchannel", data={"logout_token": token})
            assert sent.status_code == 200
            assert browser.ask("GET", f"{home}api/start").status_code == 401
    logged = (tmp_path / "log.jsonl").read_text()
    assert '"event": "signed in"' in logged
    assert "Anna" not in logged
    assert "anna-at-work" not in logged
