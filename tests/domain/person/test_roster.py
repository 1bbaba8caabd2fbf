"""The table of staff as a spreadsheet makes it: read whole or not at all, and compared."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.domain.person.person import Role
from bot.domain.person.roster import Member, changes, read, told, write
from tests.domain.making import directory

SERVICES, POSTS = directory().services, directory().posts
ANNA = Member("anna", Role.CLINICIAN, "oyane-dps-allmenn", None, "Anna Ås", "anna@example.org")
JONAS = Member("jonas", Role.JOB_SPECIALIST, None, "dps-general", "Jonas", None, dt.date(2027, 5, 31))


def test_what_is_written_is_read() -> None:
    """With all signs that a name may have, and those that a spreadsheet would compute."""
    odd = Member("kari", Role.COORDINATOR, name='=HYPERLINK("x"); Kari')
    text = write([ANNA, JONAS, odd])
    assert text.startswith("\ufeffperson;name;role")
    assert ";'=" in text.replace('"', "") or "'=" in text
    assert read(text, SERVICES, POSTS).members == (ANNA, JONAS, odd)


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("between", [";", ","])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_as_excel_saves_it(mark: str, between: str, end: str) -> None:
    """Byte order mark, semicolons, either line end, blank lines, capitals and Norwegian days."""
    rows = [
        ["Person", " Role", "post", "until"],
        ["Jonas", "job_specialist", "dps-general", "31.05.2027"],
        [""] * 4,
    ]
    text = mark + end.join(between.join(row) for row in rows) + end
    (one,) = read(text, SERVICES, POSTS).members
    assert (one.person, one.post, one.until) == ("jonas", "dps-general", dt.date(2027, 5, 31))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "Line 1: the column person is missing"),
        ("person;name\nola;Ola", "Line 1: the column role is missing"),
        ("person;role;shoe\nola;newcomer;43", "Line 1: there is no column 'shoe'"),
        ("person;role\nola;king", "Line 2: There is no role 'king'"),
        ("person;role\nola;guest", "Line 2: A guest"),
        ("person;role\nola n;newcomer", "Line 2: The short name"),
        ("person;role\nola;newcomer;x", "Line 2: There are more cells"),
        ("person;role;service\nola;clinician;moon", "Line 2: There is no service moon."),
        ("person;role;until\nola;newcomer;soon", "Line 2: 'soon' is no day"),
        ("person;role;email\nola;newcomer;ola", "Line 2: ola is no e-mail address."),
        ("person;role\nola;newcomer\n\nola;newcomer", "Line 4: ola stands here a second time."),
        ('person;role\nola;"newcomer', "a quotation mark"),
    ],
)
def test_each_fault_is_named_with_its_line(text: str, says: str) -> None:
    """A person can mend it in the table."""
    found = read(text, SERVICES, POSTS)
    said = [str(fault) for fault in found.faults]
    assert [line for line in said if says in line] == said != []


def test_every_faulty_line_is_named() -> None:
    """Not only the first one."""
    found = read("person;role\nola;king\nkari;coordinator\nnils;queen", SERVICES, POSTS)
    assert [str(fault).split(":")[0] for fault in found.faults] == ["Line 2", "Line 4"]


def test_the_difference() -> None:
    """New and changed, in words; an empty name or address takes nothing away."""
    moved = Member("anna", Role.COORDINATOR)
    assert changes({"anna": ANNA, "jonas": JONAS}, [ANNA, JONAS]) == ()
    assert changes({"anna": ANNA}, [moved, JONAS]) == (moved, JONAS)
    assert told(ANNA, moved) == "clinician oyane-dps-allmenn -> coordinator"
    assert told(None, JONAS) == "new: job_specialist dps-general, until 2027-05-31"
    assert told(JONAS, Member("jonas", Role.JOB_SPECIALIST, None, "dps-general", "Jo", "j@x.no")) == (
        "name: Jonas -> Jo; email: none -> j@x.no; until: 2027-05-31 -> no end"
    )
