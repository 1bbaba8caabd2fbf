"""Names of people, seen by four signs: lists, what stands before and after, capitals, and endings.

A single sign may be weak (a capital opens every sentence, "Stein" is a stone): the rules below say
which signs are enough together. Places, services, laws, products and the authors of the sources are
no names of people here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bot.conversation.data.given_names import GIVEN
from bot.conversation.data.people import AUTHOR_SURNAMES, AUTHORS, COMMON_GIVEN, PUBLIC
from bot.conversation.data.places import PLACES
from bot.conversation.data.surnames import SURNAMES
from bot.conversation.data.terms import ABBREVIATIONS, ORG_HEADS, TERMS
from bot.conversation.data.vocabulary import VOCABULARY
from bot.conversation.data.words import NOT_MID_SENTENCE, SOFT_GIVEN

_WORD: Final = re.compile(r"[^\W\d_]+(?:['\-][^\W\d_]+)*")
_LONGEST_NAME: Final = 60  # letters
_PARTICLES: Final = frozenset(["von", "van", "de", "der", "den", "da", "dos", "del", "di", "al", "el", "bin", "bint", "ibn", "ter", "ten", "la", "le", "af", "abu", "ould", "ben"])
_SURNAME_END: Final = re.compile(
    r".{2,}(?:sen|son|sson|dottir|dotter|vik|viken|land|stad|haug|moen|mo|bakken|bakke|berg|dal|dalen|nes|ness|eide|heim|rud|seth?|"
    r"tveit|lund|gård|gaard|voll|fjell|hagen|løkken|bø|strand|aas|ås|stein|hus|øy|rød|by|vold|stuen|engen|lien|kvam|kleiv|"
    r"svik|mark|skog|fjord|vatn|våg|våge|bråten|sæter|sætre|næss|hammer|torp|strøm|kvist|mann|quist|"
    r"ski|ska|wicz|czyk|enko|chuk|ova|ović|ovic|ić|yan|zadeh|pour|oğlu|oglu|idze|shvili|escu|ssen|"
    r"opoulos|lainen|nen|singh|khan|ullah|uddin|rahman)\Z"
)
_NOUN_END: Final = re.compile(
    r".{3,}(?:inga|ingen|ingar|inger|het|heit|heten|heita|skap|skapet|sjon|sjonen|sjonar|else|elsen|elsar|"
    r"lig|leg|lege|lige|løs|laus|ment|mentet|ness|tion|ity|ism|ology|ously|ship|hood|isten|istane)\Z"
)


_VERBS = """
vil har er skal må kan får fikk ønsker ønskjer ynskjer trenger treng bor bur heter sier seier ble vart blir vert begynte byrja sluttet
slutta ringte ringde takket takka kom går jobber jobbar lurer lurar vet veit tør wants has is was will needs says said lives works
can should asked called came agreed refuses
"""
_PERSON_VERBS: Final = frozenset(_VERBS.split())
_NOT_BEFORE_VERB: Final = NOT_MID_SENTENCE | frozenset({"helga", "inga", "tone", "stein", "tale"})
_SAINTS: Final = re.compile(r"\b[Ss](?:t|ankt)\.? ?[Oo]lavs?(?: hospital)?")


@dataclass(frozen=True, slots=True)
class Token:
    """A word with its place; `opens` marks the first word of a sentence, `near` a word right after another."""

    word: str
    low: str
    start: int
    end: int
    opens: bool
    near: bool

    @property
    def title(self) -> bool:
        """Tell whether the word is written with a capital and small letters."""
        return self.word[0].isupper() and not self.word[1:2].isupper()

    @property
    def caps(self) -> bool:
        """Tell whether the word is written in capitals."""
        return len(self.word) > 1 and self.word.isupper()


def _bare(low: str) -> str:
    """Return a name without its genitive ("Torkjells", "Kari's")."""
    if low.endswith(("'s", "'S")):
        return low[:-2]
    return low


def _in(low: str, names: frozenset[str]) -> bool:
    """Tell whether a name, its bare form or its form before a genitive s is in a list."""
    low = _bare(low)
    return low in names or (len(low) > 4 and low[-1] == "s" and low[:-1] in names and low not in VOCABULARY)


def is_word(low: str) -> bool:
    """Tell whether a lower-case word is an ordinary word, a place or a term."""
    if low in VOCABULARY or low in PLACES or low in TERMS:
        return True
    if "-" in low:
        return _hyphenated_word(low)
    if low.endswith("s") and len(low) > 3 and (low[:-1] in PLACES or low[:-1] in TERMS or low[:-1] in VOCABULARY):
        return True
    return low.endswith("'s") and is_word(low[:-2])


def _hyphenated_word(low: str) -> bool:
    """Tell whether a word with hyphens is none of a name's parts ("nav-veilederen", "øyane-modellen")."""
    parts = low.split("-")
    return parts[-1] in VOCABULARY or parts[-1] in TERMS or parts[0] in TERMS or parts[0] in ABBREVIATIONS


