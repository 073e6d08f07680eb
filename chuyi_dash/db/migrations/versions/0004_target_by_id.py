"""Targets by id only: what the plan says of them stands in its files."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

MIRRORED = ("position", "clause", "name_zh", "kind", "unit", "number", "scope", "provenance")


def _on_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def _rebuild(*columns: sa.Column[Any] | sa.CheckConstraint, filled: str = "") -> None:
    """Put a table with these columns beside the id in the place of ``target``.

    SQLite keeps what a check names, so a column cannot just be dropped. Rows that refer to the table name it, so they
    find the new one; its triggers go with the old one and are made again.
    """
    op.create_table(
        "target_anew",
        sa.Column("id", sa.String(length=40), nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("id", name="pk_target"),
    )
    op.execute(f"INSERT INTO target_anew SELECT id{filled} FROM target")
    op.drop_table("target")
    op.rename_table("target_anew", "target")
    for action in ("INSERT", "UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER target_{action.lower()}_data_version AFTER {action} ON target "
            "BEGIN UPDATE data_version SET stamp = lower(hex(randomblob(16))); END"
        )


def upgrade() -> None:
    if not _on_postgresql():
        _rebuild()
        return
    for name in MIRRORED:  # the checks go with their columns
        op.drop_column("target", name)


def downgrade() -> None:
    """Restore the target's columns without the plan's words.

    ``upgrade`` of the older program fills the words in.
    """
    columns = (
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("clause", sa.String(), nullable=False),
        sa.Column("name_zh", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("provenance", sa.String(), nullable=False),
    )
    checks = {"kind": "kind IN ('quota', 'coverage', 'checklist', 'count')", "number": "number >= 0"}
    if not _on_postgresql():
        named = (sa.CheckConstraint(rule, name=op.f(f"ck_target_{name}")) for name, rule in checks.items())
        _rebuild(*columns, *named, filled=", 0, '', '', 'count', '', NULL, '', ''")
        return
    for column in columns:
        column.server_default = sa.DefaultClause({"position": "0", "kind": "count"}.get(column.name, ""))
        if column.nullable:
            column.server_default = None
        op.add_column("target", column)
        op.alter_column("target", column.name, server_default=None)
    for name, rule in checks.items():
        op.create_check_constraint(op.f(f"ck_target_{name}"), "target", rule)
