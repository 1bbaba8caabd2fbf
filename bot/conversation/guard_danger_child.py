"""Wordings that tell that a child is being hurt or in danger now."""

from __future__ import annotations

import re
from typing import Final

from bot.conversation.guard_danger_words import (
    A_CHILD,
    GAP,
    HARM,
    WILL,
)

CHILD: Final[tuple[re.Pattern[str], ...]] = (
    re.compile(rf"\b{WILL}{GAP} {HARM}{GAP} {A_CHILD}\b"),
    re.compile(
        r"\b(?:slår|slæ|banker|bankar|dengjer|skader|skadar|mishandler|mishandlar|"
        r"misbruker|misbrukar|kveler|rister|ristar|beats|beating|hitting|hurting|shaking|"
        r"abusing|"
        r"hits|abuses|er i ferd med å skade)(?: (?:opp|på|sine|sitt|sin|si|det|den|his|"
        r"her|their|the|vesle|lille|små|eget|eige|eigne|egne|yngste|eldste|own|"
        rf"little)){{0,3}} {A_CHILD}\b"
    ),
    re.compile(
        rf"\b{A_CHILD}\b{GAP} (?:blir|vert|bli|er blitt|har blitt|er vorten|is being|"
        r"are being|being) (?:\w+ )?(?:slått|slege|banka|banket|mishandlet|mishandla|"
        r"misbrukt|skada|skadet|voldtatt|valdteken|"
        r"beaten|hit|hurt|abused|harmed|raped|molested)\b"
    ),
    re.compile(
        r"\b(?:har|has|have|nettopp|just) (?:\w+ )?(?:slått|slege|banka|banka opp|banket|"
        r"banket opp|mishandla|mishandlet|skada|skadet|beaten|hit|hurt|abused)(?: (?:opp|"
        rf"up))? {A_CHILD}\b(?= (?:sin|sitt|sine|hans|hennes)|[.!]|$| (?:i|så|no|nå|to|with|"
        r"badly|again)\b)"
    ),
    re.compile(
        r"\b(?:ste)?(?:far(?:en)?|mor(?:a|en)?|pappa(?:en)?)(?: (?:min|mi|sin|hans|"
        r"hennes))? (?:slår|slæ|bankar|banker|mishandler|misbruker) (?:ham|han|henne|ho|"
        r"hun|meg|dem|dei|oss|an|na)\b|\b(?:step)?(?:father|mother|dad|mum|"
        r"mom) (?:is )?(?:hits|hitting|beats|beating|abuses|abusing) (?:him|her|me|them|"
        r"us)\b"
    ),
    re.compile(
        rf"\b{A_CHILD}\b.{{0,50}}\b(?:blåmerk\w*|bruis\w*).{{0,60}}\b(?:slår|slått|slege|"
        r"banka|hit|hits|beat|beats|redd|afraid)\b"
    ),
    re.compile(
        rf"\b{A_CHILD}\b{GAP} (?:er|sitter|sit|is|are) (?:\w+ )?(?:innelåst|innelåste|"
        r"innestengt|innestengde|locked in|locked up)\b"
    ),
    re.compile(
        r"\b(?:tatt med|teke med|tok med|stakk av med|kidnappet|kidnappa|took|kidnapped|"
        rf"abducted)(?: (?:seg|sine|sitt|his|her|the|own)){{0,2}} {A_CHILD}\b{GAP} (?:og|"
        r"and) (?:truer|trugar|truar|sier|seier|says|threatens|svarer ikke)"
    ),
)
