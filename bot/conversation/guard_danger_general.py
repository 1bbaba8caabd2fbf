"""Danger by its parts: who, what, with what, when; for wordings that no fixed phrase foresees.

Each rule joins two or three parts that mean danger only together (a drug and "all of them"; a roof and
somebody who stands on it; a farewell and no tomorrow). The filters for rules, the past and idioms apply
to these as to the fixed wordings.
"""

from __future__ import annotations

import re
from typing import Final

from bot.conversation.guard_danger_patterns import Danger
from bot.conversation.guard_danger_words import A_CHILD, MYSELF, NOT, WEAPON, WHO

_SOMEONE: Final = (
    rf"(?:{WHO}|{MYSELF}|pasient|bruker|brukar|kandidat|deltaker|deltakar|client|participant|patient|"
    r"user|mann|man|dad|mum|mom|mor|far|hu|an|det)"
)
_SOON: Final = (
    r"(?:i morgen|i morgon|i mårra|i kveld|i kveill|i natt|i nott|i helg[ae]n?|neste (?:uke|veke|dag)|"
    r"tomorrow|tonight|next week|this weekend|much longer|jul|christmas)"
)
_DRUG: Final = (
    r"(?:\w*(?:tablett|pille|medisin|paracet|paralgin|ibux|tylenol|sobril|valium|stesolid|imovane|lithium|"
    r"litium|rivotril|xanax|oxy|morfin|metadon|insulin|antidepressiv)\w*|pills?|meds|medication|"
    r"paracetamol|painkillers?|sleeping pills)"
)
_MANY: Final = (
    r"(?:all(?:e|t|er)?(?: (?:hans|hennes|sine|mine|his|her|my|the|of))?|hel[et]?|heil[et]?|whole|masse|"
    r"massevis|en haug|ein haug|mange|mye|mykje|for m[ay]n?[gy]?e?|too many|a (?:bunch|lot|load|handful)|"
    r"lots|"
    r"(?:[1-9]\d|\d\d\d)|pakk[ae]n?|boks\w*|brett\w*|glass\w*|bottle|box|packet|hand ?full|neve full)"
)
_TOOK: Final = (
    r"(?:tok|tatt|teke|tek|tar|ta|svelg\w*|sluk\w*|spist|ete|åt|knask\w*|sprøyt\w*|satt|sett|took|taken|"
    r"takes?|"
    r"taking|swallow\w*|ate|popp\w+|inject\w*|downed)"
)
_HIGH: Final = (
    r"(?:bru[ae]?n?|broa|broen|taket|takkanten|kanten|rekkverket|stupet|kaikanten|kaien|kaia|brygg\w*|"
    r"togskinn\w*|skinnegangen|skinn\w*|toglinj\w*|jernbanelinj\w*|balkong\w*|vinduskarm\w*|"
    r"(?:the )?(?:bridge|roof|ledge|cliff|rail(?:way)? tracks?|train tracks?|railing|parapet|edge))"
)
_CHILD: Final = (
    rf"(?:{A_CHILD}|minste\w*|(?:to|tre|fire|fem|seks|[2-9])[- ]?åring\w*|toddler|"
    r"(?:his|her|my) (?:\w+ )?kids?|\d+[- ]year[- ]old)"
)


def _of(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in patterns)


