"""Wordings that tell that somebody threatens or hurts others."""

from __future__ import annotations

import re
from typing import Final

from bot.conversation.guard_danger_words import (
    GAP,
    GUN,
    HARM,
    MYSELF,
    OBJECT,
    WEAPON,
    WHO,
    WILL,
)

VIOLENCE: Final[tuple[re.Pattern[str], ...]] = (
    re.compile(
        r"\b(?:truer|trugar|truar|trua|truet|true|viftar|vifter|går løs|gjekk laus|"
        r"gikk løs|angriper|angrip|kommer|kjem|løper|spring|står|står her|waving|"
        r"threaten(?:s|ing|ed)?|attack(?:s|ing|ed)?|came|comes|coming|"
        rf"standing){GAP} (?:med|with) (?:(?:en|ein|ei|et|eit|a|an|the|stor|lang|big|ladd|"
        rf"lada|loaded) ){{0,2}}(?:{WEAPON}|{GUN})\b"
    ),
    re.compile(
        rf"\b(?:{WHO}|{MYSELF}|som|who)\b{GAP} (?:har|ha|bærer|har med|has|have|'s got|got|"
        r"carries|carrying|brought|bringing|brings|holding|holder|held|trakk|dro|drog|"
        r"fram|pulled|kjøpt|skaffet|skaffa)(?: (?:med seg|seg|fått|tatt|teke|fram|frem|"
        r"opp|with him|with her|out|en|ein|ei|et|eit|a|an|the|his|her|loaded|ladd|lada|"
        rf"stor|i hånda|i handa)){{0,4}} {WEAPON}\b"
    ),
    re.compile(
        r"\b(?:på (?:vei|veg)|på tur|on (?:his|her|their) way|coming|kommer|"
        rf"kjem)\b{GAP}{GAP} (?:med|with) (?:en |ein |ei |et |eit |a |an )?(?:{WEAPON}|"
        rf"{GUN})\b"
    ),
    re.compile(
        r"\b(?:truer med å|trugar med å|truar med å|trua med å|threaten(?:s|ing|"
        rf"ed)? to) {HARM}(?: (?:ned|opp|up|down)){{0,1}} {OBJECT}\b"
    ),
    re.compile(
        rf"\b(?:stemm[ae]r?|stemmene|røyst\w*|voices?)\b{GAP} (?:ber|bed|sier|seier|"
        rf"befaler|telling|tell|tells){GAP} {HARM} {OBJECT}\b"
    ),
    re.compile(
        rf"\b(?:{WHO}|{MYSELF}|som|who|'ll)\b{GAP} {WILL}(?: (?:å|snart|bare|berre|just|nå|no|"
        rf"to)){{0,2}} {HARM}(?:e|a|ing)?(?: (?:ned|opp|løs på|laus på|up|down|"
        rf"livskiten av|livet av|skiten av)){{0,2}} {OBJECT}\b"
    ),
    re.compile(
        rf"\b{WHO}\b{GAP} (?:truer|trugar|truar|trua|truet|threatens|threatened|"
        r"is threatening|er truende mot|er trugande mot) (?:\w+ ){0,2}?(?:med juling|"
        r"på livet|på live|with violence|to kill|med å drepe|med å skade|med vold|"
        r"med vald|med å brenne|med å sprenge|med å skyte|med å knivstikke|med bank)"
    ),
    re.compile(
        rf"\b(?:{WHO}|{MYSELF})\b{GAP} {WILL}(?: (?:å|snart|bare|nå|no)){{0,2}} (?:sprenge|"
        r"sprenga|brenne ned|brenne opp|tenne på|tenne fyr på|tenna på|bombe|blow up|"
        r"burn down|burn|set fire to|gå amok|massakrere|shoot up|kjøre på|kjøre ned|"
        r"køyre på|køyre ned|run over)\b"
    ),
    re.compile(
        rf"\b(?:{WHO}|some(?:one|body)|en mann|ein mann)\b{GAP} (?:slår|slæ|banker opp|"
        r"bankar opp|sparker|sparkar|angriper|angrip|kveler|går løs på|går laus på|"
        r"knivstikker|skyter|skyt på|is beating|is attacking|is hitting|is strangling|"
        r"is punching|is stabbing|attacks|beats|is assaulting|is shooting)(?: (?:up|opp|"
        rf"ned|på|nå|no|løs))? {OBJECT}\b(?! (?:i sjakk|i spill|løs|laus|til ro|"
        r"på målstreken|at chess))"
    ),
    re.compile(
        r"\b(?:blir|vert|bli|er blitt|ble nettopp|er vorten|am|'m|are|'re|is|was just|"
        r"got)(?: (?:nå|no|akkurat nå|being|just|nettopp))? (?:truet|trua|truga|angrepet|"
        r"angripen|slått ned|slått|slege ned|banka|banka opp|knivstukket|knivstukke|"
        r"stukket|skutt|skoten|overfalt|ranet|rana|attacked|threatened|stabbed|shot|"
        r"assaulted|beaten|held hostage) (?:av|med|i magen|i brystet|by|with|in the|nå|no|"
        r"her)"
    ),
    re.compile(
        r"\b(?:det er|there is|there's|we have|vi har|eg har|jeg har|me har)(?: (?:en|ein|"
        r"a|nå|no|noen|nokon)){0,2} (?:\w+ )?(?:mann|person|pasient|kar|fyr|gunman|man|"
        rf"patient|someone|noen|nokon|gutt|bruker|brukar)\b{GAP} (?:med|with|som har|"
        rf"who has) (?:en |ein |ei |et |eit |a |an )?{WEAPON}\b"
    ),
    re.compile(
        r"\b(?:truer|trugar|truar|trua|truet|threat\w*)\b.{0,50}\b(?:skyte|skyta|drepe|"
        r"drepa|knivstikke|stikke ned|kill|shoot|stab|banke|slå i hjel|"
        rf"slå ihjel) {OBJECT}\b"
    ),
    re.compile(
        r"\b(?:svinger|svingar|veiver|veivar|fekter|fektar|viftar|vifter|swinging|waving|"
        r"beruset|ruset|rusa|psykotisk|aggressiv|full|drunk|high|psychotic|"
        rf"aggressive)\b.{{0,40}}\b{WEAPON}\b(?! og gaffel)"
    ),
    re.compile(
        r"\bkast(?:er|ar|e|a)?(?: \w+)? (?:ting|stol\w*|møbl\w*|gjenstand\w*|flaske\w*)\b|"
        r"\bthrow(?:s|ing) (?:things|chairs|furniture|bottles)\b|\b(?:går|gjekk|"
        r"gikk) (?:amok|berserk|bananas på)\b"
    ),
    re.compile(
        rf"\b(?:{WHO}|som|who)\b{GAP} (?:har|has|have) (?:\w+ )?(?:angrepet|angripe|slått|"
        r"slege|banka|banket opp|banket|knivstukket|skutt|skoten|truet|attacked|beaten|"
        rf"hit|stabbed|shot|assaulted) {OBJECT}\b"
    ),
    re.compile(
        r"\b(?:gisseltak\w*|gisselsituasjon\w*|skyting pågår|pågående skyting|"
        r"active shooter|hostage situation|bombetrussel|bombetrugsmål|bomb threat)\b"
    ),
)
