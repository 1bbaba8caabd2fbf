"""The rules of the house: read from directory.yaml, and called by one name wherever a text shows them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from bot.domain.organisation.house_rules import A_YEAR, NUMBERS, HouseRules
from bot.knowledge.base.entry import Words

MARK, AGE = "{house_rule}", "{consent_age}"
"""Places that every text may have: the one name of our own rules, and how old a consent may be.

So is each number by its name in directory.yaml: {unopened_days}.
"""


def rules_in(data: Mapping[str, Any]) -> HouseRules:
    """Return the rules that directory.yaml sets. Raises ValueError, in one sentence, where they cannot be."""
    given = dict(data.get("house_rules") or {})
    keep = {kind: tuple(days) for kind, days in (given.pop("keep_days", None) or {}).items()}
    return HouseRules(**given, keep_days=MappingProxyType(keep))


def filled(words: Words, rules: HouseRules) -> Words:
    """Return the words with what the house has decided in the places for it."""
    texts = {
        lang: {key: _filled(text, words, lang, rules) for key, text in known.items()}
        for lang, known in words.texts.items()
    }
    return replace(words, texts=texts)


def _filled(text: str, words: Words, lang: str, rules: HouseRules) -> str:
    if MARK in text:
        text = text.replace(MARK, words.say(lang, "house.rule"))
    if AGE in text:
        text = text.replace(AGE, age(words, lang, rules))
    for name in NUMBERS:
        text = text.replace(f"{{{name}}}", str(getattr(rules, name)))
    return text


def age(words: Words, lang: str, rules: HouseRules) -> str:
    """Return how old a consent may be, in words."""
    if rules.consent_days in A_YEAR:
        return words.say(lang, "house.year")
    return words.say(lang, "house.days", days=rules.consent_days)
