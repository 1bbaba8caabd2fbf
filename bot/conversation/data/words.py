"""Everyday words of bokmål, nynorsk, dialect and English that open sentences or look like names."""

from __future__ import annotations

_NORWEGIAN = """
jeg eg æ e je meg mæ du deg dæ dere dokker de dei dem deim han ham hun ho hen hin den det vi me oss man en
ein ei et eit min mitt mine mi din ditt dine di sin sitt sine si vår vårt våre vore hans hannes hennes
hennar deres deira dens hvem kven kem hva kva ka ke hvor kor kvar hvordan korleis koss korsen åssen hvorfor
kvifor koffor hvilke hvilken hvilket kva-for når nårtid da då no nå hvis dersom viss om enn eller ellår og
også òg men for fordi at som så slik sånn ikke ikkje ikkj itj itte inte kan kunne kunna kunnat skal ska
skulle vil ville må måtte bør burde burda får fikk fekk fått har ha hatt hadde er e var va vore vært blir
blei ble vert vart verte bli være vera vere heter heiter het heitte sier seier sa sagt spør spurte skriver
skriv skrev gjør gjer gjorde gjort tar tek tok tatt teke kommer kjem kom går gjekk gikk gått står ser så
sett finnes finst fins gir gjev gi trenger treng ønsker ønskjer ynskjer vet veit visste tror trur synes
synest mener meiner lurer håper gleder bruker brukar snakker snakkar ringer ringjer sender kontakt kontakter
ring send gi hjelp hei heisann hallo hello god godt gode takk tusen mvh hilsen helsing beklager unnskyld
orsak ok okei ja nei jo kanskje sikkert vennligst ver venleg hvert hver kvart kvar alle alt ingen ingenting
noen nokon noe noko nåke nåken annen anna andre begge både bare berre bærre mange mye mykje mer meir mest
flere fleire få lite litt litegrann stor store liten lita små ny nye gammel gamal gamle ung unge siste sist
neste første fyrste sånne slike samme same selv sjølv sjøl her der hit dit hjem heim ut inn opp ned oppe
nede inne ute over under mellom før etter siden sidan mens medan til frå fra med uten utan mot hos på i av
ved gjennom rundt blant ifølge angående vedrørende ang gjelder gjeld dette disse desse denne pasient
pasienten pasienter pasientar pasientene bruker brukeren brukaren brukere brukarar deltaker deltakeren
deltakar deltakaren deltager deltageren klient klienten kandidat kandidaten jobbsøker jobbsøkeren søker
søkeren kollega kollegaen kollegaer behandler behandleren behandlar behandlaren lege legen fastlege
fastlegen psykolog psykologen psykiater psykiateren sykepleier sykepleieren sjukepleiar veileder veilederen
rettleiar rettleiaren jobbspesialist jobbspesialisten metodeveileder metodeveilederen leder lederen leiar
leiaren sjef sjefen koordinator koordinatoren saksbehandler saksbehandleren terapeut terapeuten sosionom
vernepleier ergoterapeut lærer læreren mann mannen kvinne kvinnen kvinna dame dama gutt gutten gut guten
jente jenta mor moren mora mamma far faren pappa foreldre sønn sønnen son datter datteren dotter dottera
bror broren søster søsteren syster systera kone kona ektemann ektemannen samboer samboeren sambuar kjæreste
kjæresten venn vennen ven barn barnet barna ungen ungane ungene bestemor bestefar onkel tante nabo naboen
verge vergen verje ektefelle ektefellen pårørende pårørande kjærasten kompis kompisen arbeidsgiver
arbeidsgiveren arbeidsgjevar arbeidsgjevaren person personen hund hunden katt katten fisk bil bilen hus
huset film filmen bok boka boken avis avisen musikk mat maten oppskrift vær været veret vann dag dagen uke
uken veke veka måned måneden månad år året time timen kveld kvelden natt natta natten morgen morgenen i-dag
helg helga egen eige eigen finn forklar fortell fortel vis velg vel start stopp slett avbryt skift bytt
endre fortsett last trykk les lagre legg hent kopier skjema skjemaet journal journalen brev brevet epikrise
notat notatet vedtak vedtaket søknad søknaden henvisning henvisningen tilvising tilvisinga samtykke
samtykket taushetsplikt taushetsplikten teieplikt teieplikta diagnose diagnosen møte møtet telefon telefonen
nummer nummeret adresse adressen adressa epost e-post mail mailen sms melding meldingen meldinga navn navnet
namn namnet fødselsnummer personnummer født fødd fødselsdato alder alderen jobb jobben arbeid stilling kurs
kurset skole skolen hjemme heime borte flink snill syk sjuk frisk frisør snekker kokk elev student studenten
studere praksis psykose psykosen angst depresjon rus rusen schizofreni bipolar adhd autisme utredning
behandling behandlinga behandlingen oppfølging oppfølginga kartlegging trekantsamtale infomøte
informasjonsmøte ventet venter ventar venteliste ventelista status saken saka sak avtale avtalen time timen
tid plass plassen oversikt liste lista tips råd regler reglane reglene lov loven lova rett retten plikt
plikten plikta krav kravet ansvar ansvaret penger pengar stønad lønn løn trygd trygda tema emne ahmen hæ
jaha nettopp akkurat enda ennå enno faktisk egentlig eigentleg vanligvis vanlegvis ofte alltid aldri sjelden
sjeldan straks snart dagens gårsdagens fredagens kjære hurra gratulerer lykke grei greit fint flott supert
bra kult topp dårlig dårleg farvel adjø ligg bur bor heitar jobber jobbar møter møtte snakket snakka sto
stod satt sat lå begynner byrjar begynte byrja slutter sluttar sluttet ørene øyet øye ansvarlig viktig
viktige spesielt særlig vanskelig enkelt umulig mulig mogleg anonymt anonym konfidensielt skriftlig munnlig
forresten uansett dessuten derfor difor likevel imidlertid dermed altså nemlig ellers elles hvorvidt angår
ifølgje samt hvorav tone stein odd even bjørn dag sol vår liv siv vera storm ulv rein bo ro unn vilje lykke
tale trygg sann frid fred saga
"""

