"""Wrong settings stop the start with one sentence that names the setting."""

from __future__ import annotations

from typing import Any

import pytest

from bot.domain.message.message import Surface
from bot.services.channels import channel_runtime
from bot.settings import Settings, WrongSetting, read
from bot.storage.store import Store
from tests.contracts.house import StandingClock, desk
from tests.domain.making import directory
from tests.fakes.bot_api import TOKEN
from tests.handlers.talk import knowledge


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"telegram_token": "hemmelig"}, "IPS_TELEGRAM_TOKEN"),
        ({"telegram_token": "12:a b"}, "IPS_TELEGRAM_TOKEN"),
        ({"telegram_token": TOKEN, "telegram_mode": "webhook"}, "IPS_TELEGRAM_SECRET"),
        (
            {"telegram_token": TOKEN, "telegram_mode": "webhook", "telegram_secret": "s"},
            "IPS_WEBHOOK_URL",
        ),
        ({"webhook_url": "ips.example.org"}, "IPS_WEBHOOK_URL"),
        ({"telegram_secret": "æ"}, "IPS_TELEGRAM_SECRET"),
        ({"telegram_secret": "x" * 257}, "IPS_TELEGRAM_SECRET"),
        ({"telegram_secret": "with space"}, "IPS_TELEGRAM_SECRET"),
        ({"telegram_api": "api.telegram.org"}, "IPS_TELEGRAM_API"),
        ({"telegram_api": "https://x.no/?a=1"}, "IPS_TELEGRAM_API"),
        ({"telegram_library": "telebot"}, "IPS_TELEGRAM_LIBRARY"),
        ({"telegram_mode": "push"}, "IPS_TELEGRAM_MODE"),
        ({"telegram_policy": "all"}, "IPS_TELEGRAM_POLICY"),
    ],
)
def test_wrong_settings(wrong: dict[str, str], named: str) -> None:
    """One sentence, with the name of the setting and without its secret value."""
    with pytest.raises(WrongSetting) as told:
        read(**wrong)
    assert named in str(told.value)
    assert "\n" not in str(told.value)
    assert "hemmelig" not in str(told.value)


def test_the_token_is_not_shown() -> None:
    """Neither token nor secret stand in what is printed of the settings."""
    settings = read(telegram_token=TOKEN, telegram_secret="geheim_-1")
    assert TOKEN not in repr(settings)
    assert "geheim" not in repr(settings)


def channels(settings: Settings) -> list[Any]:
    """Return the channels that the settings make."""
    store = Store(settings.database, directory())
    return channel_runtime(settings, store, desk(store), knowledge().base.words, StandingClock()).channels


async def test_without_a_token_there_is_no_telegram(tmp_path: Any) -> None:
    """The channel is there when its token is, and only asks where nothing else was said."""
    database = f"sqlite+aiosqlite:///{tmp_path}/x.sqlite"
    assert channels(read(database=database)) == []
    (asking,) = channels(read(database=database, telegram_token=TOKEN))
    assert (asking.surface, asking.router) == (Surface.QUESTIONS, None)
    (hooked,) = channels(
        read(
            database=database,
            telegram_token=TOKEN,
            telegram_mode="webhook",
            telegram_secret="s",
            telegram_policy="questions+referrals",
            webhook_url="https://ips.example.org",
        )
    )
    assert hooked.surface is Surface.ALL
    assert hooked.router is not None
