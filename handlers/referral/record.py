"""Texts to copy into a record system. They say what was done and agreed, never about whom."""

from __future__ import annotations

from bot.conversation.context import Context, norwegian
from bot.domain.case.consent import Consent, Receiver
from bot.domain.case.referral import Referral


def scope_text(ctx: Context, referral: Referral) -> str:
    """Return what the consent covers, for a reader: scope, and which of the other receivers it names."""
    return " ".join(ctx.say(key) for key in covered(referral.consent).values())


def covered(consent: Consent) -> dict[str, str]:
    """Return the keys of the words for what a consent covers, by the place where they stand in a text."""
    nav, employer = (
        "yes" if consent.covers(receiver) else "no"
        for receiver in (Receiver.NAV_COUNSELLOR, Receiver.EMPLOYER)
    )
    return {
        "scope": f"consent.scope.{consent.scope}",
        "nav": f"consent.nav.{nav}",
        "employer": f"consent.employer.{employer}",
    }


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


def renewed_text(ctx: Context, referral: Referral) -> str:
    """Return the text on a consent that was given anew. Source: brev punkt 5; pjl § 20."""
    return ctx.say(
        "record.renewed",
        date=ctx.day(ctx.now.date()),
        code=referral.code,
        form=ctx.say(f"consent.form.{referral.consent.form}"),
        given=ctx.day(referral.consent.given_on),
        scope=scope_text(ctx, referral),
    )


def employer_text(ctx: Context, referral: Referral) -> str:
    """Return the text on a consent for one employer, who is named in the record. Source: pjl § 20."""
    given = referral.consent.employer_on or ctx.now.date()
    return ctx.say("record.employer", date=ctx.day(ctx.now.date()), code=referral.code, given=ctx.day(given))


def withdrawn_text(ctx: Context, referral: Referral) -> str:
    """Return the text on a consent that was withdrawn. Source: sharing.md rule 14; pvf art. 7."""
    return ctx.say("record.withdrawn", date=ctx.day(ctx.now.date()), code=referral.code)
