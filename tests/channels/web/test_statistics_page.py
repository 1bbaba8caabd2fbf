"""The coordinator's figures as a page and a file: hers alone, of many people, readable without its bars."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from bot.channels.web import WebSettings, create
from bot.channels.web.inbox import xlsx
from bot.domain.case.referral import Referral
from bot.domain.person.person import Capability
from bot.domain.turn.outcome import OpenReferral
from bot.services.demo import PEOPLE
from bot.services.inbox import StoredInbox
from bot.storage.store import Store
from tests.contracts.house import StandingClock, desk
from tests.domain.making import NOW, consent, directory, referral
from tests.fakes.databases import sqlite_file
from tests.handlers.talk import knowledge, say

SEPTEMBER = NOW - dt.timedelta(days=60)
OTHERS = [person.id for person in PEOPLE if not person.may(Capability.OVERSEE)]


@pytest.fixture
async def client(tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    """A browser of a house with six referrals from one service and two from another."""
    store = Store(sqlite_file(tmp_path / "ips.sqlite"), directory())
    await store.add_people(PEOPLE)
    services = (*("oyane-dps-allmenn",) * 6, *("askoy-fact",) * 2)
    sent = [_sent(number, service) for number, service in enumerate(services)]
    async with store.unit() as unit:
        await unit.apply(tuple(OpenReferral(one) for one in sent), NOW)
        await unit.commit()
    inbox = StoredInbox(store, knowledge(), StandingClock())
    words = knowledge().base.words
    app = create(desk(store), words, PEOPLE, WebSettings("a secret"), directory(), inbox=inbox)
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8080") as made:
        yield made
    await store.close()


def _sent(number: int, service: str) -> Referral:
    given = consent(given_on=SEPTEMBER.date(), recorded_at=SEPTEMBER)
    return referral(code=f"IPS-AAA{number + 2}", service=service, consent=given, at=SEPTEMBER)


async def get(client: httpx.AsyncClient, person: str, page: str = "statistics") -> httpx.Response:
    """Log in as somebody and open a page."""
    await client.post("/login", data={"person": person})
    return await client.get(f"/u/{person}/{page}")


async def test_the_coordinator_sees_her_figures(client: httpx.AsyncClient) -> None:
    """The page and the file say the same; what counts a few stands in neither, and no code at all."""
    page = await get(client, "kari")
    assert page.status_code == 200
    assert page.headers["cache-control"] == "no-store"
    for key in ("title", "few", "by_service", "by_team", "questions"):
        assert say("nb", f"statistics.{key}") in page.text
    assert "IPS-AAA" not in page.text
    file = await get(client, "kari", "statistics.csv")
    assert "attachment" in file.headers["content-disposition"]
    rows = list(csv.reader(io.StringIO(file.text.lstrip("\ufeff")), delimiter=";"))
    cells = {(row[0], row[1]): row[2] for row in rows}
    names = {id: one.name for id, one in directory().services.items()}
    hidden = say("nb", "statistics.hidden")
    assert cells[say("nb", "statistics.referrals"), say("nb", "statistics.sent")] == "8"
    services = say("nb", "statistics.by_service")
    assert cells[services, names["askoy-fact"]] == hidden
    assert cells[services, names["oyane-dps-allmenn"]] == hidden
    assert cells[services, names["askoy-gp"]] == "0"


async def test_the_inbox_leads_there(client: httpx.AsyncClient) -> None:
    """She finds it from the page that she opens anyway."""
    page = await get(client, "kari", "inbox")
    assert 'href="statistics"' in page.text


async def test_the_workbook_says_the_same(client: httpx.AsyncClient) -> None:
    """A sheet for each part, numbers as numbers, what is hidden in words, a plot beside each table."""
    file = await get(client, "kari", "statistics.xlsx")
    assert file.headers["content-type"] == xlsx.MEDIA
    with zipfile.ZipFile(io.BytesIO(file.content)) as book:
        names = book.namelist()
        text = book.read("xl/sharedStrings.xml").decode()
    sheets = [name for name in names if name.startswith("xl/worksheets/sheet")]
    plots = [name for name in names if name.startswith("xl/charts/chart")]
    assert len(plots) == len(sheets) - 1 > 8
    for key in ("stuck", "places", "by_role", "by_week", "days"):
        assert say("nb", f"statistics.{key}") in book_names(file.content)
    assert say("nb", "statistics.hidden") in text
    assert "IPS-AAA" not in text


def book_names(content: bytes) -> str:
    """Return the names of a workbook's sheets."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return book.read("xl/workbook.xml").decode()


async def test_each_part_is_a_picture_for_a_report(client: httpx.AsyncClient) -> None:
    """It tells in words what it shows; there is none beyond the last part."""
    drawn = await get(client, "kari", "statistics/1.svg")
    assert drawn.headers["content-type"] == "image/svg+xml"
    assert f"{say('nb', 'statistics.sent')}: 8 (0)" in drawn.text
    assert (await get(client, "kari", "statistics/99.svg")).status_code == 404


async def test_what_stands_today_is_said_to_be_of_no_period(client: httpx.AsyncClient) -> None:
    """Who waits now is a number alone; what is compared has a colour for each period in its heads."""
    page = (await get(client, "kari")).text
    parts = {part.partition("<")[0]: part for part in page.split('<caption class="aksel-sr-only">')[1:]}
    period = f">{say('nb', 'statistics.column.now')}<"
    for key in ("waiting", "stuck", "places", "by_week"):
        assert period not in parts[say("nb", f"statistics.{key}")].partition("</table>")[0]
    assert f'class="figures__of-now"{period}' in parts[say("nb", "statistics.referrals")]
    drawn = await get(client, "kari", "statistics/2.svg")
    assert say("nb", "statistics.column.number") in drawn.text
    assert period not in drawn.text


@pytest.mark.parametrize("person", OTHERS)
async def test_nobody_else_sees_them(client: httpx.AsyncClient, person: str) -> None:
    """The page and the file are not there for others, whatever their role."""
    for page in ("statistics", "statistics.csv", "statistics.xlsx", "statistics/1.svg"):
        assert (await get(client, person, page)).status_code == 404


async def test_bars_are_for_the_eye_alone(client: httpx.AsyncClient) -> None:
    """A screen reader hears the numbers of the table; no style stands in the markup."""
    page = (await get(client, "kari")).text
    assert page.count("<svg") == page.count('aria-hidden="true"')
    assert "style=" not in page
    assert page.count("<table") == page.count("<caption")