def _is_noun(low: str) -> bool:
    """Tell whether an unknown word is built like a common noun, adjective or verb, or is a compound."""
    if len(low) > _LONGEST_NAME:
        return True
    if _NOUN_END.match(low):
        return True
    for cut in range(3, len(low) - 3):
        head = low[:cut]
        if low[cut:] in VOCABULARY and (head in VOCABULARY or (head[-1] in "se" and head[:-1] in VOCABULARY)):
            return True
    return False


def is_given(low: str) -> bool:
    """Tell whether a lower-case word is a given name and no word."""
    low = _bare(low)
    if "-" in low:
        return all(part in GIVEN or part in COMMON_GIVEN or part in SOFT_GIVEN for part in low.split("-"))
    return _in(low, GIVEN) or _in(low, COMMON_GIVEN)


def _is_patronymic(low: str) -> bool:
    """Tell whether a word is a given name and -sen, -son, -dotter."""
    for ending in ("ssen", "sson", "sen", "son", "sdotter", "sdatter", "sdottir"):
        stem = low.removesuffix(ending)
        if stem != low and (stem in GIVEN or stem + "s" in GIVEN or stem in COMMON_GIVEN):
            return low not in VOCABULARY
    return False


def is_surname(low: str) -> bool:
    """Tell whether a lower-case word is a listed surname or a patronymic."""
    return _in(low, SURNAMES) or _is_patronymic(_bare(low))


def _like_surname(low: str) -> bool:
    """Tell whether a word is a surname by list or by its ending, and no place or term."""
    low = _bare(low)
    if low in TERMS:
        return False
    if is_surname(low):
        return True
    parts = low.split("-")
    return low not in VOCABULARY and low not in PLACES and _SURNAME_END.match(parts[-1]) is not None


def tokens(text: str) -> list[Token]:
    """Return the words of a text."""
    found: list[Token] = []
    end = 0
    for match in _WORD.finditer(text):
        gap = text[end : match.start()]
        opens = not found or any(c in ".!?:;\n\"«»•*()[]|>/" for c in gap)
        if gap in (". ", ".") and found and len(found[-1].word) == 1 and found[-1].word.isupper():
            opens = False  # "M. Holmekvam"
        near = bool(found) and (gap in (" ", "  ", "_", ". ", ".", "+") if len(gap) <= 2 else False)
        if gap in (".", ". ") and found and len(found[-1].word) > 1 and gap == ". ":
            near = False
        found.append(Token(match.group(), match.group().lower(), match.start(), match.end(), opens, near))
        end = match.end()
    return found


def _runs(words: Sequence[Token]) -> Iterator[list[Token]]:
    """Yield the runs of neighbouring words with capitals, small particles between them left out."""
    run: list[Token] = []
    particle = False
    for token in words:
        named = token.title or (token.caps and len(token.word) > 4 and bool(run)) or (token.caps and "-" in token.word and bool(run))
        if run and (not token.near or token.opens):
            yield run
            run = []
        if named:
            run.append(token)
        elif run and not particle and token.low in _PARTICLES:
            particle = True
            continue
        elif run:
            yield run
            run = []
        particle = False
    if run:
        yield run


