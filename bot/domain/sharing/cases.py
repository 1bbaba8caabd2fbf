"""Groups of values and cases that several rules of "Can I share this?" speak of."""

from __future__ import annotations

from bot.domain.sharing.facts import Age, Box, ConsentStatus, Fact, Info, Needed, Origin, To, Who


def case(**inputs: Fact | tuple[Fact, ...]) -> Box:
    """Return a case: for each input named, the values it may have."""
    return {n: frozenset(v if isinstance(v, tuple) else (v,)) for n, v in inputs.items()}


def each(cases: tuple[Box, ...], **inputs: Fact | tuple[Fact, ...]) -> tuple[Box, ...]:
    """Return each of the cases, narrowed by these inputs."""
    return tuple({**one, **case(**inputs)} for one in cases)


# --- groups of values ----------------------------------------------------------------------------------
ON_HEALTH = (Info.IS_PATIENT, Info.DIAGNOSIS)
ABOUT_WORK = (Info.FUNCTION, Info.ATTENDANCE, Info.JOB_SEARCH)
WORK = (Info.CONTACT, *ABOUT_WORK)
OF_A_PERSON = (*ON_HEALTH, *WORK)
BUT_DIAGNOSIS = (Info.IS_PATIENT, *WORK)
IDENTIFYING = (*ON_HEALTH, Info.CONTACT, Info.UNKNOWN)
MAYBE_ON_HEALTH = (*ON_HEALTH, Info.UNKNOWN)
NOT_GENERAL = (*OF_A_PERSON, Info.UNKNOWN)
HEALTH = (Who.CLINICIAN, Who.HEALTH_LEADER)
MAYBE_HEALTH = (*HEALTH, Who.UNKNOWN)  # who does not say is bound as strictly
NAV = (Who.JOB_SPECIALIST, Who.NAV_COUNSELLOR, Who.NAV_LEADER)
IN_IPS = (To.JOB_SPECIALIST, To.NAV_COUNSELLOR)
OTHERS = tuple(to for to in To if to not in (To.PERSON, To.EMPLOYER, To.RELATIVE))
NOT_SURE = (ConsentStatus.UNSURE, ConsentStatus.UNKNOWN)
NO_AGE = (Age.DOUBT, Age.UNKNOWN)
NOT_OWN = (Origin.CLINICIAN, Origin.UNKNOWN)
NOT_NEEDED = (Needed.NO, Needed.UNKNOWN)

# --- groups of cases -----------------------------------------------------------------------------------
NEEDS_CONSENT: tuple[Box, ...] = (
    # rule 16: from health; health information from anybody; to employer or relatives
    case(who=MAYBE_HEALTH, to=OTHERS),
    case(who=NAV, to=OTHERS, info=MAYBE_ON_HEALTH),
    case(who=NAV, to=IN_IPS, info=WORK, origin=NOT_OWN),
    case(to=(To.EMPLOYER, To.RELATIVE)),
)
USES_CONSENT: tuple[Box, ...] = (
    *NEEDS_CONSENT,
    case(who=(Who.JOB_SPECIALIST, Who.NAV_COUNSELLOR), to=To.HEALTH_TEAM, info=WORK),  # rules 21 and 24
)
IN_IPS_ONLY: tuple[Box, ...] = (
    # what happens only when somebody takes part in IPS, or is to; what Nav itself knows of its users is not
    case(who=MAYBE_HEALTH, to=(*IN_IPS, To.EMPLOYER)),
    case(who=NAV, to=To.EMPLOYER),
    case(who=NAV, to=IN_IPS, info=MAYBE_ON_HEALTH),
    case(who=NAV, to=IN_IPS, info=WORK, origin=NOT_OWN),
    case(who=Who.NAV_COUNSELLOR, to=To.JOB_SPECIALIST, info=Info.CONTACT),
    case(who=Who.JOB_SPECIALIST, to=(To.HEALTH_TEAM, To.RELATIVE)),
)
WITHIN_NAV: tuple[Box, ...] = (
    case(who=Who.JOB_SPECIALIST, to=To.NAV_COUNSELLOR),
    case(who=Who.NAV_COUNSELLOR, to=To.JOB_SPECIALIST),
)
NAVS_OWN: tuple[Box, ...] = (
    # rule 22; the name of a possible candidate from the counsellor is rule 23
    case(who=Who.JOB_SPECIALIST, to=To.NAV_COUNSELLOR, info=WORK, origin=Origin.OWN),
    case(who=Who.NAV_COUNSELLOR, to=To.JOB_SPECIALIST, info=ABOUT_WORK, origin=Origin.OWN),
)
GIVEN, NONE = ConsentStatus.GIVEN, ConsentStatus.NONE
TO_SPECIALIST = case(who=Who.CLINICIAN, to=To.JOB_SPECIALIST, consent=GIVEN)
TO_COUNSELLOR = case(who=Who.CLINICIAN, to=To.NAV_COUNSELLOR, consent=GIVEN)
TO_EMPLOYER = case(to=To.EMPLOYER, consent=GIVEN)
