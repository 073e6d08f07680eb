"""Imports and what each did to the facts."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def _stamp_imports() -> None:
    """Change the data version with every import, so that screens that list them notice.

    The history of a fact needs no trigger: it changes only together with the fact.
    """
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE TRIGGER import_batch_data_version AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON import_batch "
            "FOR EACH STATEMENT EXECUTE FUNCTION chuyi_stamp_data_version()"
        )
        return
    for action in ("INSERT", "UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER import_batch_{action.lower()}_data_version AFTER {action} ON import_batch "
            "BEGIN UPDATE data_version SET stamp = lower(hex(randomblob(16))); END"
        )


def upgrade() -> None:
    op.create_table(
        "import_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("unchanged", sa.Integer(), nullable=False),
        sa.Column("problems", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("resolved", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("tables", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.String(), nullable=True),
        sa.CheckConstraint("kind IN ('import', 'dry_run', 'refused')", name=op.f("ck_import_batch_kind")),
        sa.PrimaryKeyConstraint("id", name="pk_import_batch"),
        sqlite_autoincrement=True,  # a number that was once taken back must not name another import later
    )
    op.create_index("ix_import_batch_sha256", "import_batch", ["sha256"])
    op.create_table(
        "fact_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.String(length=40), nullable=False),
        sa.Column("natural_key", sa.String(), nullable=False),
        sa.Column("before", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("after", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(["import_id"], ["import_batch.id"], name="fk_fact_change_import_id"),
        sa.PrimaryKeyConstraint("id", name="pk_fact_change"),
    )
    op.create_index("ix_fact_change_import_id", "fact_change", ["import_id"])
    op.create_index("ix_fact_change_table_name_natural_key", "fact_change", ["table_name", "natural_key"])
    _stamp_imports()


def downgrade() -> None:
    op.drop_table("fact_change")
    op.drop_table("import_batch")
