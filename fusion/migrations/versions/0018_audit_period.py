"""Lines of the audit log go when their period is over, by the purge alone; proofs have a clinic."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
REFUSED = "audit is append-only"
# A line can be deleted while a purge is open whose limit lies after it, and never in its first year
# by the database's own clock, whatever a purge says.
YEAR_S = 365 * 86_400
ALLOWED = f"""
    EXISTS (SELECT 1 FROM audit_purge WHERE finished IS NULL AND old."at" < audit_purge."before")
    AND old."at" < {{now}} - {YEAR_S}
"""
# Whose clinic a proof of before is: the one whose log has the deed, else the only one there is.
CLINIC = """
    UPDATE erasure SET clinic = COALESCE(
        (SELECT clinic FROM audit WHERE what = 'patient erased'
         AND audit."at" BETWEEN erasure."at" - 60 AND erasure."at" + 60
         AND audit.name = {name} ORDER BY audit.number DESC LIMIT 1),
        (SELECT MIN(clinic) FROM clinic HAVING COUNT(*) = 1),
        '')
"""


def upgrade() -> None:
    op.create_table(
        "audit_purge",
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.Column("before", sa.Double(), nullable=False),
        sa.Column("finished", sa.Double()),
        sa.Column("rows", sa.Integer()),
        sa.PrimaryKeyConstraint("number", name="pk_audit_purge"),
    )
    clinic = sa.Column("clinic", sa.String(500), nullable=False, server_default="")
    op.add_column("erasure", clinic)
    if op.get_bind().dialect.name == "sqlite":
        condition = ALLOWED.format(now="CAST(strftime('%s', 'now') AS REAL)")
        op.execute("DROP TRIGGER audit_not_deleted")
        op.execute(
            f"CREATE TRIGGER audit_not_deleted BEFORE DELETE ON audit WHEN NOT ({condition}) "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
        )
        op.execute(CLINIC.format(name="json_extract(erasure.body, '$.by')"))
        return
    condition = ALLOWED.format(now="EXTRACT(EPOCH FROM now())")
    op.execute("DROP TRIGGER audit_not_emptied ON audit")
    op.execute(
        "CREATE FUNCTION audit_not_emptied() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"RAISE EXCEPTION '{REFUSED}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER audit_not_emptied BEFORE TRUNCATE ON audit "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_not_emptied()"
    )
    op.execute(
        "CREATE OR REPLACE FUNCTION audit_not_deleted() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN IF NOT ({condition}) THEN RAISE EXCEPTION '{REFUSED}'; END IF; RETURN old; END $$"
    )
    op.execute(CLINIC.format(name="erasure.body ->> 'by'"))
