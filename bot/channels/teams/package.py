"""The app package that a Teams administrator uploads: a manifest, strings in three languages, two icons."""

from __future__ import annotations

import io
import json
import struct
import uuid
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from bot.knowledge.base.entry import LANGUAGES, Words

VERSION = "1.23"
_SCHEMAS = f"https://developer.microsoft.com/json-schemas/teams/v{VERSION}"
BLUE = (0, 69, 116)
WHITE = (255, 255, 255)
COMMANDS = ("help", "topics", "referrals", "language")
_SAME_EACH_TIME = (2026, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Tab:
    """The inbox as a tab: the address of the web chat, and what the provider of sign-ins calls it."""

    base_url: str
    client_id: str


def package(client_id: str, base_url: str, version: str, words: Words, tab: Tab | None = None) -> bytes:
    """Return the zip file. `base_url` is our public address; the same values give the same bytes."""
    made_of = manifest(client_id, base_url, version, words) | (_tab(tab, words) if tab else {})
    others = [lang for lang in LANGUAGES if lang != "nb"]
    files = {
        "manifest.json": _json(made_of),
        **{f"{lang}.json": _json(strings(words, lang, tab=tab is not None)) for lang in others},
        "color.png": png(192, lambda x, y: (*(WHITE if _drawn(x, y, 192) else BLUE), 255)),
        "outline.png": png(32, lambda x, y: (*WHITE, 255 if _drawn(x, y, 32) else 0)),
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, _SAME_EACH_TIME), content)
    return made.getvalue()


def manifest(client_id: str, base_url: str, version: str, words: Words) -> dict[str, Any]:
    """Return the manifest, with its texts in bokmål."""
    site = base_url.rstrip("/")
    scopes = ["personal", "team"]
    return {
        "$schema": f"{_SCHEMAS}/MicrosoftTeams.schema.json",
        "manifestVersion": VERSION,
        "version": version,
        # a name of its own: the bot's id would do, but then two packages could not stand beside each other
        "id": str(uuid.uuid5(uuid.NAMESPACE_URL, f"ips-assistant/{client_id}")),
        "developer": {
            "name": words.say("nb", "teams.app.short"),
            "websiteUrl": f"{site}/",
            "privacyUrl": f"{site}/",
            "termsOfUseUrl": f"{site}/",
        },
        "name": {"short": words.say("nb", "teams.app.short"), "full": words.say("nb", "teams.app.long")},
        "description": {
            "short": words.say("nb", "teams.app.brief"),
            "full": words.say("nb", "teams.app.about"),
        },
        "icons": {"color": "color.png", "outline": "outline.png"},
        "accentColor": "#{:02X}{:02X}{:02X}".format(*BLUE),
        "localizationInfo": {
            "defaultLanguageTag": "nb",
            "additionalLanguages": [
                {"languageTag": lang, "file": f"{lang}.json"} for lang in LANGUAGES if lang != "nb"
            ],
        },
        "bots": [
            {
                "botId": client_id,
                "scopes": scopes,
                "supportsFiles": False,
                "isNotificationOnly": False,
                "commandLists": [{"scopes": ["personal"], "commands": _commands(words)}],
            }
        ],
        "permissions": ["identity", "messageTeamMembers"],
        "defaultInstallScope": "personal",
    }


def _tab(tab: Tab, words: Words) -> dict[str, Any]:
    """Return what the manifest says of the tab. Source: Microsoft Learn, «webApplicationInfo»."""
    site = tab.base_url.rstrip("/")
    host = urlsplit(site).netloc
    shown = {
        "entityId": "inbox",
        "name": words.say("nb", "web.tab.title"),
        "contentUrl": f"{site}/teams/tab?to=/u/me/inbox",
        "websiteUrl": f"{site}/",
        "scopes": ["personal"],
    }
    return {
        "staticTabs": [shown],
        "validDomains": [host],
        "webApplicationInfo": {"id": tab.client_id, "resource": f"api://{host}/{tab.client_id}"},
    }


def _commands(words: Words) -> list[dict[str, str]]:
    return [
        {
            "title": words.say("nb", f"teams.app.command.{name}"),
            "description": words.say("nb", f"teams.app.use.{name}"),
        }
        for name in COMMANDS
    ]


def strings(words: Words, lang: str, *, tab: bool = False) -> dict[str, str]:
    """Return the texts of another language, by their place in the manifest."""
    made = {
        "$schema": f"{_SCHEMAS}/MicrosoftTeams.Localization.schema.json",
        "name.short": words.say(lang, "teams.app.short"),
        "name.full": words.say(lang, "teams.app.long"),
        "description.short": words.say(lang, "teams.app.brief"),
        "description.full": words.say(lang, "teams.app.about"),
    }
    if tab:
        made["staticTabs[0].name"] = words.say(lang, "web.tab.title")
    for number, name in enumerate(COMMANDS):
        where = f"bots[0].commandLists[0].commands[{number}]"
        made[f"{where}.title"] = words.say(lang, f"teams.app.command.{name}")
        made[f"{where}.description"] = words.say(lang, f"teams.app.use.{name}")
    return made


def png(side: int, pixel: Callable[[int, int], tuple[int, int, int, int]]) -> bytes:
    """Return a square picture with transparency, painted pixel by pixel."""
    rows = (b"\x00" + b"".join(bytes(pixel(x, y)) for x in range(side)) for y in range(side))
    head = struct.pack(">IIBBBBB", side, side, 8, 6, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(b"".join(rows), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )


def _drawn(x: int, y: int, side: int) -> bool:
    """Tell whether a point lies in the drawing: a speech bubble with three steps that go up inside."""
    u, v = (x + 0.5) / side, (y + 0.5) / side
    tail = 0.3 <= u <= 0.3 + (0.88 - v) and 0.7 <= v <= 0.88
    return (_inside(u, v, 0.14) and not _inside(u, v, 0.22)) or (tail and v > 0.76) or _step(u, v)


def _inside(u: float, v: float, margin: float) -> bool:
    """Tell whether a point lies in the bubble's rounded frame, this far from the edge."""
    top, bottom, radius = margin, 0.92 - margin, 0.08
    du = max(margin + radius - u, u - (1 - margin - radius), 0.0)
    dv = max(top + radius - v, v - (bottom - radius), 0.0)
    return du * du + dv * dv <= radius * radius


def _step(u: float, v: float) -> bool:
    return any(left <= u <= left + 0.1 and high <= v <= 0.62 for left, high in _STEPS)


_STEPS = ((0.3, 0.5), (0.45, 0.41), (0.6, 0.32))


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