def _free(run: Sequence[Token]) -> bool:
    """Tell whether a run is a name that everybody may write: an author, a person of public life."""
    lows = [_bare(t.low) for t in run]
    lows += [low[:-1] for low in lows if low.endswith("s")]
    if len(run) == 1:
        return lows[0] in AUTHOR_SURNAMES or lows[-1] in AUTHOR_SURNAMES
    known = AUTHORS | PUBLIC
    return any((a, b) in known for a in lows for b in lows)


def _ordinary(token: Token) -> bool:
    """Tell whether a word with a capital is an ordinary word; "Zarmina-Gul" is none, "Nav-loven" is."""
    parts = token.word.split("-")
    if len(parts) > 1 and all(part[:1].isupper() for part in parts):
        return all(is_word(part) for part in token.low.split("-"))
    return is_word(token.low)


def _run_is_name(run: list[Token]) -> bool:
    """Tell whether a run of words with capitals is somebody's name."""
    if any(_bare(t.low) in ORG_HEADS for t in run) or _free(run):
        return False
    while run and run[0].opens and _ordinary(run[0]) and run[0].low not in SOFT_GIVEN:
        run = run[1:]
    if not run:
        return False
    if len(run) == 1:
        return _single_is_name(run[0])
    first, rest = run[0], run[1:]
    if any(is_given(t.low) for t in (run if not (first.opens and _is_noun(first.low)) else rest)):
        return True
    if any(t.low in SOFT_GIVEN and _like_surname(u.low) for t, u in zip(run, rest, strict=False)):
        return True
    if any(len(t.word) == 1 for t in run[1:-1]):  # "Xhevahire L. Quachthiloan"
        return not all(_ordinary(t) for t in (run[0], run[-1]))
    unknown = [t for t in run if not _ordinary(t) and len(t.word) > 1]
    if first.opens and _is_noun(first.low):
        return any(is_surname(t.low) and not _ordinary(t) for t in rest)
    surname = any(_like_surname(t.low) and t.low not in PLACES for t in rest)
    initial = any(len(t.word) == 1 for t in run) and any(_like_surname(t.low) for t in rest)
    soft = any(t.low in SOFT_GIVEN for t in run) and bool(unknown)
    return len(unknown) >= 2 or (bool(unknown) and surname) or initial or soft


def _single_is_name(token: Token) -> bool:
    """Tell whether one word with a capital is a name by itself."""
    low = _bare(token.low)
    if "-" in low and _hyphenated_name(low):
        return True
    if token.opens:
        return _in(low, COMMON_GIVEN) or (_is_patronymic(low) and not is_word(low))
    if low in TERMS or (is_word(low) and not (low in SOFT_GIVEN and low not in NOT_MID_SENTENCE)):
        return False
    soft = low in SOFT_GIVEN and low not in NOT_MID_SENTENCE
    return is_given(low) or soft or (is_surname(low) and low not in AUTHOR_SURNAMES)


def _title_case(words: Sequence[Token]) -> bool:
    """Tell whether the text is written with a capital on most words, so that capitals say nothing."""
    ordinary = [t for t in words if not t.opens and not t.caps and t.low in VOCABULARY]
    return len(ordinary) >= 2 and sum(t.title for t in ordinary) > 0.6 * len(ordinary)


def _lower_pair(words: Sequence[Token]) -> bool:
    """Tell whether a frequent given name stands alone, or any given name before a surname, whatever the case."""
    for i, token in enumerate(words):
        if _in(token.low, COMMON_GIVEN) or ("-" in token.low and _hyphenated_name(token.low)):
            following = words[i + 1] if i + 1 < len(words) else None
            if not _free_at(words, i) and not (following and following.near and following.low in ORG_HEADS):
                return True
        elif i and token.near and not is_word(token.low) and _like_surname(token.low):
            before = words[i - 1].low
            if (is_given(before) or before in SOFT_GIVEN) and not _free_at(words, i - 1):
                return True
    return False


