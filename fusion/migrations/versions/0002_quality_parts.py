"""What the quality of a window is made of; unknown for windows stored before."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("face_window", sa.Column("quality_parts", sa.JSON(none_as_null=True)))
