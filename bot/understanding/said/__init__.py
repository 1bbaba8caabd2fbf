"""Reads what is said in so many words, by phrases that stand as data in `said.yaml`.

A phrase is a row of words. A word in capitals is a list of `said.groups`; `x*` is any word that begins so,
`*x` one that ends so; `a|b` is either; `(x)` may be left out; `..` is up to three words of the same clause,
none of which denies; `...` up to six that neither deny nor doubt, turn to something else or speak of somebody
else (`STOPS`); `!` tells that nothing soon after takes it back (`AFTERWARDS`). Parts joined by `&` stand in
any order, with `...` between and `!` after them. NUMBER is digits, YEAR four of them, START begins a
clause. Nynorsk, dialect and slips are compared in their common form, so a phrase need not be written in each.
"""

from bot.understanding.said.book import Book, Hit, book, prepared
from bot.understanding.said.clauses import Clauses, told_at_length

__all__ = ["Book", "Clauses", "Hit", "book", "prepared", "told_at_length"]
