"""A request's parameters: URL query, form, multipart and JSON all become texts, as in the real server."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import BodyPartReader, ClientResponse, MultipartReader, web

from .errors import Refused, bad

TRUE = {"true", "yes", "1"}


@dataclass(frozen=True)
class Upload:
    """A file that came with a request."""

    name: str
    data: bytes


@dataclass
class Call:
    """One call of a method: its name in small letters, and its parameters as texts."""

    method: str
    fields: dict[str, str] = field(default_factory=dict)
    files: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str, default: str = "") -> str:
        """Return a parameter as it came."""
        return self.fields.get(name, default)

    def number(self, name: str, default: int = 0) -> int:
        """Return a parameter as a whole number; what is none counts as the default."""
        try:
            return int(self.fields.get(name, default))
        except ValueError:
            return default

    def flag(self, name: str) -> bool:
        """Return a parameter as yes or no."""
        return self.fields.get(name, "").lower() in TRUE

    def json(self, name: str, called: str) -> Any:
        """Return a parameter that is JSON, or None where there is none; `called` is its name in the error."""
        if not self.fields.get(name):
            return None
        try:
            return json.loads(self.fields[name])
        except ValueError:
            raise bad(f"can't parse {called} JSON object") from None

    def upload(self, name: str) -> Upload | None:
        """Return the file of a parameter: under its own name, or `attach://` another part's."""
        return self.files.get(self.text(name).removeprefix("attach://") or name) or self.files.get(name)


async def of_request(method: str, request: web.Request) -> Call:
    """Read a request to the server."""
    call = Call(method.lower(), dict(request.query))
    if request.content_type.startswith("multipart/"):
        await _parts(call, await request.multipart())
    else:
        _simple(call, request.content_type, await request.read())
    return call


async def of_answer(response: ClientResponse) -> Call:
    """Read a call that stands in a webhook's answer; without a method it is none."""
    call = Call("")
    if response.content_type.startswith("multipart/"):
        await _parts(call, MultipartReader(response.headers, response.content))
    else:
        with suppress(Refused):  # an answer that is no JSON is simply no call
            _simple(call, response.content_type, await response.read())
    call.method = call.fields.pop("method", "").lower()
    return call


def _simple(call: Call, kind: str, body: bytes) -> None:
    if kind == "application/json":
        call.fields.update(_json_fields(body))
    elif kind == "application/x-www-form-urlencoded":
        call.fields.update(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))


def _json_fields(body: bytes) -> dict[str, str]:
    if not body.strip():
        return {}
    try:
        values = json.loads(body)
    except ValueError:
        raise bad("can't parse JSON object") from None
    if not isinstance(values, dict):
        raise bad("object expected")
    return {
        name: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        for name, value in values.items()
        if value is not None
    }


async def _parts(call: Call, reader: MultipartReader) -> None:
    async for part in reader:
        if not isinstance(part, BodyPartReader) or not part.name:
            continue
        data = bytes(await part.read(decode=True))
        if part.filename is None:
            call.fields[part.name] = data.decode("utf-8", "replace")
        else:
            call.files[part.name] = Upload(part.filename, data)
