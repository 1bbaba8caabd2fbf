"""Changes the language of the replies for good: bokmål, nynorsk, English."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation import typed
from bot.conversation.context import EVERYWHERE, Context, Plain
from bot.domain.message.button_id import ButtonId, Parts, only
from bot.domain.message.message import Choice, Reply
from bot.domain.turn.outcome import ChooseLanguage, Outcome, OutcomeKind
from bot.knowledge.base.entry import LANGUAGES


class Language(Plain):
    """Asks which language, or takes the one that was named. A person's own choice beats the detection."""

    name = "language"
    surfaces = EVERYWHERE
    topic: str | None = "bot.language"

    def start(self, ctx: Context) -> Outcome:
        """See Handler."""
        choices = tuple(
            Choice(ButtonId("language", lang), ctx.say(f"language.name.{lang}")) for lang in LANGUAGES
        )
        return ctx.reply(Reply(ctx.say("language.which"), choices=choices), kind=OutcomeKind.DIALOG)

    def press(self, ctx: Context, parts: Parts) -> Outcome | None:
        """See Handler."""
        lang = only(parts)
        if lang not in LANGUAGES:
            return None if parts else self.start(ctx)
        chosen = replace(ctx, lang=lang, person=replace(ctx.person, lang=lang))
        return chosen.reply(
            Reply(chosen.say("language.chosen")),
            session=replace(ctx.session, lang=lang),
            effects=(ChooseLanguage(ctx.person.id, lang),),
            kind=OutcomeKind.ANSWER,
            topics=("bot.language",),
        )

    def typed(self, ctx: Context, text: str) -> Outcome | None:
        """See Handler."""
        named = (x for x in LANGUAGES if typed.means(ctx.know.base.words, f"language.typed.{x}", text))
        lang = next(named, None)
        return self.press(ctx, (lang,)) if lang else None
