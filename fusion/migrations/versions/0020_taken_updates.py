"""Which updates of a chat were dealt with, so that one that comes again changes nothing."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("chat", sa.Column("taken", sa.JSON(none_as_null=True)))
