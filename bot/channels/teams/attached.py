"""What hangs on a message of Teams: what is refused, and what only looks like a file."""

from __future__ import annotations

from bot.channels.teams.arrived import Activity, part, text_of
from bot.domain.message.message import Unsupported

_FORWARDED = "forwardedmessagereference"
_NOTHING = ("text/html", "text/plain", "messagereference", _FORWARDED)
"""Teams sends each formatted message a second time as text/html, and quotes as references: no files."""

_KINDS = {
    "image": Unsupported.PHOTO,
    "audio": Unsupported.VOICE,
    "video": Unsupported.VIDEO,
}
_FORWARDED_WITHIN = "schema.skype.com/forward"
_EMOJI = "schema.skype.com/emoji"


def _attachments(activity: Activity) -> list[Activity]:
    listed = activity.get("attachments")
    return [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []


def refused(activity: Activity) -> tuple[Unsupported, str] | None:
    """Return what kind of thing hangs on a message, with its file name; None if it is words only."""
    for one in _attachments(activity):
        media = text_of(one.get("contentType")).lower()
        if media and media not in _NOTHING:
            return _kind(media), text_of(one.get("name"))
    if _is_picture_only(activity):
        return Unsupported.STICKER, ""
    return None


def forwarded(activity: Activity) -> bool:
    """Tell whether a message was forwarded: by a reference beside it, or as a block within it."""
    return forwarded_within(activity) or any(
        text_of(one.get("contentType")).lower() == _FORWARDED for one in _attachments(activity)
    )


def forwarded_text(activity: Activity) -> str:
    """Return the words of a forwarded message, never who wrote them; they may have tags in them."""
    for one in _attachments(activity):
        if text_of(one.get("contentType")).lower() == _FORWARDED:
            return text_of(part(one, "content", "originalMessageContent"), 100_000)
    return ""


def forwarded_within(activity: Activity) -> bool:
    """Tell whether the text itself is a forwarded message: only the formatted copy shows that."""
    return any(
        _FORWARDED_WITHIN in text_of(one.get("content"), 100_000).lower() for one in _attachments(activity)
    )


def _kind(media: str) -> Unsupported:
    if media.startswith("application/vnd.microsoft.card."):
        return _KINDS.get(media.rsplit(".", 1)[1], Unsupported.OTHER)
    if media.startswith("application/vnd.microsoft.teams.file"):
        return Unsupported.FILE
    return _KINDS.get(media.split("/")[0], Unsupported.FILE if "/" in media else Unsupported.OTHER)


def _is_picture_only(activity: Activity) -> bool:
    """A sticker or moving picture comes as nothing but an <img> in the second, formatted copy."""
    if text_of(activity.get("text")).strip():
        return False
    copies = [text_of(one.get("content"), 20_000).lower() for one in _attachments(activity)]
    return any("<img" in copy and _EMOJI not in copy for copy in copies)
