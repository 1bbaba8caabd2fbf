"""Reads what is said in so many words, by phrases that stand as data in `said.yaml`.

A phrase is a row of words. A word in capitals is a list of `said.groups`; `x*` is any word that begins so;
`a|b` is either; `(x)` may be left out; `..` is up to three words of the same clause, none of which denies;
NUMBER is digits, YEAR four of them, START the beginning of a clause. Nynorsk, dialect and slips are compared
in their common form, so a phrase need not be written in each.
"""

from bot.understanding.said.book import Book, Hit, book, prepared
from bot.understanding.said.clauses import Clauses

__all__ = ["Book", "Clauses", "Hit", "book", "prepared"]
