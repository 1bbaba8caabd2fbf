"""What leads to one person without a name: numbers in words, records, plates, accounts, handles, initials."""

from __future__ import annotations

import pytest

from bot.safety import Seen, identifying

FOUND = [
    ("010190,12345 står det", Seen.IDENTITY_NUMBER),
    ("010190:12345", Seen.IDENTITY_NUMBER),
    ("010190*12345", Seen.IDENTITY_NUMBER),
    ("O1O190 12345", Seen.IDENTITY_NUMBER),
    ("0l0l90 12345", Seen.IDENTITY_NUMBER),
    ("fødselsnummer null sju null fire nitti tre syv ti tolv", Seen.PHONE),
    ("du når henne på ni tre åtte seksti fire null åttiåtte", Seen.PHONE),
    ("call her on four five six seven eight nine oh one", Seen.PHONE),
    ("møtte K a r i N o r d m a n n i dag", Seen.NAME),
    ("møtte Каri Nоrdmann i dag", Seen.NAME),
    ("møtte Kari\x00Nordmann i dag", Seen.NAME),
    ("har møtt محمد علي i dag", Seen.NAME),
    ("saken hans er 23/048817-6", Seen.RECORD),
    ("Re: complaint no. 19-2207/AK", Seen.RECORD),
    ("Pas.nr 7731094 i DIPS", Seen.RECORD),
    ("MRN 00482913 got discharged", Seen.RECORD),
    ("lønna går til konto 3785 20 41196", Seen.RECORD),
    ("til 1506.61.77842 som er kontoen", Seen.RECORD),
    ("grå golf med skilt EK 38412", Seen.RECORD),
    ("bilen hennar, SV 60217, står der", Seen.RECORD),
    ("skriver til meg på snap som kjellern_96xx", Seen.HANDLE),
    ("han er @grimkoder_nils", Seen.HANDLE),
    ("se facebook.com/thea.lundevollstad.9", Seen.HANDLE),
    ("T.H., født 2. mai 1991", Seen.INITIALS_WITH_YEAR),
    ("K.M., 27, fra Fauske", Seen.INITIALS_WITH_YEAR),
    ("L.B., 38F, Hammerfest", Seen.INITIALS_WITH_YEAR),
    ("d e han r.s. på 52 oppi valldal", Seen.INITIALS_WITH_YEAR),
    ("as mann 44 vadsø falt ut", Seen.INITIALS_WITH_YEAR),
    ("ho brukar tuva punkt skrede alfakrøll hotmeil", Seen.EMAIL),
]
HARMLESS = [
    "rundskriv IS-8/2015 og I-3/2019",
    "ftrl § 11-5 og 11-13",
    "doi 10.1192/bjp.2016.0412",
    "GDPR art. 9(2)(h)",
    "møtet er på rom 4127",
    "NAV 08-21.05 eller 14-01.10",
    "F20.0, F31.2 og F60.3",
    "124 028 kroner er G nå",
    "ISO 27001",
    "vi fikk 101 av 125 på fidelity",
    "en to tre så er vi i gang",
    "seks av ti fullfører",
    "versjon 2.4, punkt 7b",
    "n=327, 58% vs 39%, p<.001",
    "lov 2. juli 1999 nr. 64",
    "koden IPS-7K3F",
    "giftinformasjonen 22 59 13 00",
    "a b c er svaret",
    "har dere en facebookside",
    "NICE NG181 and CG178",
    "en mann på 34 vil jobbe",
    "ei dame på 52",
    "kan man kontakte folk på instagram",
]


@pytest.mark.parametrize(("text", "kind"), FOUND)
def test_what_leads_to_one_person_is_seen(text: str, kind: Seen) -> None:
    """Written in odd ways or announced as somebody's, it is seen for what it is."""
    assert kind in identifying(text)


@pytest.mark.parametrize("text", HARMLESS)
def test_what_leads_to_nobody_passes(text: str) -> None:
    """Laws, rooms, scores, forms and help lines are nobody's."""
    assert identifying(text, open_question=True) == frozenset()
