"""Sentences with made-up names in them, for learning what announces a name (`tools/safety/names.py`)."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from bot.safety.lexicon import words

_BOTH = """
pasienten heter {n}|pasienten min heter {n} og vil jobbe|hun heter {n}|han heter {n}, er det ok|ho heiter {n}
navnet er {n}|namnet hennar er {n}|navn: {n}|kan jeg henvise {n}?|kan eg tilvise {n} til ips|henvise {n} i dag
hvem er jobbspesialist for {n}|har {n} samtykket?|{n} vil ha jobb|{n} har sagt ja|{n} ringte i dag
jeg snakket med {n} i går|møte med {n} klokka ti|{n} trenger jobbspesialist|bruker {n} ønsker ips
deltakeren {n} har sluttet|kandidat {n} er klar|moren til {n} ringte|journalen til {n} er tom
samtykket fra {n} mangler|{n} kom ikke i dag|{n} er innlagt igjen, hva gjør vi|{n} sin behandler sier nei
kan dere ringe {n}?|hilsen {n}|mvh {n}|saken til {n}|{n} er sykmeldt og vil tilbake|{n} og han lurer på aap
her er det {n} som spør|min pasient {n} er klar|jobbspesialisten til {n} er borte|vi har {n} på lista
broren hans, {n}, vil være med|kona hans {n} ringte|sjefen hennes, {n}, spør|{n} fekk fast jobb
{n} har slutta å svare|{n} ynskjer arbeid|eg har ho {n} på kontoret|{n} på 34 vil jobbe|{n}, 42 år, psykose
i går sa {n} ja|da må {n} skrive under|hva med {n}?|er {n} i målgruppa|får {n} lov|skal {n} på infomøte
{n} tør ikke si noe til sjefen|{n} orker ikke mer praksis, hun vil slutte|fra {n} fikk jeg beskjed om jobb
the patient is called {n}|her name is {n}|his name is {n}|can i refer {n}?|i want to refer {n} to ips
has {n} consented?|{n} wants a job|{n} said yes|i spoke to {n} yesterday|meeting with {n} at ten
{n}'s consent is missing|my client {n} is ready|participant {n} has left|the mother of {n} called
{n} told me she is using again|will {n} keep her benefits|{n} didn't turn up|regards, {n}|it is about {n}
her boss, {n}, asks|the file of {n} is empty|{n} needs a job specialist|a patient named {n}|dear {n}
"""
_STAFF = """
metodeveilederen vår, {n}, er på ferie|kan {n}, metodeveilederen vår, være med
lederen min, {n}, spør om dette|jobbspesialisten vår, {n}, har permisjon, hvem tar over
teamlederen vår {n} vil ha tall|vår nye koordinator {n} spør|hvem er leder når {n}, sjefen vår, er borte
kven vikarierer for {n}, jobbspesialisten vår|leiaren vår {n} lurer på dette
rettleiaren vår, {n}, seier at vi skal dele|kollegaen min {n} holder kurset
min kollega {n} har skrevet rutinen|our team leader {n} asked me to find it
my colleague {n} runs the lunch|our job specialist, {n}, is on leave
{n}, our supervisor, says we need no consent|{n} is our method supervisor, when does she teach
my manager {n} wants figures|sekretæren vår {n} har ferie|psykologen {n} hos oss holder foredrag
our psychologist {n} gives a lecture
"""
STAFF = [frame for line in _STAFF.strip().splitlines() for frame in line.split("|")]
"""Frames in which somebody of the staff is named, who is no patient."""
FRAMES = [frame for line in _BOTH.strip().splitlines() for frame in line.split("|")]

_ODD = """
Torgunn Sjurd Brynhild Åsvald Ketilbjarne Tjodhild Xhevahir Fatlum Besjan Abdiqani Warsame Mebrahtu Letebrhan
Oleksiy Yarynka Phuong Khanh Thiruchelvi Palwasha Rojhilat Wojsława Rasa Xochitl Oluwaseyi Chukwu Nomvula
Saoirse Tadhg Siriporn Aitor Veijo Tuomas Gyda Tarald Eldrid Olaug Sjur Aslaksen Niillas Biret Máhtte Zofka
"""
_ODD_FAMILY = """
Stormhaug Vingelkrok Krakevoll Bjørkerabb Skjervestuen Nordskarvet Lauvåsmyr Sildehol Kattuglemo Steinsprang
Myrullseter Lyngskreia Åmotsplass Gjergjaj Hoxha Woldeselassie Tesfahun Shkrobyn Vyshnyvetska Quach Lamdieu
Hotak Stanekzai Demirtaş Yıldırım Brzęczyk Wawrzyn Kazlauskas Xicotepetl Quispe Adeyemi Okonkwo Llewelyn
Håkestadløkken Sætrevollen Kvalheimsli Stormoengen Ekrenes Vinjestøl Tveitneslia Hjelmbrekkestøl Bakkethun
"""


def names(chance: random.Random) -> str:
    """Return a made-up name: common or rare, one that is a word, with or without a surname."""
    common, soft = sorted(words("given_common")), sorted(words("given_words", "capital_words"))
    given = chance.choice(
        [
            chance.choice(common), chance.choice(common), chance.choice(soft),
            chance.choice(sorted(words("given"))), chance.choice(_ODD.split()),
        ]
    )  # fmt: skip
    family = chance.choice(
        [
            chance.choice(sorted(words("surnames"))), chance.choice(sorted(words("surname_words"))),
            chance.choice(_ODD_FAMILY.split()),
        ]
    )  # fmt: skip
    return chance.choice([given, f"{given} {family}", f"{given} {family}", f"{given} {family[0]}."]).title()


def sentences(count: int, seed: int, frames: Sequence[str] = FRAMES) -> Iterator[tuple[str, int, int]]:
    """Yield sentences with a name in them, and where it begins and ends; a fifth in small letters."""
    chance = random.Random(seed)
    for _ in range(count):
        frame, name = chance.choice(frames), names(chance)
        if chance.random() < 0.8:
            frame = frame[0].upper() + frame[1:]
        small = chance.random() < 0.15
        at = frame.index("{n}")
        text = frame.replace("{n}", name)
        yield (text.lower() if small else text), at, at + len(name)
