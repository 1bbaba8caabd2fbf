"""How Teams is set up: settings that fit together, and a library that keeps its hands off the environment."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from bot.domain.message.message import Surface
from bot.settings import Settings, WrongSetting, read
from tests.domain.making import ROOT
from tests.fakes.teams import CLIENT_ID, TENANT
from tests.handlers.house import House

WHOLE = {"teams_client_id": CLIENT_ID, "teams_client_secret": "a~b", "teams_tenant": TENANT}
OTHER = "bbbbbbbb-bbbb-4ccc-8ddd-eeeeeeeeeeee"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"teams_client_secret": ""}, "IPS_TEAMS_CLIENT_SECRET"),
        ({"teams_client_secret": "", "teams_tenant": ""}, "IPS_TEAMS_CLIENT_SECRET and IPS_TEAMS_TENANT"),
        ({"teams_client_id": "", "teams_tenant": ""}, "IPS_TEAMS_CLIENT_ID and IPS_TEAMS_TENANT"),
        ({"teams_client_id": "ips-bot"}, "IPS_TEAMS_CLIENT_ID"),
        ({"teams_tenant": "helse-bergen.no"}, "IPS_TEAMS_TENANT"),
        ({"teams_tenant": f"{TENANT} {OTHER}"}, "IPS_TEAMS_TENANT"),
        ({"teams_tenant": ","}, "IPS_TEAMS_TENANT"),
        ({"teams_client_secret": OTHER}, "IPS_TEAMS_CLIENT_SECRET"),
        ({"teams_policy": "everything"}, "IPS_TEAMS_POLICY"),
        ({"teams_secret_expires": "soon"}, "IPS_TEAMS_SECRET_EXPIRES"),
    ],
)
def test_wrong_settings_stop_the_start(change: dict[str, str], said: str) -> None:
    """Each wrong combination is one sentence that names the setting, and never the secret."""
    with pytest.raises(WrongSetting) as raised:
        read(**{**WHOLE, **change})
    assert said in str(raised.value)
    assert "\n" not in str(raised.value)
    assert "a~b" not in str(raised.value)


def test_a_day_without_teams() -> None:
    """A day on which a secret runs out belongs to a secret."""
    with pytest.raises(WrongSetting, match="IPS_TEAMS_CLIENT_ID"):
        read(teams_secret_expires="2027-05-31")


def test_several_tenants() -> None:
    """Tenants stand with commas between them, in any case of letters; an empty day is none."""
    found = read(**{**WHOLE, "teams_tenant": f" {TENANT.upper()} ,{OTHER}"}, teams_secret_expires="")
    assert found.tenants == (TENANT, OTHER)
    assert found.teams_secret_expires is None
    assert read(**WHOLE, teams_secret_expires="2027-05-31").teams_secret_expires is not None
    assert Settings.model_validate({}).tenants == ()


@pytest.mark.parametrize(
    ("policy", "surface"),
    [("questions", Surface.QUESTIONS), ("questions+referrals", Surface.ALL), (None, Surface.ALL)],
)
def test_settings_hang_teams_into_the_app(policy: str | None, surface: Surface) -> None:
    """With its settings Teams takes part, by its policy; without them it does not."""
    from bot.services.channels import channel_runtime

    house = House()
    app = house.app
    clock = app.sweep._clock
    found = read(**WHOLE, teams_policy=policy)
    chats = channel_runtime(found, app.store, app.turns, app.words, clock)
    assert chats.gateway.surfaces == {"teams": surface}
    assert set(chats.outbox_worker.senders) == {"teams"}
    assert [route.path for router in chats.routers for route in router.routes] == ["/teams/messages"]
    assert channel_runtime(read(), app.store, app.turns, app.words, clock).routers == []
    asyncio.run(chats.channels[0].web.aclose())  # type: ignore[attr-defined]
    house.close()


def test_help_knows_which_chats_are_set_up() -> None:
    """Teams or Telegram in the settings is enough for help to lead there; without either it does not."""
    from bot.app import know

    assert know(read(**WHOLE, encoder="off")).chats
    telegram = know(read(telegram_token="1:abc", telegram_name="ips_bot", encoder="off"))
    assert (telegram.chats, telegram.telegram) == (True, "ips_bot")
    assert not know(read(encoder="off")).chats


IMPORT = """
import os, sys
before = dict(os.environ)
from bot.channels import teams
assert "microsoft_teams.apps" in sys.modules
assert dict(os.environ) == before, set(os.environ) ^ set(before)
"""


def test_a_dotenv_file_does_not_leak(tmp_path: Path) -> None:
    """Importing Microsoft's library reads .env into the environment; importing it our way does not."""
    (tmp_path / ".env").write_text("CLIENT_SECRET=leaked\nIPS_X=leaked\n")
    found = subprocess.run(
        [sys.executable, "-c", IMPORT],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (found.returncode, found.stderr) == (0, "")


LEAK = "import os; import microsoft_teams.apps; print(os.environ.get('CLIENT_SECRET'))"


def test_the_library_would_leak(tmp_path: Path) -> None:
    """The guard is needed: without it the file is read. Should this fail, the guard can go."""
    (tmp_path / ".env").write_text("CLIENT_SECRET=leaked\n")
    found = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", LEAK], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == "leaked"


def test_without_teams_its_library_is_not_loaded() -> None:
    """Whoever does without Teams does not wait for it."""
    code = "import sys, bot.app, bot.__main__; print([m for m in sys.modules if m.startswith('microsoft')])"
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
