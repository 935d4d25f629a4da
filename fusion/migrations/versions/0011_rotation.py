"""Rotations of the key; while one is open, outcomes of alerts can be sealed anew."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NAME = "alert_step_stays"
REFUSED = "alert_step is append-only"
SAME = " AND ".join(
    f'new."{name}" {{same}} old."{name}"' for name in ("number", "alert", "at", "step", "by")
)
ALLOWED = f"""
    {SAME} AND (
        EXISTS (SELECT 1 FROM rotation WHERE finished IS NULL)
        OR (new.note = '' AND EXISTS (
            SELECT 1 FROM alert WHERE number = old.alert AND session LIKE 'erased-%'))
    )
"""


def upgrade() -> None:
    op.create_table(
        "rotation",
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("begun", sa.Double(), nullable=False),
        sa.Column("finished", sa.Double()),
        sa.Column("renewed", sa.Integer()),
        sa.PrimaryKeyConstraint("number", name="pk_rotation"),
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"DROP TRIGGER {NAME}")
        condition = ALLOWED.format(same="IS")
        op.execute(
            f"CREATE TRIGGER {NAME} BEFORE UPDATE ON alert_step WHEN NOT ({condition}) "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
        )
    else:
        condition = ALLOWED.format(same="IS NOT DISTINCT FROM")
        op.execute(
            f"CREATE OR REPLACE FUNCTION {NAME}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF NOT ({condition}) THEN RAISE EXCEPTION '{REFUSED}'; END IF; RETURN new; END $$"
        )
