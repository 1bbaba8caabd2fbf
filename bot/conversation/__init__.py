"""How a turn is understood and a dialog is led. Pure: no clock, no database, no sending."""
