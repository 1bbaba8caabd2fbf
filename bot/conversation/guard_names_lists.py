"""Whether a single word can be a name: lists of names and words, and how words end."""

from __future__ import annotations

import re
from typing import Final

from bot.conversation.data.given_names import GIVEN
from bot.conversation.data.people import COMMON_GIVEN
from bot.conversation.data.places import PLACES
from bot.conversation.data.surnames import SURNAMES
from bot.conversation.data.terms import ABBREVIATIONS, TERMS
from bot.conversation.data.vocabulary import VOCABULARY
from bot.conversation.data.words import SOFT_GIVEN

_LONGEST_NAME: Final = 60  # letters
_SURNAME_END: Final = re.compile(
    r".{2,}(?:sen|son|sson|dottir|dotter|vik|viken|land|stad|haug|moen|mo|bakken|bakke|berg|dal|dalen|nes|"
    r"ness|eide|heim|rud|seth?|"
    r"tveit|lund|gård|gaard|voll|fjell|hagen|løkken|bø|strand|aas|ås|stein|hus|øy|rød|by|vold|stuen|engen|"
    r"lien|kvam|kleiv|"
    r"svik|mark|skog|fjord|vatn|våg|våge|bråten|sæter|sætre|næss|hammer|torp|strøm|kvist|mann|quist|"
    r"ski|ska|wicz|czyk|enko|chuk|ova|ović|ovic|ić|yan|zadeh|pour|oğlu|oglu|idze|shvili|escu|ssen|"
    r"opoulos|lainen|nen|singh|khan|ullah|uddin|rahman)\Z"
)
GIVEN_END: Final = re.compile(
    r"[^\W\d_]{2,}(?:jerd|gjerd|dis|laug|bjørg|frid|hild|veig|unn|geir|mund|leif|ulf|bjørn|vald|hjerd|"
    r"valdur)\Z"
)
_NOUN_END: Final = re.compile(
    r".{3,}(?:inga|ingen|ingar|inger|het|heit|heten|heita|skap|skapet|sjon|sjonen|sjonar|else|elsen|elsar|"
    r"lig|leg|lege|lige|løs|laus|ment|mentet|ness|tion|ity|ism|ology|ously|ship|hood|isten|istane)\Z"
)


def bare(low: str) -> str:
    """Return a name without its genitive ("Torkjells", "Kari's")."""
    if low.endswith(("'s", "'S")):
        return low[:-2]
    return low


def listed(low: str, names: frozenset[str]) -> bool:
    """Tell whether a name, its bare form or its form before a genitive s is in a list."""
    low = bare(low)
    return low in names or (len(low) > 4 and low[-1] == "s" and low[:-1] in names and low not in VOCABULARY)


def is_word(low: str) -> bool:
    """Tell whether a lower-case word is an ordinary word, a place or a term."""
    if low in VOCABULARY or low in PLACES or low in TERMS:
        return True
    if "-" in low:
        return _hyphenated_word(low)
    if (
        low.endswith("s")
        and len(low) > 3
        and (low[:-1] in PLACES or low[:-1] in TERMS or low[:-1] in VOCABULARY)
    ):
        return True
    return low.endswith("'s") and is_word(low[:-2])


def _hyphenated_word(low: str) -> bool:
    """Tell whether a word with hyphens is none of a name's parts ("nav-veilederen", "øyane-modellen")."""
    parts = low.split("-")
    return parts[-1] in VOCABULARY or parts[-1] in TERMS or parts[0] in TERMS or parts[0] in ABBREVIATIONS


def is_noun(low: str) -> bool:
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
    low = bare(low)
    if "-" in low:
        return all(part in GIVEN or part in COMMON_GIVEN or part in SOFT_GIVEN for part in low.split("-"))
    return listed(low, GIVEN) or listed(low, COMMON_GIVEN)


def is_patronymic(low: str) -> bool:
    """Tell whether a word is a given name and -sen, -son, -dotter."""
    for ending in ("ssen", "sson", "sen", "son", "sdotter", "sdatter", "sdottir"):
        stem = low.removesuffix(ending)
        if stem != low and (stem in GIVEN or stem + "s" in GIVEN or stem in COMMON_GIVEN):
            return low not in VOCABULARY
    return False


def is_surname(low: str) -> bool:
    """Tell whether a lower-case word is a listed surname or a patronymic."""
    return listed(low, SURNAMES) or is_patronymic(bare(low))


def like_surname(low: str) -> bool:
    """Tell whether a word is a surname by list or by its ending, and no place or term."""
    low = bare(low)
    if low in TERMS:
        return False
    if is_surname(low):
        return True
    parts = low.split("-")
    return low not in VOCABULARY and low not in PLACES and _SURNAME_END.match(parts[-1]) is not None
