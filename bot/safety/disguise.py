"""What makes letters look like something else, undone: machine writing, dressed, drawn and spaced letters."""

from __future__ import annotations

import base64
import binascii
import html
import re
import unicodedata
from collections.abc import Callable
from typing import Final
from urllib.parse import unquote

_LOOKS: Final = str.maketrans(
    "авсеһіјкмнорѕтухАВСЕНІЈКМОРЅТУХгпԁԛԝαεικνορτυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "abcehijkmhopstyxABCEHIJKMOPSTYXrndqwaeiknoptuxABEZHIKMNOPTYX",
)
"""Letters of other alphabets that are taken for Latin ones."""

_SMALL: Final = dict(zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnoprstuvwyz", strict=True))
_DRAWN: Final = {0x1F150: "A", 0x1F170: "A", 0x1F1E6: "A"}
"""Where rows of 26 letters begin that are signs: in circles, in boxes, the halves of flags."""
_ROW: Final = 26


def drawn(char: str) -> str:
    """Return the letter that a sign draws ("🅺" is K), or nothing."""
    if char in _SMALL:
        return _SMALL[char]
    return next(
        (chr(ord(a) + ord(char) - start) for start, a in _DRAWN.items() if 0 <= ord(char) - start < _ROW), ""
    )


def written_out(text: str) -> str:
    """Return a text with letters for what machines write for them: `%20`, `&#75;`, `\\u004b`, base64."""
    if "%" in text:
        text = unquote(text, errors="ignore") if _PERCENT.search(text) else text
    if "&" in text:
        text = html.unescape(text)
    if "\\" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match[1] or match[2], 16)), text)
    return _PACKED.sub(lambda match: _unpacked(match.group()), text)


_PERCENT: Final = re.compile(r"%[0-9A-Fa-f]{2}")
_ESCAPED: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2}))")
_PACKED: Final = re.compile(r"(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{16,4000}={0,2}(?![A-Za-z0-9+/=])")
_HEX: Final = re.compile(r"(?:[0-9A-Fa-f]{2})+\Z")


def _unpacked(packed: str) -> str:
    """Return the text that hexadecimal digits or base64 stand for; the same again where it is none."""
    readers: list[Callable[[str], bytes]] = [lambda said: base64.b64decode(said, validate=True)]
    if _HEX.match(packed):
        readers.insert(0, bytes.fromhex)
    for reader in readers:
        try:
            text = reader(packed).decode("utf-8")
        except (binascii.Error, UnicodeDecodeError, ValueError):
            continue
        if text.isprintable():
            return text
    return packed


def turned(text: str) -> str:
    """Return a text, and once more backwards where a mark makes the eye read it so."""
    return f"{text} {text[::-1]}" if "\u202e" in text else text


def undressed(text: str) -> str:
    """Return a text without marks that no letter here has, and without any in what is dressed in marks."""
    bare = "".join(char for char in text if unicodedata.category(char) not in {"Mn", "Me"})
    return _base(bare) if _is_dressed(bare) else _WORD.sub(_word_undressed, bare)


_WORD: Final = re.compile(r"[^\W\d_]{3,}")
_OURS: Final = frozenset("åÅæÆøØ")
_FEWEST_MARKS: Final = 3


def _base(text: str) -> str:
    """Return a text with the letters below their marks; ours stay."""
    return "".join(char if char in _OURS else unicodedata.normalize("NFD", char)[0] for char in text)


def _is_dressed(text: str) -> bool:
    """Tell whether most letters have marks, as in no language that is written here."""
    marked = sum(one != other for one, other in zip(_base(text), text, strict=True))
    return marked >= _FEWEST_MARKS and 2 * marked >= sum(char.isalpha() for char in text)


def _word_undressed(match: re.Match[str]) -> str:
    word = match.group()
    return _base(word) if not word.isascii() and _is_dressed(word) else word


def latin(text: str) -> str:
    """Return a text with Latin letters for those of other alphabets that look so, if a word has both."""
    mixed = any(word.translate(_LOOKS) != word for word in _MIXED.findall(text))
    return text.translate(_LOOKS) if mixed else text


_MIXED: Final = re.compile(r"[^\W\d_]*[a-zæøåA-ZÆØÅ][^\W\d_]*")


def lettered(text: str) -> str:
    """Return a text in which figures amid letters are the letters they look like ("s3lvm0rd")."""
    if not (words := _FIGURED.findall(text)):
        return text
    shape = _SOME_FIGURES if len(words) > 1 else _FIGURED
    return shape.sub(lambda match: match.group().translate(_FIGURES), text)


_FIGURES: Final = str.maketrans("013457", "oieast")
_FIGURED: Final = re.compile(
    r"(?<![\w@./\-])(?=[a-zæøå]+[013457]+[a-zæøå])(?=(?:[013457]*[a-zæøå]){3})[a-zæøå][a-zæøå013457]{3,}"
    r"(?![\w@\-])",
    re.IGNORECASE,
)
"""A word of letters with figures between them, at least three letters."""
_SOME_FIGURES: Final = re.compile(
    r"(?<![\w@./\-])(?=\w*[a-zæøå])(?=\w*[013457])[a-zæøå013457]+(?![\w@\-])", re.IGNORECASE
)

_GAP: Final = r"[\s._*/|~+\-]{1,5}"
_SPACED: Final = re.compile(rf"(?<![^\W_])(?:[^\W\d_]{_GAP}){{3,}}[^\W\d_](?![^\W_])")
_GAPS: Final = re.compile(_GAP)
_BRACKETED: Final = re.compile(r"(?:\([^\W\d_]\)[ ]{0,3}){4,}")
_STARRED: Final = re.compile(r"(?:\d[*|~_·•]{1,3}){5,}\d")
_STARS: Final = re.compile(r"[*|~_·•]+")


def closed_up(text: str) -> str:
    """Return a text in which letters and digits that stand alone are the words and numbers they make."""
    text = _BRACKETED.sub(lambda match: re.sub(r"[()]", "", match.group()), text)
    text = _STARRED.sub(lambda match: _STARS.sub("", match.group()), text)
    return _SPACED.sub(lambda match: _closed(match.group()), text)


def _closed(spaced: str) -> str:
    """A gap wider than the narrowest one begins another word; so does a capital after a small letter."""
    narrow = min(len(gap) for gap in _GAPS.findall(spaced))
    words = re.sub(rf"(?<=\w)[\s._*/|~+\-]{{1,{narrow}}}(?=[^\W_])", "", spaced)
    joined = " ".join(re.findall(r"[^\W_]+", words))
    return re.sub(r"(?<=[a-zæøå])(?=[A-ZÆØÅ])", " ", joined)
