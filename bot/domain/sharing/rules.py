"""The rules of "Can I share this?" as one table: first match wins; two rules are added on top.

The numbers are those of sharing.md, whose wording a lawyer can compare with docs/sharing.md (made from this
table). A letter tells apart the outcomes of one rule. Sections of helsepersonelloven are those in force from
1 July 2026. Where the sources leave it open, the outcome is ask.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.sharing.cases import (
    ABOUT_WORK,
    BUT_DIAGNOSIS,
    GIVEN,
    HEALTH,
    IDENTIFYING,
    IN_IPS,
    IN_IPS_ONLY,
    MAYBE_HEALTH,
    MAYBE_ON_HEALTH,
    NAV,
    NAVS_OWN,
    NEEDS_CONSENT,
    NO_AGE,
    NONE,
    NOT_GENERAL,
    NOT_NEEDED,
    NOT_OWN,
    NOT_SURE,
    OF_A_PERSON,
    ON_HEALTH,
    TO_COUNSELLOR,
    TO_EMPLOYER,
    TO_SPECIALIST,
    USES_CONSENT,
    WITHIN_NAV,
    WORK,
    case,
    each,
)
from bot.domain.sharing.facts import (
    Age,
    Box,
    ConsentStatus,
    Info,
    Needed,
    Origin,
    Recognisable,
    Ruling,
    Setting,
    To,
    Who,
)

VERSION = "2026-11-21"
"""The day these rules were last changed; shown with every decision."""


class Document(StrEnum):
    """Where the sharing, or that there was none, is to be documented."""

    NOWHERE = "nowhere"
    INFORMED = "informed"
    RECORD = "record"
    SHARED = "shared"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    ORDER = "order"
    LATER = "later"
    OWN_SYSTEM = "own_system"
    EITHER = "either"
    NOT_IN_RECORD = "not_in_record"
    MEETING_PLAN = "meeting_plan"
    AS_BEFORE = "as_before"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: it matches when one of its cases does, and a case when every input it names has such a value.

    `do` and `why` are keys of words; `why` is the row's own unless another row has the same reason.
    `sources` are (source id, section).
    """

    id: str
    when: tuple[Box, ...]
    outcome: Ruling
    document: Document
    do: str
    sources: tuple[tuple[str, str], ...] = ()
    same_why_as: str = ""

    @property
    def number(self) -> str:
        """The rule's number in sharing.md."""
        return self.id.rstrip("abcd")

    @property
    def why(self) -> str:
        """The key of the reason."""
        return f"r{self.same_why_as or self.id}"


# --- sources that several rules share ------------------------------------------------------------------
S18 = (
    ("brev", "kulepunkt 2"),
    ("brev", "kulepunkt 5"),
    ("hpl", "§ 22"),
    ("hpl", "§ 40"),
    ("ef", "§ 3-4"),
    ("pjforskrift", "§ 7"),
)
S20 = (("hpl", "§ 22"), ("retningslinje", "punkt 3"), ("ressursmiljo", "Løsningsforslag NAV"))
S22 = (
    ("navloven", "§ 7"),
    ("navloven", "§ 16"),
    ("ef", "§ 3-4"),
    ("fvl", "§ 13 b"),
    ("retningslinje", "punkt 3"),
)
S25 = (("hpl", "§ 22"), ("hpl", "§ 29 c"), ("ef", "§ 3-2"), ("ef", "§ 3-4"), ("navloven", "§ 7"))
S27 = (("pbrl", "§ 3-3"), ("pbrl", "§ 3-4"), ("hpl", "§ 22"), ("navloven", "§ 7"))
S15 = (
    ("brev", "kulepunkt 2"),
    ("brev", "kulepunkt 3"),
    ("hpl", "§ 21"),
    ("hpl", "§ 22"),
    ("pjl", "§ 20"),
    ("fvl", "§ 13"),
)
S7 = (("hpl", "§ 25"), ("hpl", "§ 27"), ("hpl", "§ 29"))
S6 = (("hpl", "§ 23"), ("fvl", "§ 13 a"), ("brev", "kulepunkt 3"))
S21 = (("ef", "§ 3-2"), ("ef", "§ 3-3"), ("ef", "§ 3-4"), ("navloven", "§ 4a"), ("navloven", "§ 7"))
S24 = (("navloven", "§ 7"), ("fvl", "§ 13 a"), ("fvl", "§ 13 b"))

