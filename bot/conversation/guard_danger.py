"""Acute danger in what somebody writes: suicide, a medical emergency, violence, a child in danger.

Each sentence is read for the wording of danger. A hit does not count when the sentence asks about a rule
("hva gjør jeg hvis …"), tells of the past ("i fjor"), denies ("har ikke sagt at …") or is an idiom ("dør av
latter"). A definite now ("i kveld", "står på brua") outweighs the question: rather one call too many.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Danger(StrEnum):
    """What kind of help is needed at once."""

    SUICIDE = "suicide"
    MEDICAL = "medical"
    VIOLENCE = "violence"
    CHILD = "child"


def _any(*parts: str) -> str:
    return "(?:" + "|".join(parts) + ")"


_I: Final = r"(?:jeg|eg|æ|æg|ej|jæ|je|i)"
_WHO: Final = (
    r"(?:han|ham|hun|ho|hen|hin|a|an|dem|dei|de|he|she|they|pasient(?:en)?(?: min| vår| mi)?|bruk[ea]ren(?: min| vår)?|"
    r"delta[kg][ea]ren(?: min| vår)?|klienten|kandidaten|jobbsøk(?:er|jar)en|(?:my|our|the|this) (?:patient|client|participant|candidate|friend|colleague)|"
    r"(?:ein|en) (?:pasient|bruker|brukar|deltaker|deltakar|mann|kar|fyr|gutt|gut)|(?:ei|en) (?:jente|kvinne|dame)|mannen|kona|kvinn[ae]n?|dam[ae]n?|"
    r"jent[ae]n?|gutt?en|sønnen|sonen|dattera?(?:en)?|dottera|broren|søstera|søsteren|mora|moren|faren|kjæresten|kjærasten|eksen|eksmannen|ektemannen|"
    r"samboeren|sambuaren|kollega(?:en)?|kompisen|nokon|noen|someone|somebody|(?:his|her|my|the) (?:son|daughter|brother|sister|husband|wife|mother|father|ex|boyfriend|girlfriend))"
)
_NOT: Final = r"(?:ikke|ikkje|ikkj|ikje|itj|itte|inte|ke|not)"
_LIFE: Final = r"liv(?:et)? (?:sitt|sit|sett|mitt|mit|mett|hans|hennes)|liv(?:et)? av (?:seg|sæ|meg|mæ|sæg)|sitt eige liv|sitt eget liv|mitt eget liv|mitt eige liv"
_SELF: Final = r"(?:meg|mæ|seg|sæ|sæg)(?: ?(?:selv|sjøl|sjølv|sæl|sæll))?"


def _act(oneself: str) -> str:
    """Return the wording of taking one's life, with the pronouns given."""
    return _any(
        rf"(?:ta|tar|tek) (?:{_LIFE})",
        rf"(?:drepe?|drepa|henge?|hengje?|skyte?|skyta|drukne?|kverke|kverka) {oneself}(?: ?(?:selv|sjøl|sjølv|sæl|sæll))?",
        r"(?:begå|gjere|gjøre|ta) (?:selvmord|sjølvmord|sjølmord)",
        r"(?:ende|avslutte|avslutta|slutte) (?:livet(?! som| på)|(?:alt|det hele|det heile)(?= ?(?:[.,!]|$| nå| no| i |og)))",
        r"(?:gjøre|gjere|gjøre det|gjere det) (?:ende|slutt) (?:på (?:livet|alt|det|det hele|det heile|seg)\b|i (?:kveld|natt|nott|dag))",
        r"(?:gjøre|gjere|finne på) (?:noe|noko) (?:dumt|farlig|farleg|gale?) (?:med|mot) (?:seg|meg)",
        r"(?:tenne på|tenne fyr på|sette fyr på) (?:seg|meg)\b|set(?:ting)? (?:him|her|my)self on fire",
        r"do(?:ing)? something (?:stupid|bad|terrible) to (?:him|her|my)self|(?:hurt|hurting|harm|harming) (?:him|her|my)self|ending (?:his|her|my|their)(?: own)? life",
        r"ta (?:pillene|pillane|tablettene|tablettane|dem alle|alle pillene|alle tablettene|alle sammen)|ta dem (?:i|nå|no)|take (?:them all|all the pills|all of them|the pills)",
        r"(?:kill|killing|hang|hanging|shoot|shooting|drown) (?:him|her|my|them)(?:self|selves)",
        r"(?:commit|committing|attempt|attempting) suicide",
        r"(?:kjøre|køyre|kjør|køyr) (?:seg )?(?:utfor|i fjellveggen|av veien med vilje|foran et tog|framfor eit tog)",
        r"end(?:ing)? (?:it all|it tonight|(?:his|her|my|their)(?: own)? life|everything)",
        r"tak(?:e|ing) (?:his|her|my|their)(?: own)? li(?:fe|ves)",
    )


_ACT_HIS: Final = _act(r"(?:seg|sæ|sæg)")
_ACT_MINE: Final = _act(r"(?:meg|mæ|mæg)")
_WATER: Final = r"(?:sjøen|havet|vannet|vatnet|elva|elven|fjorden|the (?:sea|water|river|fjord))"
_JUMP: Final = (
    r"(?:hoppe|hoppa|hopp|jump)(?= ?(?:$|[.,!?]| ned| ut (?:av|fra|frå)| utfor| fra| frå| foran| framfor| nå| no| i (?:natt|kveld|dag)| off| from| out| now| tonight|"
    rf" in front| (?:i|på|uti|into|in) {_WATER}))"
)
_WILL: Final = (
    r"(?:skal|ska|vil|kommer til å|kjem til å|kjæm te å|kommer te å|har tenkt å|tenker å|planlegger å|planlegg å|ønsker å|ønskjer å|ynskjer å|prøver å|prøve å|"
    r"forsøker å|freistar å|holder på å|held på å|er i ferd med å|truer med å|trugar med å|truar med å|trua med å|snakker om å|snakkar om å|skriver om å|skriv om å|"
    r"akter å|går for å|vurderer å|will|is going to|are going to|am going to|'m going to|'s going to|'re going to|gonna|wants to|want to|plans to|plan to|planning to|"
    r"intends to|threatens to|threatening to|threatened to|trying to|tries to|about to|is about to|thinking (?:of|about)|talking about|talks about|"
    r"feel like|feels like|lyst til å|lyst å|need to|has decided to|have decided to|bestemt (?:seg|meg) for å|skulle|tenker på å|tenkjer på å|tenkte å)"
)
_GAP: Final = r"(?: [^\s.!?]{1,20}){0,4}?"  # up to four words

