"""Logging in at a real mail server, encrypted in each way; what is refused, and what the log never holds."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.delivery.letter import Letter
from bot.delivery.mail import CannotDeliver, Mailer, SmtpSettings, Unreachable
from bot.settings import WrongSetting, read
from tests.contracts.house import StandingClock
from tests.delivery.making import LINK, SENDER, WORDS
from tests.fakes.certificate import certified
from tests.fakes.smtp import FakeSmtpServer

PASSWORD = "a-very-secret-word"
LETTER = Letter("k", "anna@example.org", "nb", "IPS-7K3F")
CLOCK = StandingClock(dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC))


async def send(mark: SmtpSettings) -> None:
    """Hand one letter over."""
    async with Mailer(mark, WORDS, CLOCK) as mailer:
        await mailer.send(LETTER)


def mark_of(office: FakeSmtpServer, ca: Path | None, security: str) -> SmtpSettings:
    """Return a postmark that can log in."""
    authority = str(ca) if ca else None
    return SmtpSettings("127.0.0.1", office.port, SENDER, LINK, security, "ips", PASSWORD, authority)


@pytest.mark.parametrize("security", ["starttls", "tls"])
async def test_a_letter_goes_out_after_the_login(tmp_path: Path, security: str) -> None:
    """With the right password, encrypted from the start or by STARTTLS, the letter is taken."""
    context, ca = certified(tmp_path)
    login = ("ips", PASSWORD)
    async with FakeSmtpServer(tls=context, from_the_start=security == "tls", login=login) as office:
        await send(mark_of(office, ca, security))
    assert office.logins == [True]
    assert [letter["To"] for letter in office.letters] == ["anna@example.org"]
    assert office.letters[0]["X-Auto-Response-Suppress"] == "OOF, AutoReply", "Exchange answers otherwise"


async def test_a_wrong_password_is_refused_and_never_said(tmp_path: Path) -> None:
    """The fault names what the server answered by its number alone; no letter of the round is tried on."""
    context, ca = certified(tmp_path)
    async with FakeSmtpServer(tls=context, login=("ips", "another")) as office:
        with pytest.raises(Unreachable) as refused:
            await send(mark_of(office, ca, "starttls"))
    assert str(refused.value) == "SMTPAuthenticationError 535"
    assert office.logins
    assert not any(office.logins)
    assert not office.letters


@pytest.mark.parametrize("security", ["starttls", "tls"])
async def test_nothing_goes_to_a_server_that_cannot_show_who_it_is(tmp_path: Path, security: str) -> None:
    """An unknown authority, or no encryption where it is asked for: neither password nor letter is sent."""
    context, _ = certified(tmp_path)
    async with FakeSmtpServer(
        tls=context, from_the_start=security == "tls", login=("ips", PASSWORD)
    ) as office:
        with pytest.raises(CannotDeliver):
            await send(mark_of(office, None, security))
    async with FakeSmtpServer() as plain:
        with pytest.raises(CannotDeliver):
            await send(mark_of(plain, None, security))
    assert [*office.logins, *plain.logins, *office.letters, *plain.letters] == []


@pytest.mark.parametrize("security", ["auto", "none"])
async def test_without_a_login_a_plain_server_will_do(security: str) -> None:
    """A server inside the house that offers no encryption takes a letter, as before."""
    async with FakeSmtpServer() as office:
        await send(SmtpSettings("127.0.0.1", office.port, SENDER, LINK, security))
    assert len(office.letters) == 1


MAIL = {"smtp_host": "mail.example.org", "smtp_from": SENDER}
LOGIN = {"smtp_user": "ips", "smtp_password": PASSWORD}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({**MAIL, "smtp_user": "ips", "smtp_security": "tls"}, "IPS_SMTP_PASSWORD go together"),
        ({**MAIL, "smtp_password": PASSWORD, "smtp_security": "tls"}, "IPS_SMTP_PASSWORD go together"),
        ({**MAIL, **LOGIN}, "IPS_SMTP_SECURITY to starttls or tls"),
        ({**MAIL, **LOGIN, "smtp_security": "none"}, "IPS_SMTP_SECURITY to starttls or tls"),
        ({**MAIL, **LOGIN, "smtp_security": "ssl"}, "IPS_SMTP_SECURITY"),
        ({**LOGIN, "smtp_security": "tls"}, "need IPS_SMTP_HOST"),
        ({**MAIL, "smtp_ca": "no-such.pem"}, "no such file"),
        ({**MAIL, "smtp_ca": __file__, "smtp_security": "none"}, "IPS_SMTP_CA is of no use"),
    ],
)
def test_settings_that_do_not_fit_stop_the_start(wrong: dict[str, Any], said: str) -> None:
    """One line says what to set; the password does not stand in it."""
    with pytest.raises(WrongSetting) as fault:
        read(**wrong)
    assert said in str(fault.value)
    assert "\n" not in str(fault.value)
    assert PASSWORD not in str(fault.value)


def test_the_password_shows_nowhere() -> None:
    """Neither the settings nor the postmark show it when they are printed."""
    settings = read(**MAIL, **LOGIN, smtp_security="starttls")
    mark = replace(SmtpSettings("h", 25, SENDER, LINK), password=PASSWORD)
    assert PASSWORD not in f"{settings!r} {settings} {mark!r} {mark}"
    assert settings.smtp_password.get_secret_value() == PASSWORD
