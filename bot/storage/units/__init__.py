"""Transactions: of a turn, of the inbox, of the sweep."""