_NOW: Final = re.compile(
    r"\b(?:i kveld|i kveill|i natt|i nott|i dag|i morgen|i morgon|i mårra|i ettermiddag|akkurat nå|akkurat no|nå nettopp|no nettopp|med en gang|med ein gong|straks|"
    r"nå!|no!|nå\b(?! er)|tonight|right now|today|tomorrow|this (?:morning|afternoon|evening|minute)|at the moment|just now|on (?:his|her|their) way|"
    r"på vei (?:hit|ned|inn|til)|på veg (?:hit|ned|inn|til)|på gulvet|foran meg|framfor meg|in front of me|on the floor|just texted|nettopp|jetzt)\b"
)
_CONDITION: Final = re.compile(
    r"\b(?:hvis|viss|dersom|når|if|when|whenever|in case|i tilfelle|i tilfeller|såfremt|at what point|in cases? where|suppose|la oss si|hypotetisk)\b"
    r"|\b(?:om|at)\b(?= (?:en|ein|ei|noen|nokon|pasienten|brukeren|brukaren|deltakeren|deltakaren|deltakar|pasientar|pasienter|jeg|eg|det|vi)\b)"
    r"|\b(?:ved|under|for|om|etter|about|of|after|during|in) (?:en|ein|eit|et|an?|akutt|mulig|mogleg|trusler|trugsmål|fare|selvmord\w*|sjølvmord\w*|suicidal\w*|suicide|overdose\w*|vold|vald|violence|"
    r"threats?|risk)\b"
)
_RULE: Final = re.compile(
    r"\b(?:rutine\w*|prosedyre\w*|retningslinj\w*|taushetsplikt\w*|teieplikt\w*|meldeplikt\w*|meldeplikta|avverg\w*|opplysningsplikt\w*|varslingsplikt\w*|"
    r"lovverk\w*|paragraf\w*|regel|regler|reglar|reglane|reglene|policy|guideline\w*|procedure\w*|confidential\w*|duty|protocol\w*|definisjon\w*|statistikk\w*|forebygg\w*|førebygg\w*|"
    r"prevent\w*|forsking|forskning|research|kurs|opplæring|training|foredrag|film\w*|serie\w*|bok|boka|song|sang|movie|game|spill|spel|dikt)\b"
    r"|\b(?:hvordan|korleis|koss\w*|korsen|åssen|how do|how should|how to|how can|how would)\b"
    r"|\b(?:hva|kva|ka|what) (?:skal|ska|bør|kan|should|can|is|er|betyr|tyder|sier|seier|gjelder|gjeld)\b"
    r"|\b(?:kan|får|må|skal|bør|har|may|can|must|should|do|am) (?:jeg|eg|vi|me|man|ein|en|i|we|one|jobbspesialisten|behandleren|behandlaren)\b(?: \w+){0,4} "
    r"(?:varsle|varsla|melde|si|seie|fortelle|fortelja|dele|ringe|bryte|gi|lov|plikt|share|tell|report|call|break|warn|allowed|inform|disclose|contact|kontakte|henvise|tilvise|refer)\b"
    r"|\b(?:når|when|hvem|kven|who) (?:kan|skal|må|bør|can|should|must|may|do|is|har) "
)
_PAST: Final = re.compile(
    r"\b(?:i fjor|i går år|for \w+ (?:år|måneder|månader|uker|veker|månad|måned) (?:siden|sidan|sia)|tidligere|tidlegare|som barn|som tenåring|som ungdom|"
    r"en gang i|ein gong i|forrige (?:år|måned|månad|uke)|førre (?:år|månad|veke)|i (?:19|20)\d\d|years? ago|months? ago|weeks? ago|last (?:year|month|week|summer|winter|spring|autumn)|"
    r"in (?:19|20)\d\d|as a child|as a teenager|previously|formerly|used to|history of|i barndommen|i oppveksten|i ungdommen|har hatt|had a)\b"
)
_DENIED: Final = re.compile(
    r"\b(?:er|har|is|are) (?:ikke|ikkje|itj|not) (?:suicidal|akutt|lenger|lengre|planer|planar|tanker|tankar)|\bikke lenger (?:suicidal|selvmord\w*)|\bno longer suicidal"
    r"|\bnot suicidal|\bingen (?:selvmord\w*|planer|plan)|\bfornekter|\bavkrefter|\bdenies\b|\bbenektar|\bnektar for|\bnekter for"
)
_JOKE: Final = re.compile(r"\b(?:ha){2,}h?\b|\bhe(?:he)+\b|\blol\b|\blmao\b|\bhi(?:hi)+\b|\b(?:xd)\b|:-?[dp)]|;-?\)|😂|🤣|😅|😆|😁|\bspøk\b|\bkidding\b|\bjoking\b")
_IDIOM: Final = re.compile(
    r"(?:dø|døy|dør|døyr|døde|døydde|dau|die|dying|died|dead|daue) (?:\w+ )?(?:av|of|for|etter|from) (?:\w+ )?(?:latter|lått|kjedsomhet|kjedsomheit|keisemd|nysgjerrighet|nysgjerrigheit|nyfikne|"
    r"flauhet|skam|sult|svolt|tørst|varme|heten|kulde|skrekk|spenning|utålmodighet|stress|latter|laughter|laughing|boredom|curiosity|embarrassment|hunger|heat|thirst|kaffe|kaffi|sjokolade|coffee|chocolate|a \w+)"
    r"|(?:drepe|drepa|myrde|kill|die|murder) (?:for|etter) (?:en|ein|ei|et|eit|a|an|some|litt|kaffe|kaffi|coffee|å)\b"
    r"|(?:drepe|kill|killing|slå i hjel|slå ihjel|slå ihel|drept|fordrive) (?:tid|tida|tiden|time|litt tid|some time|two birds|stemninga|stemningen|the mood|the vibe|motivasjon\w*)"
    r"|(?:is|are|'s|'re|was|been) killing (?:me|us|it)\b|\bkills me\b|\bdrep(?:er)? meg\b|\bkiller (?:app|feature)|to die for\b|drop dead gorgeous"
    r"|(?:ta|tar|tek|took|take) (?:kverken|knekken|rotta) på"
    r"|(?:shoot|send|drop) (?:me|you|him|her|them|us) (?:a|an) (?:e-?mail|message|text|line|note|question)|shoot (?:a|the) (?:film|video|photo|breeze)"
    r"|skyte? (?:inn|på|fart|opp|en gullfugl|spurv)|stikke? (?:av|innom|hjem|heim|ut|fram|opp|seg)|slå (?:av en prat|sammen|saman|på|av|opp|fast|til|an|kloa|gjennom|ring|et slag|eit slag|ut)\b"
    r"|slår (?:av|på|opp|fast|til|an|sammen|saman|ut|gjennom)\b|banke? (?:på|inn|i bordet)|knuse? (?:tall|rekord)|bombe? (?:med|av)|(?:job|arbeids|jobb)marked\w*"
    r"|livet mitt (?:er|var|blir)|dødstrøtt|dødssliten|dead tired|dead line|død og begravet|daudtrøytt|livstrøtt katt|over my dead body|over mitt lik"
)
_THING_KILLS: Final = re.compile(
    r"\b(?:printer\w*|skriver(?:en)|møte[tn]?|møta|rapport\w*|skjema\w*|system\w*|pc-?en|datamaskin\w*|frist\w*|deadline\w*|jobben|arbeidet|arbeidsmengd\w*|papirarbeid\w*|mandag\w*|måndag\w*|varmen|"
    r"trappene|trappa|kaffe\w*|treninga|treningen|excel|journalsystem\w*|journalføring\w*|meeting\w*|paperwork|computer|workload|monday\w*|job|form|report|heat|hodepine\w*|hovudpine\w*|skoene|skorne|"
    r"dips|teams|byråkrati\w*|køen|ventetid\w*|telefonkø\w*|traffic|trafikken|email\w*|e-post\w*|dette|detta|det|this|that|it)\b"
    r"(?: \w+){0,3}? (?:tar|tek|ta|take|takes|kill|kills|killing|drepe|dreper|drep|knekke|knekker) (?:livet av )?(?:meg|mæ|oss|me|us)\b"
)

