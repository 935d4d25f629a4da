"""Who is told of a clinic's alerts, where it is not whom the settings name."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("alert_to", "alert_second"):
        told = sa.Column(name, sa.String(500), nullable=False, server_default="")
        op.add_column("clinic", told)
