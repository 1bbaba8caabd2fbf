"""Where a person is in the conversation: nothing but the answers given so far and the language."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class OpenDialog:
    """A dialog under way. The state is only the answers; `editing` names a step that is asked anew.

    `about` is the code of the referral that it concerns, if there is one already.
    """

    name: str
    answers: dict[str, str] = field(default_factory=dict)
    editing: str | None = None
    listing: bool = False
    about: str = ""


@dataclass(frozen=True, slots=True)
class Session:
    """One person's talk. `serial` grows with every question asked, so that old buttons are known as old.

    `paused` is a dialog put aside for another; it comes back when that one ends. `topic` is the last
    topic shown, unless a question was asked since, `nearby` are those that came closest to it, `told` what
    the question said that it answered, by dialog and step; `lang` the talk's language.
    `waiting` are dialogs put aside until somebody answers, by the code of the inquiry.
    `dropped` are those that were cancelled last, the open one first: they can be taken back until one of
    the same name is begun. `lesson` is the number of the lesson read last, and `learning` tells that one
    is in the middle of the course. `track` is for whom it is told; `learned` are the answers to its
    cases, by lesson, `missed` the lessons to be asked again,
    `content_of` the day of the content that was learned, `finished` the day on which the last case was
    answered. `keeps` tells that its person wants the talk kept, `keeps_since` from when on.
    `picking` is the button whose day or time for a talk is asked for, so that it may be written.
    """

    lang: str = "nb"
    serial: int = 0
    dialog: OpenDialog | None = None
    topic: str | None = None
    nearby: tuple[str, ...] = ()
    told: dict[str, str] = field(default_factory=dict)
    paused: OpenDialog | None = None
    waiting: dict[str, OpenDialog] = field(default_factory=dict)
    dropped: tuple[OpenDialog, ...] = ()
    lesson: int = 0
    learning: bool = False
    track: str = ""
    learned: dict[str, str] = field(default_factory=dict)
    missed: tuple[str, ...] = ()
    content_of: str = ""
    finished: str = ""
    keeps: bool = False
    keeps_since: dt.datetime | None = None
    picking: str = ""

    def asking(self, dialog: OpenDialog) -> Session:
        """Return the session with a new question open; buttons of earlier ones become stale.

        What was shown before it is not what one speaks of any more.
        """
        dropped = () if any(d.name == dialog.name for d in self.dropped) else self.dropped
        after = replace(self, dialog=dialog, serial=self.serial + 1, dropped=dropped)
        return replace(after, topic=None, told={}, picking="")

    def cancelled(self) -> Session:
        """Return the session with the open dialog put away: `closed`, but it can be taken back."""
        return replace(self.closed(), dropped=(self.dialog,) if self.dialog else ())

    def closed(self) -> Session:
        """Return the session with the open dialog ended; one that was put aside is open again."""
        return replace(self, dialog=self.paused, paused=None, serial=self.serial + 1)

    def cleared(self) -> Session:
        """Return the session with no dialog and no topic; what was open can be taken back."""
        open_now = tuple(dialog for dialog in (self.dialog, self.paused) if dialog)
        dropped = open_now or self.dropped
        cleared = replace(self, dialog=None, paused=None, topic=None, told={}, learning=False, picking="")
        return replace(cleared, serial=self.serial + 1, dropped=dropped)

    def forgotten(self) -> Session:
        """Return the session of somebody who was away for long: language, counter, place in the course."""
        kept = Session(lang=self.lang, serial=self.serial + 1, lesson=self.lesson, track=self.track)
        course = replace(kept, learned=self.learned, missed=self.missed, content_of=self.content_of)
        course = replace(course, finished=self.finished)
        return replace(course, keeps=self.keeps, keeps_since=self.keeps_since)
