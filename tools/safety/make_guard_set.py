"""Write the generated sets that the guard is measured on: tests/guard_set/{identifying,harmless}.jsonl.

2,000 sentences with identifying data and 2,000 without, in bokmål, nynorsk and English, from sentence
frames and from name, street and place lists that the detector does not use (a test checks that). The
people do not exist. Deterministic: the same sets every time. Run: `python tools/safety/make_guard_set.py`.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path

SET = Path(__file__).resolve().parents[2] / "tests" / "guard_set"
SIZE = 2000

_GIVEN_TEXT = """
Torgunnvald Ingelaug Sjugurda Brynhildur Åsvalda Gunnlaugur Steingerda Hallfridunn Eldbjarta Røgnvalda
Ketilbjarne Vigbrand Tjodhilda Ulvgeira Fridmar Hergunna Solmar Sigvarda Torvalden Ormstein Åvarda Arnvalda
Bergtorunna Dagvalda Eirmund Frøygunn Gaudmund Hagbarda Isgerda Jofrida Kolgrima Leidulva Myrgunn Nottvard
Oddvalda Randvard Snøfrida Tyrgils Unnbjarta Vebrandulf Yngvarda Ådgeir Øydis-Marja Ailopieti Ánneristiinna
Niilásaš Biretmárjá Máhtte-Heaika Suvvijna Ristenáilu Xhevahirete Fatlumë Gjylymser Besjanë Shkëlqim
Arbnoreta Zotërim Vlerësa Abdiqaniir Ifrahiyo Cawaleh Xiddigo Sahardiid Warsangeliya Ubaxley Deeqsan
Guuleedi Cambaro Yemanebrhane Letebrhan Tsgereda Haileab-Michaele Nigisti Habtemikaal Mebrahtom Selamsiya
Kibreab-Tesfu Awetash Oleksiivna Myroslaviya Zoryanka Vsevolodko Lyubomyra Yarynka Bohuslavko Ostapenka
Phuongtram Quynhanh Thuyduong Khanhlinh Baolong Ngocbich Sivakolunthu Thiruchelvi Yogarasa Kanagamalar
Ponnuthurai Arulmolie Zarmina-Gul Palwashe Spogmaye Gulalaie Hekmatyaar Nangyaly Breshnaa Rojhilata Berfinaz
Xezal Sherzadi Dilovanka Gulistane Hevindar Wojsława Świętosława Dobrogniewa Mściwoja Zbyhniewo Gościsława
Rasaviltė Žygimanta Daivutė Kęstas-Jonas Mindė Skaistutė Xochiquetza Itzayanara Yaretziel Citlalmina
Nahuelito Quetzali Oluwaseyiwa Chukwuebukam Adaobiageli Ngozichika Temitayomi Ekundayoo Kwabenaa Afiakoma
Yawsonia Nomvulisa Sibongisena Thandokuhle Gwendolwyn Bronwenna Caoilfhinn Saoirsewyn Tadhganan Fionnghuala
Ruaraidho Seonaidha Eibhlisa Ratchaphong Siripornchai Kanyaratana Somchanok Wanwisara Aitorreta Nekanetxo
Iratxebel Eneritzu Gorkamendi Veijotapani Pirkkoliina Tuomaskaarle Aulikkimaria Sisukka
"""
GIVEN = _GIVEN_TEXT.split()

_FAMILY_TEXT = """
Stormhaugsnuten Vingelkroken Tunglemyr Krakevollseter Bjørkerabben Skjervestu Hjelmekleiva Grasdokkå
Nordskarvet Kvitebergjet Lauvåsmyra Ulvesaltet Sildeholtet Torskangel Ramsvarden Fossegutu Tjuvaskjer
Kattuglemo Orrehanen Røyrmyrhol Skrubbedalane Steinsprangen Myrullseth Bekkablom Gjetarhaugjen Hestabrekkå
Lyngskrei Reinsjødn Trollskarå Veslekvern Åmotsplassen Øyrasnipå Blåmeisdal Granbarkerud Juvskaret Kråkfotmo
Lomsjøhaugen Mosefonn Rypestegg Tiurleikås Ugletveitå Vassdrågli Ørnereiret Åkerrikssveen Beaivegieddi
Guovžžaroavvi Siebejohka Njukčaluobbal Čáhceravda Gjergjaliu Hoxholli Dukagjinaj Krasnobreg Berishollari
Warsamakoor Guuleedshire Dhagaweyn Xirsihaye Cigalweyn Faaraxduur Ghirmazionu Woldeselasie Tesfahunegnu
Keleteab-Zemuy Berhenegus Abrehazghi Shkrobynets Vyshnyvetska Nezdoliy Perebyinis Zadorozhnyak Horbatiuka
Phungvantam Quachthiloan Lamdieuhoa Tonnuhanh Sivapathasundar Kandiahpillay Navaratnarasa Ponnampalavan
Hotakzay Stanekzoy Wardakyar Noorzaye Popalkhel Barakzoda Demirtaşkaan Yıldırımer Özgürlükçü Karabulutay
Gülersoylu Brzęczykowa Szczeblewski Wawrzynczyk-Nowa Żebrowiecka Chrząszczyk Kazlauskytė Grigaliūnas
Vaitkevičienas Žemgulytė Xicotepetl Quispecondori Huamanchumo Yupanquiles Tlatelpa Okonkwobia Adeyemiwale
Nwachukwuma Mbekezeli Dlaminkosi Boatengmaa Asamoahene Owusuwaa Llewelynton Cadwaladrys Ó-Maolchatha
MacGhiollain Featherstonehew Cholmondelegh Abernethwaite Ravenscrofton Charoenphol Wongsawatt Jirapornkul
Etxeberrieta Goikoetxandia Mendizabalur Hämäläisvuori Käpyahokas Lumiaavasalo
"""
FAMILY = _FAMILY_TEXT.split()

_PLACES_TEXT = """
Tjørnevika Lauvøysundet Kråkhamna Steinsundholmen Nordvikegrend Svartaskjeret Myrholmane Ramnanipa
"""
PLACES = _PLACES_TEXT.split()
_STREETS_TEXT = """
Lauvblokkveien Skjellsandvegen Måsebergsgata Tareholmsveien Sildetønnegata Kråkesølvvegen Naustflatsveien
Brimskjergata Rognebærstien Blåskjellbakken Vindheksveien Oterkroken Fyrlyktsvingen Tranebærvegen
"""
STREETS = _STREETS_TEXT.split()
_MAILBOXES_TEXT = """
example.com example.org example.net
"""
MAILBOXES = _MAILBOXES_TEXT.split()
AGES = [str(age) for age in range(17, 67)]

Make = Callable[[random.Random], str]


def full(r: random.Random) -> str:
    """Return a made-up full name, sometimes with a middle name or initial."""
    middle = r.choice(["", "", "", f" {r.choice(FAMILY)}", f" {r.choice('ABEHKLMRS')}."])
    return f"{r.choice(GIVEN)}{middle} {r.choice(FAMILY)}"


def birth_number(r: random.Random) -> str:
    """Return a number in the shape of an identity number, mostly with wrong check digits."""
    day = r.randint(1, 28) + r.choice([0, 0, 0, 40])
    month = r.randint(1, 12) + r.choice([0, 0, 0, 40, 65, 80])
    date, rest = f"{day:02}{month:02}{r.randint(0, 99):02}", f"{r.randint(0, 99999):05}"
    shape = r.choice(
        ["{d}{n}", "{d} {n}", "{d}-{n}", "{a} {b} {c} {n}", "{a}.{b}.{c} {n}", "{d}.{n}", "{d} {x} {y}"]
    )
    return shape.format(d=date, n=rest, a=date[:2], b=date[2:4], c=date[4:], x=rest[:3], y=rest[3:])


def phone(r: random.Random) -> str:
    """Return a number in the shape of a Norwegian or foreign phone number."""
    digits = r.choice("49") + "".join(r.choice("0123456789") for _ in range(6)) + r.choice("123456789")
    a, b, c = digits[:3], digits[3:5], digits[5:]
    home = [
        digits,
        f"{a} {b} {c}",
        f"+47 {a} {b} {c}",
        f"+47{digits}",
        f"0047 {digits}",
        f"{digits[:2]} {digits[2:4]} {digits[4:6]} {digits[6:]}",
    ]
    abroad = [
        f"+46 70 {r.randint(100, 999)} {r.randint(10, 99)} {r.randint(10, 99)}",
        f"+44 7911 {r.randint(100000, 999999)}",
        f"+48 {r.randint(501, 599)} {r.randint(100, 999)} {r.randint(100, 999)}",
    ]
    return r.choice(home * 2 + abroad)


def email(r: random.Random) -> str:
    """Return an address at a domain reserved for examples."""
    return (
        f"{r.choice(GIVEN).lower()}{r.choice(['.', '_', ''])}{r.choice(FAMILY).lower()}@{r.choice(MAILBOXES)}"
    )


def street(r: random.Random) -> str:
    """Return a made-up street and number."""
    return f"{r.choice(STREETS)} {r.randint(1, 180)}{r.choice(['', '', 'a', 'B'])}"


def initials(r: random.Random) -> str:
    """Return initials with a year of birth."""
    a, b = r.choice("BDFGHJKLNR"), r.choice("BDFGHJKLN")
    year = r.randint(1950, 2007)
    return r.choice(
        [
            f"{a}.{b}. f. {year}",
            f"{a}.{b}., f. {year}",
            f"{a}.{b}. ({year})",
            f"{a}.{b}. {year}",
            f"{a}{b} f. {year}",
        ]
    )


IDENTIFYING: dict[str, dict[str, list[str]]] = {
    "nb": {
        "name": [
            "Kan jeg henvise {name}, {age} år, fra {place}?",
            "Pasienten heter {name} og vil ut i jobb",
            "Har {name} samtykket til deling?",
            "{name} ({age}) ønsker jobbspesialist, er det ledig plass?",
            "Jeg snakket med {name} i går om IPS",
            "Hvem er jobbspesialist for {name}?",
            "Vil du sende henvisningen til {name} videre?",
            "pasienten min {name} har psykose, er hun i målgruppen?",
            "Hun heter {name}. Får hun være med?",
            "Skal {name} på infomøte på onsdag?",
            "Moren til {name} ringte og lurte på venteliste",
            "Jeg har glemt om {name} takket ja eller nei",
            "{name} vil trekke samtykket sitt",
            "Hva gjør jeg når {name} ikke møter til trekantsamtale?",
            "Journalen til {name} må oppdateres, hvem gjør det?",
            "Deltakeren {name} sluttet i går, hva nå?",
            "Vi har {name} på lista, hvor lang er køen?",
            "Gjelder dette også for {name} på avdelingen vår?",
            "Fastlegen sier at {name} er sykmeldt, kan han likevel få IPS?",
            "Navn: {name}. Diagnose: bipolar lidelse. Ønsker arbeid.",
        ],
        "number": [
            "Pasienten har fødselsnummer {number}",
            "fnr {number} skal henvises",
            "Kan du slå opp {number}?",
            "{number} ønsker IPS, hva gjør jeg?",
            "Henvisning gjelder {number}, hastesak",
            "personnummeret er {number}, er hun registrert hos dere",
        ],
        "phone": [
            "ring ham på {phone} og avtal tid",
            "nummeret hennes er {phone}",
            "Kan jobbspesialisten kontakte pasienten på {phone}?",
            "mobilen til deltakeren: {phone}",
            "Send sms til {phone} om møtet",
            "{phone} er nummeret til mora hans",
        ],
        "email": [
            "Send skjemaet til {email}",
            "pasienten kan nås på {email}",
            "e-posten hans er {email}, spør ham selv",
        ],
        "street": [
            "Pasienten bor i {street}",
            "kan dere besøke ham i {street}?",
            "Adressen er {street}, hun er hjemme etter tolv",
        ],
        "initials": [
            "Pasient {initials} ønsker jobb",
            "Gjelder {initials}, kan han henvises?",
            "Har {initials} fått plass?",
        ],
    },
    "nn": {
        "name": [
            "Kan eg tilvise {name}, {age} år, frå {place}?",
            "Pasienten heiter {name} og vil ut i arbeid",
            "Har {name} samtykt til deling?",
            "{name} ({age}) ynskjer jobbspesialist",
            "Eg snakka med {name} i går om jobb",
            "Kven er jobbspesialist for {name}?",
            "Kan du sende tilvisinga til {name} vidare?",
            "pasienten min {name} har psykose, er ho i målgruppa?",
            "Ho heiter {name}. Får ho vere med?",
            "Skal {name} på infomøte på onsdag?",
            "Mora til {name} ringde og lurte på ventelista",
            "{name} vil trekkje samtykket sitt",
            "Kva gjer eg når {name} ikkje møter?",
            "Deltakaren {name} slutta i går, kva no?",
            "Vi har {name} på lista, kor lang er køen?",
            "Fastlegen seier at {name} er sjukmeld, kan han få IPS likevel?",
        ],
        "number": [
            "Pasienten har fødselsnummer {number}",
            "fnr {number} skal tilvisast",
            "Kan du slå opp {number}?",
            "{number} ynskjer IPS, kva gjer eg?",
        ],
        "phone": [
            "ring han på {phone} og avtal tid",
            "nummeret hennar er {phone}",
            "Kan jobbspesialisten kontakte pasienten på {phone}?",
            "Send sms til {phone} om møtet",
        ],
        "email": ["Send skjemaet til {email}", "pasienten kan nåast på {email}"],
        "street": ["Pasienten bur i {street}", "kan de vitje han i {street}?"],
        "initials": ["Pasient {initials} ynskjer jobb", "Gjeld {initials}, kan han tilvisast?"],
    },
    "en": {
        "name": [
            "Can I refer {name}, aged {age}, from {place}?",
            "The patient is called {name} and wants to work",
            "Has {name} given consent yet?",
            "{name} ({age}) would like an employment specialist",
            "I talked to {name} yesterday about IPS",
            "Who is the job specialist for {name}?",
            "Please forward the referral of {name}",
            "my patient {name} has psychosis, does she qualify?",
            "Her name is {name}. Can she join?",
            "Is {name} coming to the information meeting?",
            "The mother of {name} rang about the waiting list",
            "{name} wants to withdraw the consent",
            "What do I do when {name} does not turn up?",
            "The participant {name} stopped yesterday, what now?",
            "We have {name} on the list, how long is the queue?",
            "The GP says that {name} is on sick leave, is IPS still possible?",
        ],
        "number": [
            "The patient's national identity number is {number}",
            "ID {number} is to be referred",
            "Can you look up {number}?",
            "Is {number} too ill for IPS?",
        ],
        "phone": [
            "call him on {phone} to set up a time",
            "her number is {phone}",
            "Could the job specialist reach the patient on {phone}?",
            "text {phone} about the meeting",
        ],
        "email": ["Send the form to {email}", "the patient can be reached at {email}"],
        "street": ["The patient lives at {street}", "can you visit him in {street}?"],
        "initials": ["Patient {initials} wants a job", "This is about {initials}, can he be referred?"],
    },
}
WEIGHTS = {"name": 60, "number": 12, "phone": 10, "email": 6, "street": 6, "initials": 6}

HARMLESS: dict[str, list[str]] = {
    "nb": [
        "Kan {role} {act} før {time}?",
        "Hva skal {role} gjøre når {case}?",
        "Har {service} egen jobbspesialist?",
        "Hvor lenge må {role} vente på {service}?",
        "Hva sier {law} om {subject}?",
        "Gjelder {law} for {role} ved {service}?",
        "Jeg jobber på {service} i {town}. Hvordan fungerer {subject} her?",
        "{service} startet med IPS i {year}. Hva har skjedd siden?",
        "Ring {line} ved akutt fare, eller hva?",
        "Er det {line} man skal ringe?",
        "Pasienten er {age} år. Kan {role} {act}?",
        "Vi har {count} deltakere per jobbspesialist, er det for mye?",
        "{author} skrev om {subject}, hvor finner jeg det?",
        "Hva er status på {code}?",
        "Må {role} ha samtykke før {subject} tas opp i møte {date}?",
        "Brevet fra {date} om {subject}, hvor ligger det?",
        "{role_cap} fra {service} lurer på {subject}",
        "Finnes det IPS i {town}?",
        "pasienten min på {age} vil jobbe, hva gjør {role}?",
        "Kan {role} bruke {tool} til {subject}?",
    ],
    "nn": [
        "Kan {role} {act} før {time}?",
        "Kva skal {role} gjere når {case}?",
        "Har {service} eigen jobbspesialist?",
        "Kor lenge må {role} vente på {service}?",
        "Kva seier {law} om {subject}?",
        "Gjeld {law} for {role} ved {service}?",
        "Eg jobbar på {service} i {town}. Korleis fungerer {subject} her?",
        "{service} starta med IPS i {year}. Kva har skjedd sidan?",
        "Er det {line} ein skal ringje?",
        "Pasienten er {age} år. Kan {role} {act}?",
        "Vi har {count} deltakarar per jobbspesialist, er det for mykje?",
        "{author} skreiv om {subject}, kvar finn eg det?",
        "Kva er status på {code}?",
        "Brevet frå {date} om {subject}, kvar ligg det?",
        "{role_cap} frå {service} lurer på {subject}",
        "Finst det IPS i {town}?",
        "Kan {role} bruke {tool} til {subject}?",
    ],
    "en": [
        "Can the {role} {act} before {time}?",
        "What should the {role} do when {case}?",
        "Does {service} have its own employment specialist?",
        "What does {law} say about {subject}?",
        "I work at {service} in {town}. How does {subject} work here?",
        "{service} started with IPS in {year}. What happened since?",
        "Is {line} the number to call?",
        "The patient is {age} years old. Can the {role} {act}?",
        "We have {count} participants per specialist, is that too many?",
        "{author} wrote about {subject}, where is it?",
        "What is the status of {code}?",
        "The letter of {date} about {subject}, where is it?",
        "A {role} at {service} wonders about {subject}",
        "Is there IPS in {town}?",
        "Can the {role} use {tool} for {subject}?",
    ],
}

SLOTS: dict[str, dict[str, list[str]]] = {
    "nb": {
        "role": [
            "behandleren",
            "jobbspesialisten",
            "NAV-veilederen",
            "metodeveilederen",
            "fastlegen",
            "psykologen",
            "primærkontakten",
            "en leder",
            "arbeidsgiveren",
            "de pårørende",
        ],
        "act": [
            "henvise til IPS",
            "dele diagnosen",
            "sitte i behandlingsmøtet",
            "skrive i journalen",
            "ringe arbeidsgiver",
            "få innsyn i DIPS",
        ],
        "time": ["inntaket", "samtykket er gitt", "infomøtet", "kl. 15.30", "1. mai", "uke 42"],
        "case": [
            "pasienten trekker samtykket",
            "deltakeren ikke møter",
            "ventelisten er full",
            "Nav ikke svarer",
            "personen er under 18 år",
            "noen truer med å skade andre",
        ],
        "subject": [
            "taushetsplikt",
            "samtykke",
            "ventelister",
            "trekantsamtalen",
            "opplæring",
            "kvalitetsskalaen",
            "anonym drøfting",
            "selvmordsfare",
            "rus og arbeid",
        ],
    },
    "nn": {
        "role": [
            "behandlaren",
            "jobbspesialisten",
            "Nav-rettleiaren",
            "metoderettleiaren",
            "fastlegen",
            "psykologen",
            "primærkontakten",
            "ein leiar",
            "arbeidsgjevaren",
            "dei pårørande",
        ],
        "act": [
            "tilvise til IPS",
            "dele diagnosen",
            "sitje i behandlingsmøtet",
            "skrive i journalen",
            "ringje arbeidsgjevaren",
            "få innsyn i DIPS",
        ],
        "time": ["inntaket", "samtykket er gjeve", "infomøtet", "kl. 15.30", "1. mai", "veke 42"],
        "case": [
            "pasienten trekkjer samtykket",
            "deltakaren ikkje møter",
            "ventelista er full",
            "Nav ikkje svarar",
            "personen er under 18 år",
            "nokon trugar med å skade andre",
        ],
        "subject": [
            "teieplikt",
            "samtykke",
            "ventelister",
            "trekantsamtalen",
            "opplæring",
            "kvalitetsskalaen",
            "anonym drøfting",
            "sjølvmordsfare",
            "rus og arbeid",
        ],
    },
    "en": {
        "role": [
            "clinician",
            "employment specialist",
            "Nav counsellor",
            "method supervisor",
            "GP",
            "psychologist",
            "manager",
            "employer",
            "next of kin",
        ],
        "act": [
            "refer to IPS",
            "share the diagnosis",
            "sit in the treatment meeting",
            "write in the record",
            "call the employer",
            "get access to DIPS",
        ],
        "time": ["intake", "consent is given", "the information meeting", "3.30 pm", "May 1", "week 42"],
        "case": [
            "the patient withdraws consent",
            "the participant does not show up",
            "the waiting list is full",
            "Nav does not answer",
            "somebody threatens to hurt others",
        ],
        "subject": [
            "confidentiality",
            "consent",
            "waiting lists",
            "the three-way meeting",
            "training",
            "the fidelity scale",
            "anonymous discussion",
            "suicide risk",
        ],
    },
}
SHARED: dict[str, list[str]] = {
    "service": [
        "Øyane DPS",
        "FACT Ung",
        "IPS Askøy",
        "Nav Øygarden",
        "Origo Askøy",
        "Barneverntjenesten",
        "Haukeland universitetssjukehus",
        "Kronstad DPS",
        "Helse Bergen",
        "Solli DPS",
        "AMS Askøy/Øygarden",
        "Ungdomstjenesten",
        "Helse Vest",
        "Bergen kommune",
        "Betanien",
        "Blå Kors",
        "Kirkens Bymisjon",
        "Fontenehuset",
    ],
    "law": [
        "helsepersonelloven § 25",
        "hpl. § 22",
        "FOR-2023-06-20-1073",
        "Nav-loven § 7",
        "pasient- og brukerrettighetsloven § 4-3",
        "LOV-1999-07-02-64",
        "GDPR art. 6",
        "forvaltningsloven § 13 b",
    ],
    "town": [
        "Straume",
        "Kleppestø",
        "Bergen",
        "Voss",
        "Florø",
        "Sotra",
        "Bømlo",
        "Tromsø",
        "Ågotnes",
        "Rong",
        "Nordre Follo",
        "Mo i Rana",
    ],
    "year": ["2017", "2018", "2020", "2023"],
    "line": ["113", "116 117", "116 123", "112", "116 111", "22 40 00 40", "22 59 13 00"],
    "age": ["15", "16", "17", "19", "25", "34", "58"],
    "count": ["15", "18", "20", "26"],
    "author": [
        "Becker og Drake",
        "Deborah Becker",
        "Beate Brinchmann",
        "Ingvild Viken",
        "Bond et al.",
        "Helsedirektoratet",
        "Van Eck et al.",
    ],
    "code": ["IPS-7K3F", "IPS-2Q9Z", "IPS-A4M8"],
    "date": ["27.04.2022", "2022-04-27", "1. juni 2023", "20.06.23"],
    "tool": [
        "Teams",
        "Outlook",
        "Visma Profil",
        "DIPS Arena",
        "Helsenorge",
        "Microsoft Teams",
        "Signal",
        "e-post",
    ],
}


def identifying(r: random.Random) -> dict[str, str]:
    """Return one sentence with identifying data, with its language and kind."""
    lang = r.choice(["nb", "nb", "nn", "en"])
    kind = r.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
    frame = r.choice(IDENTIFYING[lang][kind])
    text = frame.format(
        name=full(r),
        number=birth_number(r),
        phone=phone(r),
        email=email(r),
        street=street(r),
        initials=initials(r),
        age=r.choice(AGES),
        place=r.choice(PLACES),
    )
    return {"q": text, "lang": lang, "kind": kind}


def harmless(r: random.Random) -> dict[str, str]:
    """Return one sentence without identifying data."""
    lang = r.choice(["nb", "nb", "nn", "en"])
    slots = {key: r.choice(values) for key, values in (SLOTS[lang] | SHARED).items()}
    slots["role_cap"] = slots["role"][0].upper() + slots["role"][1:]
    text = r.choice(HARMLESS[lang]).format(**slots)
    return {
        "q": text if r.random() < 0.8 else text[0].lower() + text[1:].rstrip("?"),
        "lang": lang,
        "kind": "harmless",
    }


def unique(make: Callable[[random.Random], dict[str, str]], seed: int) -> list[dict[str, str]]:
    """Return SIZE different sentences."""
    r, rows = random.Random(seed), dict[str, dict[str, str]]()
    while len(rows) < SIZE:
        row = make(r)
        rows.setdefault(row["q"], row)
    return list(rows.values())


def main() -> None:
    """Write both sets."""
    SET.mkdir(parents=True, exist_ok=True)
    for name, make, seed in (("identifying", identifying, 1), ("harmless", harmless, 2)):
        lines = [json.dumps(row, ensure_ascii=False) for row in unique(make, seed)]
        (SET / f"{name}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
