"""Makes of the settings what signing in by OpenID Connect must be told."""

from __future__ import annotations

import datetime as dt

from bot.channels.web.sign_in.config import Oidc
from bot.cli.common import stop
from bot.domain.organisation.directory import Directory
from bot.domain.person import sign_in
from bot.domain.person.sign_in import Lasts
from bot.settings import Settings


def configured(settings: Settings, directory: Directory) -> Oidc:
    """Return it, or end with one sentence when a group leads to a service or post that there is not."""
    parts = sign_in.parts(settings.oidc_roles)
    if lost := sign_in.orphaned(parts, directory.services, directory.posts):
        stop(f"Cannot start. IPS_OIDC_ROLES names what directory.yaml does not have: {', '.join(lost)}")
    return Oidc(
        settings.oidc_issuer,
        settings.oidc_client_id,
        settings.oidc_client_secret.get_secret_value(),
        settings.base_url,
        settings.secret.get_secret_value(),
        lasts(settings),
        settings.oidc_scopes,
        settings.oidc_subject,
        settings.oidc_name,
        settings.oidc_groups,
        parts,
        tuple(settings.oidc_acr.replace(",", " ").split()),
        settings.tenants if settings.teams_tab == "on" else (),
    )


def lasts(settings: Settings) -> Lasts:
    """Return how long sessions last."""
    fresh = dt.timedelta(minutes=settings.step_up) if settings.step_up else None
    idle, most = settings.session_idle, settings.session_lasts
    return Lasts(dt.timedelta(minutes=idle), dt.timedelta(minutes=most), fresh)
