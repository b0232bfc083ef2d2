"""orders state

Revision ID: 2b9d51e0c7aa
Revises: 1f0a27c2a9b1
Create Date: 2026-11-23 05:31:28.267275

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '2b9d51e0c7aa'
down_revision = '1f0a27c2a9b1'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("orders", sa.Column("state", sa.Text(), nullable=True))
    op.execute("UPDATE orders SET state = 'new'")


def downgrade() -> None:
    op.drop_column("orders", "state")
