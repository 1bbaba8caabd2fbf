"""A small conversation with everything a page must be able to show, for tests without the real engine."""

from __future__ import annotations

from bot.domain.message.message import Call, Inbound, Reply, SourceLine, Tone
from bot.domain.person.person import Person
from bot.domain.ports.store import Said
from bot.knowledge.base.entry import LANGUAGES, Words
from tests.fakes.button import choice

ANSWER = Reply(
    "Uten samtykke kan du snakke om IPS generelt.\n\nMed samtykke kan du dele det som trengs.",
    title="Hva kan jeg dele?",
    do=("Sjekk om det finnes et samtykke.", "Drøft uten kjennetegn når du er i tvil."),
    more="Kort sagt:\n- Generelt om IPS: ja.\n- Navn: nei.\n\nI tvil: vent.",
    sources=(
        SourceLine("Brev om taushetsplikt", "punkt 2", "https://example.org/brev", "Gjengitt i en rapport."),
        SourceLine("Helsepersonelloven", "§ 22", "https://example.org/lov"),
    ),
    choices=(
        choice("refer:", "Henvis en pasient"),
        choice("topic:a", "Hva må stå i samtykket for at det skal gjelde?"),
        choice("topic:b", "Hva om pasienten sier nei?"),
    ),
)
DANGER = Reply(
    "Er det fare for liv eller alvorlig skade nå? Ring. Ikke vent på svar her.",
    do=("Bli hos personen til hjelpen er framme.",),
    calls=(
        Call("Ring 113 (akutt fare for liv)", "113"),
        Call("Ring legevakt 116 117", "116 117"),
    ),
    choices=(choice("topic:danger", "Når kan jeg si fra uten samtykke?"),),
    tone=Tone.DANGER,
)
WARNING = Reply(
    "Stopp! Jeg tror meldingen viser hvem noen er.", do=("Spør uten kjennetegn.",), tone=Tone.WARNING
)
RECORD = Reply(
    "Koden er IPS-7K3F.",
    title="Henvisningen er sendt",
    record="23.11.2026: Pasienten er informert om IPS.\nHenvisning IPS-7K3F er sendt.",
    choices=(choice("referrals:IPS-7K3F", "Vis henvisningen"),),
)
WELCOME = Reply("Hei! Hva lurer du på om IPS?", choices=(choice("refer:", "Henvis en pasient"),))


def question(number: int) -> Reply:
    """Return the dialog's question `number`."""
    return Reply(
        f"Er spørsmål {number} besvart?",
        title=f"Henvisning, spørsmål {number}",
        more="Slik finner du det ut.",
        choices=(
            choice(f"d:{number}:yes", "Ja"),
            choice(f"d:{number}:no", "Nei"),
            choice(f"d:{number}:!cancel", "Avbryt"),
        ),
    )


class Script:
    """Answers by what was written: answer, danger, warning, record, dialog; else what was written."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.lang = "nb"

    def __call__(self, person: Person, turn: Inbound) -> Said:
        """Return what a turn is answered."""
        what = (turn.press or turn.text or "").strip()
        if what.startswith("language:"):
            self.lang = what.removeprefix("language:")
            assert self.lang in LANGUAGES
            return self._said(Reply(self.words.say(self.lang, "language.chosen")))
        if what in {"refer:", "dialog"}:
            return self._said(question(1))
        if what.startswith("d:"):
            _, number, value = what.split(":")
            return self._said(Reply("Avbrutt.") if value == "!cancel" else question(int(number) + 1))
        named = {"answer": ANSWER, "danger": DANGER, "record": RECORD, "restart:": WELCOME}
        if what == "warning":
            return self._said(WARNING, erase=True)
        return self._said(named.get(what, Reply(what or "Meldingen var tom.")))

    def _said(self, reply: Reply, *, erase: bool = False) -> Said:
        return Said((reply,), "answer", erase, self.lang)
