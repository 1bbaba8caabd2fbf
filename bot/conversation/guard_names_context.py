"""Names told by what stands before or after them: "heter", "pasienten", an age, a home, a greeting."""

from __future__ import annotations

import re
from typing import Final

from bot.conversation.data.people import AUTHOR_SURNAMES, COMMON_GIVEN
from bot.conversation.data.places import PLACES
from bot.conversation.data.terms import ABBREVIATIONS, ORG_HEADS, TERMS
from bot.conversation.data.words import SOFT_GIVEN
from bot.conversation.guard_names_lists import (
    is_given,
    is_noun,
    is_surname,
    is_word,
    like_surname,
)

_NAME: Final = r"[^\W\d_]{1,40}(?:['\-][^\W\d_]{1,40}){0,3}"
_CAP: Final = (
    r"(?<![^\W\d_])[A-ZÀ-ÖØ-ÞĀ-ž][^\W\d_]{0,40}(?:['\-][^\W\d_]{1,40}){0,3}"  # Ā-ž holds small ones too
)
_PERSON: Final = (
    r"(?:pasient(?:en|ane?)?|bruk[ea]ren|delta[kg][ea]r(?:en)?|klient(?:en)?|kandidat(?:en)?|"
    r"jobbsøk(?:eren|jaren|er)|søk(?:er|jar)en|"
    r"patient|client|participant|jobseeker|candidate|service user|"
    r"jenta|jente|jenten|gutt(?:en)?|gut(?:en)?|mann(?:en)?|kvinne[n]?|kvinna|dama?|damen|ungdom(?:men)?|"
    r"eleven|"
    r"mor(?:a|en)?|mamma(?:en)?|far(?:en)?|pappa(?:en)?|sønn?(?:en)?|sonen|datter(?:en|a)?|dotter(?:a)?|"
    r"søster(?:en|a)?|syster(?:a)?|"
    r"bror(?:en)?|kona|kone|kjæresten?|kjærasten|ektefellen|samboer(?:en)?|sambuar(?:en)?|naboen|vennen|"
    r"kompisen|"
    r"mother|father|son|daughter|sister|brother|wife|husband|partner|girlfriend|boyfriend|guardian|"
    r"colleague|kollega(?:en)?)"
)
_OWN: Final = (
    r"(?:\s(?:min|mi|mitt|vår|hans|hennes|hennar|sin|si|til|av|named|called|ved navn|som heter|som heiter|"
    r"is|er|min,))?"
)
_PERSON_NAMED: Final = re.compile(
    r"\b(?i:(?:my|our|his|her|the|their|"
    rf"a)\s)?(?i:{_PERSON}){_OWN},?\s(?P<name>{_NAME})(?:\s(?P<next>{_NAME}))?"
)
_CALLED: Final = re.compile(
    r"\b(?i:heter|heiter|heite|heitte|hete|het|named|kalles|kallast|ved na[vm]n(?:et)?|med na[vm]n(?:et)?|"
    r"by the name of|"
    r"(?:na[vm]n(?:et)?|name)(?:\s(?:hans|hennes|hennar|til pasienten|sitt))?\s?(?:er|is|:|=)|name's|"
    r"called|døpt)"
    rf"[\s:,\"'«]{{1,3}}(?P<name>{_NAME})(?:\s(?P<next>{_NAME}))?"
)
_PERSON_BEFORE: Final = re.compile(
    rf"(?:{_PERSON}|\bhan|\bham|\bhun|\bho|\bhen|\bhin|\bhe|\bshe|\bthey|\bjeg|\beg|\bæ|\bmy|\bhis|\bher|"
    r"\bpasientens|\bkven|\bsom)"
    r"(?:\s(?:min|mi|vår|hans|hennes|mitt|sitt|also|også|full|fulle))?\s?\Z"
)
_THING_BEFORE: Final = re.compile(
    r"\b(?:hva|kva|ka|ke|noe|noko|nåke|noe som|noko som|det|dette|dei|de|what|is|it's|its|something|"
    r"what's|so|og|also|often|are|ofte|gjerne|"
    r"usually|sometimes|no|nå|also|være|vere|be|been|kan|kan det|just)(?:\s(?:som|so|der))?\s\Z"
)
_AGED: Final = re.compile(
    rf"(?P<name>{_CAP})[,]?\s(?:\((?:\d{{2}})\)|(?:på |er |som er |is |who is |"
    r"was )?(?:\d{2})\s?-?(?:år(?:ing|s)?|years?|yrs?|yo)\b|aged?\s\d{2}\b|er \d{2}\b|"
    r"\d{2},?\s(?:fra|frå|from|på|i|in)\b|(?:f\.|født|fødd|born)\s?(?:i |in )?(?:19|20)?\d{2}\b|"
    r"age\s\d{2}\b)"
)
_LIVING: Final = re.compile(
    rf"(?P<name>{_CAP}),?\s(?:som |who )?(?:bor|bur|busett|bosatt|lives|living|"
    r"kommer|kjem)\s(?:i|på|ved|in|at|from|fra|frå)\s"
)
_FROM_PLACE: Final = re.compile(rf"(?P<name>{_CAP}),?\s(?:fra|frå|from)\s(?P<place>{_NAME})")
_REFERRED: Final = re.compile(
    r"\b(?i:henvise|henviser|henvist|henviste|tilvise|tilviser|tilvist|viser? til|visa|innsøke|refer|"
    r"referring|referred|admit|discharge|"
    r"søke inn|søkje inn|melde inn|melder inn|melda inn|meldt inn|invitere|invitert|journalen til|"
    r"samtykket til|samtykket frå|saken til|saka til|about|om|regarding|for|til|med|with|to)"
    rf"\s(?P<name>{_NAME})"
)
_STRONG_REFERRED: Final = frozenset(
    [
        "henvise",
        "henviser",
        "henvist",
        "henviste",
        "tilvise",
        "tilviser",
        "tilvist",
        "innsøke",
        "refer",
        "referring",
        "referred",
        "admit",
        "discharge",
    ]
)
_SIGNED: Final = re.compile(
    r"\b(?i:hilsen|helsing|mvh|vh|regards|sincerely|cheers|klem)[,.]?\s+(?:fra\s|"
    rf"frå\s|from\s)?(?P<name>{_NAME})(?:\s(?P<next>{_NAME}))?"
)
_TITLED: Final = re.compile(
    r"\b(?P<title>[Mm]r|[Mm]rs|[Mm]s|[Hh]r|[Ff]ru|[Ff]rk|"
    rf"[Dd]r)\.?\s(?P<name>{_NAME})"
)
_STATED: Final = re.compile(
    rf"(?P<name>{_CAP})\s(?i:har (?:takka|takket|sagt ja|sagt nei|bedt|samtykket|samtykka|samtykt|"
    r"schizofreni|bipolar|psykose|depresjon|angst|adhd)|"
    r"(?:trenger|treng|ønsker|ønskjer|ynskjer|wants|needs|vil ha|få|får|get|fått|skal ha|"
    r"have)\s(?:å\s)?(?:ips\b|jobbspesialist|jobb\b|arbeid\b|a job|work\b|an employment|plass i ips)|"
    r"(?:er|vart|ble|blei|is|was) (?:innlagt|innlagd|psykotisk|schizofren|suicidal|sykmeldt|sjukmeld|"
    r"utskriven|utskrevet|diagnosed|psychotic|admitted|discharged)|"
    r"has (?:consented|agreed|schizophrenia|bipolar|depression|said yes|said no|anxiety|psychosis)|"
    r"sitt samtykke|sin journal|sin diagnose)"
)