_SUICIDE: Final = _of(
    rf"\b(?:{NOT}|won't|aldri|never|ingen) .{{0,30}}\b(?:være|vere|lever?|leve|oppleve|opplever|se|sjå|"
    rf"be|see|live|"
    rf"make it|finnes|finst|her|here|around|alive)\b.{{0,15}}\b(?:{_SOON}|sola|the sun|lenger|any "
    rf"?more)\b(?<!lenger)"
    r"(?<!more)",
    rf"\b(?:bestemt seg|bestemt meg|made up (?:his|her|my) mind|avgjort det|har tenkt ut|worked out how)\b"
    rf".{{0,50}}\b(?:over|{_SOON}|natta|the night|hvordan|korleis|how|skal gjøre|gjøre det|do it|dø|die)\b",
    r"\b(?:tenkt ut|planlagt|funnet ut|funne ut|figured out|planned) (?:how|hvordan|korleis|åssen)\b.{0,25}"
    r"\b(?:gjøre|gjere|do|ende|dø|die)\b.{0,8}\b(?:det|it|alt|all)?",
    r"\b(?:sove|sovne|sleep|fall asleep)\b.{0,25}\b(?:aldri|never|ikke|ikkje|not)\b.{0,15}\b(?:stå opp|"
    r"våkne|vakne|"
    r"wake|get up)",
    r"\b(?:tau(?:et)?|strikk|snor|løkk\w*|rope|noose|belt[et]*)\b.{0,25}\b(?:klar[te]?|ready|rundt "
    r"hals\w*|around"
    r" (?:his|her|my) neck|hengt opp|heng\w* (?:i|klar)|tied|i løa|i garasjen|i taket)\b",
    r"\b(?:klar|klart|ready|står|stands?|sitter|med|has|har|with)\b.{0,20}\b(?:tauet|løkka|the rope|a "
    r"noose|the noose)\b",
    r"\b(?:heng\w*|hang\w*)\b (?:i|fra|frå|in|from|by) (?:et |eit |a |the |his |her )?(?:tau\w*|snor\w*|"
    r"belte\w*|tak\w*|"
    r"garasj\w*|kjeller\w*|tre(?:et)?|løa|basement|garage|rope|attic|closet|tree|rafters)\b",
    rf"\b{_SOMEONE}\b.{{0,20}}\b(?:står|stå|sitter|sit|klatr\w*|ligger|ligg|er|henger|balanserer|am|is|"
    rf"are|'m|'s|"
    rf"standing|sitting|stands|sits|climb\w*|at|oppå)(?: (?:ute|oppe|ytterst|nå|no|out|up|right|"
    rf"utenfor)){{0,2}} "
    rf"(?:på|oppå|ved|utenfor|utpå|on|at|over|off|foran) {_HIGH}\b(?! (?:og (?:leg|arbeid|jobb)|av en|"
    rf"til å|to a|of being|of a|of their|i karrier|og jobber|"
    r"with (?:his|her) (?:job|work)))",
    r"\b(?:på (?:vei|veg|tur)|heading|headed|walking|on (?:his|her|my|the) way|går|kjører|køyrer) (?:nå "
    r"|no |ned |ut |out |now )*"
    r"(?:til|mot|to|towards) (?:brua|broa|bruen|broen|kaia|kaien|togskinn\w*|toglinj\w*|stupet|taket|"
    r"the bridge|the roof|"
    r"the train tracks?|the tracks|the cliff)\b",
    r"\b(?:garasj\w*|garage|bil(?:en)?|car)\b.{0,25}\b(?:motoren|eksos\w*|engine|"
    r"exhaust)\b.{0,15}\b(?:på|i gang|igang|"
    r"running|on|inn|in)\b",
    rf"\b(?:spar\w*|saml\w*|hamstr\w*|lag\w+ opp|sav(?:ed|ing)|stockpil\w*|collect\w*|gjemt|"
    rf"hidd?\w*)\b.{{0,12}}\b"
    rf"(?:opp |up |på |away )?(?:\w+ ){{0,2}}{_DRUG}\b",
    r"\b(?:slang|foran|framfor|under|jump\w*|step\w*|throw\w*|kast\w*|legg\w* seg|gå|"
    r"ta)\b.{0,20}\b(?:foran|framfor|in front of|"
    r"under|på) (?:et |eit |a |the )?(?:tog\w*|t-bane\w*|trikk\w*|lastebil\w*|train|truck|subway|bus)\b",
    r"\b(?:hopp\w* (?:ned|ut|utfor)|jump\w* (?:off|from|out)(?= (?:the|a|of)\b(?! (?:\w+ )?(?:call|"
    r"bandwagon|meeting|ship)))|slipp\w* (?:meg|seg)|let go|la (?:meg|seg) falle|dette utfor|falle "
    r"utfor)\b.{0,25}\b"
    rf"(?:fra|frå|utfor|ut|off|from|{_HIGH})\b(?! (?:the wagon|skolen|skulen|school))",
    rf"{_HIGH}\b.{{0,40}}\b(?:let go|slippe taket|la (?:meg|seg) falle|hoppe|hoppa|jump|falle)\b",
    r"\b(?:kjøre|køyre|kjører|styre|drive|swerve)\b.{0,12}\b(?:av vei\w*|av veg\w*|utfor|inn i (?:en |"
    r"ein )?(?:fjell|trailer|"
    r"lastebil|møtende|tre\b)|off (?:the|a) (?:road|bridge|cliff)|into (?:a |the )?(?:wall|tree|oncoming|"
    r"truck))",
    r"\b(?:byrde|bør|burden|belastning)\b.{0,20}\b(?:for alle|for alt|for everyone|to everyone|to "
    r"everybody|to all|på alle|"
    r"for familien|to (?:my|his|her) family)\b",
    rf"\b(?:kvitt|rid of) (?:meg|mæ|me|ham|henne|him|her)\b.{{0,15}}\b{_SOON}\b",
    r"\b(?:bort|vekk|away|slippe|ut|escape) (?:fra|frå|from|av) (?:alt|everything|livet|life|it "
    r"all)\b.{0,15}\b(?:alltid|godt|ever|good)\b",
    r"\b(?:skal|ska|vil|bare|berre|bærre|ønsker|want\w*|just)\b.{0,20}\b(?:ta slutt|være over|bli slutt|"
    r"stoppe for godt|be over|to end|"
    r"to be over)\b(?! (?:på jobb|med praksis|med søk))(?=[.!,]|$)",
    r"\b(?:livet|life|alt|det|it|everything|all)(?: er| is|'s)? (?:over|slutt|"
    r"finished)\b(?:.{0,12}\b(?:for meg|for me|nå|no|now|farvel|"
    r"goodbye))(?! (?:praksis|kontrakt))",
    rf"\b(?:orker|orke|orkar|klarer|klare|klarar|greier|gidder|holder|can't|cannot|can not|kan)\b(?: "
    rf"\w+){{0,2}}? ?(?:{NOT} |itj )?"
    r"(?:en dag til|ein dag til|another day|livet (?:lenger|mer|meir)|(?:go|keep) (?:on|going)(?: "
    r"(?:like this|any ?more|with (?:it|this|life)|"
    r"living))?(?=[.!,]|$)|do (?:this|it) any ?more|take (?:it|this) any ?more|å være til|å eksistere|to "
    r"exist)",
    r"\b(?:avslutter|avsluttar|avslutte|ender|endar|ende|end|ending|end's|gjør slutt|gjør det slutt|gjer "
    r"slutt|gjøre slutt|gjere slutt)\b"
    r" (?:det (?:nå|no|hele|heile|i kveld|i natt)(?=[.!,]|$)|dette livet|livet(?! som| på)|it (?:all|now|"
    r"tonight|here)|"
    r"my life|alt(?:ing)?(?=[.!,]|$)|på (?:alt|det hele|livet|seg|meg))",
    r"\b(?:dette|det|this|it) (?:er|is) (?:slutten|the end|siste gang|my last|det siste|min siste)\b(?! "
    r"(?:av|på|of|for|i|som))",
    r"\bsiste (?:gang|gong)(?:en)? (?:vi|me|jeg|eg|du|dere|i) .{0,12}\b(?:snakk\w*|prat\w*|ses|høre\w*|"
    r"se\w*)\b|"
    r"\blast time (?:we|you|i)(?:'ll| will)? (?:ever )?(?:spoke|speak|talk\w*|see|hear)\b",
    r"\b(?:gitt|gir|gjev|ga|gav|gave|giving|given|give)\b.{0,8}\b(?:bort|vekk|away)\b.{0,12}\b(?:katt\w*|"
    r"hund\w*|ting\w*|alt|eiendel\w*|dog|"
    r"cat|things|stuff|belongings|everything|pets?)\b",
    r"\b(?:skrevet|skrive|skriver|skriv|wrote|written|writing)\b.{0,10}\b(?:testament\w*|(?:his|her|my|"
    r"a) will|brev til barna|siste brev)\b",
    r"\b(?:la ut|lagt ut|posta|postet|poster|skrev|skreiv|sendte|sende|posted|sent|wrote|"
    r"texted)\b.{0,20}\b(?:avskjed\w*|avskil\w*|farvel|goodbye|"
    r"farewell)\b(?! (?:kake|cake|lunsj|lunch|party|card|til kolleg|to colleag|på jobb))",
    r"\b(?:sagt|said|sa|sier|sei\w*|told|hils\w*|ringt)\b.{0,15}\b(?:ha det|hade|farvel|goodbye|"
    r"adjø)\b.{0,15}\b(?:til alle|alle|everyone|"
    r"everybody|familien|barna|kids|family|for alltid|og la på|and hung up)\b",
    r"\b(?:hung up|la på|legg på)\b.{0,40}\b(?:goodbye|anymore|orke\w*|klare\w*|farvel|dø|die|slutt)\b",
    r"\b(?:bilde|bilete|picture|photo|pic)\b.{0,12}\b(?:tablett\w*|pille\w*|pills|tau\w*|rope|kniv\w*|"
    r"knife|barberblad\w*|razor\w*|blod\w*|"
    r"blood|kutt\w*|cuts)\b",
    r"\b(?:begå|ta|tatt|tar|gjøre|prøvd|prøver|snakker om|snakkar om|truer med|trugar med|vil|commit) "
    r"(?:et |eit )?selvmord\b",
    r"\bselvmord\w*\b.{0,20}\b(?:plan\w*|i kveld|i natt|nå|no|tonight)\b",
    r"\b(?:suicidal|suicid)\b.{0,25}\b(?:nå|no|now|here|her|kontoret|office|hos (?:meg|oss)|with me|"
    r"telefonen|phone|i kveld|tonight)\b",
    r"\b(?:kill|off|end|top|hurt(?:ing)?|harm(?:ing)?|cut(?:ting)?) (?:my|him|her|them)sel(?:f|ves)\b(?! "
    r"(?:off|short))"
    r"|\bdo(?:ing)? (?:my|him|her|them)sel(?:f|ves) in\b",
    r"\b(?:skader|skadar|skade|kutter|kuttar|skjærer|skjerer|brenner|svir) (?:meg|seg)(?: (?:selv|sjøl|"
    r"sjølv))?\b(?!.{0,8}\bpå jobb)"
    r"(?:.{0,20}\b(?:nå|no|akkurat|igjen|i armen|blør))",
    r"\b(?:kniv\w*|barberblad\w*|razor\w*|knife)\b.{0,40}\b(?:la (?:det )?(?:vere|være)|stop myself|meg "
    r"selv|meg sjølv|myself|armen|arms?|pulsår\w*|håndledd\w*)\b",
    r"\b(?:rømt|rømte|stukket av|stakk|ran away|escaped|forsvunn\w*|missing|leter etter|looking "
    r"for)\b.{0,60}\b(?:dø|die|toget?|train|bru\w*|bridge|slutt på|"
    r"ende|livet|hopp\w*|jump\w*|suicid\w*|selvmord\w*)\b",
    rf"\b(?:{WHO}|hu|an)\b.{{0,25}}\b(?:skal|ska|vil|villa|kommer til å|will|going to|gonna|wants "
    rf"to)\b(?: \w+){{0,2}} (?:dø|døy|dau|daue|die|end it)\b(?! (?:av|of|for))",
    r"\b(?:henge|hengje|drepe|skyte|kverke) (?:sæ|sæg|seg|meg|mæ)\b",
    r"\b(?:kjøpt|skaffa|skaffet|bought|got)\b.{0,15}\b(?:gass|helium|tau\b|rope|noose|eksosslange|hose|"
    r"nitrogen)\b.{0,25}\b(?:tape|teip|pose|plan|avskjed|"
    r"bag|dø|die|hals|klar)\b",
)
_MEDICAL: Final = _of(
    rf"\b{_TOOK}\b(?: \w+){{0,3}} {_MANY}\b(?: \w+){{0,3}} ?{_DRUG}\b",
    rf"\b{_TOOK}\b(?: \w+){{0,3}} {_DRUG}\b.{{0,30}}\b(?:på en gang|på ein gong|at once|sløv|trøtt|"
    rf"sleepy|drowsy|borte|svarer|svimmel|for mye|for mange)\b",
    rf"\b(?:hel|heil|heile|whole|entire|full) (?:pakke?|boks|glass|brett|flaske|eske|bottle|box|pack|"
    rf"packet|strip)\w*\b.{{0,12}}\b{_DRUG}\b",
    r"\b(?:tatt|teke|took|taken|fått i seg|svelg\w*|swallowed|drukk\w*|drank)\b.{0,10}\b(?:noe|noko|"
    r"something|gift|poison|et eller annet)\b.{0,40}\b"
    r"(?:borte|svarer|svimmel|sløv|ut av|gone|passed|unresponsive|sleepy|won't wake|kaster|skjelv\w*)\b",
    r"\bod'?(?:d|ed|ing|s)?\b (?:in|on|i|på|nå|now|again|av)\b|\b(?:has|just|he|she|they) od'?e?d\b",
    r"\b(?:blå|blue|grå|gr[ea]y|lilla) (?:i|på|in|rundt|around|the)? ?(?:ansiktet|leppene|lippene|fjeset|"
    r"face|lips)\b|\b(?:turn\w*|going|gone|went|bli\w*|blitt|"
    r"vart) (?:helt |heilt )?(?:blue|blå)\b(?! i jakk)",
    r"\b(?:is|'s|are|am|started|began) choking\b|\bsatt? (?:noe )?(?:fast )?i halsen\b|\b(?:ikke|ikkje|"
    r"can't|cannot|not) (?:får |få )?(?:puste?|breathe?|luft)\b(?! (?:ut|lettet|letta))|"
    r"\bkveles\b",
    r"\b(?:hals\w*|tung[ae]n?|leppe\w*|ansikt\w*|throat|tongue|lips|airway|face)\b.{0,15}\b(?:hovn\w*|"
    r"tett\w*|snør\w*|clos\w*|swell\w*|swollen)\b",
    r"\b(?:ansikt\w*|munnvik\w*|fjeset|face|mouth|smile)\b.{0,25}\b(?:heng\w*|skjev\w*|droop\w*|numb|lam|"
    r"sagging)\b|\b(?:heng\w*|droop\w*|skjev\w*)\b.{0,15}"
    r"\b(?:ansikt\w*|munnvik\w*|face)\b",
    r"\b(?:snakk\w*|prat\w*|talk\w*|speak\w*|speech|tale)\b.{0,15}\b(?:utydelig\w*|utydeleg\w*|"
    r"usammenheng\w*|snøvl\w*|slurr\w*|rart|gibberish|garbled)\b",
    r"\b(?:klarer|klarar|can|kan|får|greier)\w*(?:'t|not)? (?:ikke |ikkje |not |itj )?(?:å )?(?:løfte|"
    r"lyfte|bevege|røre|kjenne|move|lift|feel) (?:\w+ )?(?:arm\w*|bein\w*|"
    r"høyre|venstre|side|leg|arm)\b",
    r"\b(?:bryst\w*|chest|hjert\w*|heart)\b.{0,25}\b(?:strål\w*|radiat\w*|arm\w*|kaldsvett\w*|sweat\w*|"
    r"klem\w*|press\w*|trykk\w*|crush\w*|numb|vondt|pain)\b.{0,30}"
    r"\b(?:arm\w*|kjev\w*|jaw|svett\w*|kaldsvett\w*|sweat\w*|grå|gr[ea]y|blek\w*|pale|nå|now|puste|"
    r"breath\w*)\b",
    r"\b(?:kast\w* opp|spytt\w*|hoster|hostar|vomit\w*|throw\w* up|puk\w*|cough\w*|"
    r"spit\w*)\b.{0,10}\b(?:blod|blood)\b",
    r"\b(?:blør|blør|bleed\w*|blod(?:et)?|blood)\b.{0,20}\b(?:masse|mye|mykje|stygt|kraftig|overalt|"
    r"everywhere|a lot|heavily|badly|won't stop|stopper ikke|pump\w*|spurt\w*|"
    r"renner|sprut\w*)\b|\b(?:masse|mye|renner|sprut\w*|pump\w*) blod\b",
    r"\b(?:livløs\w*|livlaus\w*|lifeless|bevisstløs\w*|medvitslaus\w*|unconscious|unresponsive)\b(?! "
    r"(?:pasient\w* (?:og|i)|førstehjelp|treatment))",
    r"\b(?:ikke|ikkje|not|isn't|won't|can't|cannot|itj|stopp\w*|slutt\w*) (?:å |lenger |har )?(?:pust\w*|"
    r"breath\w*|pulse|vekke|vekt|våkn\w*|vakn\w*|wak\w* (?:up|him|her))\b(?! (?:ut|ved|på))",
    r"\b(?:har|has|finner|finn|kjenner|kjenn|got|find|feel|there is)\b.{0,12}\b(?:ingen|no|ikke|ikkje) "
    r"(?:puls|pulse|pust)\b(?! på (?:prosj|møte|tilt))",
    r"\b(?:kramp\w*|seizure|fitting|convuls\w*|anfall\w*)\b.{0,25}\b(?:stopper ikke|stoppar ikkje|won't "
    r"stop|not stopping|gir seg ikke|nå|now|minutt\w*|minutes|gulvet|floor)\b",
    r"\b(?:drukket|drukke|drakk|drank|drunk|drinking|svelg\w*|swallow\w*|spist|ete|ate|"
    r"eaten)\b.{0,12}\b(?:frostvæske|antifreeze|klorin|bleach|lut|plumbo|rottegift|rat poison|gift|"
    r"poison|batteri\w*|sopp|mushrooms|salmiakk|syre|acid|white spirit|tennvæske)\b",
    r"\b(?:falt|datt|ramla|ramlet|fell|fallen|stupte|gikk|went)\b.{0,15}\b(?:om|i bakken|to the floor|"
    r"down the stairs|ned trapp\w*|unconscious|i gulvet)\b.{0,40}\b(?:rør\w*|svar\w*|blør|"
    r"respond\w*|mov\w*|beveg\w*|puster|kontakt)\b",
)
_VIOLENCE: Final = _of(
    rf"\b(?:{WHO}|{MYSELF}|hu|client|bruker|pasient)\b.{{0,35}}\b(?:skal|vil|will|'ll|going to|gonna|"
    rf"kommer til å|truer med å|trugar med å|threaten\w* to)\b.{{0,20}}\b"
    r"(?:få svi|betale for|pay for|(?:make|get) (?:them|him|her|you|us) pay|ta dem alle|skyte opp|ta "
    r"hevn|take (?:them|everyone) (?:out|down|with)|skyte opp|shoot (?:up|every)|(?:kjøre|køyre|drive)\w*"
    r" (?:inn )?(?:i|into|through) (?:folk\w*|en folk|meng\w*|the crowd|a crowd|people)|"
    r"burn\b.{0,25}\bdown|brenne ned|sprenge|blow\b.{0,15}\bup|"
    r"stab (?:him|her|me|you|them|the|his)|stikke ned|knivstikke|slå i hje?l|skyte (?:opp |ned )?(?:alle|"
    r"dem|ham|"
    r"henne|hele|meg|oss|deg)|(?:ta livet av|drepe) (?:alle|dem|ham|henne|oss|deg|ho|kona|barna|mor\w*|"
    r"far\w*|"
    r"nabo\w*|eks\w*))\b",
    r"\b(?:få svi|pay|hevn|revenge|svi for)\b.{0,50}\b(?:våpen|gun|rifle|kniv|knife|weapon|pistol|hagle|"
    r"bensin|petrol)\b",
    r"\bta med (?:seg|meg) (?:noen|flere|andre|nokon|fleire|alle|barna|borna)\b.{0,15}\b(?:fallet|døden|"
    r"grava|død|når)\b",
    rf"\b(?:kjøpt|skaffa|skaffet|bought|got|henta|hentet|finner fram|loading|lader) (?:seg |meg )?(?:et |"
    rf"eit |en |ei |a |an |the |his )?(?:{WEAPON}|rifle|gevær\w*|hagle\w*|ammunisjon|ammo)\b"
    r"(?!.{0,20}\b(?:jakt|hunting|jeger|lisens))",
    r"\b(?:kvelertak|strupetak|strangl\w*|chok(?:es|ing) (?:her|him|me)|(?:kveler|kvelar) (?:meg|henne|"
    r"ham|ho|han|barnet|kona)|holder (?:en )?kniv|knivstakk|knivstukk\w*)\b",
    r"\b(?:slå\w*|bryt\w*|spark\w*|kom\w*|break\w*|kick\w*|bash\w*|bang\w*)\b.{0,10}\b(?:seg inn|inn "
    r"døra|ned døra|døra inn|(?:down|in) (?:the|my|her|our)? ?door|the door (?:down|in)|into (?:her|my|the)"
    r" (?:house|flat|apartment))\b",
    r"\b(?:slått|slo|slår(?! det)|sparket|sparka|bit|angrep|overfalt|banka|punch\w*|attack\w*|hit|hits|"
    r"beat|assault\w*|kicked|kicks|headbutt\w*)\b(?: \w+){0,2} (?:ned|opp|my colleague|kolleg\w*|me|meg|"
    r"oss|us|"
    r"vakta|staff|nurse|the (?:guard|nurse|doctor))\b(?!.{0,20}\b(?:argument|idea|target|hard|forslag|i "
    r"sjakk|with the news))",
    r"\b(?:tent|tenner|tente|satt|set|setter|sets|setting|starta|lit)\b.{0,12}\b(?:på|fyr|fire|fire to|"
    r"brann)\b.{0,20}\b(?:leilighet\w*|leilegheit\w*|hus\w*|senga|kontor\w*|bygg\w*|flat|house|building|"
    r"bed|"
    r"apartment|office|seg)\b|\b(?:leilighet\w*|hus\w*|flat|house|building|apartment|office|"
    r"place)\b.{0,8}\bon fire\b|\bburn\w*\b.{0,20}\b(?:down|with us|inside)\b",
    rf"\b(?:jager|jagar|chas\w*|løper|går|follow\w*|truer|vifter|viftar|svinger|"
    rf"lunged?)\b.{{0,25}}\b(?:med|with|at .{{0,10}} with) (?:en |ein |ei |et |a |an |the )?{WEAPON}\b",
    r"\b(?:holder|held|holding|keeps|keeping|låst|locked|sperra|sperret)\b.{0,12}\b(?:innesperret|"
    r"innesperra|fanget|fange|inne|captive|against (?:his|her) will|hostage|her in|me in|locked)\b.{0,30}"
    r"\b(?:slår|slå|beat\w*|hit\w*|hurt\w*|kniv|knife|slipper ikke|won't let|truer|redd)\b",
    r"\bredd for (?:livet|sitt liv|livet sitt|livet mitt)\b|\b(?:fear\w*|scared|afraid) for (?:her|his|"
    r"my) life\b",
)
_CHILD_RULES: Final = _of(
    rf"\b(?:slår|slæ|slo|slått|beats?|beating|hits?|hitting|smack\w*|whip\w*|dengjer|banker|juler)\b(?: "
    rf"\w+){{0,3}} {_CHILD}\b(?:.{{0,25}}\b(?:belte|belt|hard|stokk|stick|gul og blå|igjen|every|"
    r"hver|kjepp|blå|face|hodet|ansikt\w*|with)\b)",
    r"\b(?:shak\w*|rist\w*)\b.{0,10}\b(?:baby\w*|spedbarn\w*|the infant)\b",
    rf"\b{_CHILD}\b.{{0,20}}\b(?:alene|åleine|aleine|alone)\b.{{0,50}}\b(?:full|dritings|drit\w*|rusa|"
    rf"ruset|drunk|passed|høy|siden|sidan|since|i går|yesterday|døgn|days?|hours?|timer|timar|ute|"
    rf"nights?|helg\w*)\b",
    r"\b(?:left|forlot|latt|leaving|etterlatt)\b.{0,15}\b(?:alone|alene|åleine)\b.{0,25}\b(?:since|"
    r"siden|days?|night|døgn|car|bilen)\b",
    rf"\b(?:ligger med|ligg med|har sex med|sleep\w* with|having sex with|tar på|tafser på|touch\w*|"
    rf"molest\w*|forgrip\w* seg på|voldtar|valdtek|rapes?|raping)\b(?: (?:seg|the|his|her|sin|sine|"
    rf"min))? ?(?:\w+ ){{0,1}}{_CHILD}\b",
    rf"\b(?:filmer|filmar|tar bilder av|tek bilete av|film\w*|photograph\w*|takes pictures "
    rf"of)\b.{{0,10}}{_CHILD}\b.{{0,20}}\b(?:nak\w+|naked|nude|seksu\w*|sexual\w*)\b",
    rf"\b{_CHILD}\b.{{0,30}}\b(?:blåmerk\w*|bruis\w*|brannsår|burns|merker)\b.{{0,60}}\b(?:redd|afraid|"
    rf"scared|hjem|heim|home|kropp\w*|all over)\b",
    r"\b(?:drukne|drepe|kvele|kaste|drown|kill|smother|suffocate|throw|hurt|skade)\b(?: \w+){0,2} "
    r"(?:baby\w*|barnet|barna|spedbarn\w*|borna|the baby|(?:his|her|my) (?:kids?|child(?:ren)?|son|"
    r"daughter|baby))\b",
)
UNCONDITIONAL: Final = _of(
    r"\b(?:bedre|betre|better)(?: off| stilt)?\b.{0,20}\b(?:uten|utan|without|når|når|når|if|hvis|om|"
    r"when|dersom)\b.{0,12}\b(?:meg|me|"
    r"han|henne|jeg|eg|i|she|he|him|her)\b.{0,12}(?:\b(?:død|dau|daud|borte|vekk|gone|dead|ikke var|not "
    r"here|wasn't here)\b|[.!]?\Z)",
    r"\b(?:ingen|nobody|no one|noone)\b.{0,24}\b(?:savn\w*|sakn\w*|miss\w*|merk\w*|notice\w*|bry\w*|"
    r"care\w*)\b.{0,12}\b(?:meg|me|"
    r"mæ|han|henne|him|her|borte|gone|i|jeg)\b.{0,20}\b(?:borte|gone|dør|died?|dead|død|vekk|"
    r"disappear\w*|forsvinner)?\b",
)
"""Wordings of suicide in which "when" and "if" are no question: "when I am gone"."""

GENERAL: Final[tuple[tuple[Danger, tuple[re.Pattern[str], ...]], ...]] = (
    (Danger.CHILD, _CHILD_RULES),
    (Danger.VIOLENCE, _VIOLENCE),
    (Danger.MEDICAL, _MEDICAL),
    (Danger.SUICIDE, _SUICIDE),
)
