"""An album is as many messages as it has pictures: what was said to one is not said again."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import replace

from bot.domain.message.chat import ReplyTo
from bot.domain.message.message import Tone
from bot.domain.ports.store import Said, UnitOfWork


async def said_once(unit: UnitOfWork, to: ReplyTo | None, said: Said, at: dt.datetime, person: str) -> Said:
    """Return an answer without what the album was told before. Danger is answered each time.

    What is to be deleted is deleted all the same. Only the first answer is remembered.
    """
    if to is None or not to.album:
        return said
    name = f"album:{hashlib.sha256(f'{to.address.chat} {to.album}'.encode()).hexdigest()[:32]}"
    before = await unit.said(to.address.channel, name)
    if before is None:
        await unit.remember(to.address.channel, name, said, at, person)
        return said
    told = {reply.text for reply in before.replies}
    new = tuple(reply for reply in said.replies if reply.tone is Tone.DANGER or reply.text not in told)
    return replace(said, replies=new)
