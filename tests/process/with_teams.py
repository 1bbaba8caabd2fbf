"""`python -m bot`, with Microsoft where FAKE_TEAMS says: the program itself knows only the real one."""

from __future__ import annotations

import os
from functools import partial

from bot.__main__ import cli
from bot.channels import teams
from bot.channels.teams.trust.sdk import PUBLIC, with_overrides


def believe_the_fake() -> None:
    """Take what FAKE_TEAMS leads to for Microsoft."""
    url = os.environ["FAKE_TEAMS"]
    keys = f"{url}/v1/.well-known/openidconfiguration"
    cloud = with_overrides(PUBLIC, openid_metadata_url=keys, login_endpoint=url)
    teams.open = partial(teams.open, cloud=cloud, hosts=("127.0.0.1",))


if __name__ == "__main__":
    believe_the_fake()
    cli()
