"""orders state index

Revision ID: 3c7e64f1d2be
Revises: 2b9d51e0c7aa
Create Date: 2026-11-23 05:36:17.150793

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '3c7e64f1d2be'
down_revision = '2b9d51e0c7aa'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.get_context().autocommit_block():
        op.execute("CREATE INDEX CONCURRENTLY orders_state ON orders (state)")


def downgrade() -> None:
    with op.get_context().autocommit_block():
        op.execute("DROP INDEX CONCURRENTLY orders_state")
