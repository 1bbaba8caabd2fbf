"""What makes a wording of danger harmless: a rule is asked for, it is past, denied, a joke or an idiom."""

from __future__ import annotations

import re
from typing import Final

NOW: Final = re.compile(
    r"\b(?:i kveld|i kveill|i natt|i nott|i dag|i morgen|i morgon|i mårra|i ettermiddag|akkurat nå|"
    r"akkurat no|nå nettopp|no nettopp|med en gang|med ein gong|straks|"
    r"nå!|no!|nå\b(?! er)|tonight|right now|today|tomorrow|this (?:morning|afternoon|evening|minute)|"
    r"at the moment|just now|on (?:his|her|their) way|"
    r"på vei (?:hit|ned|inn|til)|på veg (?:hit|ned|inn|til)|på gulvet|foran meg|framfor meg|"
    r"in front of me|on the floor|just texted|nettopp|jetzt)\b"
)
CONDITION: Final = re.compile(
    r"\b(?:hvis|viss|dersom|når|if|when|whenever|in case|i tilfelle|i tilfeller|såfremt|at what point|"
    r"in cases? where|suppose|la oss si|hypotetisk)\b"
    r"|\b(?:om|at)\b(?= (?:en|ein|ei|noen|nokon|pasienten|brukeren|brukaren|deltakeren|deltakaren|"
    r"deltakar|pasientar|pasienter|jeg|eg|det|vi)\b)"
    r"|\b(?:ved|under|for|om|etter|about|of|after|during|in) (?:en|ein|eit|et|an?|akutt|mulig|mogleg|"
    r"trusler|trugsmål|fare|selvmord\w*|sjølvmord\w*|suicidal\w*|suicide|overdose\w*|vold|vald|violence|"
    r"threats?|risk)\b"
)
RULE: Final = re.compile(
    r"\b(?:beredskap\w*|secrecy|hemmeleg\w*|øvelse\w*|øving\w*|drill|rutine\w*|prosedyre\w*|"
    r"retningslinj\w*|taushetsplikt\w*|teieplikt\w*|meldeplikt\w*|meldeplikta|avverg\w*|"
    r"opplysningsplikt\w*|varslingsplikt\w*|"
    r"lovverk\w*|paragraf\w*|regel|regler|reglar|reglane|reglene|policy|guideline\w*|procedure\w*|"
    r"confidential\w*|duty|protocol\w*|definisjon\w*|statistikk\w*|forebygg\w*|førebygg\w*|"
    r"prevent\w*|forsking|forskning|research|kurs|opplæring|training|foredrag|film\w*|serie\w*|bok|boka|"
    r"song|sang|movie|game|spill|spel|dikt)\b"
    r"|\b(?:hvordan|korleis|koss\w*|korsen|åssen|how do|how should|how to|how can|how would)\b"
    r"|\b(?:hva|kva|ka|what) (?:skal|ska|bør|kan|should|can|is|er|betyr|tyder|sier|seier|gjelder|gjeld)\b"
    r"|\b(?:kan|får|må|skal|bør|har|may|can|must|should|do|am) (?:jeg|eg|vi|me|man|ein|en|i|we|one|"
    r"jobbspesialisten|behandleren|behandlaren)\b(?: \w+){0,4} "
    r"(?:varsle|varsla|melde|si|seie|fortelle|fortelja|dele|ringe|bryte|gi|lov|plikt|share|tell|report|"
    r"call|break|warn|allowed|inform|disclose|contact|kontakte|henvise|tilvise|refer)\b"
    r"|\b(?:når|when|hvem|kven|who) (?:kan|skal|må|bør|can|should|must|may|do|is|har) "
)
PAST: Final = re.compile(
    r"\b(?:i fjor|i går år|for \w+ (?:år|måneder|månader|uker|veker|månad|måned) (?:siden|sidan|sia)|"
    r"tidligere|tidlegare|som barn|som tenåring|som ungdom|"
    r"en gang i|ein gong i|forrige (?:år|måned|månad|uke)|førre (?:år|månad|veke)|i (?:19|20)\d\d|"
    r"years? ago|months? ago|weeks? ago|last (?:year|month|week|summer|winter|spring|autumn)|"
    r"in (?:19|20)\d\d|as a child|as a teenager|previously|formerly|used to|history of|i barndommen|"
    r"i oppveksten|i ungdommen|har hatt|had a)\b"
)
DENIED: Final = re.compile(
    r"\b(?:er|har|is|are) (?:ikke|ikkje|itj|not) (?:suicidal|akutt|lenger|lengre|planer|planar|tanker|"
    r"tankar)|\bikke lenger (?:suicidal|selvmord\w*)|\bno longer suicidal"
    r"|\bnot suicidal|\bingen (?:selvmord\w*|planer|plan)|\bfornekter|\bavkrefter|\bdenies\b|\bbenektar|"
    r"\bnektar for|\bnekter for"
)
JOKE: Final = re.compile(
    r"\b(?:ha){2,}h?\b|\bhe(?:he)+\b|\blol\b|\blmao\b|\bhi(?:hi)+\b|\b(?:xd)\b|"
    r":-?[dp)]|;-?\)|😂|🤣|😅|😆|😁|\bspøk\b|\bkidding\b|\bjoking\b"
)
IDIOM: Final = re.compile(
    r"(?:dø|døy|dør|døyr|døde|døydde|dau|die|dying|died|dead|daue) (?:\w+ )?(?:av|of|for|etter|"
    r"from) (?:\w+ )?(?:latter|lått|kjedsomhet|kjedsomheit|keisemd|nysgjerrighet|nysgjerrigheit|nyfikne|"
    r"flauhet|skam|sult|svolt|tørst|varme|heten|kulde|skrekk|spenning|utålmodighet|stress|latter|laughter|"
    r"laughing|boredom|curiosity|embarrassment|hunger|heat|thirst|kaffe|kaffi|sjokolade|coffee|chocolate|"
    r"a \w+)"
    r"|(?:drepe|drepa|myrde|kill|die|murder) (?:for|etter) (?:en|ein|ei|et|eit|a|an|some|litt|kaffe|kaffi|"
    r"coffee|å)\b"
    r"|(?:drepe|kill|killing|slå i hjel|slå ihjel|slå ihel|drept|fordrive) (?:tid|tida|tiden|time|"
    r"litt tid|some time|two birds|stemninga|stemningen|the mood|the vibe|motivasjon\w*)"
    r"|(?:is|are|'s|'re|was|been) killing (?:me|us|it)\b|\bkills me\b|\bdrep(?:er)? meg\b|\bkiller (?:app|"
    r"feature)|to die for\b|drop dead gorgeous"
    r"|(?:ta|tar|tek|took|take) (?:kverken|knekken|rotta) på"
    r"|(?:shoot|send|drop) (?:me|you|him|her|them|us) (?:a|an) (?:e-?mail|message|text|line|note|"
    r"question)|shoot (?:a|the) (?:film|video|photo|breeze)"
    r"|skyte? (?:inn|på|fart|opp|en gullfugl|spurv)|stikke? (?:av|innom|hjem|heim|ut|fram|opp|seg)|"
    r"slå (?:av en prat|sammen|saman|på|av|opp|fast|til|an|kloa|gjennom|ring|et slag|eit slag|ut)\b"
    r"|slår (?:av|på|opp|fast|til|an|sammen|saman|ut|gjennom)\b|banke? (?:på|inn|i bordet)|knuse? (?:tall|"
    r"rekord)|bombe? (?:med|av)|(?:job|arbeids|jobb)marked\w*"
    r"|livet mitt (?:er|var|blir)|dødstrøtt|dødssliten|dead tired|dead line|død og begravet|daudtrøytt|"
    r"overdos\w+ (?:of|av|med) (?!\w*(?:tablett|pill|medisin|paracet|heroin|morfin|insulin|drug|opi|"
    r"sove))\w+|"
    r"(?:won't|ikke|ikkje|doesn't) (?:wake|våkn\w+|vakn\w+)(?: up)? (?:from|fra|frå) (?:sleep mode|dvale)|"
    r"(?:pc-?en|computer|laptop|skjermen|screen|printer\w*|skriveren)\b.{0,30}\b(?:wake|våkn\w*|dead|død|"
    r"henger|died|hengt)|"
    r"slå\w* (?:oss|seg|meg|deg) til ro|(?:blør|bleed\w*|blødde) (?:penger|pengar|money|cash)|"
    r"(?:hjerteinfarkt|hjarteinfarkt|heart attack|slag) (?:da|då|when|av|of) (?:jeg|eg|i|den|det|dette|"
    r"systemet|the)\b|"
    r"(?:kveles|kvelast|drukner|druknar|drukne|drowning|suffocating) (?:av|i|in|under|by) (?!vann|sjø|"
    r"havet|vatn|water|the \w+$)\w+|"
    r"(?:våkner|vaknar|våkne|wake up) (?:ikke |ikkje |in time )?(?:til|for|av) (?!liv)\w+|"
    r"(?:join|bli|i|in) (?:the )?(?:police|politi\w*|army|militær\w*|forsvaret)\b|"
    r"(?:fikk|fekk|get|got|gets) (?:kniven|the knife) (?:av|frå|fra|from)|"
    r"livstrøtt katt|over my dead body|over mitt lik"
)
THING_KILLS: Final = re.compile(
    r"\b(?:printer\w*|skriver(?:en)|møte[tn]?|møta|rapport\w*|skjema\w*|system\w*|pc-?en|datamaskin\w*|"
    r"frist\w*|deadline\w*|jobben|arbeidet|arbeidsmengd\w*|papirarbeid\w*|mandag\w*|måndag\w*|varmen|"
    r"trappene|trappa|kaffe\w*|treninga|treningen|excel|journalsystem\w*|journalføring\w*|meeting\w*|"
    r"paperwork|computer|workload|monday\w*|job|form|report|heat|hodepine\w*|hovudpine\w*|skoene|skorne|"
    r"dips|teams|byråkrati\w*|køen|ventetid\w*|telefonkø\w*|traffic|trafikken|email\w*|e-post\w*|dette|"
    r"detta|det|this|that|it|sjef\w*|boss|leder\w*)\b"
    r"(?: \w+){0,3}? (?:tar|tek|ta|take|takes|kill|kills|killing|drepe|dreper|drep|knekke|"
    r"knekker) (?:livet av )?(?:meg|mæ|oss|me|us)\b"
)

SOMEBODY: Final = re.compile(
    r"\b(?:noen|nokon|someone|somebody|anyone)\b(?= (?:truer|trugar|truar|vil|"
    r"skal|kan|sier|seier|threat|is threat|wants|says|may|might))"
)
SOME_PERSON: Final = re.compile(
    r"\b(?:en|ein|ei|a|an) (?:pasient|bruker|brukar|deltaker|deltakar|kandidat|klient|person|patient|"
    r"client|participant|candidate)\b"
)

EVERYDAY: Final = re.compile(
    r"\b(?:job\w*|arbei\w*|work\w*|kokk\w*|chef|yrke\w*|stilling\w*|kjøkken\w*|kitchen|slakt\w*|jeger\w*|"
    r"jakt\w*|hunt\w*|butikk\w*|shop\w*|store|kurs\w*|course|interess\w*|"
    r"hobby|mat|matlag\w*|gaffel|fork|drukne i|drown(?:ing)? in|redd for å|afraid of|sertifikat|licen\w*|"
    r"kort|vekter\w*|forsvar\w*|militær\w*|svømm\w*|swim\w*|epilepsi|diagnose\w*|historikk|history)\b"
)
