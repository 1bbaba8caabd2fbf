"""What gives  language away: words and spellings, with how much they weigh.

A word or spelling stands here because Norwegian usage says  (Nynorskordboka and Bokmålsordboka treat
it as one form's own), not because some question had it. `no` marks what both forms of Norwegian share:
it speaks against English alone.
"""

from __future__ import annotations

# (language, weight, words). The first entry of a word within one language counts.
WORDS: tuple[tuple[str, float, str], ...] = (
    (
        "en",
        2.0,
        """the what who whom whose how why where when which does did doesn don isn aren won wouldn couldn
        shouldn is are was were my our your they them their she he his its it this these those with
        without from about and or not of if be been being have has had do should would could must may
        might shall there here please thanks thank hello hi hey yes as on into between someone somebody
        anybody anyone something anything nothing nobody everybody get gets got want wants wanted need
        needs know knows tell tells told say says ask asks asked give gives take takes make makes than too
        also only just still any some each every such more most much many new first am i we you that then
        no never always after before during until because while whether other same own out up off again
        further once both few against can't it's i'm we're will can but like well back even way year years
        day days week weeks month months time good right""",
    ),
    (
        "en",
        1.5,
        """one two three four work works working job jobs patient patients consent consents refer refers
        referred referring referral referrals waiting share shared sharing list forms rule rules meeting
        meetings health care employer employers employment staff service services record records write
        read cancel withdraw withdrawn change changes language english person people talk specialist
        specialists supervisor supervisors counsellor counselling caseworker caseworkers coordinator
        coordinators therapist clinician clinicians participant participants confidential confidentiality
        privacy benefit benefits treatment principle principles fidelity scale studies study evidence goal
        goals young youth inpatient wards cost costs caseload age sick leave school myth myths concern
        concerns grant funding history users voice contact definition criteria target origin
        responsibility responsibilities duty duties calendar events newsletter course training handle
        limit limits phone roles letter note notes yellow support supported hope recovery who's success
        factors factor explained simply difference programme programmes versus adults adult office outside
        manager leader leaders police serious harm emergency danger basis practice discussion document
        documentation answer question questions access information systems guide conversation agreement
        agreements exclusion inclusion search preferences integrated unlimited education society money
        saved own results result stories story joint resource centre west storage data chatbot bot savings
        spending timeline measures labour market partners group builders dates café diagnosis secure
        parental teenager obtaining procedure revoking view worker percent contract standing item use
        barrier idea ideas main point points public effect research sector teenagers pupil placement
        individual zero open closed reach find call letters law act hospital municipality county officer
        protection""",
    ),
    ("nn", 2.2, "eg ikkje"),
    ("nn", 1.0, "ka kem kor koss kossen koffor kefor ke te no någe nåke nåken någen sjå si"),
    ("nn", 0.9, "anna"),  # a name, too: alone it shows nothing
    ("nn", 0.3, "e så"),
    ("en", 0.8, "for at to an by a in all me so help form start stop case legal user number rapid"),
    (
        "no",
        1.5,
        """for at her over under er og det den denne disse de du vi han hun ho meg deg seg oss min mitt mine
        din sin sitt sine vår vårt våre på av til med skal vil må bør har hadde kunne skulle ville ingen
        alle alt mange å bare berre da då nå opp ut inn igjen som om hvis dersom enn men vel ja nei takk
        får få går gå ta kan et ei ein eit jeg eg ikke ikkje hva kva ka hvem kven kem hvor kor hvordan
        korleis hvorfor kvifor når hvilke frå fra etter før ved mot mellom blir samtykke samtykket pasient
        pasienten pasienter jobb jobben arbeid mål møte skjema journal journalen tiltak samarbeid brev
        brevet lapp prosjektet prosjekt rapporten støtte behandling metoden teamet folk e i""",
    ),
    (
        "nb",
        3.0,
        """jeg hva hvem hvordan hvorfor hvilke hvilken hvilket hvis hvert hver hverandre hvorvidt ikke noe
        noen fra hun gjør gjøre gjort sier si uten selv nå igjen dere dem man sammen kommer trenger
        gjelder finnes være vært egentlig mye mer æ mæ dæ itj ikkj ittj åssen åffer korsn korsen korsenn
        korfor kæm koffer kaffer kaffor dokker jæ nåkka nokka nåkken førr længe sjøl øss åkke igjæn ætter
        kanke kan'ke har'n ble begynner bare jei vårres hvorhen hvor itte hannes hennes """,
    ),
    (
        "nb",
        1.5,
        """en et vi dette disse da gi gir giver spør fikk gikk tar bytte bytter eget egen egne hjem hjemme
        uke uken uker snakker vanlig mulig riktig skriver leser vet sitter lurer betyr funker jobber
        pleier prater slutter trekker trukket finner hører forteller virker følger helst dessuten saken
        skjønner året syv sju muligheter flere flest tegn hemmelig drøm drømmer navn navnet samme begge
        hele helt svarer vei veien tyve gjennom noensinne ganger gang innafor greier heller ansatt ansatte
        nyansatt nyansatte skille skiller lønn lønner opphav ifra imellom ellers videre vente innkalt
        avslått etterpå sånn selvfølgelig pengan brukeran folkan notatan deltakern behandlern holder også
        bruk brukes sendes gjøres jobbe brevene vårt""",
    ),
    (
        "nn",
        3.0,
        """kva kven korleis kvifor kvar kvart kvarandre noko nokon nokre frå ho gjer gjere gjera gjorde seier
        seie mykje meir utan sjølv hjå dykk dykkar dei berre saman kjem treng trengst gjeld finst finnast
        vere vore eigentleg heile sidan medan framleis korkje fyrst fyrste ein eit dokke dåkke okke
        vera vart verte vert verta tek teke gje gjev gjeve veit fekk gjekk ynskjer ynskje ønskjer ønskje
        ellår lovå kjeme attmed attende ikring vidare kvarsin eitt båe nokosinne""",
    ),
    (
        "nn",
        1.5,
        """me då att ei ein eit sit les skriv lurar tyder byter byte eigen eige eiga eigne heim veke veka
        veker vanleg mogleg spørje snakka prata svara skriva jobba laga seia sei sko høyrer høyre held
        plar trur synest liknar verkar ligg heiter tal gong gonger gongen møta støtta mi heilt fleire 
        trekt løn løner namn namnet same tida brukarane prinsippa tilsette tilsett nytilsett nytilsette
        skule skulen jaha stad staden kome koma greitt følgje følgjer føre halde senda stykke døme sjå
        innhald stemma slik slikt visst elles vidare stønaden pengane reglane planane tru veta vita lesa
        bruka venta visa leggje liggje kople folka kommandoar oversyn saka heime hjelpa fortelja fortel
        sendt skil dekkjer dekkje òg åg byrja byrje verkeleg drøfta nektar  mot vaksen vaksne haust
        guten jenta krava elevar måla rekna retta lova byggje byggjer studia studiar rådet tiande
        drøftar skreiv utestengd smalare svakare
        draumejobben nyhendebrev nemner nemne forskrifta tilrettelegg lækjar pasientar
        pasientane jobbspesialistar jobbspesialistane spørsmåla opplysninga kollegaer 
        leiarmøte tilsetjing meining samtykt samtykkjer samtykkje trass ombod personvernombod
        personvernombodet forvaltninga""",
    ),
)

