"""The provider: who signs in is what the test says; how one is sent here and comes back is checked."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

CLIENT, SECRET = "ips-assistant", "a secret that both know"
LOGOUT = "http://schemas.openid.net/event/backchannel-logout"
_KEYS = {name: RSAKey.generate_key(2048, {"kid": name, "use": "sig"}) for name in ("first", "second")}


class Wrong(Exception):
    """A request that this provider does not take."""


@dataclass
class Grant:
    """A code that was handed out: for what was asked, and whether it was used."""

    asked: Mapping[str, str]
    used: bool = False


@dataclass
class FakeProvider:
    """What it does can be bent by a test: `claims` go over those of a token, None takes one out.

    `key` signs, `published` are the keys that it shows, `alg` and `kid` stand in the head of a token.
    """

    back: str
    issuer: str = ""
    user: dict[str, Any] = field(default_factory=lambda: {"sub": "anna-at-work", "name": "Anna Ås"})
    claims: dict[str, Any] = field(default_factory=dict)
    metadata: dict[str, Any] = field(default_factory=dict)
    key: str = "first"
    published: tuple[str, ...] = ("first",)
    head: dict[str, Any] = field(default_factory=dict)
    signed: bool = True
    refuses: str = ""
    fails: bool = False
    shows_page: bool = False
    grants: dict[str, Grant] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def about(self) -> dict[str, Any]:
        """Return what it says of itself."""
        own = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "end_session_endpoint": f"{self.issuer}/end",
        }
        return own | self.metadata

    def keys(self) -> Any:
        """Return the public keys."""
        return KeySet([_KEYS[name] for name in self.published]).as_dict(private=False)

    def authorize(self, query: Mapping[str, str]) -> str:
        """Return where the browser is sent, with a code. Raises Wrong."""
        self.asked.append(dict(query))
        _see(query.get("client_id") == CLIENT, "client_id")
        _see(query.get("redirect_uri") == self.back, "redirect_uri")
        _see(query.get("response_type") == "code", "response_type")
        _see("openid" in query.get("scope", "").split(), "scope")
        _see(len(query.get("state", "")) >= 32, "state")
        _see(len(query.get("nonce", "")) >= 32, "nonce")
        _see(query.get("code_challenge_method") == "S256", "code_challenge_method")
        _see(len(query.get("code_challenge", "")) == 43, "code_challenge")
        answer = {"state": query["state"], "iss": self.issuer}
        if self.refuses:
            return f"{self.back}?{urlencode({**answer, 'error': self.refuses})}"
        code = secrets.token_urlsafe(16)
        self.grants[code] = Grant(dict(query))
        return f"{self.back}?{urlencode({**answer, 'code': code})}"

    def token(self, form: Mapping[str, str]) -> dict[str, Any]:
        """Return the tokens of a code. Raises Wrong; a code that comes twice is void from then on."""
        _see(form.get("client_id") == CLIENT, "client_id")
        _see(form.get("client_secret") == SECRET, "client_secret")
        _see(form.get("grant_type") == "authorization_code", "grant_type")
        grant = self.grants.get(form.get("code", ""))
        _see(grant is not None and not grant.used, "code")
        assert grant is not None
        grant.used = True
        _see(form.get("redirect_uri") == grant.asked["redirect_uri"], "redirect_uri")
        challenge = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        expected = base64.urlsafe_b64encode(challenge).rstrip(b"=").decode()
        _see(expected == grant.asked["code_challenge"], "code_verifier")
        access = secrets.token_urlsafe(16)
        half = hashlib.sha256(access.encode()).digest()[:16]
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": grant.asked["nonce"],
            "auth_time": now if grant.asked.get("max_age") == "0" else now - 1800,
            "sid": "a session there",
            "at_hash": base64.urlsafe_b64encode(half).rstrip(b"=").decode(),
            **self.user,
        }
        return {"access_token": access, "token_type": "Bearer", "id_token": self.sign(claims | self.claims)}

    def logout_token(self, **more: Any) -> str:
        """Return a token by which this provider ends sessions."""
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 120,
            "jti": secrets.token_hex(8),
        }
        return self.sign({**claims, "events": {LOGOUT: {}}, **more})

    def sign(self, claims: Mapping[str, Any]) -> str:
        """Return a signed token, without what is None."""
        kept = {name: value for name, value in claims.items() if value is not None}
        head = {"alg": "RS256", "kid": self.key, **self.head}
        if not self.signed:
            parts = (json.dumps(part).encode() for part in ({"alg": "none"}, kept))
            return ".".join(base64.urlsafe_b64encode(p).rstrip(b"=").decode() for p in parts) + "."
        head = {name: value for name, value in head.items() if value is not None}
        return jwt.encode(head, kept, _KEYS[self.key], algorithms=["RS256", "RS512"])


def _see(holds: bool, what: str) -> None:
    if not holds:
        raise Wrong(what)


@contextmanager
def running(back: str) -> Iterator[FakeProvider]:
    """Serve a provider that sends people back to this address, until the block ends."""
    made = FakeProvider(back)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            if parts.path == "/authorize":
                if made.shows_page and "go" not in query:
                    return self._page(f"{self.path}&go=1")
                return self._try(lambda: self._sent(made.authorize(query)))
            answers = {"/.well-known/openid-configuration": made.about, "/keys": made.keys}
            if parts.path in answers:
                return self._json(200, answers[parts.path]())
            return self._json(404, {})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"])).decode()
            form = {name: values[0] for name, values in parse_qs(body).items()}
            self._try(lambda: self._json(200, made.token(form)))

        def _try(self, work: Any) -> None:
            if made.fails:
                return self._json(500, {})
            try:
                work()
            except Wrong as wrong:
                made.refused.append(str(wrong))
                self._json(400, {"error": "invalid_grant"})

        def _page(self, onward: str) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(f'<a href="{onward}">Sign in at work</a>'.encode())

        def _sent(self, address: str) -> None:
            self.send_response(303)
            self.send_header("Location", address)
            self.end_headers()

        def _json(self, status: int, value: Any) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(value).encode())

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.issuer = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
