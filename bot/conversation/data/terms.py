"""Words that stand with a capital and are not people: services, agencies, laws, products, calendar."""

from __future__ import annotations

_CALENDAR = """
januar februar mars april mai juni juli august september oktober november desember january february march
may june july october december mandag tirsdag onsdag torsdag fredag lørdag søndag måndag tysdag laurdag
sundag monday tuesday wednesday thursday friday saturday sunday jul julen jula påske påsken pinse påska
christmas easter ramadan advent nyttår halloween id eid
"""

_SERVICES = """
nav aetat origo fact ams ips dps bup epj helfo helsenorge helsedirektoratet direktoratet statsforvalteren
statsforvaltaren fylkesmannen datatilsynet helsetilsynet folkehelseinstituttet stortinget regjeringen
regjeringa riksrevisjonen sivilombudet lovdata helsebiblioteket folketrygden folketrygda lånekassen
lånekassa husbanken politiet legevakt legevakta barnevernet barnevern barneverntjenesten barneverntenesta
ungdomstjenesten ungdomstenesta oppfølgingstjenesten oppfølgingstenesta innsatsteam tillitsbyggerne
tillitsbyggjarane ressursmiljø ressursmiljøet helse helsevest kaph nordlandssykehuset haraldsplass haukeland
betanien solli kronstad bjørgvin øyane ahus sunnaas modum diakonhjemmet lovisenberg frelsesarmeen
frelsesarmeens bymisjon bymisjonen kirkens fontenehus fontenehuset fretex nordnorsk stiftelsen
samhandlingsteamet ruspoliklinikken rop blå kors røde raude red cross mental sanitetsforening amnesty who
oecd eøs fn eu nato unicef posten vy ruter skyss telenor norwegian microsoft teams telegram outlook word
excel powerpoint copilot google gmail chrome facebook messenger whatsapp signal snapchat instagram tiktok
youtube linkedin slack zoom skype chatgpt claude siri alexa iphone ipad android windows apple samsung huawei
visma gerica cosdoc profil profilen dips arena modia metavision doculive digihelse altinn bankid buypass
vipps minside elements public360 acos websak sharepoint onedrive azure checkware norgeshelsa
helseplattformen norsk-helsenett finn komplett ikea rema kiwi coop netflix spotify nettby aftenposten
dagbladet sykepleien psykologforeningen legeforeningen fagforbundet fellesorganisasjonen nrk vg bt dnb tine
equinor statoil hydro sbanken gyldendal aschehoug universitetsforlaget wikipedia janssons sartor storsenter
statped elkjøp meny biltema europris clas ohlson power obos bunnpris joker spar widerøe hurtigruten
jobbhuset hellas ecura sensio evondos duplo jobbklar jobbloop jobbsjansen jobbaktiv menn springbrett ung
voksen allmenn døgn supported employment individual placement support individuell jobbstøtte fidelity job
coach standard mindfulness recovery housing first open dialogue community treatment assertive wellness
action
"""

_LAWS = """
helsepersonelloven helsepersonellova forvaltningsloven forvaltningslova navloven navlova nav-loven
pasientrettighetsloven pasient- brukerrettighetsloven brukerrettighetslova pasientjournalloven
pasientjournallova personopplysningsloven personopplysningslova personvernforordningen personvernforordninga
gdpr grunnloven grunnlova straffeloven straffelova barnevernsloven barnevernslova arbeidsmiljøloven
arbeidsmiljølova folketrygdloven folketrygdlova opplæringslova diskrimineringsloven psykisk helsevernloven
helsevernlova spesialisthelsetjenesteloven helseforskningsloven sosialtjenesteloven offentleglova
offentlighetsloven arbeidsmarkedsloven arbeidsmarknadslova forskrift forskrifta rundskriv veileder prop ot
prp nou meld st retningslinje tjenesteloven norm normen
"""

