"""Wording that the patterns of acute danger are built from, in three languages and dialect."""

from __future__ import annotations

from typing import Final


def _any(*parts: str) -> str:
    return "(?:" + "|".join(parts) + ")"


MYSELF: Final = r"(?:jeg|eg|æ|æg|ej|jæ|je|i)"
WHO: Final = (
    r"(?:han|ham|hun|ho|hen|hin|a|an|dem|dei|de|he|she|they|pasient(?:en)?(?: min| vår| mi)?|"
    r"bruk[ea]ren(?: min| vår)?|"
    r"delta[kg][ea]ren(?: min| vår)?|klienten|kandidaten|jobbsøk(?:er|jar)en|(?:my|our|the|"
    r"this) (?:patient|client|participant|candidate|friend|colleague)|"
    r"(?:ein|en) (?:pasient|bruker|brukar|deltaker|deltakar|mann|kar|fyr|gutt|gut)|(?:ei|en) (?:jente|"
    r"kvinne|dame)|mannen|kona|kvinn[ae]n?|dam[ae]n?|"
    r"jent[ae]n?|gutt?en|sønnen|sonen|dattera?(?:en)?|dottera|broren|søstera|søsteren|mora|moren|faren|"
    r"kjæresten|kjærasten|eksen|eksmannen|ektemannen|"
    r"samboeren|sambuaren|kollega(?:en)?|kompisen|nokon|noen|someone|somebody|(?:his|her|my|the) (?:son|"
    r"daughter|brother|sister|husband|wife|mother|father|ex|boyfriend|girlfriend))"
)
NOT: Final = r"(?:ikke|ikkje|ikkj|ikje|itj|itte|inte|ke|not)"
LIFE: Final = (
    r"liv(?:et)? (?:sitt|sit|sett|mitt|mit|mett|hans|hennes)|liv(?:et)? av (?:seg|sæ|meg|mæ|sæg)|"
    r"sitt eige liv|sitt eget liv|mitt eget liv|mitt eige liv"
)
SELF: Final = r"(?:meg|mæ|seg|sæ|sæg)(?: ?(?:selv|sjøl|sjølv|sæl|sæll))?"


def _act(oneself: str) -> str:
    """Return the wording of taking one's life, with the pronouns given."""
    return _any(
        rf"(?:ta|tar|tek) (?:{LIFE})(?! (?:tilbake|att|i egne|i eigne|på alvor|videre|vidare))",
        rf"(?:drepe?|drepa|henge?|hengje?|skyte?|skyta|drukne?|kverke|kverka) {oneself}(?: ?(?:selv|sjøl|"
        r"sjølv|sæl|sæll))?",
        r"(?:begå|gjere|gjøre|ta) (?:selvmord|sjølvmord|sjølmord)",
        r"(?:ende|avslutte|avslutta|slutte) (?:livet(?! som| på)|(?:alt|det hele|det heile)(?= ?(?:[.,!]|"
        r"$| nå| no| i |og)))",
        r"(?:gjøre|gjere) det slutt med livet",
        r"(?:gjøre|gjere|gjøre det|gjere det) (?:ende|slutt) (?:på (?:livet|alt|det|det hele|det heile|"
        r"seg)\b|i (?:kveld|natt|nott|dag))",
        r"(?:gjøre|gjere|finne på) (?:noe|noko) (?:dumt|farlig|farleg|gale?) (?:med|mot) (?:seg|meg)",
        r"(?:tenne på|tenne fyr på|sette fyr på) (?:seg|meg)\b|set(?:ting)? (?:him|her|my)self on fire",
        r"do(?:ing)? something (?:stupid|bad|terrible) to (?:him|her|my)self|(?:hurt|hurting|harm|"
        r"harming) (?:him|her|my)self|ending (?:his|her|my|their)(?: own)? life",
        r"ta (?:pillene|pillane|tablettene|tablettane|dem alle|alle pillene|alle tablettene|alle sammen)|"
        r"ta dem (?:i|nå|no)|take (?:them all|all the pills|all of them|the pills)",
        r"(?:kill|killing|hang|hanging|shoot|shooting|drown) (?:him|her|my|them)(?:self|selves)",
        r"(?:commit|committing|attempt|attempting) suicide",
        r"(?:kjøre|køyre|kjør|køyr) (?:seg )?(?:utfor|i fjellveggen|av veien med vilje|foran et tog|"
        r"framfor eit tog)",
        r"end(?:ing)? (?:it all|it tonight|(?:his|her|my|their)(?: own)? life|everything)",
        r"tak(?:e|ing) (?:his|her|my|their)(?: own)? li(?:fe|ves)",
    )