def _hyphenated_name(low: str) -> bool:
    """Tell whether a word with hyphens is "anne-marie" or "kari-nordmann"."""
    parts = low.split("-")
    pairs = list(zip(parts, parts[1:], strict=False))
    double = all(part in GIVEN or part in COMMON_GIVEN or part in SOFT_GIVEN for part in parts)
    return (double and any(part in COMMON_GIVEN for part in parts)) or any(
        a in COMMON_GIVEN and _like_surname(b) for a, b in pairs
    )


def _free_at(words: Sequence[Token], i: int) -> bool:
    """Tell whether the words around a given name are those of an author or a person of public life."""
    return _free(words[max(0, i - 1) : i + 3]) if len(words) > 1 else False


# --- what stands before or after ----------------------------------------------------------------

_NAME: Final = r"[^\W\d_]{1,40}(?:['\-][^\W\d_]{1,40}){0,3}"
_CAP: Final = r"(?<![^\W\d_])[A-ZÀ-ÖØ-ÞĀ-ž][^\W\d_]{0,40}(?:['\-][^\W\d_]{1,40}){0,3}"  # Ā-ž holds small ones too
_PERSON: Final = (
    r"(?:pasient(?:en|ane?)?|bruk[ea]ren|delta[kg][ea]r(?:en)?|klient(?:en)?|kandidat(?:en)?|jobbsøk(?:eren|jaren|er)|søk(?:er|jar)en|"
    r"patient|client|participant|jobseeker|candidate|service user|"
    r"jenta|jente|jenten|gutt(?:en)?|gut(?:en)?|mann(?:en)?|kvinne[n]?|kvinna|dama?|damen|ungdom(?:men)?|eleven|"
    r"mor(?:a|en)?|mamma(?:en)?|far(?:en)?|pappa(?:en)?|sønn?(?:en)?|sonen|datter(?:en|a)?|dotter(?:a)?|søster(?:en|a)?|syster(?:a)?|"
    r"bror(?:en)?|kona|kone|kjæresten?|kjærasten|ektefellen|samboer(?:en)?|sambuar(?:en)?|naboen|vennen|kompisen|"
    r"mother|father|son|daughter|sister|brother|wife|husband|partner|girlfriend|boyfriend|guardian|colleague|kollega(?:en)?)"
)
_OWN: Final = r"(?:\s(?:min|mi|mitt|vår|hans|hennes|hennar|sin|si|til|av|named|called|ved navn|som heter|som heiter|is|er|min,))?"
_PERSON_NAMED: Final = re.compile(rf"\b(?i:(?:my|our|his|her|the|their|a)\s)?(?i:{_PERSON}){_OWN},?\s(?P<name>{_NAME})(?:\s(?P<next>{_NAME}))?")
_CALLED: Final = re.compile(
    r"\b(?i:heter|heiter|heite|heitte|hete|het|named|kalles|kallast|ved na[vm]n(?:et)?|med na[vm]n(?:et)?|by the name of|"
    r"(?:na[vm]n(?:et)?|name)(?:\s(?:hans|hennes|hennar|til pasienten|sitt))?\s?(?:er|is|:|=)|name's|called|døpt)"
    rf"[\s:,\"'«]{{1,3}}(?P<name>{_NAME})(?:\s(?P<next>{_NAME}))?"
)
_PERSON_BEFORE: Final = re.compile(
    rf"(?:{_PERSON}|\bhan|\bham|\bhun|\bho|\bhen|\bhin|\bhe|\bshe|\bthey|\bjeg|\beg|\bæ|\bmy|\bhis|\bher|\bpasientens|\bkven|\bsom)"
    r"(?:\s(?:min|mi|vår|hans|hennes|mitt|sitt|also|også|full|fulle))?\s?\Z"
)
_THING_BEFORE: Final = re.compile(
    r"\b(?:hva|kva|ka|ke|noe|noko|nåke|noe som|noko som|det|dette|dei|de|what|is|it's|its|something|what's|so|og|also|often|are|ofte|gjerne|"
    r"usually|sometimes|no|nå|also|være|vere|be|been|kan|kan det|just)(?:\s(?:som|so|der))?\s\Z"
)
_AGED: Final = re.compile(
    rf"(?P<name>{_CAP})[,]?\s(?:\((?:\d{{2}})\)|(?:på |er |som er |is |who is |was )?(?:\d{{2}})\s?-?(?:år(?:ing|s)?|years?|yrs?|yo)\b|aged?\s\d{{2}}\b|er \d{{2}}\b|"
    rf"\d{{2}},?\s(?:fra|frå|from|på|i|in)\b|(?:f\.|født|fødd|born)\s?(?:i |in )?(?:19|20)?\d{{2}}\b|age\s\d{{2}}\b)"
)
_LIVING: Final = re.compile(rf"(?P<name>{_CAP}),?\s(?:som |who )?(?:bor|bur|busett|bosatt|lives|living|kommer|kjem)\s(?:i|på|ved|in|at|from|fra|frå)\s")
_FROM_PLACE: Final = re.compile(rf"(?P<name>{_CAP}),?\s(?:fra|frå|from)\s(?P<place>{_NAME})")
_REFERRED: Final = re.compile(
    r"\b(?i:henvise|henviser|henvist|henviste|tilvise|tilviser|tilvist|viser? til|visa|innsøke|refer|referring|referred|admit|discharge|"
    r"søke inn|søkje inn|melde inn|melder inn|melda inn|meldt inn|invitere|invitert|journalen til|samtykket til|samtykket frå|saken til|saka til|about|om|regarding|for|til|med|with|to)"
    rf"\s(?P<name>{_NAME})"
)
_STRONG_REFERRED: Final = frozenset(
    ["henvise", "henviser", "henvist", "henviste", "tilvise", "tilviser", "tilvist", "innsøke", "refer", "referring", "referred", "admit", "discharge"]
)
_SIGNED: Final = re.compile(rf"\b(?i:hilsen|helsing|mvh|vh|regards|sincerely|cheers|klem)[,.]?\s+(?:fra\s|frå\s|from\s)?(?P<name>{_NAME})(?:\s(?P<next>{_NAME}))?")
_TITLED: Final = re.compile(rf"\b(?P<title>[Mm]r|[Mm]rs|[Mm]s|[Hh]r|[Ff]ru|[Ff]rk|[Dd]r)\.?\s(?P<name>{_NAME})")
_STATED: Final = re.compile(
    rf"(?P<name>{_CAP})\s(?i:har (?:takka|takket|sagt ja|sagt nei|bedt|samtykket|samtykka|samtykt|schizofreni|bipolar|psykose|depresjon|angst|adhd)|"
    r"(?:trenger|treng|ønsker|ønskjer|ynskjer|wants|needs|vil ha|få|får|get|fått|skal ha|have)\s(?:å\s)?(?:ips\b|jobbspesialist|jobb\b|arbeid\b|a job|work\b|an employment|plass i ips)|"
    r"(?:er|vart|ble|blei|is|was) (?:innlagt|innlagd|psykotisk|schizofren|suicidal|sykmeldt|sjukmeld|utskriven|utskrevet|diagnosed|psychotic|admitted|discharged)|"
    r"has (?:consented|agreed|schizophrenia|bipolar|depression|said yes|said no|anxiety|psychosis)|sitt samtykke|sin journal|sin diagnose)"
)