COUNTED_AS = Row(
    # rule 12 decides nothing: a job specialist with a 0 % post or a signed declaration is a job specialist
    "12",
    (case(to=To.ZERO_POST),),
    Ruling.YES,
    Document.NOWHERE,
    "keep",
    (("ressursmiljo", "Taushetsplikt"), ("brev", "kulepunkt 2"), ("hpl", "§ 25")),
)
YES, NO, ASK, ANONYMOUS = Ruling.YES, Ruling.NO, Ruling.ASK, Ruling.ANONYMOUS
D = Document

TABLE: tuple[Row, ...] = (
    Row(
        "0",
        (case(info=Info.DANGER),),
        Ruling.EMERGENCY,
        D.EITHER,
        "emergency",
        (("hpl", "§ 31"), ("fvl", "§ 13 b")),
    ),
    Row(
        "1",
        (case(info=Info.CHILD),),
        Ruling.REPORT,
        D.EITHER,
        "report",
        (("hpl", "§ 33"), ("sotjl", "§ 45")),
    ),
    Row(
        "2",
        (case(setting=Setting.BOT, info=NOT_GENERAL),),
        NO,
        D.NOWHERE,
        "not_here",
        (("hpl", "§ 21"), ("pjl", "§ 22")),
    ),
    Row(
        "3",
        (case(info=Info.GENERAL),),
        YES,
        D.INFORMED,
        "inform",
        (("brev", "kulepunkt 1"), ("pbrl", "§ 3-2"), ("pbrl", "§ 3-5")),
    ),
    Row(
        "4",
        (case(to=To.PERSON),),
        YES,
        D.INFORMED,
        "tell",
        (("hpl", "§ 22"), ("fvl", "§ 13 a"), ("pbrl", "§ 3-2")),
    ),
    Row(
        "5",
        (
            case(setting=Setting.RECORD, who=Who.JOB_SPECIALIST),
            case(setting=Setting.RECORD, to=To.JOB_SPECIALIST),
        ),
        NO,
        D.OWN_SYSTEM,
        "own_system",
        (("brev", "kulepunkt 4"), ("hpl", "§ 21"), ("pjl", "§ 16")),
    ),
    Row(
        "6a",
        (case(info=Info.ANONYMISED, recognisable=Recognisable.NO),),
        ANONYMOUS,
        D.NOT_IN_RECORD,
        "anonymously",
        S6,
    ),
    Row("6b", (case(info=Info.ANONYMISED),), ASK, D.NOT_IN_RECORD, "wait", S6),
    Row(
        "7a", (case(who=Who.CLINICIAN, to=To.HEALTH_TEAM, needed=Needed.YES),), YES, D.AS_BEFORE, "least", S7
    ),
    Row("7b", (case(who=Who.CLINICIAN, to=To.HEALTH_TEAM),), NO, D.NOWHERE, "keep", S7),
    Row(
        "8a",
        (case(who=Who.CLINICIAN, to=To.HEALTH_LEADER, needed=Needed.YES),),
        YES,
        D.NOWHERE,
        "least",
        (("hpl", "§ 29 a"),),
    ),
    Row("8b", (case(who=Who.CLINICIAN, to=To.HEALTH_LEADER),), ASK, D.NOWHERE, "wait", (("hpl", "§ 29 a"),)),
    Row(
        "9",
        (case(to=To.NAV_ORDER),),
        ASK,
        D.ORDER,
        "legal_basis",
        (("arbml", "§ 19"), ("hpl", "§ 23"), ("pbrl", "§ 3-6")),
    ),
    Row(
        "10",
        each(IN_IPS_ONLY, age=Age.CHILD),
        NO,
        D.NOWHERE,
        "advice",
        (("ef", "§ 3-1"), ("ressursmiljo", "Workshop")),
    ),
    Row(
        "11",
        each(USES_CONSENT, consent=GIVEN, age=NO_AGE),
        ASK,
        D.RECORD,
        "capacity",
        (("hpl", "§ 22"), ("pbrl", "§ 4-3"), ("pbrl", "§ 4-5")),
    ),
    Row(
        "13",
        (case(consent=ConsentStatus.REFUSED),),
        NO,
        D.REFUSED,
        "respect",
        (("brev", "kulepunkt 1"), ("brev", "kulepunkt 2"), ("hpl", "§ 21")),
    ),
    Row(
        "14",
        (case(consent=ConsentStatus.WITHDRAWN),),
        NO,
        D.WITHDRAWN,
        "stop",
        (("pvf", "art. 7"), ("ef", "§ 1-3")),
    ),
    Row(
        "15a",
        (
            case(who=MAYBE_HEALTH, to=IN_IPS, info=IDENTIFYING, consent=NONE),
            case(who=MAYBE_HEALTH, to=To.EMPLOYER, consent=NONE),
        ),
        NO,
        D.LATER,
        "ask_consent",
        S15,
    ),
    Row(
        "15b",
        (case(who=MAYBE_HEALTH, to=IN_IPS, info=ABOUT_WORK, consent=NONE),),
        ANONYMOUS,
        D.NOT_IN_RECORD,
        "anonymously",
        S15,
    ),
    Row(
        "16",
        each(NEEDS_CONSENT, consent=NOT_SURE),
        NO,
        D.LATER,
        "clarify",
        (("pjl", "§ 20"), ("retningslinje", "punkt 4.3.1")),
    ),
    Row(
        "17",
        each(NEEDS_CONSENT, consent=ConsentStatus.NARROWER),
        NO,
        D.RECORD,
        "within",
        (("hpl", "§ 22"), ("hdir22", "Kommentar til § 22")),
    ),
    Row("18a", each((TO_SPECIALIST,), info=BUT_DIAGNOSIS), YES, D.SHARED, "share", S18),
    Row("18b", each((TO_SPECIALIST,), info=Info.DIAGNOSIS, needed=Needed.YES), YES, D.SHARED, "share", S18),
    Row("18c", each((TO_SPECIALIST,), info=Info.DIAGNOSIS), NO, D.RECORD, "keep", S18),
    Row("20a", each((TO_COUNSELLOR,), info=BUT_DIAGNOSIS), YES, D.SHARED, "share", S20),
    Row(
        "20b",
        each((TO_COUNSELLOR,), info=Info.DIAGNOSIS, needed=Needed.YES),
        YES,
        D.SHARED,
        "share",
        S20,
        "18b",
    ),
    Row("20c", each((TO_COUNSELLOR,), info=Info.DIAGNOSIS), NO, D.RECORD, "keep", S20, "18c"),
    Row(
        "21a",
        (case(who=Who.JOB_SPECIALIST, to=To.HEALTH_TEAM, info=ABOUT_WORK, consent=GIVEN, needed=Needed.YES),),
        YES,
        D.OWN_SYSTEM,
        "share",
        S21,
    ),
    Row(
        "21b",
        (case(who=Who.JOB_SPECIALIST, to=To.HEALTH_TEAM, info=ABOUT_WORK),),
        ASK,
        D.OWN_SYSTEM,
        "ask_participant",
        S21,
    ),
    Row("22a", each(NAVS_OWN, needed=Needed.YES), YES, D.OWN_SYSTEM, "least", S22),
    Row("22b", each(NAVS_OWN, needed=NOT_NEEDED), ASK, D.OWN_SYSTEM, "wait", S22),
    Row(
        "22c",
        (
            *each(WITHIN_NAV, info=ON_HEALTH, consent=GIVEN),
            *each(WITHIN_NAV, info=WORK, origin=NOT_OWN, consent=GIVEN),
        ),
        YES,
        D.OWN_SYSTEM,
        "share",
        S22,
    ),
    Row(
        "22d",
        (
            *each(WITHIN_NAV, info=MAYBE_ON_HEALTH, consent=NONE),
            *each(WITHIN_NAV, info=WORK, origin=NOT_OWN, consent=NONE),
        ),
        NO,
        D.OWN_SYSTEM,
        "ask_consent",
        S22,
    ),
    Row(
        "23",
        (case(who=Who.NAV_COUNSELLOR, to=To.JOB_SPECIALIST, info=Info.CONTACT, origin=Origin.OWN),),
        YES,
        D.OWN_SYSTEM,
        "info_meeting",
        (
            ("retningslinje", "punkt 4.2"),
            ("brev", "kulepunkt 2"),
            ("navloven", "§ 7"),
            ("navloven", "§ 16"),
        ),
    ),
    Row(
        "24a",
        (case(who=Who.NAV_COUNSELLOR, to=To.HEALTH_TEAM, info=OF_A_PERSON, consent=GIVEN),),
        YES,
        D.OWN_SYSTEM,
        "share",
        S24,
    ),
    Row("24b", (case(who=Who.NAV_COUNSELLOR, to=To.HEALTH_TEAM),), ASK, D.OWN_SYSTEM, "ask_participant", S24),
    Row("25a", each((TO_EMPLOYER,), info=BUT_DIAGNOSIS), YES, D.EITHER, "share", S25),
    Row(
        "25b",
        each((TO_EMPLOYER,), info=Info.DIAGNOSIS, needed=Needed.YES),
        YES,
        D.EITHER,
        "share",
        S25,
        "25a",
    ),
    Row("25c", each((TO_EMPLOYER,), info=Info.DIAGNOSIS), ASK, D.EITHER, "wait", S25),
    Row(
        "26",
        (case(who=NAV, to=To.EMPLOYER, consent=NONE),),
        NO,
        D.OWN_SYSTEM,
        "general_only",
        (("hpl", "§ 21"), ("navloven", "§ 7"), ("fvl", "§ 13")),
    ),
    Row(
        "27a",
        (case(who=HEALTH, to=To.RELATIVE, consent=GIVEN, age=Age.ADULT, info=OF_A_PERSON),),
        YES,
        D.SHARED,
        "share",
        S27,
    ),
    Row("27b", (case(who=HEALTH, to=To.RELATIVE),), ASK, D.RECORD, "wait", S27),
    Row(
        "27c",
        (case(who=NAV, to=To.RELATIVE, consent=GIVEN, age=(Age.ADULT, Age.YOUTH), info=OF_A_PERSON),),
        YES,
        D.OWN_SYSTEM,
        "share",
        S27,
        "27a",
    ),
    Row("27d", (case(who=NAV, to=To.RELATIVE, consent=NONE),), NO, D.OWN_SYSTEM, "ask_consent", S27),
    Row(
        "29", (case(to=To.COORDINATOR),), ASK, D.NOWHERE, "wait", (("ressursmiljo", "Løsningsforslag Origo"),)
    ),
    Row("30", (case(),), ASK, D.NOWHERE, "wait"),
)
"""First match wins; the last row takes everything that is left."""

# Added on top of the row that matched: the stricter outcome wins. General information about IPS is about
# nobody, so neither meeting nor channel matters to it.
ABOUT_SOMEBODY = (*NOT_GENERAL, Info.ANONYMISED)
S19 = (
    ("brev", "kulepunkt 2"),
    ("brev", "kulepunkt 3"),
    ("ressursmiljo", "Hva ble konsekvensen for IPS region vest?"),
)
ADDED: tuple[Row, ...] = (
    Row(
        "19a",
        (case(setting=Setting.MEETING_CONSENTED, info=ABOUT_SOMEBODY),),
        YES,
        D.MEETING_PLAN,
        "meeting",
        S19,
    ),
    Row(
        "19b",
        (case(setting=Setting.MEETING_MIXED, info=ABOUT_SOMEBODY),),
        ANONYMOUS,
        D.MEETING_PLAN,
        "meeting",
        S19,
    ),
    Row(
        "28",
        (case(setting=(Setting.MESSAGE, Setting.UNKNOWN), info=ABOUT_SOMEBODY),),
        ASK,
        D.AS_BEFORE,
        "channel",
        (("pjl", "§ 22"),),
    ),
)
