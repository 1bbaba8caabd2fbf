"""Where somebody lives or can be reached: street addresses and e-mail addresses."""

from __future__ import annotations

import re
from typing import Final

_EMAIL: Final = re.compile(
    r"[\w.+\-]{1,64}(?:\s?@\s?|\s?[(\[{]\s?(?:at|a|alfakrøll|krøllalfa|@)\s?[)\]}]\s?|\s(?:alfakrøll|"
    r"krøllalfa)\s)"
    r"(?P<domain>[\w\-]{1,63}(?:(?:\s?\.\s?|\s?[(\[{]\s?(?:dot|punktum|\.)\s?[)\]}]\s?|\s(?:dot|"
    r"punktum)\s)[\w\-]{2,63}){1,4})"
)
_SPOKEN: Final = re.compile(
    r"\b[\w-]+(?: punkt(?:um)? [\w-]+){0,2} (?:alfakrøll|krøllalfa|snabel-?a|at sign) [\w-]{3,}"
)
_AT_SIGNS: Final = ("@", "snabel", "at sign", "krøll", "(a", "[a", "{a", "( a", "[ a")
_ROLE_BOX: Final = re.compile(
    r"(?:post|postmottak|firmapost|info|personvernombud\w*|personvern|kontakt|support)@[\w.\-]*"
    r"(?:nav\.no|helsedir\.no|helsedirektoratet\.no|datatilsynet\.no|kommune\.no|helse-\w+\.no|"
    r"statsforvalteren\.no)\Z"
)

# Words for streets that end a compound of their own: "Storgata", "bjørkeveien". Any case counts.
_STREET: Final = (
    r"(?:gat[ae]|gaten|veien|vegen|vei|veg|allé|alle[en]+|svingen|kroken|stien|bakken|smauet|smuget|"
    r"stredet|strete|allmenningen|veita|terrasse[n]?|ringen|faret|stubben|tunet|lien|lia|haugen|åsen|"
    r"plass|plassen|torg|torget)"
)
_HOUSE: Final = (
    r"\s{1,2}(?:nr\.?\s?)?\d{1,3}(?:\s?[a-hA-H])?(?![\w%]|[.,]\d)(?!\s?(?:prosent|år|dag|uke|veke|måned|"
    r"månad|gang|stk|time|minutt|person|pasient|deltak|møte|av\b|til\b|og\b|kr\b))"
)
_STREET_NUMBER: Final = re.compile(rf"\b(?P<street>[a-zæøåäöéA-ZÆØÅ][\wæøå\-]{{1,30}}?{_STREET}){_HOUSE}")
_STREET_WORDS: Final = re.compile(
    r"\b[A-ZÆØÅ][\wæøåé.\-]{1,30}(?:\s[A-ZÆØÅ][\wæøåé.\-]{1,30}){0,2}\s(?:gate|gata|gt\.?|vei|veg|vn\.?|"
    r"allé|plass|terrasse|brygge|torg|vollgate)"
    rf"{_HOUSE}"
)
_NOT_A_STREET: Final = re.compile(
    r"(?:utvei|omvei|snarvei|innvei|jernvei|arbeidsplass|praksisplass|jobbplass|tiltaksplass|plass|"
    r"treningsplass|"
    r"behandlingsplass|karriere\w*|utdannings\w*|henvisnings\w*|samarbeids\w*|familie\w*|follien|"
    r"kapitte\w*|følingen|"
    r"ringen|\w*regler|sykehus\w*|døgnplass|sengeplass|hybelplass|studieplass|skoleplass|lærlingplass|"
    r"lærlingeplass|vta-plass|"
    r"\w*(?:ering|føring|dring|ning|ling|ring|sing|ting|king|ding|ging)en)\Z"
)
_ENGLISH: Final = re.compile(
    r"\b\d{1,4}[A-Za-z]?,?\s(?:[A-ZÆØÅ][\wæøå'\-]{1,20}\s){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|"
    r"Drive|Close|Court|Square|Terrace|Crescent)\b"
    r"|\b(?:[A-ZÆØÅ][\wæøå'\-]{1,20}\s){1,3}(?:Street|Road|Avenue|Lane|Crescent)\s\d{1,4}\b"
)
_LIVES: Final = (
    r"(?:bor|bur|busett|bosatt|adressen?|adressa|address|lives?|living|resides|heime|hjemme)(?:\s(?:er|is|"
    r"hans|hennes|til|nå|no))?"
    r"[\s:]{1,3}(?:(?:i|på|ved|at|in|on)\s)?"
)
_LIVES_IN_STREET: Final = re.compile(
    rf"\b(?i:{_LIVES})(?:[A-ZÆØÅ][\wæøå\-]{{1,30}}?{_STREET}\b|"
    r"[A-ZÆØÅ][\wæøå\-]{2,30}(?:\s[A-ZÆØÅ][\wæøå\-]{2,30})?\s\d{1,4}[a-hA-H]?\b(?!\s?(?:år|%|prosent))"
    r"|(?!(?:19|20)\d\d)\d{4}\s[A-ZÆØÅ])"
)
_POST: Final = re.compile(
    r"[A-ZÆØÅ][\wæøå\-]{2,30}\s\d{1,4}[a-hA-H]?,?\s(?!(?:19|20)\d\d\s)\d{4}\s[A-ZÆØÅ][a-zæøå]{2}"
)


def has_email(lowered: str) -> bool:
    """Tell whether an e-mail address stands in the lower-case text, also written "kari (at) x (dot) no".

    Boxes of public bodies (postmottak@…) are no persons.
    """
    if not any(sign in lowered for sign in _AT_SIGNS):
        return False
    if _SPOKEN.search(lowered):
        return True
    return any(not _ROLE_BOX.match(m.group()) for m in _EMAIL.finditer(lowered))


def has_street_address(text: str) -> bool:
    """Tell whether a street with a number, or a place that somebody lives at, stands in the text."""
    if _LIVES_IN_STREET.search(text):
        return True
    if not any(char.isdecimal() for char in text):
        return False
    if any(not _NOT_A_STREET.match(m["street"].lower()) for m in _STREET_NUMBER.finditer(text)):
        return True
    return any(pattern.search(text) for pattern in (_STREET_WORDS, _ENGLISH, _POST))
