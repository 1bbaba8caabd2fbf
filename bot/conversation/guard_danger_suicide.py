"""Wordings that tell that somebody wants to take, or is taking, their life."""

from __future__ import annotations

import re
from typing import Final

from bot.conversation.guard_danger_words import (
    ACT_HIS,
    ACT_MINE,
    GAP,
    JUMP,
    LIFE,
    MYSELF,
    NOT,
    SELF,
    WHO,
    WILL,
)

SUICIDE: Final[tuple[re.Pattern[str], ...]] = (
    re.compile(
        rf"\b(?:{WHO}|som|who)\b{GAP} (?:{WILL}|kan komme til å|"
        rf"kan kome til å){GAP} {ACT_HIS}\b"
    ),
    re.compile(rf"\b{MYSELF}\b{GAP} {WILL}{GAP} {ACT_MINE}\b"),
    re.compile(rf"\b{WILL} {ACT_HIS}\b"),
    re.compile(rf"\b(?:tar|tek) {MYSELF} (?:{LIFE})"),
    re.compile(
        rf"\b{NOT} (?:lenger |lengre )?(?:vil|ønsker|ønskjer|ynskjer|orker|orkar|klarer|"
        r"klarar|greier) (?:å )?(?:leve|leva|lev)\b(?! (?:av|på|med|sånn|slik|uten|utan)\b)"
    ),
    re.compile(
        rf"\b(?:{WHO}|{MYSELF}|'m|'s)(?: er| is| was| har| has)? (?:nå |no |nettopp |just |is |"
        rf"now )?(?:tar (?:{LIFE})|tek (?:{LIFE})|henger seg|hengjer seg|har hengt seg|"
        r"skyter seg|"
        r"har skutt seg|has hanged|has shot (?:him|her)self|hanging (?:him|her)self|"
        r"killing (?:him|her|my)self|took (?:his|her) own life|tok (?:livet sitt|"
        r"livet av seg))"
    ),
    re.compile(
        rf"\b{MYSELF}\b{GAP} (?:vil|ønsker|ønskjer|ynskjer|ville|har lyst|orker|orke|orkar|"
        r"klarer|klare|greier|want|wish|wanna|can't|cannot|just want|don't want|"
        r"do not want|rather|håper|hope)"
        rf"(?: (?:bare|berre|bærre|bær|bare å|heller|helst|å|te å|til å|at|{NOT}|just|to|"
        r"i could|only|really|også|jeg|eg|was|were|lenger|lengre|meir|mer)){0,4} "
        r"(?:dø|døy|dau|daue|død|die|dead|be dead|forsvinne for alltid|sove for alltid|"
        r"aldri våkne|never wake up|to die)\b(?! av| of)"
    ),
    re.compile(
        r"\b(?:vil|orker|orke|orkar|ønsker|ønskjer|vel|wants?|wish\w*|klarer|greier|"
        rf"gidder|can|want)(?: {NOT}|n't)(?: (?:å|to|lenger|lengre|lenger å|meir|mer|lever|"
        r"go on|bare|berre)){0,2} (?:leve|leva|lev|live|living|be alive)\b(?! (?:av|på|"
        r"med|sånn|slik|uten|utan|of|off|with|on|i|in|like)\b)"
    ),
    re.compile(
        r"\b(?:(?:dere|dykk|de|dokker|ingen|you|nobody)\b(?: \w+){0,2}? (?:aldri|never|not|"
        r"won't)\b(?: \w+){0,2}? (?:se|sjå|see)(?: \w+)? (?:meg|ham|han|henne|ho|me|him|"
        r"her)|(?:aldri|never|not|won't)\b(?: \w+){0,3}? (?:se|sjå|see)(?: \w+)? (?:meg|"
        r"me)) (?:igjen|att|again)\b|\b(?:siste dagen?|last day) (?:hans|hennes|min|"
        r"i livet|mi|alive|of (?:his|her|my) life)\b(?! (?:på|i|hos|at|in|som)\b)|"
        r"\b(?:siste|last) (?:dagen|kvelden|natta|natten) (?:hans|hennes|min)\b(?! (?:på|i|"
        r"hos|at|in|som))"
    ),
    re.compile(
        r"\b(?:har|has|got|have|with|med|fant|fann|kjøpt|henta|"
        r"hentet)(?: \w+){0,2}? (?:et tau|eit tau|tau|a rope|the rope|rope|a noose|noose|"
        r"løkke|snare|renneløkke)\b.{0,60}\b(?:farvel|goodbye|sier|seier|says|skal|vil|"
        r"klar|ready|avskjed|hals\w*|neck|tre\w*)"
    ),
    re.compile(
        r"\b(?:har|hadde|have|had) (?:ikke|ikkje|itj|no) (?:lyst|noe lyst|noko lyst|desire|"
        r"wish) (?:til )?(?:å|to) (?:leve|lev|leva|live)\b(?! (?:av|på|med|sånn|slik|on|"
        r"with|like))"
    ),
    re.compile(
        r"\b(?:no point|ikke noe poeng|ikkje noko poeng|ingen vits|inga meining|"
        r"ingen mening|meningsløst|meiningslaust|ikke vits|"
        r"no sense)(?: \w+)? (?:i )?(?:å )?(?:in )?(?:leve|leva|living|going on living|"
        r"being alive)\b"
    ),
    re.compile(
        r"\b(?:tror|trur|redd|frykter|fryktar|afraid|think|fear|nettopp|just|nå|"
        rf"no)\b{GAP}{GAP} (?:tatt|teke|tar|tek|taken) (?:{LIFE}|(?:his|her|"
        r"their)(?: own)? life)"
    ),
    re.compile(
        r"\btell (?:his|her|my|the) (?:kids|children|family|wife|husband|mother|son|"
        r"daughter|mum|mom|parents)\b.{0,30}\blov|\b(?:si|sei|hils)(?: til)? (?:barna|"
        r"ungene|ungane|familien|mamma|kona|mannen)\b.{0,30}\b(?:glad i|elsker|elskar)"
    ),
    re.compile(
        rf"\b{WHO} (?:har|has|have|got) (?:en|ein|"
        rf"a) plan\b.{{0,50}}\b(?:{WILL}) (?:gjøre det|gjere det|do it|gjennomføre)"
    ),
    re.compile(
        r"\b(?:ta|tar|tek|take|taking) .{0,40}\b(?:i døden|into death|with (?:him|"
        r"her) in death)\b"
    ),
    re.compile(
        r"\b(?:nå gjør|no gjer|no gjere|nå gjere) (?:jeg|eg|æ) (?:det|slutt)\b|\b(?:i'm|"
        r"i am|he is|she is) (?:going to do|doing) it (?:now|tonight)\b"
    ),
    re.compile(
        r"\b(?:any|no|noen|nokon|ingen|inga) (?:reason|grunn) (?:to|til å) (?:go on|live|"
        r"keep (?:living|going)|leve|leva)\b(?! (?:in|on|i|på)\b)"
    ),
    re.compile(
        rf"\b{MYSELF}\b(?: \w+){{0,3}}? {NOT} (?:vil )?(?:våkne|vakne|våkna) (?:i morgen|"
        r"i morgon|mer|meir|igjen|opp)\b"
    ),
    re.compile(
        r"\b(?:be|is|er|være|vere|are) (?:dead|død|daud|borte|gone) (?:by|before|i|innen|"
        r"før) (?:tomorrow|morning|tonight|morgen|morgon|i morgen|kveld|natt)\b"
    ),
    re.compile(
        r"\b(?:står|stå|sitter|sit|standing|stands|sitting) (?:ute )?(?:på|ved|on|"
        r"at) (?:kaikanten|kaien|kaia|bryggekanten|balkongen|the balcony|the quay|"
        r"the window)\b.{0,60}\b(?:hoppe|hoppa|hopp|jump)"
    ),
    re.compile(
        r"\b(?:don't|doesn't|do not|does not|didn't|dont|doesnt) (?:really |"
        r"even )?want to (?:live|be alive|be here|exist|wake up)(?: any ?more| any longer|"
        r" anymore)?\b(?! (?:in|with|off|on|at|near|alone)\b)"
    ),
    re.compile(
        r"\b(?:vil|bare|berre|bærre) (?:bare |berre |bærre |helst )?(?:dø|døy|"
        r"daue)\b(?! av)"
    ),
    re.compile(
        rf"\b{WHO}{GAP} (?:vil|ønsker|ønskjer|ynskjer|wants to|want to|wishes to|"
        r"ville)(?: (?:bare|berre|just|helst|heller|å|only)){0,2} (?:dø|døy|die|"
        r"be dead)\b(?! av| of)"
    ),
    re.compile(
        r"\b(?:no reason to live|nothing (?:left )?to live for|better off (?:dead|"
        r"without me)|ingen grunn til å leve|ingenting å leve for|ikkje noko å leve for|"
        r"ikke noe å leve for|"
        r"(?:bedre|betre) (?:om jeg|om eg|uten meg|utan meg|at jeg|at eg) (?:var død|"
        r"var borte|ikke fantes|ikkje fanst)|livet er (?:ikke|ikkje) verdt? å leve|"
        r"life (?:is not|isn't) worth living|alle (?:får|har) det (?:bedre|betre) (?:uten|"
        r"utan) meg)\b"
    ),
    re.compile(
        rf"\b(?:{WHO}|{MYSELF}|som|who)\b{GAP} (?:står|stå|sitter|sit|klatrer|klatrar|standing|"
        r"stands|sitting|is|er|climbed|har klatret|balanserer|har klatra)(?: (?:nå|no|ute|"
        r"oppe|ytterst|out|up|now|seg|opp)){0,2} (?:på|ved|utenfor|utanfor|on|"
        r"at) (?:the |kanten av |edge of the |rekkverket på |a )?"
        r"(?:bru[ae]?n?|broa|broen|takkanten|kanten|rekkverket|stupet|togskin\w*|"
        r"skinnegangen|toglinja|vinduskarmen|bridge|ledge|railway tracks?|train tracks?|"
        r"tracks|cliff|balcony railing)\b"
    ),
    re.compile(rf"\b{WILL}(?: \w+){{0,2}}? {JUMP}"),
    re.compile(
        r"\b(?:hopper|hoppar|hoppe|hoppet|hoppa|jump(?:s|ed|ing)?) (?:ned |ut |off |from |"
        r"out )?(?:fra|frå|foran|framfor|ut av|utfor|av|i|from|off|in front of|"
        r"out of) (?:the |a |ei |en )?"
        r"(?:bru\w*|bro\w*|tak\w*|balkong\w*|altan\w*|tog\w*|t-bane\w*|vindu\w*|stup\w*|"
        r"bane\w*|bridge|roof|balcony|train|window|building|cliff)"
    ),
    re.compile(
        r"\b(?:akutt|aktivt|svært|veldig|høyt|sterkt|tydelig|actively|acutely|highly|"
        r"very) suicidal|\b(?:er|is|am|'m) (?:nå |no |now )?suicidal\b(?! og| and| på)|"
        r"\bsuicidal (?:nå|no|now|right now|tonight|i kveld|i dag|today)\b"
    ),
    re.compile(
        rf"\b{MYSELF}\b (?:har |have |am having |'ve )(?:\w+ ){{0,2}}?(?:selvmordstank\w*|"
        r"sjølvmordstank\w*|suicidal thoughts|selvmordsplan\w*|sjølvmordsplan\w*|"
        r"thoughts of (?:suicide|killing myself)|tanker om å (?:ta|dø)|lyst til å dø|"
        r"lyst å dø)"
    ),
    re.compile(
        rf"\b{WHO}\b{GAP} (?:har|has|fortalte om|forteller om|"
        r"fortel om)(?: \w+){0,2}? (?:konkrete|akutte|concrete|specific|"
        r"bestemte) (?:selvmordsplan\w*|sjølvmordsplan\w*|plan\w*|suicide plans?|"
        r"suicidal plans?)"
    ),
    re.compile(
        r"\b(?:akutt|overhengende|overhengande|høy|høg|stor|acute|imminent|"
        r"immediate) (?:selvmord\w*|sjølvmord\w*|suicide risk|suicidal risk|"
        r"risk of suicide|fare for (?:selvmord|sjølvmord))"
    ),
    re.compile(
        r"\b(?:avskjedsbrev\w*|avskilsbrev\w*|avskjedsmelding\w*|avskilsmelding\w*|"
        r"selvmordsbrev\w*|sjølvmordsbrev\w*|suicide note|goodbye note|goodbye letter|"
        r"farewell note|farewell letter|farewell message|goodbye message|goodbye text)\b"
    ),
    re.compile(
        r"\b(?:goodbye|farewell|farvel|adjø|ha det for alltid|ha det bra for alltid|"
        r"hade for alltid|takk for alt|thank(?:s| you) for everything|avskjed|avskil|"
        r"forgive me|tilgi meg|tilgje meg)\b.{0,70}\b"
        r"(?:svar(?:er|ar|e)? (?:ikke|ikkje|ikkj|itj)|(?:tar|tek|tar nå) (?:ikke|ikkje|"
        r"itj) (?:telefonen|tlf|den)|får (?:ikke|ikkje|itj) (?:svar|tak|kontakt)|(?:not|"
        r"isn't|won't|doesn't|don't|stopped|hasn't|no longer) (?:been )?(?:pick\w*|"
        r"answer\w*|reply\w*|respond\w*)|"
        r"can't reach|cannot reach|skrudd av|slått av|switched off|turned off|forsvunn\w*|"
        r"borte|missing|disappeared|stakk)"
    ),
    re.compile(
        r"\b(?:skrev|skriver|sendte|texted|wrote|sent|messaged|sms|"
        r"melding\w*)\b.{0,50}\b(?:farvel|goodbye|avskjed|avskil|adjø|farewell|"
        r"ha det for siste gang|tilgi meg|aldri (?:vil |kommer til å )?se\w* (?:meg|oss|"
        r"ham|henne))\b"
    ),
    re.compile(
        r"\b(?:kutter|kuttar|skjærer|skjerer|skjær|cutting|is cutting|har kuttet|"
        rf"har kutta|har skåret|har skore)(?: \w+)? (?:{SELF}|pulsår\w*|håndledd\w*|"
        r"handledd\w*|armen\w*|wrists?|herself|himself|myself|(?:his|her|my) wrists?)\b"
    ),
    re.compile(
        rf"\b(?:{WHO}|{MYSELF})\b(?: (?:sier|seier|skriver|skriv|truer med|trugar med|says|said|"
        r"writes|at|that|nå|no|hun|ho|han|he|she|i|is|are)){0,4} (?:skal|ska|vil|"
        r"kommer til å|kjem til å|will|is going to|going to|truer med å|"
        rf"trugar med å) (?:skade|skada|hurt|harm) (?:{SELF}|himself|herself|themselves|"
        r"myself)\b"
    ),
)
