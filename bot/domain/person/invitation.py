"""Invitations: a code for one use, by which a channel's user becomes one of the staff.

The store holds a digest only: who reads the database cannot use an invitation.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from hashlib import sha256

SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""No sign that is taken for another: what a code may hold."""

_LETTERS = "".join(sign for sign in SIGNS if sign not in "23456789AEUY")
_CHOSEN = "".join(sign for sign in SIGNS if sign not in "AEUY")
_DIGITS = "".join(sign for sign in SIGNS if sign.isdigit())
"""What a new code is made of. Without vowels it spells no name, with a letter in front of each half it is no
telephone number, and with a digit behind that letter no word: "koble til 2FU7-ANNE" would be taken for words
about a person, and link nobody, and so would "bxrh-z23t" in small letters.
"""

LENGTH = 8
LASTS = dt.timedelta(days=1)
"""How long an invitation may be used."""

LASTS_IN_CHAT = dt.timedelta(minutes=15)
"""The same for one that was given in a chat, where it stays to be read."""

_CODE = re.compile(rf"([{SIGNS}]{{4}})[- ]?([{SIGNS}]{{4}})", re.IGNORECASE)


def fresh(choose: Callable[[str], str]) -> str:
    """Return a new code, such as `K7F3-Q4M9`; 8 places, about 33 bits.

    `choose` picks a sign by chance that nobody can foresee: `secrets.choice`.
    """

    def half() -> str:
        return choose(_LETTERS) + choose(_DIGITS) + "".join(choose(_CHOSEN) for _ in range(LENGTH // 2 - 2))

    return f"{half()}-{half()}"


def digest(code: str) -> str:
    """Return what is stored of a code; case, spaces and dashes do not matter."""
    plain = re.sub(r"[\s-]", "", code).upper()
    return sha256(f"invitation {plain}".encode()).hexdigest()


def telegram_link(bot: str, code: str) -> str:
    """Return the address that opens a bot in Telegram and hands it the code.

    Source: Telegram, Deep links: the parameter holds letters, digits, `_` and `-`; our dash is for the eye.
    """
    return f"https://t.me/{bot}?start={code.replace('-', '')}"


def in_text(text: str, before: Iterable[str]) -> str:
    """Return the code in a message that is nothing but one, after one of the words in `before`; else ""."""
    said = " ".join(text.split()).removeprefix("/")
    for word in sorted(before, key=len, reverse=True):
        if said.lower().startswith(f"{word.lower()} "):
            found = _CODE.fullmatch(said[len(word) + 1 :])
            return "".join(found.groups()).upper() if found else ""
    return ""
