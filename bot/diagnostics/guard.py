"""Does the guard still see what it must see? It is asked in each language, with made-up sentences."""

from __future__ import annotations

from bot import safety
from bot.domain.ports.health import Finding, Level
from bot.knowledge.base.entry import LANGUAGES, Words


def looked_at(words: Words) -> list[Finding]:
    """Return a fault for each language in which danger, or somebody's number, goes by unseen."""
    blind = [
        Finding(Level.FAULT, "doctor.guard.blind", {"lang": lang})
        for lang in LANGUAGES
        if not (
            safety.acute(words.say(lang, "doctor.guard.danger"))
            and safety.identifying(words.say(lang, "doctor.guard.number"))
        )
    ]
    return blind or [Finding(Level.OK, "doctor.guard.ok")]
