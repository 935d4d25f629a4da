"""Which regions of the face a window's reading rested on; unknown for windows stored before."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("face_window", sa.Column("regions", sa.JSON(none_as_null=True)))
