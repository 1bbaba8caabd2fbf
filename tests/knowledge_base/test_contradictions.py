"""Where the sources disagree, an answer says so and says which one holds (facts.md, part H)."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest

from bot.knowledge.base.entry import LANGUAGES


@dataclass(frozen=True)
class Contradiction:
    """A contradiction, the topics that handle it, and words that their texts must have, per language."""

    number: str
    topics: tuple[str, ...]
    nb: tuple[str, ...]
    nn: tuple[str, ...]
    en: tuple[str, ...]


LETTER = r"27(\.04\.|\.? [Aa]pril )2022"
HANDLED = (
    Contradiction(
        "H1: weekly meetings or only consented and anonymous cases: the letter wins",
        ("privacy.treatment_meeting", "role.health_team", "ips.principle.integrated"),
        nb=("Eldre materiell", LETTER, "samtyk|sagt ja", "anonym"),
        nn=("Eldre materiell", LETTER, "samtyk|sagt ja", "anonym"),
        en=("Older material", LETTER, "consent|said yes", "anonym"),
    ),
    Contradiction(
        "H2: integrated as a method, not health care in law",
        ("privacy.not_health_care", "ips.principle.integrated"),
        nb=("[Mm]etode", "helsehjelp", "§ 3-2"),
        nn=("[Mm]etode", "helsehjelp", "§ 3-2"),
        en=("[Mm]ethod", "health care", "3-2"),
    ),
    Contradiction(
        "H3: candidates are not discussed by name before consent, nor confirmed",
        ("referral.nav_initiative",),
        nb=("uenige", "2020", LETTER, "bekrefte at noen er pasient", "Vi følger brevet"),
        nn=("ueinige", "2020", LETTER, "stadfeste at nokon er pasient", "Vi følgjer brevet"),
        en=("disagree", "2020", LETTER, "confirm that someone is a patient", "We follow the letter"),
    ),
    Contradiction(
        "H4: a general clause at intake is not a specific consent",
        ("privacy.consent_form",),
        nb=("ikke nok alene", "2020", "§ 20", "eget samtykke"),
        nn=("ikkje nok åleine", "2020", "§ 20", "eige samtykke"),
        en=("not enough alone", "2020", "§ 20", "separate yes"),
    ),
    Contradiction(
        "H5: the referral is scanned into the record, the follow-up is not written there",
        ("referral.document",),
        nb=("skannes", "oppfølging.* skal ikke"),
        nn=("skann", "[Oo]ppfølging.* skal ikkje"),
        en=("scanned", "follow-up must not"),
    ),
    Contradiction(
        "H6: 15 to 20 participants with 20 as the most",
        ("role.job_specialist.caseload",),
        nb=("15 og 20", "20 er taket"),
        nn=("15 og 20", "20 er taket"),
        en=("15 and 20", "20 is the ceiling"),
    ),
    Contradiction(
        "H7: one system before, own systems since 2023",
        ("privacy.specialist_record_system",),
        nb=("samme system", "2023", "siste gjelder"),
        nn=("same system", "2023", "siste gjeld"),
        en=("same system", "2023", "last one applies"),
    ),
    Contradiction(
        "H8: 'this year, every half year' is no rule in force",
        ("ips.fidelity_scale",),
        nb=("halvår", "uten dato", "ikke en regel"),
        nn=("halvår", "utan dato", "ikkje ein regel"),
        en=("half year", "undated", "not a rule"),
    ),
    Contradiction(
        "H9: unlimited as a principle, limited in the regulation",
        ("ips.principle.time_unlimited",),
        nb=("ett år", "tre år", "nedsatt arbeidsevne", "§ 3-5", "forskriften som gjelder"),
        nn=("eitt år", "tre år", "nedsett arbeidsevne", "§ 3-5", "forskrifta som gjeld"),
        en=("one year", "three years", "reduced work capacity", "3-5", "regulation that applies"),
    ),
    Contradiction(
        "H10: sick-listed: local guideline of 2020, newer regulation without that exception",
        ("referral.sick_listed",),
        nb=("2020", "2023", "metodeveileder", "ikke dette unntaket", "beholde"),
        nn=("2020", "2023", "metoderettleiar", "ikkje dette unntaket", "behalde"),
        en=("2020", "2023", "IPS supervisor", "no such exception", "keeping"),
    ),
    Contradiction(
        "H11: everybody who wants to, within the formal frame",
        ("ips.principle.zero_exclusion", "referral.criteria", "referral.no_exclusion"),
        nb=("16", "avtale", "behandling", "2023|§ 3-1"),
        nn=("16", "avtale", "behandling", "2023|§ 3-1"),
        en=("16", "agreement", "treatment", "2023|§ 3-1|section 3-1"),
    ),
    Contradiction(
        "H12: 15 is a wish, 16 is the rule",
        ("referral.age",),
        nb=("15", "ønske, ikke en regel", "16 år gjelder"),
        nn=("15", "ønske, ikkje ein regel", "16 år gjeld"),
        en=("15", "a wish, not a rule", "16 applies"),
    ),
    Contradiction(
        "H13: DPS and ARA is another service; the report holds for region vest",
        ("org.region_vest", "role.job_specialist.locations"),
        nb=("DPS og ARA", "annen tjeneste", "gjelder rapporten"),
        nn=("DPS og ARA", "anna teneste", "gjeld rapporten"),
        en=("DPS and ARA", "another service", "report applies"),
    ),
    Contradiction(
        "H14: a 0 per cent post or a signed form replaces no consent",
        ("privacy.zero_percent_post",),
        nb=("0 %", "er ikke nok", "samtykke"),
        nn=("0 %", "er ikkje nok", "samtykke"),
        en=("0 per cent", "does not replace", "consent"),
    ),
    Contradiction(
        "H15: 'well integrated' and 'only partly integrated', both quoted",
        ("role.health_team", "ips.concerns", "ips.principle.integrated"),
        nb=("godt integrert", "bare delvis integrert"),
        nn=("godt integrert", "bare delvis integrert"),
        en=("well integrated", "only partly integrated"),
    ),
    Contradiction(
        "H16: newsletter by quarter or half year, by organisation",
        ("org.events",),
        nb=("DPS: .*hvert kvartal", "Origo Askøy: nyhetsbrev hvert halvår"),
        nn=("DPS: .*kvart kvartal", "Origo Askøy: .*kvart halvår"),
        en=("DPS: .*every quarter", "Origo Askøy: .*twice a year"),
    ),
    Contradiction(
        "H16: instruction for all staff or for new ones, by organisation",
        ("privacy.staff_instruction",),
        nb=("DPS foreslår en oppdatert instruks for ansatte", "Origo på Askøy en for nyansatte"),
        nn=("DPS foreslår ein oppdatert instruks for tilsette", "Origo på Askøy ein for nytilsette"),
        en=("DPS proposes updated instructions .*for staff", "Origo in Askøy for new employees"),
    ),
    Contradiction(
        "H17: the coordinator in treatment meetings is a proposal; ask",
        ("role.development_coordinator",),
        nb=("bare et forslag", "Spør leder"),
        nn=("berre eit (forslag|framlegg)", "[Ss]pør leiar"),
        en=("only a proposal", "Ask your manager"),
    ),
    Contradiction(
        "H18: the talk holds views, and says so",
        ("ips.concerns", "privacy.local_interpretation"),
        nb=("foredrag", "ikke (regler|en regel)"),
        nn=("foredrag", "ikkje (reglar|ein regel)"),
        en=("talk", "not (rules|a rule)"),
    ),
    Contradiction(
        "H20: the law was renumbered on 1 July 2026",
        ("privacy.letter",),
        nb=("1. juli 2026", "§ 45 er borte", "§ 25"),
        nn=("1. juli 2026", "§ 45 er borte", "§ 25"),
        en=("1 July 2026", "§ 45 is gone", "§ 25"),
    ),
)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("found", HANDLED, ids=[found.number.split(":")[0] for found in HANDLED])
def test_contradiction_is_handled(real, found, lang):
    """Each topic that meets the contradiction says both sides and which one holds, in every language."""
    for topic_id in found.topics:
        topic = real.topics[lang, topic_id]
        text = " ".join(" ".join((topic.answer, topic.more, *topic.do)).split())
        missing = [words for words in getattr(found, lang) if not re.search(words, text)]
        assert not missing, (topic_id, text)


def test_every_contradiction_has_its_answer():
    """H1 to H20 are all in the table; H19 is about spelling and has its own test."""
    numbers = {found.number.split(":")[0] for found in HANDLED}
    assert numbers | {"H19"} == {f"H{number}" for number in range(1, 21)}


def test_both_spellings_of_the_criteria_are_known(real):
    """H19: "innsøkingskriterier" and "innsøkningskriterier" are ways to ask for the same topic."""
    asked = {
        topic.id
        for topic in real.topics.values()
        for v in topic.variants
        if "nsøkings" in v or "nsøknings" in v
    }
    synonyms = {word for term in real.terms for word in (*term.synonyms, *term.misspellings, term.nb)}
    assert asked or any("nsøkings" in word or "nsøknings" in word for word in synonyms)


def test_old_paragraphs_are_not_cited(real):
    """H20: no answer cites helsepersonelloven by a number that went out of force on 1 July 2026.

    The numbers in force, of those read in law.md: § 26 and §§ 25 a, 25 b, 21 a and 45 are not among them.
    """
    numbers = (3, 10, 21, 22, 23, 25, 27, 28, 29, 31, 32, 33, 39, 40, "29 a", "29 c", "38 a")
    in_force = {f"§ {number}" for number in numbers}
    cited = {ref.section for topic in real.topics.values() for ref in topic.sources if ref.id == "hpl"}
    assert cited <= in_force
