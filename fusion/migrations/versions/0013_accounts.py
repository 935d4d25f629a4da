"""Clinics, their staff and the audit log; every patient there is belongs to the first clinic."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TEXT = sa.String(500)
# The one change that a line may undergo: its session is deleted, or its patient erased.
FORGOTTEN = """
    {same} AND new.session IS NULL
    AND (new.patient {{same}} old.patient OR new.patient LIKE 'erased-%')
""".format(
    same=" AND ".join(
        f'new."{name}" {{same}} old."{name}"'
        for name in ("number", "at", "clinic", "staff", "name", "what", "alert", "note")
    )
)
SQLITE = (
    f"CREATE TRIGGER audit_stays BEFORE UPDATE ON audit WHEN NOT ({FORGOTTEN.format(same='IS')}) "
    "BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END",
    "CREATE TRIGGER audit_not_deleted BEFORE DELETE ON audit "
    "BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END",
)
POSTGRESQL = (
    "CREATE FUNCTION audit_stays() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    f"IF NOT ({FORGOTTEN.format(same='IS NOT DISTINCT FROM')}) THEN "
    "RAISE EXCEPTION 'audit is append-only'; END IF; RETURN new; END $$",
    "CREATE FUNCTION audit_not_deleted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "RAISE EXCEPTION 'audit is append-only'; END $$",
    "CREATE TRIGGER audit_stays BEFORE UPDATE ON audit FOR EACH ROW EXECUTE FUNCTION audit_stays()",
    "CREATE TRIGGER audit_not_deleted BEFORE DELETE ON audit "
    "FOR EACH ROW EXECUTE FUNCTION audit_not_deleted()",
    "CREATE TRIGGER audit_not_emptied BEFORE TRUNCATE ON audit "
    "FOR EACH STATEMENT EXECUTE FUNCTION audit_not_deleted()",
)


def upgrade() -> None:
    _clinic_and_staff()
    _audit()
    main = sa.Column("clinic", TEXT, nullable=False, server_default="main")
    op.add_column("patient", main)
    op.create_index("ix_patient_clinic", "patient", ["clinic"])
    op.add_column("invite", sa.Column("by", TEXT, nullable=False, server_default=""))
    op.add_column("invite", sa.Column("revoked", sa.Double()))
    op.create_index("ix_invite_patient", "invite", ["patient"])
    op.add_column("chat", sa.Column("invite", sa.String(64)))


def _clinic_and_staff() -> None:
    clinic = op.create_table(
        "clinic",
        sa.Column("clinic", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("clinic", name="pk_clinic"),
        sa.UniqueConstraint("name", name="uq_clinic_name"),
    )
    op.bulk_insert(clinic, [{"clinic": "main", "name": "Clinic"}])
    op.create_table(
        "staff",
        sa.Column("staff", TEXT, nullable=False),
        sa.Column("clinic", TEXT, nullable=False),
        sa.Column("login", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("role", TEXT, nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("created", sa.Double(), nullable=False),
        sa.Column("disabled", sa.Double()),
        sa.Column("password", TEXT),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("locked_until", sa.Double()),
        sa.Column("subject", TEXT),
        sa.ForeignKeyConstraint(["clinic"], ["clinic.clinic"], name="fk_staff_clinic"),
        sa.PrimaryKeyConstraint("staff", name="pk_staff"),
        sa.UniqueConstraint("login", name="uq_staff_login"),
        sa.UniqueConstraint("subject", name="uq_staff_subject"),
    )


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.Column("clinic", TEXT, nullable=False),
        sa.Column("staff", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("what", TEXT, nullable=False),
        sa.Column("patient", TEXT),
        sa.Column("session", TEXT),
        sa.Column("alert", NUMBER),
        sa.Column("note", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_audit"),
    )
    op.create_index("ix_audit_clinic_number", "audit", ["clinic", "number"])
    op.create_index("ix_audit_patient_number", "audit", ["patient", "number"])
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(sa.text(statement))