_OBJECT: Final = (
    r"(?:meg|mæ|oss|deg|ham|han|an|na|henne|ho|hun|noen|nokon|dem|dei|folk|alle|andre|me|us|him|her|them|you|someone|somebody|everyone|everybody|people|others|staff|"
    r"kona\w*|mannen|eksen|ekskona|eksmannen|kjærest\w*|kjærast\w*|samboer\w*|sambuar\w*|mora?\b|moren|faren|far\b|foreldre\w*|naboen|sjef\w*|leder\w*|leiar\w*|"
    r"(?:nav-?)?veileder\w*|(?:nav-?)?rettleiar\w*|saksbehandler\w*|saksbehandlar\w*|behandler\w*|behandlar\w*|leg[ae]n?|psykolog\w*|jobbspesialist\w*|personale\w*|ansatte|tilsette|kolleg\w*|"
    r"vakta|vakten|politi\w*|broren|søster\w*|syster\w*|venn\w*|"
    r"(?:the|his|her|my|our|a|an) (?:\w+ )?(?:wife|husband|partner|ex|ex-wife|ex-husband|girlfriend|boyfriend|mother|father|mum|mom|dad|parents|neighbou?rs?|boss|manager|counsellor|counselor|advis[oe]r|caseworker|"
    r"doctor|psychologist|therapist|specialist|colleagues?|staff|brother|sister|nurse|family|landlord|receptionist|teacher))"
)
_CHILD: Final = (
    r"(?:barn\w*|ung(?:en|ane|ene|ar|er)\w*|ongan|ongen|onga|babyen|baby|spedbarn\w*|småbarn\w*|sønnen|sonen|datter\w*|dotter\w*|småen|småjenta|lillebror\w*|lillesøster\w*|veslebror\w*|"
    r"child(?:ren)?|kids?|son|daughter|infant|toddler|boy|girl|stesønn\w*|stedatter\w*)"
)
_HARM: Final = (
    r"(?:skade|skada|skad|drepe|drepa|drep|slå i hjel|slå ihjel|slå ihel|slå ned|slå|banke opp|banke|banka|banke livet av|skyte|skyta|skyt|stikke ned|stikke|stikka|knivstikke|knerte|kverke|kverka|"
    r"kvele|kvela|voldta|valdta|angripe|overfalle|ta knekken på|ta livet av|gjøre noe med|knuse trynet på|knuse|denge|hevne seg på|hemne seg på|"
    r"kill|hurt|harm|shoot|stab|beat up|beat|attack|murder|strangle|rape|punch|assault|smash)"
)
_GUN: Final = r"(?:gevær(?:et)?|hagl[ae]n?|rifl[ea]n?|shotgun)"
_WEAPON: Final = (
    r"(?:kniv(?:en)?|kniver|knivar|pistol(?:en)?|(?:skyte)?våpen(?:et)?|øks(?:a|en)?|machete(?:n)?|balltre|revolver(?:en)?|bombe(?:n|a)?|sprengstoff|bensinkanne|"
    r"guns?(?! (?:licen|shop|permit|safe|club|store))|knife|axe|weapons?|handgun|bomb|explosives)"
)

