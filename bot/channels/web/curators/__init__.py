"""The curators' pages: what had no answer, what is proposed, what it would do, who decided."""