_ENGLISH = """
i me my mine you your yours he him his she her hers it its we us our ours they them their theirs who whom
whose what which when where why how the a an this that these those here there is are was were am be been
being do does did doing done has have had having can could shall should will would may might must ought need
needs dare let lets let's please thanks thank sorry hello hi hey dear regards sincerely best kind yes no not
never always often sometimes maybe perhaps if unless because since until while although though whether and
or but nor so yet for from to in on at by with without about against between among through during before
after above below under over again further then once any anyone anybody anything some someone somebody
something every everyone everybody everything none nobody nothing all both each few more most other such
only own same than too very just also even still already almost around away back soon now today tonight
tomorrow yesterday patient patients patient's client clients participant participants person people man
woman boy girl mother mum mom father dad parents son daughter brother sister husband wife partner spouse
boyfriend girlfriend friend neighbour neighbor guardian child children kid kids baby uncle aunt grandmother
grandfather relative relatives colleague clinician clinicians doctor doctors gp nurse therapist psychologist
psychiatrist specialist specialists counsellor counselor advisor adviser caseworker manager leader
supervisor coordinator boss employer employers employee refer referring referral referrals register send
give tell ask call phone text email contact write wrote writes say says said share sharing show explain
describe list find help start stop cancel delete change open close go get got take took make made come came
see saw know knew think want wants wanted like likes wish wishes hope work works working job jobs name named
names called age aged born lives living live lived address number numbers id birth date diagnosis
schizophrenia depression anxiety psychosis consent confidentiality record records journal note notes form
forms letter meeting meetings information waiting course training school study studies law rule rules
guideline policy good bad great fine new old young first last next many much little big small long short
right wrong true false according regarding concerning following including given despite hence therefore
however moreover meanwhile instead otherwise isn't aren't wasn't don't doesn't didn't can't couldn't won't
wouldn't shouldn't haven't hasn't i'm i've i'd i'll he's she's it's we're we've they're they've you're
you've that's what's who's where's how's there's here's whats angel amber art bell bill billing boy brain
brand bud buddy carry chance charity chase clay crystal dean desire diamond dot drew echo finger forest
foster frank gale gap gas gene golden grace grant grid gun guy hand hang holly hope hunter ivy jasmine jewel
joy judge junior king lady lane lily loan love major manual mark marine max melody mercy miles miss noble
olive page pat pearl peer penny prince princess queen rain ray reed rich ring river rob robin rocky rod rose
royal ruby rusty sandy season sky sonny spring star sterling summer sunny temple tiny violet walker ward
winter young bishop carpenter cook cooper fox gardener hill law lamb lake marsh mason miller moore parker
porter potter price shepherd smith spears stone taylor turner weaver west white wood woods wolf brown black
green grey gray day knight
"""

EVERYDAY: frozenset[str] = frozenset(f"{_NORWEGIAN} {_ENGLISH}".split())

_SOFT_GIVEN = """
liv even odd stein dag tor hans bo bjørn sol siv vera storm rein unn tone jo jan pål kim tore mai lise ask
eira vår tale saga may will mark grace bill rose frank dean joy hope lily ruby robin finn gro siren iris
line mina august ole tuva stig rolf runa ulv kai roy bror trygg odd-arne per ari bård frid gaute hauk jens
lars mary ronja ruben sturla ada alva else emil gerd live mira tora vilja ylva åse åsa roar said milan ruta
hoa kit ray pat drew holly penny violet pearl olive sandy jasmine mercy chance miles max grant reed rob rich
guy drake alma ane ani dina ea elin eli ene ia ine isa mie nanna nor rita ro sanna svea thi
"""
SOFT_GIVEN: frozenset[str] = frozenset(_SOFT_GIVEN.split())
"""Given names that are words too: seen with a surname or a trigger, or with a capital in mid-sentence."""

_NOT_MID_SENTENCE = """
may will mark grace bill rose frank dean joy hope lily ruby robin august said milan ruta chance miles max
grant reed rob rich guy drake nor ea ia ro i mars kit ray pat drew violet pearl olive sandy jasmine mercy
holly penny sol vår saga storm else even
"""
NOT_MID_SENTENCE: frozenset[str] = frozenset(_NOT_MID_SENTENCE.split())
"""Soft names that also stand with a capital as words or in English headings: never seen alone."""
