"""What the database itself refuses: to change or remove an entry of the audit trail, or to add one that does
not follow the last. Whoever may take these guards away is found out by the chain (`bot audit verify`).
"""

from __future__ import annotations

import sqlalchemy as sa

REFUSED = "the audit trail only grows"
FOLLOWS = "NEW.number = head.number + 1 AND NEW.previous = head.hash"
MOVES = "NEW.number = OLD.number + 1 AND NEW.id = OLD.id"
SEALED = "EXISTS (SELECT 1 FROM audit WHERE audit.number = NEW.number AND audit.hash = NEW.hash)"

SQLITE = {
    "audit_unchanged": f"BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END",
    "audit_kept": f"BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END",
    "audit_follows": "BEFORE INSERT ON audit"
    f" WHEN NOT EXISTS (SELECT 1 FROM audit_head AS head WHERE {FOLLOWS})"
    f" BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END",
    "audit_head_kept": f"BEFORE DELETE ON audit_head BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END",
    "audit_head_one": f"BEFORE INSERT ON audit_head BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END",
    "audit_head_moves": f"BEFORE UPDATE ON audit_head WHEN NOT ({MOVES} AND {SEALED})"
    f" BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END",
}

FUNCTIONS = {
    "audit_refuse": f"BEGIN RAISE EXCEPTION '{REFUSED}'; END",
    "audit_follow": f"BEGIN IF NOT EXISTS (SELECT 1 FROM audit_head AS head WHERE {FOLLOWS})"
    f" THEN RAISE EXCEPTION '{REFUSED}'; END IF; RETURN NEW; END",
    "audit_move": f"BEGIN IF NOT ({MOVES} AND {SEALED})"
    f" THEN RAISE EXCEPTION '{REFUSED}'; END IF; RETURN NEW; END",
}

POSTGRES = {
    "audit_kept": "BEFORE UPDATE OR DELETE OR TRUNCATE ON audit FOR EACH STATEMENT"
    " EXECUTE FUNCTION audit_refuse()",
    "audit_follows": "BEFORE INSERT ON audit FOR EACH ROW EXECUTE FUNCTION audit_follow()",
    "audit_head_kept": "BEFORE INSERT OR DELETE OR TRUNCATE ON audit_head FOR EACH STATEMENT"
    " EXECUTE FUNCTION audit_refuse()",
    "audit_head_moves": "BEFORE UPDATE ON audit_head FOR EACH ROW EXECUTE FUNCTION audit_move()",
}


def guard(connection: sa.Connection) -> None:
    """Set up the guards; the head row must stand already."""
    for statement in _statements(connection.dialect.name == "postgresql"):
        connection.exec_driver_sql(statement)


def unguard(connection: sa.Connection) -> None:
    """Take the guards away: for going back to an earlier version, and for tests that tamper."""
    postgres = connection.dialect.name == "postgresql"
    for name, what in (POSTGRES if postgres else SQLITE).items():
        table = what.partition(" ON ")[2].split()[0]
        connection.exec_driver_sql(f"DROP TRIGGER {name} ON {table}" if postgres else f"DROP TRIGGER {name}")
    for name in FUNCTIONS if postgres else ():
        connection.exec_driver_sql(f"DROP FUNCTION {name}()")


def _statements(postgres: bool) -> list[str]:
    functions = [
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$"
        for name, body in FUNCTIONS.items()
    ]
    triggers = POSTGRES if postgres else SQLITE
    return [
        *(functions if postgres else ()),
        *(f"CREATE TRIGGER {name} {what}" for name, what in triggers.items()),
    ]
