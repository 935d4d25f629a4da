"""What a patient is spoken to in; unknown of those before: the installation's language."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("patient", "session"):
        op.add_column(table, sa.Column("language", sa.String(500)))
