"""create orders

Revision ID: 1f0a27c2a9b1
Revises: 
Create Date: 2026-11-23 05:31:28.014929

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '1f0a27c2a9b1'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("CREATE TABLE customers (id serial PRIMARY KEY, name text NOT NULL)")
    op.execute(
        """
        CREATE TABLE orders (
            id serial PRIMARY KEY,
            customer_id integer REFERENCES customers (id)
        )
        """
    )


def downgrade() -> None:
    op.execute("DROP TABLE orders")
    op.execute("DROP TABLE customers")
