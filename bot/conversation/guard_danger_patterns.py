"""The wordings of acute danger, by kind."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from bot.conversation.guard_danger_child import CHILD
from bot.conversation.guard_danger_medical import MEDICAL
from bot.conversation.guard_danger_suicide import SUICIDE
from bot.conversation.guard_danger_violence import VIOLENCE
from bot.conversation.guard_danger_words import (
    GUN,
    MYSELF,
    WEAPON,
    WHO,
)


class Danger(StrEnum):
    """What kind of help is needed at once."""

    SUICIDE = "suicide"
    MEDICAL = "medical"
    VIOLENCE = "violence"
    CHILD = "child"


PATTERNS: Final[Mapping[Danger, tuple[re.Pattern[str], ...]]] = MappingProxyType(
    {
        Danger.CHILD: CHILD,
        Danger.SUICIDE: SUICIDE,
        Danger.VIOLENCE: VIOLENCE,
        Danger.MEDICAL: MEDICAL,
    }
)

WEAPON_WORD: Final = re.compile(rf"\b(?:{WEAPON}|{GUN})\b")
GRAVE: Final = re.compile(
    r"\b(?:kniv(?:en)?|øks(?:a|en)?|pistol(?:en)?|gevær(?:et)?|hagl[ae]|machete|gun|knife|axe|"
    r"razor(?: blades?)?|barberblad\w*|bensin over|petrol over|gasoline over|"
    r"drukne|drukna|drown(?:ing)?|(?:found|find|fant|fann|funnet|funne) .{0,30}\b(?:hanging|hengende|"
    r"hengande|død|dead|hengt)|overdose\w*|"
    r"drive .{0,15}\b(?:car|van|truck) (?:off|into)|off a cliff|(?:kutta?|kuttet|skåret|skore) (?:seg|meg|"
    r"i armen\w*|i armane)|snøvler|snøvlar|slurring|"
    r"(?:livredd\w*|terrified)(?! (?:for|of|av|by) )|hostage|gissel|bleeding|blør)\b"
)
SOMEONE_THERE: Final = re.compile(
    rf"\b(?:{WHO}|{MYSELF}|pasient|brukar|bruker|deltaker|deltakar|mann|man|"
    r"kvinne|woman|dame|gutt|jente|ungdom)\b"
)
SAID_GOODBYE: Final = re.compile(
    r"\b(?:goodbye|farewell|farvel|avskjed|avskil|takk(?:er|ar|et|a)? for alt|thank(?:s|ed|ing)?(?: you|"
    r" me| us)? for everything|tilgi meg|"
    r"tilgje meg|(?:ha det|hade|sorry)(?: bra)? for (?:alltid|siste gang|siste gong|everything)|"
    r"for siste gang|for siste gong|ha (?:et|eit) godt liv|have a (?:good|nice) life)\b"
)
SILENT: Final = re.compile(
    r"(?:svarer|svarar|svare|tar|tek)(?: (?:han|hun|ho|hen|an|pasienten|telefonen))? (?:ikke|ikkje)|"
    r"(?:isn't|is not|not|won't|doesn't|stopped) (?:pick\w*|answer\w*|reply\w*|respond\w*)|får (?:ikke|"
    r"ikkje) (?:tak|svar|kontakt)|"
    r"can't reach|cannot reach|(?:slått|skrudd) av (?:telefonen|mobilen|tlf)|phone is off|turned (?:his|"
    r"her|the) phone off|turned off (?:his|her|the) phone"
)
