"""Texts to copy into a record system. They say what was done and agreed, never about whom."""

from __future__ import annotations

from bot.conversation.context import Context, norwegian
from bot.domain.consent import Receiver
from bot.domain.referral import Referral


def scope_text(ctx: Context, referral: Referral) -> str:
    """Return what the consent covers, for a reader: scope, and whether the Nav counsellor is named."""
    nav = "yes" if referral.consent.covers(Receiver.NAV_COUNSELLOR) else "no"
    return f"{ctx.say(f'consent.scope.{referral.consent.scope}')} {ctx.say(f'consent.nav.{nav}')}"


def referral_text(ctx: Context, referral: Referral) -> str:
    """Return the text on a referral that was sent. Source: brev punkt 5; pasientjournalforskriften § 7."""
    return ctx.say(
        "record.referral",
        date=ctx.day(norwegian(referral.history[0].at).date()),
        form=ctx.say(f"consent.form.{referral.consent.form}"),
        given=ctx.day(referral.consent.given_on),
        scope=scope_text(ctx, referral),
        code=referral.code,
        team=ctx.know.directory.team_name(referral.post),
    )


def narrowed_text(ctx: Context, referral: Referral) -> str:
    """Return the text on a consent that became narrower. Source: brev punkt 5; pvf art. 7."""
    scope = scope_text(ctx, referral)
    return ctx.say("record.narrowed", date=ctx.day(ctx.now.date()), code=referral.code, scope=scope)


def withdrawn_text(ctx: Context, referral: Referral) -> str:
    """Return the text on a consent that was withdrawn. Source: sharing.md rule 14; pvf art. 7."""
    return ctx.say("record.withdrawn", date=ctx.day(ctx.now.date()), code=referral.code)