def _could_be_name(low: str) -> bool:
    """Tell whether a word after a clear announcement can be a name."""
    return is_given(low) or low in SOFT_GIVEN or (not is_word(low) and low not in ABBREVIATIONS)


def _is_cap(word: str) -> bool:
    return word[:1].isupper() and not (word.isupper() and len(word) > 1)


def _after_person(text: str) -> bool:
    """Tell whether "pasienten Kari", "mora hans, Berit" or the like stands in the text."""
    for m in _PERSON_NAMED.finditer(text):
        low = m["name"].lower()
        if _is_cap(m["name"]) and _could_be_name(low) and len(low) > 1 and not _is_org(m):
            return True
        if low in COMMON_GIVEN or (m["next"] and is_given(low) and _like_surname(m["next"].lower())):
            return True
    return False


def _is_org(match: re.Match[str]) -> bool:
    """Tell whether the word after the found one makes an organisation of it."""
    following = match.groupdict().get("next")
    return bool(following) and following.lower() in ORG_HEADS  # type: ignore[union-attr]


def _after_called(text: str) -> bool:
    """Tell whether "heter Torkjell", "named Xhevahire" or the like stands in the text."""
    for m in _CALLED.finditer(text):
        low, before = m["name"].lower(), text[max(0, m.start() - 32) : m.start()].lower()
        if _is_org(m) or low in PLACES or low in TERMS:
            continue
        if _PERSON_BEFORE.search(before) and not _THING_BEFORE.search(before) and _could_be_name(low):
            return True
        if _is_cap(m["name"]) and not _THING_BEFORE.search(before) and (is_given(low) or low in SOFT_GIVEN):
            return True
        if m["next"] and _is_cap(m["name"]) and _is_cap(m["next"]) and not is_word(low) and not is_word(m["next"].lower()):
            return True
        if is_given(low) and not _THING_BEFORE.search(before):
            return True
        unknown = bool(m["next"]) and not is_word(low) and not is_word(m["next"].lower())
        if unknown and not _THING_BEFORE.search(before):
            return True
    return False


