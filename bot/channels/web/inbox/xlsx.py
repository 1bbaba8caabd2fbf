"""The coordinator's figures as a workbook: a sheet for each part, with a plot beside its table."""

from __future__ import annotations

import io
import re

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from bot.channels.web.say import Say
from bot.domain.message.inbox import Figures, FigureTable

MEDIA = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NOW, BEFORE = "#0F62C5", "#C9700A"
"""Blue and orange: told apart by those who do not see red and green alike, and in print by their darkness."""

WIDTHS = (48, 14, 16)
LONGEST_NAME = 31
FORBIDDEN = re.compile(r"[\[\]:*?/\\]")


def workbook(say: Say, figures: Figures) -> bytes:
    """Return the file. Numbers are numbers; what is not told stands as its words, and is no number."""
    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": say("statistics.title"), "comments": figures.intro})
    bold = book.add_format({"bold": True})
    first = book.add_worksheet(say("statistics.title")[:LONGEST_NAME])
    first.set_column(0, 0, 110)
    for row, text in enumerate((figures.intro, figures.few)):
        first.write_string(row, 0, text)
    used = {say("statistics.title").casefold()}
    for number, table in enumerate(figures.tables, 1):
        sheet = book.add_worksheet(_name(table.heading, number, used))
        _fill(sheet, say, table, bold)
        _plot(book, sheet, say, table)
    book.close()
    return out.getvalue()


def _name(heading: str, number: int, used: set[str]) -> str:
    name = FORBIDDEN.sub(" ", heading)[:LONGEST_NAME].strip("' ")
    if name.casefold() in used:
        name = f"{name[: LONGEST_NAME - 4]} {number}"
    used.add(name.casefold())
    return name


def _fill(sheet: Worksheet, say: Say, table: FigureTable, bold: Format) -> None:
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    for column, name in enumerate(("what", *table.columns)):
        sheet.write_string(0, column, say(f"statistics.column.{name}"), bold)
    for row, line in enumerate(table.rows, 1):
        sheet.write_string(row, 0, line.name)
        for column, told in ((1, line.told), (2, line.told_before)):
            if told.isdigit():
                sheet.write_number(row, column, int(told))
            elif told:
                sheet.write_string(row, column, told)
    sheet.freeze_panes(1, 1)


def _plot(book: Workbook, sheet: Worksheet, say: Say, table: FigureTable) -> None:
    last = len(table.rows)
    chart = book.add_chart({"type": "bar"})
    for column, (key, colour) in enumerate(zip(table.columns, (NOW, BEFORE), strict=False), 1):
        chart.add_series(
            {
                "name": say(f"statistics.column.{key}"),
                "categories": [sheet.name, 1, 0, last, 0],
                "values": [sheet.name, 1, column, last, column],
                "fill": {"color": colour},
                "data_labels": {"value": True},
            }
        )
    chart.set_title({"name": table.heading, "name_font": {"size": 12}})
    chart.set_y_axis({"reverse": True})
    chart.set_legend({"position": "bottom"} if len(table.columns) > 1 else {"none": True})
    chart.set_size({"width": 640, "height": 120 + 40 * last})
    sheet.insert_chart(1, 4, chart, {"description": table.heading})