_PATTERNS: Final[Mapping[Danger, tuple[re.Pattern[str], ...]]] = MappingProxyType(
    {
        Danger.CHILD: (
            re.compile(rf"\b{_WILL}{_GAP} {_HARM}{_GAP} {_CHILD}\b"),
            re.compile(rf"\b(?:slår|slæ|banker|bankar|dengjer|skader|skadar|mishandler|mishandlar|misbruker|misbrukar|kveler|rister|ristar|beats|beating|hitting|hurting|shaking|abusing|"
                       rf"hits|abuses|er i ferd med å skade)(?: (?:opp|på|sine|sitt|sin|si|det|den|his|her|their|the|vesle|lille|små|eget|eige|eigne|egne|yngste|eldste|own|little)){{0,3}} {_CHILD}\b"),
            re.compile(rf"\b{_CHILD}\b{_GAP} (?:blir|vert|bli|er blitt|har blitt|er vorten|is being|are being|being) (?:\w+ )?(?:slått|slege|banka|banket|mishandlet|mishandla|misbrukt|skada|skadet|voldtatt|valdteken|"
                       r"beaten|hit|hurt|abused|harmed|raped|molested)\b"),
            re.compile(r"\b(?:ste)?(?:far(?:en)?|mor(?:a|en)?|pappa(?:en)?)(?: (?:min|mi|sin|hans|hennes))? (?:slår|slæ|bankar|banker|mishandler|misbruker) (?:ham|han|henne|ho|hun|meg|dem|dei|oss|an|na)\b|\b(?:step)?(?:father|mother|dad|mum|mom) (?:is )?(?:hits|hitting|beats|beating|abuses|abusing) (?:him|her|me|them|us)\b"),
            re.compile(rf"\b{_CHILD}\b.{{0,50}}\b(?:blåmerk\w*|bruis\w*)"),
            re.compile(rf"\b{_CHILD}\b{_GAP} (?:er|sitter|sit|is|are) (?:\w+ )?(?:innelåst|innelåste|innestengt|innestengde|locked in|locked up)\b"),
            re.compile(rf"\b(?:tatt med|teke med|tok med|stakk av med|kidnappet|kidnappa|took|kidnapped|abducted)(?: (?:seg|sine|sitt|his|her|the|own)){{0,2}} {_CHILD}\b{_GAP} (?:og|and) (?:truer|trugar|truar|sier|seier|says|threatens|svarer ikke)"),
        ),
        Danger.SUICIDE: (
            re.compile(rf"\b(?:{_WHO}|som|who)\b{_GAP} (?:{_WILL}|kan komme til å|kan kome til å){_GAP} {_ACT_HIS}\b"),
            re.compile(rf"\b{_I}\b{_GAP} {_WILL}{_GAP} {_ACT_MINE}\b"),
            re.compile(rf"\b{_WILL} {_ACT_HIS}\b"),
            re.compile(rf"\b(?:tar|tek) {_I} (?:{_LIFE})"),
            re.compile(rf"\b{_NOT} (?:lenger |lengre )?(?:vil|ønsker|ønskjer|ynskjer|orker|orkar|klarer|klarar|greier) (?:å )?(?:leve|leva|lev)\b(?! (?:av|på|med|sånn|slik|uten|utan)\b)"),
            re.compile(rf"\b(?:{_WHO}|{_I}|'m|'s)(?: er| is| was| har| has)? (?:nå |no |nettopp |just |is |now )?(?:tar (?:{_LIFE})|tek (?:{_LIFE})|henger seg|hengjer seg|har hengt seg|skyter seg|"
                       r"har skutt seg|has hanged|has shot (?:him|her)self|hanging (?:him|her)self|killing (?:him|her|my)self|took (?:his|her) own life|tok (?:livet sitt|livet av seg))"),
            re.compile(rf"\b{_I}\b{_GAP} (?:vil|ønsker|ønskjer|ynskjer|ville|har lyst|orker|orke|orkar|klarer|klare|greier|want|wish|wanna|can't|cannot|just want|don't want|do not want|rather|håper|hope)"
                       rf"(?: (?:bare|berre|bærre|bær|bare å|heller|helst|å|te å|til å|at|{_NOT}|just|to|i could|only|really|også|jeg|eg|was|were|lenger|lengre|meir|mer)){{0,4}} "
                       r"(?:dø|døy|dau|daue|død|die|dead|be dead|forsvinne for alltid|sove for alltid|aldri våkne|never wake up|to die)\b(?! av| of)"),
            re.compile(rf"\b(?:vil|orker|orke|orkar|ønsker|ønskjer|vel|wants?|wish\w*|klarer|greier|gidder|can|want)(?: {_NOT}|n't)(?: (?:å|to|lenger|lengre|lenger å|meir|mer|lever|go on|bare|berre)){{0,2}} (?:leve|leva|lev|live|living|be alive)\b(?! (?:av|på|med|sånn|slik|uten|utan|of|off|with|on|i|in|like)\b)"),
            re.compile(r"\b(?:aldri|never|not|won't)\b(?: \w+){0,3}? (?:se|sjå|see)(?: \w+)? (?:meg|ham|han|henne|oss|ho|me|him|her|us) (?:igjen|att|again)\b|\b(?:siste dagen?|last day) (?:hans|hennes|min|i livet|mi|alive|of (?:his|her|my) life)|\b(?:siste|last) (?:dagen|kvelden|natta|natten) (?:hans|hennes|min)\b"),
            re.compile(r"\b(?:har|has|got|have|with|med|fant|fann|kjøpt|henta|hentet)(?: \w+){0,2}? (?:et tau|eit tau|tau|a rope|the rope|rope|a noose|noose|løkke|snare|renneløkke)\b.{0,60}\b(?:farvel|goodbye|sier|seier|says|skal|vil|klar|ready|avskjed|hals\w*|neck|tre\w*)"),
            re.compile(r"\b(?:har|hadde|have|had) (?:ikke|ikkje|itj|no) (?:lyst|noe lyst|noko lyst|desire|wish) (?:til )?(?:å|to) (?:leve|lev|leva|live)\b(?! (?:av|på|med|sånn|slik|on|with|like))"),
            re.compile(r"\b(?:no point|ikke noe poeng|ikkje noko poeng|ingen vits|inga meining|ingen mening|meningsløst|meiningslaust|ikke vits|no sense)(?: \w+)? (?:i )?(?:å )?(?:in )?(?:leve|leva|living|going on living|being alive)\b"),
            re.compile(rf"\b(?:tror|trur|redd|frykter|fryktar|afraid|think|fear|nettopp|just|nå|no)\b{_GAP}{_GAP} (?:tatt|teke|tar|tek|taken) (?:{_LIFE}|(?:his|her|their)(?: own)? life)"),
            re.compile(r"\btell (?:his|her|my|the) (?:kids|children|family|wife|husband|mother|son|daughter|mum|mom|parents)\b.{0,30}\blov|\b(?:si|sei|hils)(?: til)? (?:barna|ungene|ungane|familien|mamma|kona|mannen)\b.{0,30}\b(?:glad i|elsker|elskar)"),
            re.compile(rf"\b(?:har|has|have|got) (?:en|ein|a) plan\b.{{0,50}}\b(?:{_WILL}) (?:gjøre det|gjere det|do it|gjennomføre)"),
            re.compile(r"\b(?:i døden|into death|with (?:him|her) in death)\b"),
            re.compile(r"\b(?:står|stå|sitter|sit|standing|stands|sitting) (?:ute )?(?:på|ved|on|at) (?:kaikanten|kaien|kaia|bryggekanten|balkongen|the balcony|the quay|the window)\b.{0,60}\b(?:hoppe|hoppa|hopp|jump)"),
            re.compile(r"\b(?:don't|doesn't|do not|does not|didn't|dont|doesnt) (?:really |even )?want to (?:live|be alive|be here|exist|wake up)(?: any ?more| any longer| anymore)?\b(?! (?:in|with|off|on|at|near|alone)\b)"),
            re.compile(rf"\b(?:vil|bare|berre|bærre) (?:bare |berre |bærre |helst )?(?:dø|døy|daue)\b(?! av)"),
            re.compile(rf"\b{_WHO}{_GAP} (?:vil|ønsker|ønskjer|ynskjer|wants to|want to|wishes to|ville)(?: (?:bare|berre|just|helst|heller|å|only)){{0,2}} (?:dø|døy|die|be dead)\b(?! av| of)"),
            re.compile(r"\b(?:no reason to live|nothing (?:left )?to live for|better off (?:dead|without me)|ingen grunn til å leve|ingenting å leve for|ikkje noko å leve for|ikke noe å leve for|"
                       r"(?:bedre|betre) (?:om jeg|om eg|uten meg|utan meg|at jeg|at eg) (?:var død|var borte|ikke fantes|ikkje fanst)|livet er (?:ikke|ikkje) verdt? å leve|life (?:is not|isn't) worth living|alle (?:får|har) det (?:bedre|betre) (?:uten|utan) meg)\b"),
            re.compile(rf"\b(?:{_WHO}|{_I}|som|who)\b{_GAP} (?:står|stå|sitter|sit|klatrer|klatrar|standing|stands|sitting|is|er|climbed|har klatret|balanserer|har klatra)(?: (?:nå|no|ute|oppe|ytterst|out|up|now|seg|opp)){{0,2}} (?:på|ved|utenfor|utanfor|on|at) (?:the |kanten av |edge of the |rekkverket på |a )?"
                       r"(?:bru[ae]?n?|broa|broen|takkanten|kanten|rekkverket|stupet|togskin\w*|skinnegangen|toglinja|vinduskarmen|bridge|ledge|railway tracks?|train tracks?|tracks|cliff|balcony railing)\b"),
            re.compile(rf"\b{_WILL}(?: \w+){{0,2}}? {_JUMP}"),
            re.compile(rf"\b(?:hopper|hoppar|hoppe|hoppet|hoppa|jump(?:s|ed|ing)?) (?:ned |ut |off |from |out )?(?:fra|frå|foran|framfor|ut av|utfor|av|i|from|off|in front of|out of) (?:the |a |ei |en )?"
                       r"(?:bru\w*|bro\w*|tak\w*|balkong\w*|altan\w*|tog\w*|t-bane\w*|vindu\w*|stup\w*|bane\w*|bridge|roof|balcony|train|window|building|cliff)"),
            re.compile(r"\b(?:akutt|aktivt|svært|veldig|høyt|sterkt|tydelig|actively|acutely|highly|very) suicidal|\b(?:er|is|am|'m) (?:nå |no |now )?suicidal\b(?! og| and| på)|\bsuicidal (?:nå|no|now|right now|tonight|i kveld|i dag|today)\b"),
            re.compile(rf"\b{_I}\b (?:har |have |am having |'ve )(?:\w+ ){{0,2}}?(?:selvmordstank\w*|sjølvmordstank\w*|suicidal thoughts|selvmordsplan\w*|sjølvmordsplan\w*|thoughts of (?:suicide|killing myself)|tanker om å (?:ta|dø)|lyst til å dø|lyst å dø)"),
            re.compile(rf"\b{_WHO}\b{_GAP} (?:har|has|fortalte om|forteller om|fortel om)(?: \w+){{0,2}}? (?:konkrete|akutte|concrete|specific|bestemte) (?:selvmordsplan\w*|sjølvmordsplan\w*|plan\w*|suicide plans?|suicidal plans?)"),
            re.compile(r"\b(?:akutt|overhengende|overhengande|høy|høg|stor|acute|imminent|immediate) (?:selvmord\w*|sjølvmord\w*|suicide risk|suicidal risk|risk of suicide|fare for (?:selvmord|sjølvmord))"),
            re.compile(r"\b(?:avskjedsbrev\w*|avskilsbrev\w*|avskjedsmelding\w*|avskilsmelding\w*|selvmordsbrev\w*|sjølvmordsbrev\w*|suicide note|goodbye note|goodbye letter|farewell note|farewell letter|farewell message|goodbye message|goodbye text)\b"),
            re.compile(r"\b(?:goodbye|farewell|farvel|adjø|ha det for alltid|ha det bra for alltid|hade for alltid|takk for alt|thank(?:s| you) for everything|avskjed|avskil|forgive me|tilgi meg|tilgje meg)\b.{0,70}\b"
                       r"(?:svar(?:er|ar|e)? (?:ikke|ikkje|ikkj|itj)|(?:tar|tek|tar nå) (?:ikke|ikkje|itj) (?:telefonen|tlf|den)|får (?:ikke|ikkje|itj) (?:svar|tak|kontakt)|(?:not|isn't|won't|doesn't|don't|stopped|hasn't|no longer) (?:been )?(?:pick\w*|answer\w*|reply\w*|respond\w*)|"
                       r"can't reach|cannot reach|skrudd av|slått av|switched off|turned off|forsvunn\w*|borte|missing|disappeared|stakk)"),
            re.compile(r"\b(?:skrev|skriver|sendte|texted|wrote|sent|messaged|sms|melding\w*)\b.{0,50}\b(?:farvel|goodbye|avskjed|avskil|adjø|farewell|ha det for siste gang|tilgi meg|aldri (?:vil |kommer til å )?se\w* (?:meg|oss|ham|henne))\b"),
            re.compile(rf"\b(?:kutter|kuttar|skjærer|skjerer|skjær|cutting|is cutting|har kuttet|har kutta|har skåret|har skore)(?: \w+)? (?:{_SELF}|pulsår\w*|håndledd\w*|handledd\w*|armen\w*|wrists?|herself|himself|myself|(?:his|her|my) wrists?)\b"),
            re.compile(rf"\b(?:{_WHO}|{_I})\b(?: (?:sier|seier|skriver|skriv|truer med|trugar med|says|said|writes|at|that|nå|no|hun|ho|han|he|she|i|is|are)){{0,4}} (?:skal|ska|vil|kommer til å|kjem til å|will|is going to|going to|truer med å|trugar med å) (?:skade|skada|hurt|harm) (?:{_SELF}|himself|herself|themselves|myself)\b"),
        ),
        Danger.VIOLENCE: (
            re.compile(rf"\b(?:truer|trugar|truar|trua|truet|true|viftar|vifter|går løs|gjekk laus|gikk løs|angriper|angrip|kommer|kjem|løper|spring|står|står her|waving|threaten(?:s|ing|ed)?|attack(?:s|ing|ed)?|came|comes|coming|standing){_GAP} (?:med|with) (?:(?:en|ein|ei|et|eit|a|an|the|stor|lang|big|ladd|lada|loaded) ){{0,2}}(?:{_WEAPON}|{_GUN})\b"),
            re.compile(rf"\b(?:{_WHO}|{_I}|som|who)\b{_GAP} (?:har|ha|bærer|har med|has|have|'s got|got|carries|carrying|brought|bringing|brings|holding|holder|held|trakk|dro|drog|fram|pulled|kjøpt|skaffet|skaffa)(?: (?:med seg|seg|fått|tatt|teke|fram|frem|opp|with him|with her|out|en|ein|ei|et|eit|a|an|the|his|her|loaded|ladd|lada|stor|i hånda|i handa)){{0,4}} {_WEAPON}\b"),
            re.compile(rf"\b(?:på (?:vei|veg)|på tur|on (?:his|her|their) way|coming|kommer|kjem)\b{_GAP}{_GAP} (?:med|with) (?:en |ein |ei |et |eit |a |an )?(?:{_WEAPON}|{_GUN})\b"),
            re.compile(rf"\b(?:truer med å|trugar med å|truar med å|trua med å|threaten(?:s|ing|ed)? to) {_HARM}(?: (?:ned|opp|up|down)){{0,1}} {_OBJECT}\b"),
            re.compile(rf"\b(?:stemm[ae]r?|stemmene|røyst\w*|voices?)\b{_GAP} (?:ber|bed|sier|seier|befaler|telling|tell|tells){_GAP} {_HARM} {_OBJECT}\b"),
            re.compile(rf"\b(?:{_WHO}|{_I}|som|who|'ll)\b{_GAP} {_WILL}(?: (?:å|snart|bare|berre|just|nå|no|to)){{0,2}} {_HARM}(?:e|a|ing)?(?: (?:ned|opp|løs på|laus på|up|down|livskiten av|livet av|skiten av)){{0,2}} {_OBJECT}\b"),
            re.compile(rf"\b{_WHO}\b{_GAP} (?:truer|trugar|truar|trua|truet|threatens|threatened|is threatening|er truende mot|er trugande mot) (?:\w+ ){{0,2}}?(?:med juling|på livet|på live|with violence|to kill|med å drepe|med å skade|med vold|med vald|med å brenne|med å sprenge|med å skyte|med å knivstikke|med bank)"),
            re.compile(rf"\b(?:{_WHO}|{_I})\b{_GAP} {_WILL}(?: (?:å|snart|bare|nå|no)){{0,2}} (?:sprenge|sprenga|brenne ned|brenne opp|tenne på|tenne fyr på|tenna på|bombe|blow up|burn down|burn|set fire to|gå amok|massakrere|shoot up|kjøre på|kjøre ned|køyre på|køyre ned|run over)\b"),
            re.compile(rf"\b(?:{_WHO}|some(?:one|body)|en mann|ein mann)\b{_GAP} (?:slår|slæ|banker opp|bankar opp|sparker|sparkar|angriper|angrip|kveler|går løs på|går laus på|knivstikker|skyter|skyt på|is beating|is attacking|is hitting|is strangling|is punching|is stabbing|attacks|beats|is assaulting|is shooting)(?: (?:up|opp|ned|på|nå|no|løs))? {_OBJECT}\b(?! (?:i sjakk|i spill|løs|laus|til ro|på målstreken|at chess))"),
            re.compile(rf"\b(?:blir|vert|bli|er blitt|ble nettopp|er vorten|am|'m|are|'re|is|was just|got)(?: (?:nå|no|akkurat nå|being|just|nettopp))? (?:truet|trua|truga|angrepet|angripen|slått ned|slått|slege ned|banka|banka opp|knivstukket|knivstukke|stukket|skutt|skoten|overfalt|ranet|rana|attacked|threatened|stabbed|shot|assaulted|beaten|held hostage) (?:av|med|i magen|i brystet|by|with|in the|nå|no|her)"),
            re.compile(rf"\b(?:det er|there is|there's|we have|vi har|eg har|jeg har|me har)(?: (?:en|ein|a|nå|no|noen|nokon)){{0,2}} (?:\w+ )?(?:mann|person|pasient|kar|fyr|gunman|man|patient|someone|noen|nokon|gutt|bruker|brukar)\b{_GAP} (?:med|with|som har|who has) (?:en |ein |ei |et |eit |a |an )?{_WEAPON}\b"),
            re.compile(rf"\b(?:truer|trugar|truar|trua|truet|threat\w*)\b.{{0,50}}\b(?:skyte|skyta|drepe|drepa|knivstikke|stikke ned|kill|shoot|stab|banke|slå i hjel|slå ihjel) {_OBJECT}\b"),
            re.compile(rf"\b(?:svinger|svingar|veiver|veivar|fekter|fektar|viftar|vifter|swinging|waving|beruset|ruset|rusa|psykotisk|aggressiv|full|drunk|high|psychotic|aggressive)\b.{{0,40}}\b{_WEAPON}\b(?! og gaffel)"),
            re.compile(r"\bkast(?:er|ar|e|a)?(?: \w+)? (?:ting|stol\w*|møbl\w*|gjenstand\w*|flaske\w*)\b|\bthrow(?:s|ing) (?:things|chairs|furniture|bottles)\b|\b(?:går|gjekk|gikk) (?:amok|berserk|bananas på)\b"),
            re.compile(rf"\b(?:{_WHO}|som|who)\b{_GAP} (?:har|has|have) (?:\w+ )?(?:angrepet|angripe|slått|slege|banka|banket opp|banket|knivstukket|skutt|skoten|truet|attacked|beaten|hit|stabbed|shot|assaulted) {_OBJECT}\b"),
            re.compile(r"\b(?:gisseltak\w*|gisselsituasjon\w*|skyting pågår|pågående skyting|active shooter|hostage situation|bombetrussel|bombetrugsmål|bomb threat)\b"),
        ),
        Danger.MEDICAL: (
            re.compile(r"\b(?:har|hadde|has|have|just|nettopp|skal ha|tok|took|i|eg|jeg|æ|is|er)(?: (?:tatt|teke|satt|sett|tatt en|taken|took|a|en|ei|ein|an|had|having|i ferd med å ta|tok|fått)){0,3} (?:overdose\w*|od\b|od'ed|overdosed)"),
            re.compile(r"\boverdosed\b|\bis overdosing\b|\btook an overdose\b|\btok overdose\b|\boverdose (?:nå|no|now|her|right now)\b|\b(?:ligger|ligg) (?:i|med) overdose"),
            re.compile(r"\b(?:svelget|svelgt|svelgte|slukt|slukte|sluket|svelgde|swallowed|tatt|teke|tok|taken|took|downed|spist|spiste|ete|fått i seg|stappet i seg|helte i seg|har i seg)(?: (?:i seg|seg|ned|just|nettopp|down))?"
                       r"(?=(?: \S+){0,6}? (?:hel|heil|hele|heile|heilt|whole|entire|alle|all|altfor|alt|too|way|mange|many|lots|loads|masse|store|stor|mengder|mengde|full|bunch|handful|håndfull|neve|boks|boksen|"
                       r"glass|glasset|eske|box|bottle|pack|packet|pakke|pakka|brett|brettet|flere|fleire|several|ti|tolv|femten|tjue|tretti|førti|femti|hundre|ten|twelve|fifteen|twenty|thirty|forty|fifty|hundred|\d{2,3}|gift|rottegift|poison|bleach|klorin|antifreeze|opp|sine)\b)"
                       r"(?: (?:en|ein|et|eit|ei|a|an|the|stor|mengde|quantity|hel|heil|hele|heile|heilt|whole|entire|alle|all|altfor|alt for|too|way too|så|so|for|mange|many|lots|loads|masse|of|sine|his|her|my|mine|store|mengder|med|full|bunch|handful|håndfull|neve|pakke|pakka|brett|boks|boksen|"
                       r"glass|glasset|eske|box|bottle|pack|packet|flere|fleire|several|ti|tolv|femten|tjue|tretti|førti|femti|hundre|ten|twelve|fifteen|twenty|thirty|forty|fifty|hundred|\d{2,3}|paracet|ibux|sleeping|sove|painkiller|opp|up|sove-|de|dei|those|sammen|blanding|av)){1,6} "
                       r"(?:tablett\w*|pill\w*|pille\w*|medisin\w*|paracet\w*|sovemedisin\w*|sovetablett\w*|sovepille\w*|ibux|sobril\w*|valium\w*|medication|meds|medicine\w*|tablets|paracetamol|painkillers|sleeping pills|insulin|smertestillende|smertestillande|gift|rottegift|poison|bleach|klorin|antifreeze)\b"),
            re.compile(r"\b(?:drunk|drukket|drukke|drakk|svelget|swallowed|drank)(?: (?:en|a|some|litt|masse|hel|flaske|bottle|of|med|glass)){0,4} (?:klorin|bleach|rottegift|poison|gift|frostvæske|antifreeze|plumbo|lut|salmiakk)\b"),
            re.compile(rf"\b(?:puster|pustar|puste|pusta|puster nesten|breathing|breathes?|trekker pusten)\b(?: (?:nesten|knapt|nå|no|nå nesten|lenger)){{0,2}} {_NOT}\b|\b(?:not|isn't|stopped|hardly|barely|no longer|can't|cannot|can't even|struggling to|unable to) breath(?:e|ing)\b|\bfår {_NOT} (?:puste|pusta|puste ordentlig|luft|pusten)\b(?! ut| i bakken)|\b(?:får|fekk|finner|kjenner|har|no|ingen|can't find a|cannot find a)(?: ikke| ikkje| ingen| a)? (?:puls|pulse)\b(?: på| hos| in| on|[.!]|$)|\bpust(?:er|ar) (?:rart|gispende|unormalt|uregelmessig)|\bsluttet å puste|\bslutta å puste"),
            re.compile(r"\b(?:er|ligger|ligg|lå|is|lying|lies|was|ble|vart|found|fant|fann|funnet|funne|falt|falt om|looks|virker|verkar|became|har vært|fell|going|nå|no)(?: (?:\w+)){0,4}? (?:bevisstløs\w*|bevisstlaus\w*|medvitslaus\w*|medvetslaus\w*|livløs\w*|livlaus\w*|unconscious|lifeless|unresponsive|passed out|blå i ansiktet|blå på leppene|blå rundt leppene|blå om leppene)\b"),
            re.compile(r"\b(?:bevisstløs|medvitslaus|unconscious|livløs|livlaus|unresponsive) (?:på|i|on|in|nå|no|now|her|hos)\b"),
            re.compile(r"\bsvar(?:er|ar|e) (?:nesten|knapt|nesten ikkje|ikke på tiltale|ikkje på tiltale)\b|\bbarely (?:respond\w*|answer\w*|conscious|awake)|\b(?:hardly|barely|not) respond(?:ing|s)? (?:to|at all|when)|\bdoesn't respond to (?:me|touch|pain|voice)"
                       r"|\b(?:våkner|vaknar|vakner|våkne) (?:ikke|ikkje|itj)|\b(?:won't|doesn't|can't|cannot|not|isn't) (?:wake|waking) (?:up|him|her|them)?|\bfår (?:ikke|ikkje|itj) (?:vekt|vekket|vekke|vekkja|liv i|vekt opp)\b|\b(?:ikke|ikkje) (?:til )?(?:å )?få kontakt med\b.{0,15}$|\b(?:ligger|ligg|lying|lies|lå)(?: \w+)? (?:på|on) (?:gulvet|golvet|bakken|the floor|the ground)\b|\b(?:won't|doesn't|does not|will not|isn't|not) respond(?:ing)?(?: to|[.!]|$| at)|\bsend(?:e|er)? (?:en |ein |an )?ambulan\w*|\b(?:trenger|treng|need) (?:en |ein |an )?ambulan\w*|\bikke kontaktbar|\bikkje kontaktbar"),
            re.compile(r"\b(?:har|får|fikk|fekk|har fått|is having|has|having|just had|had|hatt|i tilfelle|tror|trur) (?:\w+ ){0,3}?(?:hjertestans|hjartestans|hjerteinfarkt|hjarteinfarkt|hjerneslag|hjerneblødning|hjarneslag|drypp nå|krampeanfall|epileptisk anfall|anafyla\w*|cardiac arrest|heart attack|a stroke|seizures?|anaphyla\w*)\b"),
            re.compile(r"\b(?:blør|blør|bløder|blødde|bleeding|bleeds)(?: \w+)? (?:kraftig|voldsomt|valdsamt|mye|mykje|kraftigt|ut|heavily|badly|profusely|out|a lot|i hjel|to death)\b|\b(?:blod overalt|blood everywhere)\b"),
            re.compile(r"\b(?:kollaps\w*|collapsed|falt om|datt om|fall om|besvimte|besvimt|svimte av|segnet om|fainted)\b"),
            re.compile(r"\b(?:sterke|sterk|severe|kraftige|kraftig|crushing|plutselige|plutselege|sudden) (?:\w+ ){0,1}?(?:brystsmerter|brystsmerte|smerter i brystet|vondt i brystet|chest pains?)\b"),
            re.compile(r"\b(?:har|krampe|kramper|has|is|er)(?: \w+)? (?:kramper|convulsing|seizing|having a fit)\b"),
            re.compile(r"\b(?:nålen|nåla|sprøyta|sprøyten|needle)(?: \w+){0,3} (?:i armen|in (?:his|her|the) arm)\b"),
            re.compile(r"\b(?:stukket|stukke|skutt|skoten|stabbed|shot) (?:i|in|seg i) (?:the )?(?:magen|brystet|halsen|ryggen|hodet|hovudet|beinet|armen|stomach|chest|neck|back|head|leg)\b"),
        ),
    }
)