def _opens_sentence(words: Sequence[Token]) -> bool:
    """Tell whether a sentence begins with a given name and what a person does ("Per vil", "Jesper har")."""
    return any(
        token.opens and token.title and after.near and after.low in _PERSON_VERBS
        and (is_given(token.low) or (token.low in SOFT_GIVEN and token.low not in _NOT_BEFORE_VERB))
        for token, after in zip(words, words[1:], strict=False)
    )  # fmt: skip


def _before_detail(text: str) -> bool:
    """Tell whether a name stands before an age, a year of birth, a home or a statement about a person."""
    for pattern in (_AGED, _LIVING, _STATED):
        for m in pattern.finditer(text):
            low = m["name"].lower()
            if _is_cap(m["name"]) and not _noun_like(m, text) and (is_given(low) or low in SOFT_GIVEN or not is_word(low)):
                return True
    for m in _FROM_PLACE.finditer(text):
        low, place = m["name"].lower(), m["place"].lower()
        inside = _is_cap(m["name"]) and not _opens(m.start("name"), text)
        if inside and _could_be_name(low) and m["place"][:1].isupper() and place not in TERMS and not m["place"].isupper():
            return True
    return False


def _opens(position: int, text: str) -> bool:
    """Tell whether a sentence begins at the position."""
    before = text[:position].rstrip(" \"'«*-")
    return not before or before[-1] in ".!?:;\n"


def _noun_like(match: re.Match[str], text: str) -> bool:
    """Tell whether a word that opens a sentence is built like a common noun ("Aldersgrensen 16 år")."""
    return _opens(match.start("name"), text) and _is_noun(match["name"].lower())


def _after_verb(text: str) -> bool:
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
        if _is_cap(m["name"]) and (is_given(low) or is_surname(low) or not is_word(low)) and low not in AUTHOR_SURNAMES:
            return True
    return False


def has_name(text: str) -> bool:
    """Tell whether the name of a person stands in the text (plain, as typed)."""
    text = _SAINTS.sub("sykehus", text)
    words = tokens(text)
    if not words:
        return False
    shouting = sum(t.caps for t in words) > 0.6 * len(words) and len(words) >= 3
    if shouting:
        words = tokens(text.lower())
        return _lower_pair(words) or _after_called(text.lower())
    if _lower_pair(words):
        return True
    if _opens_sentence(words) or _after_called(text) or _after_verb(text):
        return True
    if _title_case(words):
        return False
    if any(_run_is_name(run) for run in _runs(words)):
        return True
    return _after_person(text) or _before_detail(text)