def _could_be_name(low: str) -> bool:
    """Tell whether a word after a clear announcement can be a name."""
    return is_given(low) or low in SOFT_GIVEN or (not is_word(low) and low not in ABBREVIATIONS)


def _is_cap(word: str) -> bool:
    return word[:1].isupper() and not (word.isupper() and len(word) > 1)


def after_person(text: str) -> bool:
    """Tell whether "pasienten Kari", "mora hans, Berit" or the like stands in the text."""
    for m in _PERSON_NAMED.finditer(text):
        low = m["name"].lower()
        if _is_cap(m["name"]) and _could_be_name(low) and len(low) > 1 and not _is_org(m):
            return True
        if low in COMMON_GIVEN or (m["next"] and is_given(low) and like_surname(m["next"].lower())):
            return True
    return False


def _is_org(match: re.Match[str]) -> bool:
    """Tell whether the word after the found one makes an organisation of it."""
    following = match.groupdict().get("next")
    return bool(following) and following.lower() in ORG_HEADS  # type: ignore[union-attr]


def after_called(text: str) -> bool:
    """Tell whether "heter Torkjell", "named Xhevahire" or the like stands in the text."""
    for m in _CALLED.finditer(text):
        low, before = m["name"].lower(), text[max(0, m.start() - 32) : m.start()].lower()
        if _is_org(m) or low in PLACES or low in TERMS:
            continue
        if _PERSON_BEFORE.search(before) and not _THING_BEFORE.search(before) and _could_be_name(low):
            return True
        if _is_cap(m["name"]) and not _THING_BEFORE.search(before) and (is_given(low) or low in SOFT_GIVEN):
            return True
        if (
            m["next"]
            and _is_cap(m["name"])
            and _is_cap(m["next"])
            and not is_word(low)
            and not is_word(m["next"].lower())
        ):
            return True
        if is_given(low) and not _THING_BEFORE.search(before):
            return True
        unknown = bool(m["next"]) and not is_word(low) and not is_word(m["next"].lower())
        if unknown and not _THING_BEFORE.search(before):
            return True
    return False