_SOMEBODY: Final = re.compile(r"\b(?:noen|nokon|someone|somebody|anyone)\b(?= (?:truer|trugar|truar|vil|skal|kan|sier|seier|threat|is threat|wants|says|may|might))")
_SOME_PERSON: Final = re.compile(
    r"\b(?:en|ein|ei|a|an) (?:pasient|bruker|brukar|deltaker|deltakar|kandidat|klient|person|patient|client|participant|candidate)\b"
)

_STEMS: Final[Mapping[Danger, tuple[str, ...]]] = MappingProxyType(
    {
        Danger.CHILD: ("far", "mor", "pappa", "dad", "mum", "mom", "father", "mother", "barn", "ung", "ong", "baby", "sønn", "sonen", "datter", "dotter", "små", "bror", "søster", "child", "kid", "son", "daughter",
                       "infant", "toddler", "boy", "girl"),
        Danger.SUICIDE: ("liv", "life", "lev", "dø", "dau", "die", "dead", "kill", "drep", "heng", "hang", "sky", "shoot", "shot", "drukn", "drown", "kverk", "mord",
                         "suicid", "slutt", "ende", "end it", "hopp", "jump", "everything", "kjør", "køyr", "alt", "forsvinn", "våkn", "wake", "bru", "bro",
                         "kant", "rekkverk", "stup", "skinne", "tog", "bridge", "ledge", "track", "cliff", "rail", "avskjed", "avskil", "goodbye", "farewell", "farvel",
                         "adjø", "tilgi", "tilgje", "ha det", "kutt", "skjær", "skjer", "skår", "skor", "cut", "skad", "hurt", "harm", "plan", "exist", "uten meg", "se meg", "se ham", "se han", "se henne", "igjen", "again", "siste", "last", "tau", "rope", "noose", "løkke", "snare", "fyr", "fire", "noe dumt", "noko dumt", "something", "pill", "tablett", "take", "ta dem", "sjøen", "havet", "plan", "tell ", "hils", "seg ", "self",
                         "without me", "forgive", "thank", "takk", "be here", "det hele", "det heile", "tunnel", "roof", "window", "vindu"),
        Danger.VIOLENCE: ("true", "trua", "trug", "threat", "kniv", "pistol", "våpen", "gevær", "hagl", "øks", "machete", "balltre", "rifl", "revolver", "bomb",
                          "spreng", "bensin", "gun", "knife", "axe", "weapon", "explos", "skad", "drep", "slå", "slæ", "bank", "sky", "stikk", "stukk", "kverk", "knert",
                          "kvel", "vold", "vald", "angrip", "angrep", "overf", "livet av", "knekk", "gjøre noe med", "knus", "deng", "hevn", "hemn", "kill", "hurt", "harm",
                          "shoot", "shot", "stab", "beat", "attack", "murder", "strang", "rape", "punch", "assault", "smash", "brenn", "tenn", "blow", "burn", "fire", "amok",
                          "massakr", "kjør", "køyr", "run over", "spark", "hit", "kast", "throw", "berserk", "ran", "gissel", "hostage", "shooter", "skutt", "skot"),
        Danger.MEDICAL: ("overdos", "od", "svelg", "sluk", "swallow", "tablett", "pill", "medisin", "medic", "paracet", "ibux", "sobril", "valium", "insulin", "smertestill",
                         "gift", "poison", "bleach", "klorin", "frost", "plumbo", "lut", "salmiakk", "pust", "breath", "luft", "bevisst", "medvit", "medvet", "livl", "lifeless",
                         "conscious", "responsive", "passed out", "blå", "respond", "svar", "våkn", "vakn", "wak", "liv i", "vek", "kontaktbar", "stans", "infarkt", "slag",
                         "blødning", "drypp", "anfall", "anafyl", "anaphyl", "arrest", "heart", "stroke", "seiz", "blør", "blød", "bleed", "blood", "kollaps", "collaps", "om",
                         "besvim", "svim", "faint", "bryst", "chest", "kramp", "convuls", "fit", "nål", "sprøyt", "needle", "stukk", "skutt", "skot", "stab", "shot", "awake",
                         "answer", "meds", "puls", "kontakt", "gulvet", "golvet", "floor", "ground", "bakken", "ambulan", "tablet", "antifreeze", "painkiller", "drypp"),
    }
)
"""Parts of words without which no wording of the kind can stand: read before the patterns, for speed."""