ACT_HIS: Final = _act(r"(?:seg|sæ|sæg)")
ACT_MINE: Final = _act(r"(?:meg|mæ|mæg)")
WATER: Final = r"(?:sjøen|havet|vannet|vatnet|elva|elven|fjorden|the (?:sea|water|river|fjord))"
JUMP: Final = (
    r"(?:hoppe|hoppa|hopp|jump)(?= ?(?:$|[.,!?]| ned| ut (?:av|fra|frå)| utfor| fra| frå| foran| framfor|"
    r" ut (?:gjennom )?(?:vindu|vindau)| nå| no| i (?:natt|kveld|dag)| off| from| out| now| tonight|"
    rf" in front| (?:i|på|uti|into|in) {WATER}))"
)
WILL: Final = (
    r"(?:skal|ska|vil|kommer til å|kjem til å|kjæm te å|kommer te å|har tenkt å|tenker å|planlegger å|"
    r"planlegg å|ønsker å|ønskjer å|ynskjer å|prøver å|prøve å|"
    r"forsøker å|freistar å|holder på å|held på å|er i ferd med å|truer med å|trugar med å|truar med å|"
    r"trua med å|snakker om å|snakkar om å|skriver om å|skriv om å|"
    r"akter å|går for å|vurderer å|will|is going to|are going to|am going to|'m going to|'s going to|"
    r"'re going to|gonna|wants to|want to|plans to|plan to|planning to|"
    r"intends to|threatens to|threatening to|threatened to|trying to|tries to|about to|is about to|"
    r"thinking (?:of|about)|talking about|talks about|"
    r"feel like|feels like|lyst til å|lyst å|need to|has decided to|have decided to|bestemt (?:seg|"
    r"meg) for å|skulle|tenker på å|tenkjer på å|tenkte å)"
)
GAP: Final = r"(?: [^\s.!?]{1,20}){0,4}?"  # up to four words

OBJECT: Final = (
    r"(?:meg|mæ|oss|deg|ham|han|an|na|henne|ho|hun|noen|nokon|dem|dei|folk|alle|andre|me|us|him|her|them|"
    r"you|someone|somebody|everyone|everybody|people|others|staff|"
    r"kona\w*|mannen|eksen|ekskona|eksmannen|kjærest\w*|kjærast\w*|samboer\w*|sambuar\w*|mora?\b|moren|"
    r"faren|far\b|foreldre\w*|naboen|sjef\w*|leder\w*|leiar\w*|"
    r"(?:nav-?)?veileder\w*|(?:nav-?)?rettleiar\w*|saksbehandler\w*|saksbehandlar\w*|behandler\w*|"
    r"behandlar\w*|leg[ae]n?|psykolog\w*|jobbspesialist\w*|personale\w*|ansatte|tilsette|kolleg\w*|"
    r"vakta|vakten|politi\w*|broren|søster\w*|syster\w*|venn\w*|"
    r"(?:the|his|her|my|our|a|an) (?:\w+ )?(?:wife|husband|partner|ex|ex-wife|ex-husband|girlfriend|"
    r"boyfriend|mother|father|mum|mom|dad|parents|neighbou?rs?|boss|manager|counsellor|counselor|"
    r"advis[oe]r|caseworker|"
    r"doctor|psychologist|therapist|specialist|colleagues?|staff|brother|sister|nurse|family|landlord|"
    r"receptionist|teacher))"
)
A_CHILD: Final = (
    r"(?:barn\w*|gut(?:en|ten|ane)?|jent(?:a|en|ene)|ung(?:en|ane|ene|ar|er)\w*|ongan|ongen|onga|babyen|"
    r"baby|spedbarn\w*|småbarn\w*|sønnen|sonen|datter\w*|dotter\w*|småen|småjenta|lillebror\w*|"
    r"lillesøster\w*|veslebror\w*|"
    r"child(?:ren)?|kids?|son|daughter|infant|toddler|boy|girl|stesønn\w*|stedatter\w*)"
)
HARM: Final = (
    r"(?:skade|skada|skad|drepe|drepa|drep|slå i hjel|slå ihjel|slå ihel|slå ned|slå|banke opp|banke|"
    r"banka|banke livet av|skyte|skyta|skyt|stikke ned|stikke|stikka|knivstikke|knerte|kverke|kverka|"
    r"drukne|drukna|drown|kvele|kvela|voldta|valdta|angripe|overfalle|ta knekken på|ta livet av|"
    r"gjøre noe med|knuse trynet på|knuse|denge|hevne seg på|hemne seg på|"
    r"kill|hurt|harm|shoot|stab|beat up|beat|attack|murder|strangle|rape|punch|assault|smash)"
)
GUN: Final = r"(?:gevær(?:et)?|hagl[ae]n?|rifl[ea]n?|shotgun)"
WEAPON: Final = (
    r"(?:kniv(?:en)?|kniver|knivar|pistol(?:en)?|(?:skyte)?våpen(?:et)?|øks(?:a|en)?|machete(?:n)?|"
    r"balltre|revolver(?:en)?|bombe(?:n|a)?|sprengstoff|bensinkanne|"
    r"guns?(?! (?:licen|shop|permit|safe|club|store))|knife|axe|weapons?|handgun|bomb|explosives)"
)
