"""What leads to one person in a register: case and record numbers, bank accounts, plates, handles."""

from __future__ import annotations

import re
from typing import Final

_CASE_WORD: Final = (
    r"(?:saks?(?:-?n(?:umme)?r|nummer|a|en)?|klagesak\w*|vedtak\w*|søknad\w*|arkiv\w*|ref(?:eranse|erence)?\w*|"
    r"journal\w*|pas(?:ient)?\.?[- ]?(?:nr|id|nummer)|patient|dips\w*|npr\w*|mrn|case|complaint|claim|file|"
    r"record|brev\w*|decision)"
)
_CASE: Final = re.compile(
    rf"\b{_CASE_WORD}\b[^\w\n]{{0,3}}(?:\w{{1,10}}[.:]?[^\w\n]{{1,3}}){{0,3}}"
    r"(?:\d{2,4}[/\-]\d{3,}(?:-\d+)?|\d{3,4}/\d{2}\b|[a-z]{0,3}-?\d{5,}|[a-z]{1,3}-\d{3,}(?:-\w+)?|"
    r"\d{2}/\d{4}-\w)"
)
_CASE_ALONE: Final = re.compile(r"(?<![\w/.-])(?:20)?[012]\d/\d{4,6}(?:-\d{1,4})?(?![\w/])")
_SOURCE_BEFORE: Final = re.compile(
    r"\b(?:rundskriv|circular|lov|lova|forskrift|act|is|nou|prop|meld|doi)\W{0,3}\Z"
)
_ACCOUNT: Final = re.compile(
    r"(?<![\d.])\d{4}(?P<sign>[ .])\d{2}(?P=sign)\d{5}(?![\d])|\bno\d{2}(?: ?\d{4}){2} ?\d{3}\b"
)
_ACCOUNT_WORD: Final = re.compile(
    r"\b(?:konto|kontoen|kontonummer\w*|account|iban)\b[^\d\n]{0,20}\d{4}[ .]?\d{2}[ .]?\d{5}\b"
)
_PLATE: Final = re.compile(r"(?<![\w-])(?!IS|NS|NG|EN|FH|CG|PS)[A-HJ-NPR-VX-Z]{2}[ -]?\d{5}(?![\d-])")
_PLATE_WORD: Final = re.compile(
    r"\b(?:skilt\w*|reg\.?(?:nr|nummer)?|plate|registration|bil\w*|car)\b[^\d\n]{0,15}\b[a-z]{2} ?\d{4,5}\b"
)
_HANDLE: Final = re.compile(r"(?<![\w.@])@[a-zæøå_][\w.]{2,}(?![\w.]*@)")
_SERVICE: Final = (
    r"(?:snap(?:chat)?|insta(?:gram)?|discord|tik ?tok|twitter|facebook|fb|twitch|reddit|telegram|"
    r"messenger|jodel)"
)
_NICKNAME: Final = r"(?:[a-zæøå]+[_.#]\w[\w.#]*|[a-zæøå]{3,}\d{1,4}\b|\d+[a-zæøå]+\w*)"
_HANDLED: Final = re.compile(
    rf"\b(?:{_SERVICE}|brukernavn\w*|brukarnamn\w*|username|handle|nick\w*|tweets|dms? me|chatter|"
    rf"chattar|poster)\b"
    rf"[^\n]{{0,30}}?[\s\"'«(:]@?{_NICKNAME}"
    rf"|[\s\"'«(:]{_NICKNAME}[\"'»)]? (?:på|on) {_SERVICE}\b"
    rf"|\b(?:heter|heiter|kalles|called|is|er) [a-zæøå]{{4,}} (?:på|on) {_SERVICE}\b"
)
_PROFILE: Final = re.compile(
    r"\b(?:facebook|instagram|linkedin|tiktok|twitter|x|snapchat)\.com/(?!groups\b|pages\b)[\w@.\-/]{3,}"
)


def has_record(text: str, lowered: str) -> bool:
    """Tell whether a case, a record, an account or a number plate stands in the text."""
    if not any(char.isdecimal() for char in text):
        return False
    if _CASE.search(lowered) or _ACCOUNT.search(lowered) or _ACCOUNT_WORD.search(lowered):
        return True
    if any(not _SOURCE_BEFORE.search(lowered[: m.start()]) for m in _CASE_ALONE.finditer(lowered)):
        return True
    return _PLATE.search(text) is not None or _PLATE_WORD.search(lowered) is not None


def has_handle(lowered: str) -> bool:
    """Tell whether somebody's name in a social medium stands in the lower-case text."""
    return any(pattern.search(lowered) for pattern in (_HANDLE, _HANDLED, _PROFILE))
