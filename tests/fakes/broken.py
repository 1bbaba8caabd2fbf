"""What a proxy, a firewall or a service with a bad day answers in place of what was asked for."""

from __future__ import annotations

import json
from dataclasses import dataclass

HTML = "text/html"
JSON = "application/json"
PAGE = "<html><h1>Tjenesten er nede</h1>Prøv på nytt</html>"


@dataclass(frozen=True)
class Broken:
    """An answer: status, bytes and media type ("" for none)."""

    name: str
    status: int
    body: bytes
    kind: str = HTML


def _json(name: str, value: object, status: int = 200) -> Broken:
    return Broken(name, status, json.dumps(value).encode(), JSON)


ANSWERS: tuple[Broken, ...] = (
    *(Broken(f"latin {status}", status, PAGE.encode("latin-1")) for status in (200, 403, 407, 500, 502, 503)),
    *(
        Broken(f"page {status}", status, PAGE.encode(), "text/html; charset=utf-8")
        for status in (200, 502, 511)
    ),
    Broken("latin, said to be UTF-8", 503, PAGE.encode("latin-1"), "text/html; charset=utf-8"),
    Broken("no such charset", 200, PAGE.encode(), "text/html; charset=nonsense"),
    Broken("no such charset, JSON", 200, b'{"ok": true}', "application/json; charset=nonsense"),
    Broken("UTF-16", 200, PAGE.encode("utf-16"), JSON),
    Broken("bytes", 200, bytes(range(256)) * 20, "application/octet-stream"),
    Broken("bytes, said to be JSON", 200, bytes(range(255, -1, -1)), JSON),
    Broken("nothing", 200, b"", ""),
    Broken("nothing, 204", 204, b"", ""),
    Broken("no media type", 200, PAGE.encode("latin-1"), ""),
    Broken("half", 200, b'{"ok": true, "result": [{"upd', JSON),
    Broken("deep", 200, b"[" * 100_000, JSON),
    Broken("byte order mark", 200, b"\xef\xbb\xbf{", JSON),
    Broken("not a number", 200, b'{"ok": true, "result": NaN}', JSON),
    _json("null", None),
    _json("list", []),
    _json("text", "ok"),
    _json("number", 2**70),
    _json("empty object", {}),
    _json("result null", {"ok": True, "result": None}),
    _json("result a text", {"ok": True, "result": "nei"}),
    _json("result a number", {"ok": True, "result": 7}),
    _json("result an object", {"ok": True, "result": {"update_id": 1}}),
    _json("list of null", {"ok": True, "result": [None, None]}),
    _json("list of lists", {"ok": True, "result": [[], [[]]]}),
    _json("updates without a number", {"ok": True, "result": [{}, {"update_id": None}, {"update_id": "7"}]}),
    _json("huge numbers", {"ok": True, "result": [{"update_id": 2**70, "message": 2**70}]}),
    _json("true for a number", {"ok": True, "result": [{"update_id": True}]}),
    _json("ok is no", {"ok": False}),
    _json("ok is null", {"ok": None, "error_code": None, "description": None}, 400),
    _json("refused without words", {"ok": False, "error_code": "x", "description": ["no"]}, 500),
    _json(
        "asked to wait in words",
        _w := {"ok": False, "error_code": 429, "parameters": {"retry_after": "x"}},
        429,
    ),
    _json(
        "asked to wait for nothing", {**_w, "parameters": {"retry_after": None}, "description": "Too"}, 429
    ),
    _json("tokens of null", {"access_token": None, "expires_in": None, "keys": None, "id": None}),
    _json("tokens of numbers", {"access_token": 7, "expires_in": "inf", "keys": [7], "id": 7}),
    _json("keys without use", {"keys": []}),
)
