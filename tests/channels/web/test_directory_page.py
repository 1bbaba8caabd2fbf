"""An admin changes teams, posts and services on a page: checked, on record, in force at once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from bot.channels.web import WebSettings, create
from bot.domain.organisation.changing import Kind, applied, as_value, bare, differing, entries, from_value
from bot.domain.organisation.directory import Directory
from bot.domain.organisation.routing import NoRoute, Route, route
from bot.domain.person.person import Capability
from bot.domain.turn.outcome import OpenReferral
from bot.services.demo import PEOPLE
from bot.services.directory import StoredDirectory
from bot.services.people import StoredPeople
from bot.storage.store import Store
from tests.channels.web.test_people_pages import text
from tests.contracts.house import StandingClock, desk
from tests.domain.making import NOW, directory, referral
from tests.fakes.databases import sqlite_file
from tests.handlers.talk import knowledge, say

BASE = "/u/kari/directory"
WARD = {"id": "askoy-ward", "name": "Askøy: Avdeling B", "sector": "municipal", "serves0": "askoy-origo"}
RIGHTS = {"agreement": "yes", "health_care": "yes"}


@dataclass
class House:
    """A house of its own: what is changed here is changed for no other test."""

    browser: httpx.AsyncClient
    store: Store
    known: Directory
    address: str

    async def send(self, path: str, **fields: str) -> httpx.Response:
        """Send a form."""
        return await self.browser.post(f"{BASE}/{path}", data={"do": "save", **fields})


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    """The demo's people; Kari, the coordinator, is signed in."""
    known, address = applied(directory(), ()), sqlite_file(tmp_path / "ips.sqlite")
    store = Store(address, known)
    await store.add_people(PEOPLE)
    clock = StandingClock()
    words = knowledge().base.words
    app = create(
        desk(store),
        words,
        PEOPLE,
        WebSettings("a secret"),
        known,
        people_desk=StoredPeople(store, clock),
        directory_desk=StoredDirectory(store, known, clock),
    )
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8080") as browser:
        await browser.post("/login", data={"person": "kari"})
        yield House(browser, store, known, address)
    await store.close()


async def test_a_new_service_refers_at_once(house: House) -> None:
    """Everybody who holds the directory has it, another process after its next look; the trail has who."""
    assert route("askoy-ward", house.known, {}, held=("askoy-origo",)) is NoRoute.UNKNOWN_SERVICE
    page = await house.send("service/_new", **WARD, **RIGHTS)
    assert say("nb", "directory.saved", id="askoy-ward") in text(page)
    found = route("askoy-ward", house.known, {}, held=("askoy-origo",))
    assert isinstance(found, Route)
    assert found.post == "askoy-origo"
    other = Store(house.address, applied(directory(), ()))
    assert "askoy-ward" not in other._directory.services
    assert await other.load_directory() is True
    assert await other.load_directory() is False
    assert other._directory.services["askoy-ward"].name == "Askøy: Avdeling B"
    await other.close()
    acts = [(row["person"], row["action"], row["thing"]) for row in await house.store.rows("audit")]
    assert ("kari", "organisation.changed", "askoy-ward") in acts


async def test_a_team_with_posts_and_an_agreement(house: House) -> None:
    """A new team, its supervisor and specialist, and an agreement that ends: all on the page."""
    await house.send("team/_new", id="ips-sotra", name="IPS Sotra", kind="ips")
    await house.send("post/_new", id="sotra-lead", team="ips-sotra", role="method_supervisor", capacity="0")
    await house.send(
        "post/_new", id="sotra-1", team="ips-sotra", role="job_specialist", seat="DPS", capacity="15"
    )
    assert house.known.supervisor_of("ips-sotra") == house.known.posts["sotra-lead"]
    assert house.known.posts["sotra-1"].capacity == 15
    origo = as_value(house.known.services["askoy-origo"])
    fields = {"name": origo["name"], "sector": origo["sector"], "health_care": "yes", "serves0": "sotra-1"}
    await house.send("service/askoy-origo", **fields)
    assert route("askoy-origo", house.known, {}) is NoRoute.NO_AGREEMENT
    shown = text(await house.browser.get(BASE))
    assert "IPS Sotra (DPS)" in shown