_ALL_STEMS: Final = tuple(sorted({stem for stems in _STEMS.values() for stem in stems}))
_SENTENCE: Final = re.compile(r"[^.!?\n]+[.!?]*")
_LONGEST_SENTENCE: Final = 600  # characters read at once; the next piece overlaps by 100


def _sentences(text: str) -> list[tuple[str, bool]]:
    """Return the sentences of a text in pieces of bounded length, each with whether it is a question."""
    pieces: list[tuple[str, bool]] = []
    for match in _SENTENCE.finditer(text):
        sentence = " ".join(match.group().split())
        question = "?" in sentence
        for start in range(0, max(1, len(sentence)), _LONGEST_SENTENCE - 100):
            pieces.append((sentence[start : start + _LONGEST_SENTENCE], question))
    return pieces


def _harmless(sentence: str, question: bool, start: int, end: int) -> bool:
    """Tell whether a hit at [start, end) of a sentence is a question about a rule, past, denied or an idiom."""
    if _DENIED.search(sentence):
        return True
    if _PAST.search(sentence) and not _NOW.search(sentence):
        return True
    if _NOW.search(sentence):
        return False
    before = sentence[: start + 1]
    if _CONDITION.search(before) or _CONDITION.search(sentence[max(0, start - 12) : end]):
        return True
    return question and _RULE.search(before) is not None or _RULE.match(sentence) is not None


