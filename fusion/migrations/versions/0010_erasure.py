"""Proofs of erasures; the alert trail can be moved to a pseudonym and not be changed otherwise."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
PLAIN = sa.JSON(none_as_null=True)

# Said once for both databases: a row may change only as a whole line says.
MOVED = """
    {same}
    AND new.session LIKE 'erased-%' AND new.message LIKE 'erased-%'
""".format(
    same=" AND ".join(
        f"new.{name} {{same}} old.{name}" for name in ("number", "at", "source", "detail", "item")
    )
)
EMPTIED = """
    {same} AND new.note = ''
    AND EXISTS (SELECT 1 FROM alert WHERE number = old.alert AND session LIKE 'erased-%')
""".format(
    same=" AND ".join(
        f'new."{name}" {{same}} old."{name}"' for name in ("number", "alert", "at", "step", "by")
    )
)
GONE = "old.session LIKE 'erased-%'"
GONE_STEP = "EXISTS (SELECT 1 FROM alert WHERE number = old.alert AND session LIKE 'erased-%')"
TRIGGERS = (
    ("alert_stays", "alert", "UPDATE", MOVED),
    ("alert_not_deleted", "alert", "DELETE", GONE),
    ("alert_step_stays", "alert_step", "UPDATE", EMPTIED),
    ("alert_step_not_deleted", "alert_step", "DELETE", GONE_STEP),
)


def upgrade() -> None:
    op.create_table(
        "erasure",
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("reference", sa.String(500), nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.Column("body", PLAIN, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_erasure"),
        sa.UniqueConstraint("reference", name="uq_erasure_reference"),
    )
    sqlite = op.get_bind().dialect.name == "sqlite"
    op.execute("DROP TRIGGER alert_step_stays" + ("" if sqlite else " ON alert_step"))
    if not sqlite:
        op.execute("DROP FUNCTION alert_step_stays()")
    for name, table, change, allowed in TRIGGERS:
        for statement in (
            _sqlite(name, table, change, allowed)
            if sqlite
            else _postgresql(name, table, change, allowed)
        ):
            op.execute(sa.text(statement))


def _sqlite(name: str, table: str, change: str, allowed: str) -> tuple[str, ...]:
    condition = allowed.format(same="IS")
    return (
        f"CREATE TRIGGER {name} BEFORE {change} ON {table} WHEN NOT ({condition}) "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END",
    )


def _postgresql(name: str, table: str, change: str, allowed: str) -> tuple[str, ...]:
    condition = allowed.format(same="IS NOT DISTINCT FROM")
    kept = "new" if change == "UPDATE" else "old"
    return (
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF NOT ({condition}) THEN RAISE EXCEPTION '{table} is append-only'; END IF; "
        f"RETURN {kept}; END $$",
        f"CREATE TRIGGER {name} BEFORE {change} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
    )