def before_detail(text: str) -> bool:
    """Tell whether a name stands before an age, a year of birth, a home or a statement about a person."""
    for pattern in (_AGED, _LIVING, _STATED):
        for m in pattern.finditer(text):
            low = m["name"].lower()
            if (
                _is_cap(m["name"])
                and not _noun_like(m, text)
                and (is_given(low) or low in SOFT_GIVEN or not is_word(low))
            ):
                return True
    for m in _FROM_PLACE.finditer(text):
        low, place = m["name"].lower(), m["place"].lower()
        inside = _is_cap(m["name"]) and not _opens(m.start("name"), text)
        if (
            inside
            and _could_be_name(low)
            and m["place"][:1].isupper()
            and place not in TERMS
            and not m["place"].isupper()
        ):
            return True
    return False


def _opens(position: int, text: str) -> bool:
    """Tell whether a sentence begins at the position."""
    before = text[:position].rstrip(" \"'«*-")
    return not before or before[-1] in ".!?:;\n"


def _noun_like(match: re.Match[str], text: str) -> bool:
    """Tell whether a word that opens a sentence is built like a common noun ("Aldersgrensen 16 år")."""
    return _opens(match.start("name"), text) and is_noun(match["name"].lower())


def after_verb(text: str) -> bool:
    """Tell whether somebody is referred, greeted, signed for or titled by name."""
    for m in _REFERRED.finditer(text):
        low, verb = m["name"].lower(), m.group().split()[0].lower()
        sure = verb in _STRONG_REFERRED or " inn " in m.group().lower()
        if _is_cap(m["name"]) and (is_given(low) or (sure and not is_word(low) and low not in ABBREVIATIONS)):
            return True
    for m in _SIGNED.finditer(text):
        if _is_cap(m["name"]) and _could_be_name(m["name"].lower()) and not _is_org(m):
            return True
    for m in _TITLED.finditer(text):
        low = m["name"].lower()
        if (
            _is_cap(m["name"])
            and (is_given(low) or is_surname(low) or not is_word(low))
            and low not in AUTHOR_SURNAMES
        ):
            return True
    return False
