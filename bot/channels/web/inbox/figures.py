"""Renders the coordinator's figures: a table for each part, bars beside the numbers. Pure."""

from __future__ import annotations

from markupsafe import Markup

from bot.channels.web.markup import markup, tag
from bot.channels.web.pages import render
from bot.channels.web.say import Say
from bot.domain.message.inbox import FigureRow, Figures, FigureTable
from bot.domain.person.person import Person
from bot.knowledge.base.entry import Words

WIDTH, HEIGHT = 160, 22
"""Of the bars of a line, in units."""


def page(words: Words, figures: Figures, person: Person) -> str:
    """Return the page of figures."""
    say = Say(words, figures.lang)
    return render(
        "statistics",
        say=say,
        person=person,
        title=say("statistics.title"),
        lead=figures.intro,
        tables=Markup("".join(_table(say, one, at) for at, one in enumerate(figures.tables, 1))),
        few=figures.few,
    )


def _table(say: Say, table: FigureTable, number: int) -> str:
    most = max((max(row.now, row.before) for row in table.rows), default=0)
    heads = tag("th", say("statistics.column.what"), scope="col") + "".join(
        tag("th", say(f"statistics.column.{name}"), scope="col", class_=f"figures__of-{name}")
        for name in table.columns
    )
    head = markup("thead", markup("tr", heads + markup("td", "", class_="figures__bars")))
    body = markup("tbody", "".join(_row(row, len(table.columns), most) for row in table.rows))
    caption = tag("caption", table.heading, class_="aksel-sr-only")
    heading = tag("h2", table.heading, class_="aksel-heading aksel-heading--small")
    named = f"{say('statistics.svg')}: {table.heading}"
    get = tag(
        "a", say("statistics.svg"), href=f"statistics/{number}.svg", aria_label=named, class_="aksel-link"
    )
    shown = markup("table", caption + head + body, class_="figures")
    return markup("section", heading + shown + markup("p", get, class_="figures__get"))


def _row(row: FigureRow, numbers: int, most: int) -> str:
    told = "".join(tag("td", one) for one in (row.told, row.told_before)[:numbers])
    cells = tag("th", row.name, scope="row") + told
    return markup("tr", cells + markup("td", _bars(row, most), class_="figures__bars"))


def _bars(row: FigureRow, most: int) -> str:
    """Return two bars, now above before; the numbers stand beside them, so nobody needs to see them."""
    if not most:
        return ""
    bars = "".join(
        tag("rect", "", class_=f"figures__{kind}", x=0, y=y, width=f"{count * WIDTH / most:g}", height=8)
        for kind, y, count in (("now", 2, row.now), ("before", 12, row.before))
    )
    return markup("svg", bars, viewBox=f"0 0 {WIDTH} {HEIGHT}", aria_hidden="true")
