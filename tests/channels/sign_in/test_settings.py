"""Settings of signing in: what does not fit together stops the start with one sentence."""

from __future__ import annotations

import pytest

from bot.cli.sign_in import configured, lasts
from bot.domain.person.person import Role
from bot.domain.person.sign_in import Part
from bot.settings import WrongSetting, read
from tests.domain.making import directory

WHOLE = {
    "login": "oidc",
    "oidc_issuer": "https://login.example.org/tenant/v2.0",
    "oidc_client_id": "ips",
    "oidc_client_secret": "s",
    "secret": "k" * 40,
    "base_url": "https://ips.example.org",
    "host": "0.0.0.0",
}

TEAMS = {
    "teams_client_id": "1b2c3d4e-0000-4000-8000-1b2c3d4e5f60",
    "teams_client_secret": "a~b",
    "teams_tenant": "5F60718A-0000-4000-8000-5f60718a9bac",
}

TELEGRAM = {"telegram_token": "1:abc", "telegram_policy": "questions+referrals"}


@pytest.mark.parametrize(
    ("over", "says"),
    [
        ({"oidc_issuer": ""}, "needs IPS_OIDC_ISSUER"),
        ({"oidc_client_id": "", "oidc_client_secret": ""}, "IPS_OIDC_CLIENT_ID and IPS_OIDC_CLIENT_SECRET"),
        ({"oidc_issuer": "http://login.example.org"}, "begins with https://"),
        ({"oidc_issuer": "login.example.org"}, "begins with https://"),
        ({"base_url": "http://ips.example.org"}, "IPS_BASE_URL that begins with https://"),
        ({"secret": "short"}, "IPS_SECRET with at least 32 characters"),
        ({"secret": None}, "IPS_SECRET with at least 32 characters"),
        ({"oidc_scopes": "profile"}, "IPS_OIDC_SCOPES must hold openid"),
        ({"oidc_subject": "pid"}, "birth number"),
        ({"oidc_roles": "dps=clinician"}, "have a service"),
        ({"oidc_roles": "dps=king"}, "not of the form"),
        ({"oidc_roles": "dps=guest"}, "not of the form"),
        ({"oidc_roles": "kari=coordinator:dps"}, "nobody else has one"),
        ({"session_idle": 100, "session_lasts": 60}, "cannot be longer"),
        ({"session_idle": 0}, "greater than or equal to 5"),
        ({"login": "demo"}, "IPS_HOST must be 127.0.0.1"),
        ({"login": "demo", "host": "127.0.0.1"}, "IPS_BASE_URL must lead to this machine"),
        ({"step_up": 5, **TELEGRAM}, "IPS_TELEGRAM_POLICY=questions"),
        ({"teams_tab": "on"}, "needs IPS_LOGIN=oidc and a Teams bot"),
        ({"teams_tab": "on", **TEAMS}, "needs IPS_OIDC_SUBJECT=oid"),
        ({"login": "open"}, "'demo' or 'oidc'"),
    ],
)
def test_a_wrong_setting_stops_the_start(over: dict[str, object], says: str) -> None:
    """With one sentence that names the setting."""
    with pytest.raises(WrongSetting, match="IPS_") as fault:
        read(**(WHOLE | over))
    assert says in str(fault.value)


def test_groups_are_roles() -> None:
    """Names of groups may hold what names of groups hold; the house's own places must be there."""
    text = "11-22=clinician:oyane-dps-allmenn, urn:x=y=job_specialist:dps-general,\n Lead ers = coordinator"
    oidc = configured(read(**WHOLE, oidc_roles=text, oidc_acr="a, b"), directory())
    assert oidc.parts == {
        "11-22": Part(Role.CLINICIAN, service="oyane-dps-allmenn"),
        "urn:x=y": Part(Role.JOB_SPECIALIST, post="dps-general"),
        "Lead ers": Part(Role.COORDINATOR),
    }
    assert oidc.levels == ("a", "b")
    assert oidc.back == "https://ips.example.org/login/back"


def test_places_that_there_are_not(capsys: pytest.CaptureFixture[str]) -> None:
    """Found at the start, and not when the first of them signs in."""
    import typer

    with pytest.raises(typer.Exit):
        configured(read(**WHOLE, oidc_roles="a=clinician:nowhere,b=job_specialist:nobody"), directory())
    assert "nobody, nowhere" in capsys.readouterr().err


def test_a_tab_is_for_the_tenants_of_the_bot() -> None:
    """By setting only."""
    known = WHOLE | TEAMS | {"oidc_subject": "oid"}
    assert configured(read(**known, teams_tab="on"), directory()).tenants == (TEAMS["teams_tenant"].lower(),)
    assert configured(read(**known), directory()).tenants == ()


def test_no_step_up_is_no_limit() -> None:
    """0 asks for no fresh sign-in."""
    assert lasts(read(**WHOLE)).fresh is None
    assert str(lasts(read(**WHOLE, step_up=10)).fresh) == "0:10:00"