# (language, weight, regular expression on a single lower-case word); the first that fits counts.
SPELLINGS: tuple[tuple[str, float, str], ...] = (
    (
        "nn",
        2.0,
        r"tilvis|^teie|rettlei|arbeidsgjev|tenest|sjuk|brukar|leiar|deltakar|behandlar|meistr|nyhend"
        r"|draum|omgrep|teikn|fleir|oversyn|stadfest|handsam|naud|hovud|marknad|kjeld|skilnad|tilskot|utgrei"
        r"|forsking|avgjerd|avgjer|løyve|verksemd|røynsl|samanlik|innføring|tilsett|nytilsett|målform$"
        r"|føremål|tilbod|innhald|utdanna|avtala$|hend(?:e|a|ing)$|vald|lækj|born|namn|skule|lovverk|ingar$|arar$",
    ),
    (
        "nb",
        2.0,
        r"henvis|taushet|veiled|arbeidsgiver|tjenest|^syk|bruker|leder|deltaker|deltager|behandler|mestr|nyhet"
        r"|drøm|begrep|tegn|flere|bekreft|saksbehandl|^nød|hoved|marked|kilde|forskjell|tilskudd|utredn|forskning"
        r"|avgjør|tillat|virksomhet|sammenlik|sammenlign|ansatt|tilbud|innhold|formål|vold$|navn|skole|oppdatert",
    ),
    (
        "nb",
        1.0,
        r".{3,}(?:lig|lige|ligere|lighet|heter|heten|elsen|else|ninger|ningene|ingene|erne|ende|ede)$",
    ),
    ("nn", 1.2, r".{3,}(?:leg|lege|legare|leik|ande|ane|ast|kje|gje|gja|kja|inga|ingane)$"),
    ("nn", 1.0, r".{3,}[^aeiouyæøåv]ar$"),
    ("nb", 0.8, r".{4,}(?:ene|ere|inger|ingen|else|elle|olde|ens)$"),
    ("nb", 0.8, r".{3,}[^aeiouyæøå]er$"),
    ("nb", 0.3, r".{4,}(?:et|ing)$"),
    ("nn", 0.5, r".{4,}(?:ing[åa]|nå|a)$"),
    (
        "en",
        1.2,
        r".{3,}(?:tions?|ings|ness|ally|able|ies|ical|ized|ised|ity|ously|ments?|ful|ght|wn|sh|ck|cy|ry|ly)$",
    ),
    ("en", 1.0, r"(?:ough|tch|wh|ph|^th|^qu|ea[rt]|ow)"),
)
