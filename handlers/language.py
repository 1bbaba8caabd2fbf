"""Changes the language of the replies for good: bokmål, nynorsk, English."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation import typed
from bot.conversation.context import EVERYWHERE, Context, Plain
from bot.domain.message import Choice, Reply
from bot.domain.outcome import ChooseLanguage, Kind, Outcome
from bot.knowledge.entry import LANGUAGES


class Language(Plain):
    """Asks which language, or takes the one that was named. A person's own choice beats the detection."""

    name = "language"
    rooms = EVERYWHERE
    topic: str | None = "bot.language"

    def start(self, ctx: Context) -> Outcome:
        """See Handler."""
        choices = tuple(Choice(f"language:{lang}", ctx.say(f"language.name.{lang}")) for lang in LANGUAGES)
        return ctx.reply(Reply(ctx.say("language.which"), choices=choices), kind=Kind.DIALOG)

    def press(self, ctx: Context, rest: str) -> Outcome | None:
        """See Handler."""
        if rest not in LANGUAGES:
            return None if rest else self.start(ctx)
        chosen = replace(ctx, lang=rest, person=replace(ctx.person, lang=rest))
        return chosen.reply(
            Reply(chosen.say("language.chosen")),
            session=replace(ctx.session, lang=rest),
            effects=(ChooseLanguage(ctx.person.id, rest),),
            kind=Kind.ANSWER,
            topics=("bot.language",),
        )

    def typed(self, ctx: Context, text: str) -> Outcome | None:
        """See Handler."""
        named = (x for x in LANGUAGES if typed.means(ctx.know.base.words, f"language.typed.{x}", text))
        lang = next(named, None)
        return self.press(ctx, lang) if lang else None