def _about_anybody(sentence: str, end: int, rule_asked: bool) -> bool:
    """Tell whether a threat is told of "somebody", or of "a patient" while the text asks for the rule."""
    if _NOW.search(sentence):
        return False
    told = sentence[:end]
    return bool(_SOMEBODY.search(told) or (rule_asked and _SOME_PERSON.search(told)))


def danger(text: str) -> Danger | None:
    """Return the acute danger that a plain lower-case text tells of, or None."""
    text = _SHORT_FORMS.sub(lambda m: f"{m[1]} {_LONG_FORMS[m[2]]}", text)
    rule_asked = _RULE.search(text) is not None
    for sentence, question in _sentences(text):
        if not any(stem in sentence for stem in _ALL_STEMS):
            continue
        if _IDIOM.search(sentence) or _THING_KILLS.search(sentence):
            sentence = _THING_KILLS.sub(" ", _IDIOM.sub(" ", sentence))
        joke = _JOKE.search(sentence) is not None
        for kind, patterns in _PATTERNS.items():
            if joke and kind is not Danger.SUICIDE:
                continue
            if not any(stem in sentence for stem in _STEMS[kind]):
                continue
            for pattern in patterns:
                match = pattern.search(sentence)
                if match and not (
                    _harmless(sentence, question, match.start(), match.end())
                    or _about_anybody(sentence, match.end(), rule_asked)
                ):
                    return kind
    return _goodbye(text)


