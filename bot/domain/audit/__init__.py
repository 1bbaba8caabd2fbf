"""The audit trail: its entries, and how it is found out that one was tampered with."""
