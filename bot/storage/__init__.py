"""Everything that knows SQLAlchemy: tables, one transaction a turn, migrations."""