_SAID_GOODBYE: Final = re.compile(
    r"\b(?:goodbye|farewell|farvel|avskjed|avskil|takk(?:er|ar|et|a)? for alt|thank(?:s|ed|ing)?(?: you| me| us)? for everything|tilgi meg|"
    r"tilgje meg|(?:ha det|hade|sorry)(?: bra)? for (?:alltid|siste gang|siste gong|everything)|for siste gang|for siste gong)\b"
)
_SILENT: Final = re.compile(
    r"(?:svarer|svarar|svare|tar|tek)(?: (?:han|hun|ho|hen|an|pasienten|telefonen))? (?:ikke|ikkje)|"
    r"(?:isn't|is not|not|won't|doesn't|stopped) (?:pick\w*|answer\w*|reply\w*|respond\w*)|får (?:ikke|ikkje) (?:tak|svar|kontakt)|"
    r"can't reach|cannot reach|(?:slått|skrudd) av (?:telefonen|mobilen|tlf)|phone is off|turned (?:his|her|the) phone off|turned off (?:his|her|the) phone"
)
_SHORT_FORMS: Final = re.compile(r"\b(he|she|it|they|i|we|you|who|there|that)'(s|m|re|ll|ve)\b")
_LONG_FORMS: Final = MappingProxyType({"s": "is", "m": "am", "re": "are", "ll": "will", "ve": "have"})


def _goodbye(text: str) -> Danger | None:
    """Return SUICIDE when a farewell and silence stand together, also in two sentences."""
    near = text[:2000]
    said, silent = _SAID_GOODBYE.search(near), _SILENT.search(near)
    if said and silent and abs(said.start() - silent.start()) < 150 and not _CONDITION.search(near):
        return Danger.SUICIDE
    return None
