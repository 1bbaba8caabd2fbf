"""The people of the demo login. They are made up; each is a role that one can try."""

from __future__ import annotations

from bot.domain.person.person import Person, Role

PEOPLE: tuple[Person, ...] = (
    Person("anna", Role.CLINICIAN, service="oyane-dps-allmenn", name="Anna"),
    Person("bjorn", Role.CLINICIAN, service="askoy-fact", name="Bjørn"),
    Person("dina", Role.CLINICIAN, service="oyane-dps-dogn", name="Dina"),
    Person("nora", Role.NAV_COUNSELLOR, service="nav-askoy", name="Nora"),
    Person("jonas", Role.JOB_SPECIALIST, post="dps-general", name="Jonas"),
    Person("sara", Role.JOB_SPECIALIST, post="askoy-fact", name="Sara"),
    Person("mette", Role.METHOD_SUPERVISOR, post="dps-supervisor", name="Mette"),
    Person("kari", Role.COORDINATOR, name="Kari"),
    Person("nils", Role.NEWCOMER, name="Nils"),
    Person("gjest", Role.GUEST, name="Gjest"),
)
