"""Tells bokmål, nynorsk (with the dialects written like it) and English apart.

By small words and endings, weighed by hand: a Norwegian question with an English term in it and an
English question with "jobbspesialist" in it are both common here, so only function words and endings
speak, never the terms of the field. Western dialect ("ka", "kem", "eg e") counts as nynorsk, northern
and eastern dialect ("æ", "itj", "åssen") as bokmål.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from types import MappingProxyType

_SURE_WORDS = 3
_SURE_LEAD = 1.0


@dataclass(frozen=True, slots=True)
class Guess:
    """The language of a text; `sure` when the text has enough of it to go by."""

    lang: str
    sure: bool


# Weight per word. English speaks against both forms of Norwegian; words that bokmål and nynorsk share
# stand under "no" and speak against English alone.
_WEIGHED = {
    ("en", 2.0): """the what who whom how why where when which does did doesn don isn aren won wouldn can't is are was
        were my we our you your they them their she he her his its it this that these those with without from about
        and or not of at by if be been being have has had do should would could must may might will shall there here
        please thanks thank hello hi hey yes no i'm it's i an to as on into between someone somebody anybody anyone
        something anything get gets got want wants need needs know tell say says ask asks give make take start stop
        than then too also only just still any some each every such more most much many long old new now first am""",
    ("en", 1.0): """a in me so all one up out work job patient consent refer referral waiting sharing share list form
        rules meeting meetings support health care employer employers staff service record records note notes letter role
        age sick leave access write read cancel withdraw withdrawn change language english help person people talk
        team teams job jobs specialist specialists supervisor counsellor caseworker coordinator coordinators
        therapist clinician participant participants confidential confidentiality privacy benefits treatment
        education principle principles fidelity scale studies evidence goal youth young inpatient ward wards
        cost caseload size time school myths concerns grant funding history project model users voice menu status
        information contact definition criteria group target origin documentation responsibilities duties
        calendar events newsletter course training onboarding handle handling limit limits phone email without""",
    ("no", 2.0): """jeg eg æ hva kva hvem kven kem ka hvor kor hvordan korleis hvorfor kvifor når er ikke ikkje og eller
        det den dette denne disse de dei du vi dere dykk han hun ho meg deg seg oss min mitt mine din sin sitt sine vår
        vårt våre på av til fra frå uten utan hos hjå etter før ved mot mellom mellom under over blir ble bli vert vart
        skal vil må bør har hadde ha kunne skulle ville noe noko noen nokon ingen alle alt mange mye mykje mer meir å
        også bare berre så da då nå opp ut inn igjen att som fordi om hvis dersom enn men vel ja nei takk en et ein ei
        eit får få fikk fekk gjør gjer gjøre gjere si seie sier seier gå går ta tar tek gi gjev gje kan et i e""",
    ("nb", 3.0): """jeg hva hvem hvordan hvorfor hvor hvilke hvilken hvilket hvis ikke noe noen fra hun være vært gjør
        gjøre sier mye mer uten selv hos nå også igjen dere dem man bare sammen kommer trenger gjelder finnes
        hvert hver hvermann æ mæ dæ itj ikkj itte ittj inte åssen åffer korsn korsen hvordann korfor kæm koffer dokker jæ hvis
        bli ble blitt egentlig nåkka nokka nåkken førr længe mitt ditt vårres sjøl hvorfra hvafor øss åkke""",
    ("nb", 1.5): """en et vi dette disse navn syk sykmeldt sykemeldt bruker brukeren brukere deltaker deltakeren deltakere
        behandler behandleren leder lederen veileder veilederen henvise henviser henvist henvisning henvisningen henvisninga taushetsplikt
        taushetsplikten taushetsplikta tjenesten tjeneste tjenester arbeidsgiver arbeidsgiveren arbeidsgivere lønn lønnet skole ansatt ansatte nyansatt forskjell
        forskjellen samtykker opplysninger opplysningene stillinger søker ønsker sitter leser vet skriver lurer snakker henger
        betyr gi gir giver spør fikk gikk tar si da bytte bytter eget egen egne ene første hjem hjemme uke uken måned år
        kilder kildene rådgiver rådgivning veiledning avgjørelse årsak ansvaret slags gang eneste åtte snakke helst
        vanlig mulig riktig viktig nødvendig nødvendigvis offentlig tidlig ukentlig muntlig skriftlig skjønner hører
        metodeveileder metodeveilederen saksbehandler saksbehandleren ekte ordentlig funker jobber sender sendte
        holder pleier prater møter får gjort tilgang begynner slutter trekker trekke pengene tallene reglene møtene
        forskning utdanning utdannelse behandling oppfølging bekymringer hjelpe svare finner forteller virker""",
    ("nn", 3.0): """eg kva kven korleis kvifor kvar kvart ikkje noko nokon nokre frå ho vere vore gjer gjere gjera
        seier seie mykje meir utan sjølv hjå att dykk dykkar dei berre saman kjem treng trengst gjeld finst
        ein eit ei koss kossen kem kefor koffor ke dokke dåkke okke te någe nåke nåken ikkje sko vera
        vart verte vert verta tek teke gje gjev gjeve hev veit fekk gjekk drøfta meine ynskjer ynskje òg dykkar
        eigentleg heile anna sidan medan framleis korkje fyrst fyrste ellår ellå lovå kjeme bur kvarandre någen""",
    ("nn", 1.5): """ka kor me då no namn sjuk sjukmeld sjukmeldt brukar brukaren brukarar deltakar deltakaren deltakarar
        behandlar behandlaren leiar leiaren rettleiar rettleiaren tilvise tilviser tilvisa tilvist tilvising tilvisinga
        teieplikt teieplikta tenesta teneste tenester arbeidsgjevar arbeidsgjevaren løn skule tilsett tilsette nytilsett
        skilnad skilnaden samtykkjer samtykkje opplysningar opplysningane stillingar søkjer søkje sit les skriv lurar
        tyder byte byter eige eigen eigne heim heime veke veka månad kjelder kjeldene rådgjevar rådgjeving
        rettleiing avgjerd einaste seia sei skriva jobba laga snakka prata svara
        metoderettleiar metoderettleiaren held forsking utgreiing lét lat høyrer høyre spørje
        e plar tru trur greitt greie synest liknar verkar ligg mi heiter føremål føremålet tilbod tilbodet
        innhald tal gong gonger noregs avtala møta støtta kjeme folka detta""",
}

# Endings of longer words: how nynorsk and bokmål inflect.
_ENDINGS = (
    (re.compile(r".{3,}(?:ane|ande|leg|lege|legare)$"), "nn", 1.2),
    (re.compile(r".{4,}(?:ast|ingar|arar|heit|kje|gje)$"), "nn", 1.2),
    (re.compile(r".{3,}[^aeiouyæøåv]ar$"), "nn", 1.0),
    (re.compile(r".{3,}(?:lig|lige|ligere|lighet|ligheten)$"), "nb", 1.2),
    (re.compile(r".{4,}(?:ene|ende|inger|elsen?|heten?|ere|erne|ninger|ningen|ingen)$"), "nb", 0.9),
    (re.compile(r".{4,}(?:tion|tions|ings|ness|ally|able|ies|ical|ized|ised|ity)$"), "en", 0.8),
)


def _weights() -> MappingProxyType[str, dict[str, float]]:
    table: dict[str, dict[str, float]] = {}
    for (lang, weight), listed in _WEIGHED.items():
        for word in listed.split():
            kept = table.setdefault(word, {})
            kept[lang] = max(weight, kept.get(lang, 0.0))
    return MappingProxyType(table)


_WEIGHTS = _weights()
_WORD = re.compile(r"[^\W\d_]+")


def detect(text: str) -> Guess:
    """Return the likeliest language of `text`.

    Unsure for two words or fewer, and when nothing in the text tells one language from another.
    """
    words = _WORD.findall(text.lower())
    score = {"nb": 0.0, "nn": 0.0, "en": 0.0, "no": 0.0}
    for lang, weight in _evidence(words):
        score[lang] += weight
    norwegian = score["no"] + max(score["nb"], score["nn"])
    if score["en"] > norwegian:
        return Guess("en", _sure(words, score["en"] - norwegian))
    best, other = ("nn", "nb") if score["nn"] > score["nb"] else ("nb", "nn")
    return Guess(best, _sure(words, max(score[best] - score[other], min(norwegian - score["en"], 1.0))))


def _sure(words: list[str], lead: float) -> bool:
    return len(words) >= _SURE_WORDS and lead >= _SURE_LEAD


def _evidence(words: list[str]) -> Iterator[tuple[str, float]]:
    for word in words:
        known = _WEIGHTS.get(word)
        if known:
            yield from known.items()
            continue
        for ending, lang, weight in _ENDINGS:
            if ending.search(word):
                yield lang, weight
                break