@pytest.mark.parametrize(
    ("path", "fields", "code"),
    [
        ("service/_new", WARD | {"id": "Askøy B"}, "id"),
        ("service/_new", WARD | {"id": "askoy-origo"}, "known"),
        ("service/_new", WARD | {"name": ""}, "name"),
        ("service/_new", WARD | {"sector": "moon"}, "sector"),
        ("service/_new", WARD | {"serves0": "moon"}, "no_post"),
        ("service/_new", WARD | {"serves1": "askoy-origo"}, "twice"),
        ("team/_new", {"id": "x", "name": "X", "kind": "moon"}, "kind"),
        ("post/_new", {"id": "x", "team": "moon", "role": "job_specialist"}, "no_team"),
        ("post/_new", {"id": "x", "team": "ips-ung", "role": "clinician"}, "post_role"),
        ("post/_new", {"id": "x", "team": "ips-ung", "role": "job_specialist", "capacity": "21"}, "capacity"),
        (
            "post/_new",
            {"id": "x", "team": "ips-ung", "role": "job_specialist", "capacity": "x"},
            "unreadable",
        ),
        ("post/_new", {"id": "x", "team": "ips-ung", "role": "method_supervisor"}, "two_supervisors"),
    ],
)
async def test_what_does_not_fit_is_refused(
    house: House, path: str, fields: dict[str, str], code: str
) -> None:
    """In a sentence, with what was written still in the form; nothing changes."""
    page = await house.send(path, **fields)
    assert page.status_code == 400
    value = {"id": "Askøy B", "sector": "moon", "no_post": "moon", "kind": "moon", "no_team": "moon"}.get(
        code, ""
    )
    value = {"capacity": "20", "two_supervisors": "ips-ung"}.get(code, value)
    assert say("nb", f"directory.fault.{code}", id=fields["id"], value=value) in text(page)
    assert differing(directory(), house.known) == ()


async def test_what_is_in_use_stays(house: House) -> None:
    """A post that somebody holds, or to which something open points, is named with them."""
    await house.store.apply([OpenReferral(referral())], NOW)
    refused = await house.send("post/dps-general", do="remove")
    assert refused.status_code == 409
    assert "dps-general" in house.known.posts
    gone = await house.send("service/nav-oygarden", do="remove")
    assert say("nb", "directory.removed", id="nav-oygarden") in text(gone)
    assert "nav-oygarden" not in house.known.services
    wrong = await house.send("service/oyane-dps-allmenn", do="remove")
    assert "IPS-7K3F" in text(wrong)


@pytest.mark.parametrize("person", [one.id for one in PEOPLE if not one.may(Capability.ADMIT)])
async def test_for_others_there_is_no_such_page(house: House, person: str) -> None:
    """Whatever their role."""
    await house.browser.post("/login", data={"person": person})
    for path in ("", "/service/askoy-origo", "/team/_new"):
        assert (await house.browser.get(f"/u/{person}/directory{path}")).status_code == 404
    done = await house.browser.post(f"/u/{person}/directory/team/_new", data={"do": "save", "id": "x"})
    assert done.status_code == 404
    assert (await house.browser.get(f"{BASE}/moon/x")).status_code in {400, 404}


async def test_the_picture_says_what_the_tables_say(house: House) -> None:
    """A line for each post of each service; a title and a description for those who do not see it."""
    page = (await house.browser.get(BASE)).text
    serving = sum(len(one.served_by) for one in house.known.services.values())
    assert page.count('class="serves__line') == serving
    assert "<title" in page[page.index("<svg") :]
    assert "style=" not in page


@pytest.mark.parametrize("kind", Kind)
def test_what_is_written_is_read(kind: Kind) -> None:
    """Every entry of the directory survives being stored, but for its marks of what is assumed."""
    known = entries(directory(), kind)
    again = {id: from_value(kind, id, as_value(one)) for id, one in known.items()}
    assert again == {id: bare(one) for id, one in known.items()}
