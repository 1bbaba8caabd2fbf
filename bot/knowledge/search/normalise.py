"""The wording of a question, made comparable: one form for what is written in many.

Nynorsk and dialect are brought to their bokmål form word by word, so that "ka kan eg seie te
jobbspesialisten" shares its words with "hva kan jeg si til jobbspesialisten". This is for comparing
only: nobody is shown the result.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from bot.knowledge.search.spelling import Speller
from bot.knowledge.search.tfidf import words

_FORMS = """
hva: kva ka ke kà hvilket hvilken hvilke hva't katt
hvem: kven kem kæm kim hvæm
hvor: kor kår hår kvar
hvordan: korleis koss kossen korsn korsen korr korleisn hvorleis åssen håssen åsn hvordanne kordan
hvordan: koles kolles
hvorfor: kvifor koffor kofor kefor korfor hvoffor åffer håffer
når: kortid ketid katti naar når't
jeg: eg æ æg jæ ej jei je i' jæi
du: dokker-du
vi: mi vess
dere: de-dere dokker dåkker dåke døkk døkke dykk dokke dåkk
de: dei dæm dem dom døm
han: honom hannj
hun: ho hu hon
er: e ær æ'
ikke: ikkje ikkj ikkji ikje itj itte ittj inte ikkje' ittje kje ikkeje
en: ein ei ejn et eit ett
noe: noko nokke någe noge nåkke nå' noen nokon nåkken nokken nokre
være: vere vær vara væra
gjør: gjer gjere gjøre gjær gjera gjørr
gå: går gjeng gjekk gikk
si: seie sei seia sæi sier seier sie
få: får fær fekk fikk fått
gi: gje gir gjev gjeve gitt gi' gjeva
ta: tek tar tok tatt teke
til: te t' åt
fra: frå fra' ifrå
med: me mæ medh
også: òg au åg
bare: berre bærre bærr
selv: sjølv sjøl sjæl
uten: utan uta
mye: mykje my mykkje møye
mer: meir mei
da: då
nå: no nu
igjen: att igjæn
heter: heiter
kommer: kjem kommar kjæm
blir: vert bli verte blei ble vart
finnes: finst finns fins
trenger: treng trenge trengje trengs
gjelder: gjeld gjelde gjeldar
søke: søkje søker søkjer søk
bruker: brukar brukaren brukeren
deltaker: deltakar deltager deltagar
deltakeren: deltakaren deltageren
behandler: behandlar
behandleren: behandlaren
veileder: rettleiar veileiar vegleiar
veilederen: rettleiaren veileiaren
metodeveileder: metoderettleiar
metodeveilederen: metoderettleiaren
leder: leiar ledar
lederen: leiaren
henvise: tilvise henviser tilviser tilvisa hennvise
henvisning: tilvising henvising hennvisning tilvisning
henvisningen: tilvisinga henvisinga tilvisingen
henvist: tilvist
taushetsplikt: teieplikt teieplikta taushetsplikten teieplikten
arbeidsgiver: arbeidsgjevar arbeidsgivar
arbeidsgiveren: arbeidsgjevaren
tjeneste: teneste tjenesten tenesta
helsetjenesten: helsetenesta
sammen: saman
samarbeide: samarbeida samarbeid
opplysninger: opplysningar
forskjell: skilnad
forskjellen: skilnaden
betyr: tyder
navn: namn
sak: sakå
vanlig: vanleg
egentlig: eigentleg egentli
lønn: løn
skole: skule
syk: sjuk
sykmeldt: sjukmeld sjukmeldt sykemeldt sykemelding
sykehus: sjukehus
ansatt: tilsett
ansatte: tilsette
nyansatt: nytilsett
spør: spørre spørje spørj
skal: ska
kan: kjenn-kan
jobbe: jobba jobber jobbar
arbeid: arbeide arbeider arbeidet
skrive: skriva skriv skriver skreve
vite: veta vita veit vet
hos: hjå
ønsker: ynskjer ønskjer ønske ynskje
forskning: forsking
spesialisten: spesialisten
møte: møta møter
dele: dela deler
"""


def _read(forms: str) -> MappingProxyType[str, str]:
    pairs: dict[str, str] = {}
    for line in forms.strip().splitlines():
        standard, _, written = line.partition(":")
        pairs.update((word, standard) for word in written.split())
    return MappingProxyType(pairs)


STANDARD = _read(_FORMS)


def standard(written: Iterable[str]) -> list[str]:
    """Return words in their common form: nynorsk and dialect as bokmål."""
    return [STANDARD.get(word, word) for word in written]


_GREETING = re.compile(
    r"^\s*(?:hei(?:sann)?|hallo|heia|god (?:dag|morgen|kveld|formiddag)"
    r"|hi|hello|hey|good (?:morning|afternoon|day))"
    r"(?: du| dere| dykk| der| på deg| there| all| igjen| att)?[\s,.!:–-]+(?=\S+\s+\S+\s+\S)",
    re.IGNORECASE,
)


def without_greeting(text: str) -> str:
    """Return the text without the greeting it opens with, where at least three words follow."""
    return _GREETING.sub("", text, count=1)


class Normaliser:
    """Brings texts to the one form in which the search compares them."""

    def __init__(self, texts: Iterable[str], slips: Mapping[str, str] | None = None) -> None:
        """Learn how words are spelled from the base's own `texts`; `slips` are known misspellings."""
        self._speller = Speller.of((words(without_greeting(text)) for text in texts), slips)

    def canonical(self, text: str) -> list[str]:
        """Return the words of a text without its greeting, slips put right, in their common form."""
        return standard(self._speller.right(words(without_greeting(text))))
