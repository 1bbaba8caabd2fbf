"""Whom we believe in Teams, and how we show who we are: tokens, hosts, Microsoft's library."""
