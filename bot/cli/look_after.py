"""python -m bot db, and post: what the people who run the place need."""

from __future__ import annotations

import asyncio
import datetime as dt
from typing import Annotated

import typer

from bot.cli.backup import db_backup, db_restore
from bot.cli.common import Database, open_store, records, stop

db = typer.Typer(help="Look after the database.", no_args_is_help=True)
post = typer.Typer(help="Look after the posts of the teams.", no_args_is_help=True)
db.command("backup")(db_backup)
db.command("restore")(db_restore)


@db.command("upgrade")
def db_upgrade(database: Database = None) -> None:
    """Bring the database up to the version of this program."""
    place = records(database)

    async def go() -> None:
        await open_store(place, migrates=True)
        await place.store.close()

    asyncio.run(go())
    typer.echo("The database is up to date.")


@db.command("trust-clock")
def db_trust_clock(database: Database = None) -> None:
    """Say that this machine's clock is right, after it leapt by days: the sweep then goes on."""
    place = records(database)
    now = dt.datetime.now(dt.UTC)

    async def go() -> None:
        await open_store(place)
        await place.store.trust_clock(now)
        await place.store.close()

    asyncio.run(go())
    typer.echo(f"The clock is trusted: {now:%d.%m.%Y %H:%M} UTC. The sweep goes on within a minute.")


@post.command("away")
def post_away(
    which: Annotated[str, typer.Argument(help="The post, for instance dps-general.")],
    first: Annotated[dt.datetime, typer.Option("--from", formats=["%Y-%m-%d"], help="First day away.")],
    last: Annotated[dt.datetime, typer.Option("--to", formats=["%Y-%m-%d"], help="Last day away.")],
    database: Database = None,
) -> None:
    """Record that a post's holder is away: new referrals go to the next in line."""
    place = records(database)
    if which not in place.directory.posts:
        stop(f"There is no post {which}. Posts: {', '.join(place.directory.posts)}")
    if last < first:
        stop("The last day comes before the first.")

    async def go() -> None:
        await open_store(place)
        await place.store.set_away(which, first.date(), last.date())
        await place.store.close()

    asyncio.run(go())
    typer.echo(f"{which} is away from {first.date()} to {last.date()}.")
