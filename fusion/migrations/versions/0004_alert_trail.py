"""The trail of each alert, which nothing can rewrite, and when its next notice is due."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
SQLITE = """
CREATE TRIGGER alert_step_stays BEFORE UPDATE ON alert_step
BEGIN SELECT RAISE(ABORT, 'alert_step is append-only'); END
"""
POSTGRESQL = (
    """
    CREATE FUNCTION alert_step_stays() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'alert_step is append-only'; END $$
    """,
    """
    CREATE TRIGGER alert_step_stays BEFORE UPDATE ON alert_step
    FOR EACH ROW EXECUTE FUNCTION alert_step_stays()
    """,
)


def upgrade() -> None:
    op.create_table(
        "alert_step",
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("alert", NUMBER, nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.Column("step", sa.String(500), nullable=False),
        sa.Column("by", sa.String(500), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["alert"], ["alert.number"], name="fk_alert_step_alert"),
        sa.PrimaryKeyConstraint("number", name="pk_alert_step"),
    )
    op.create_index("ix_alert_step_alert", "alert_step", ["alert"])
    op.create_table(
        "alert_due",
        sa.Column("alert", NUMBER, autoincrement=False, nullable=False),
        sa.Column("due", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(["alert"], ["alert.number"], name="fk_alert_due_alert"),
        sa.PrimaryKeyConstraint("alert", name="pk_alert_due"),
    )
    op.create_index("ix_alert_due_due", "alert_due", ["due"])
    for statement in (SQLITE,) if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)