_PEOPLES_AND_FAITHS = """
norsk norske nordmann nordmenn norwegians svensk dansk engelsk tysk fransk spansk russisk polsk arabisk
somali somalisk tigrinja tigrinya urdu farsi dari pashto kurdisk ukrainsk vietnamesisk tamil nynorsk bokmål
english swedish danish german french spanish russian polish arabic american americans british european
europeans chinese indian ukrainian refugee kristen muslim muslimsk christian jewish jødisk buddhist hindu
islam samisk sami sámi same latin greek italian dutch finnish icelandic turkish
"""

_EPONYMS = """
alzheimer alzheimers parkinson parkinsons asperger aspergers tourette tourettes down downs crohn crohns
huntington huntingtons korsakoff beck becks hamilton rorschach maslow freud jung apgar glasgow likert
braille nobel rogers winnicott bowlby erikson skinner pavlov vygotsky antonovsky bronfenbrenner madrs
minnesota stanford wechsler wisc wais bayes fisher heimlich celsius fahrenheit kelvin watt volt doppler
röntgen
"""

_PRODUCTS = """
sertralin quetiapin litium lithium lamotrigin lamotrigine olanzapin olanzapine clozapin clozapine zyprexa
seroquel abilify cipralex zoloft ritalin concerta sobril valium stesolid imovane paracet paracetamol ibux
ibuprofen metadon methadone subutex suboxone haldol risperdal leponex cisordinol trilafon vival oxycontin
tramadol lyrica prozac fontex remeron effexor wellbutrin pfizer moderna tesla toyota volvo ford volkswagen
bmw audi mercedes nissan honda boeing airbus xbox nintendo playstation lego eliteserien premier league
champions world cup vm em nm ol olympics eurovision melodi grand prix brann rosenborg vålerenga haugtussa
scream skrik mona lisa harry potter star wars peer gynt solveigs kong dronning dronninga king queen prince
princess god gud jesus allah bibelen bible koranen koran
"""

_ORG_HEADS = """
stiftelsen dam kommune kommunen kommunar fylkeskommune fylke sykehus sykehuset sjukehus sjukehuset hospital
universitetssykehus universitetssjukehus helseforetak klinikk klinikken klinikk clinic senter senteret
legesenter legekontor helsesenter centre center avdeling avdelinga seksjon skole skule school gymnas
university universitet universitetet høgskole høgskulen høyskole høgskulen college kontor kontoret office
team teamet tjeneste tjenesten teneste tenesta service services department forening foreningen forbund
institutt institute foundation stiftelse project prosjekt prosjektet directorate agency ministry departement
departementet tingrett lagmannsrett politidistrikt bydel sjukeheim sykehjem barneskole ungdomsskole museum
kirke kirken church stadion arena as asa hf bank group gruppen skala scale inventory test act rating index
model modellen metoden lufthavn stasjon park oppvekst legevakt apotek barnehage treatment therapy placement
employment
"""

ORG_HEADS: frozenset[str] = frozenset(_ORG_HEADS.split())
"""A run of capitals with one of these words is an organisation, not a person."""

TERMS: frozenset[str] = (
    frozenset(f"{_CALENDAR} {_SERVICES} {_LAWS} {_PEOPLES_AND_FAITHS} {_EPONYMS} {_PRODUCTS}".split())
    | ORG_HEADS
)

_ABBREVIATIONS = """
aa ad ai ap au bc bh bt bv ca da de dk dl dm dp dr ec eb ed ef ei ek el em en er es et eu fn fo fp fr gp ha
hf hk hr hu hv ia id if ii ik il ip is it iv ja jo ki kl km kr lo ma md me mr ms na nb ne nm nn no nr nz ok
ol om op os ot pc pd pm pp pr ps pt qa ra rv se sf sn so sp st sv ta tv uk un us va vg vi vm vs vt vy xi aap
aas act adhd amk ams api asd bup bpa cbt dps epj eøs fdv fhi gad gdpr hpl icd ipr ips ivs iup jpg kap kat
lar ltd mbt nav ngo npr nrk oecd pbl pbrl pdf pga poc pvo ptsd ros rop rpa rvts sms ssb tsb usa vta who xii
"""
ABBREVIATIONS: frozenset[str] = frozenset(_ABBREVIATIONS.split())
"""Short forms in capitals that are no initials (lower case)."""
