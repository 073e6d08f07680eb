"""The self-check: accounts, audit, rounds, sheets, answers, evidence."""

from datetime import datetime

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TABLES = ("account", "audit", "round", "sheet", "sheet_answer", "sheet_event", "remark", "evidence", "attachment")


def _moment(name: str, nullable: bool = False) -> sa.Column[datetime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _people() -> None:
    op.create_table(
        "account",
        sa.Column("identity", sa.String(length=200), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("prefecture_code", sa.String(length=6), nullable=True),
        _moment("added_at"),
        sa.Column("added_by", sa.String(), nullable=False),
        sa.CheckConstraint("role IN ('reporter', 'steward', 'administrator')", name="ck_account_role"),
        sa.CheckConstraint(
            "(role = 'reporter') = (prefecture_code IS NOT NULL)", name="ck_account_reporters_have_a_prefecture"
        ),
        sa.ForeignKeyConstraint(["prefecture_code"], ["division.code"], name="fk_account_prefecture_code"),
        sa.PrimaryKeyConstraint("identity", name="pk_account"),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        _moment("at"),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("allowed", sa.Boolean(), nullable=False),
        sa.Column("before", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("after", sa.JSON(none_as_null=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_audit_at", "audit", ["at"])


def _sheets() -> None:
    op.create_table(
        "round",
        sa.Column("key", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("sample", sa.Boolean(), nullable=False),
        _moment("opened_at"),
        sa.Column("opened_by", sa.String(), nullable=False),
        sa.CheckConstraint("due >= as_of", name="ck_round_due_after_as_of"),
        sa.PrimaryKeyConstraint("key", name="pk_round"),
        sa.UniqueConstraint("name", name="uq_round_name"),
    )
    op.create_table(
        "sheet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_key", sa.String(length=20), nullable=False),
        sa.Column("prefecture_code", sa.String(length=6), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _moment("submitted_at", nullable=True),
        sa.Column("submitted_by", sa.String(), nullable=True),
        _moment("accepted_at", nullable=True),
        sa.Column("accepted_by", sa.String(), nullable=True),
        sa.Column("check_code", sa.String(length=20), nullable=True),
        sa.Column("sealed", sa.JSON(none_as_null=True), nullable=True),
        sa.CheckConstraint("state IN ('draft', 'submitted', 'returned', 'accepted')", name="ck_sheet_state"),
        sa.CheckConstraint(
            "(state = 'accepted') = (check_code IS NOT NULL)", name="ck_sheet_accepted_sheets_are_sealed"
        ),
        sa.ForeignKeyConstraint(["round_key"], ["round.key"], name="fk_sheet_round_key"),
        sa.ForeignKeyConstraint(["prefecture_code"], ["division.code"], name="fk_sheet_prefecture_code"),
        sa.PrimaryKeyConstraint("id", name="pk_sheet"),
        sa.UniqueConstraint("round_key", "prefecture_code", name="uq_sheet_round_key_prefecture_code"),
    )
    op.create_table(
        "sheet_answer",
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(length=120), nullable=False),
        sa.Column("agree", sa.Boolean(), nullable=True),
        sa.Column("value", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        _moment("saved_at"),
        sa.Column("saved_by", sa.String(), nullable=False),
        sa.Column("settled", sa.String(length=10), nullable=True),
        _moment("settled_at", nullable=True),
        sa.Column("settled_by", sa.String(), nullable=True),
        sa.CheckConstraint("version >= 1", name="ck_sheet_answer_version"),
        sa.CheckConstraint("settled IN ('confirmed', 'kept')", name="ck_sheet_answer_settled"),
        sa.ForeignKeyConstraint(["sheet_id"], ["sheet.id"], name="fk_sheet_answer_sheet_id"),
        sa.PrimaryKeyConstraint("sheet_id", "item", name="pk_sheet_answer"),
    )


def _reviews() -> None:
    op.create_table(
        "sheet_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        _moment("at"),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.CheckConstraint("state IN ('draft', 'submitted', 'returned', 'accepted')", name="ck_sheet_event_state"),
        sa.ForeignKeyConstraint(["sheet_id"], ["sheet.id"], name="fk_sheet_event_sheet_id"),
        sa.PrimaryKeyConstraint("id", name="pk_sheet_event"),
    )
    op.create_index("ix_sheet_event_sheet_id", "sheet_event", ["sheet_id"])
    op.create_table(
        "remark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(length=120), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        _moment("at"),
        sa.Column("who", sa.String(), nullable=False),
        _moment("closed_at", nullable=True),
        sa.ForeignKeyConstraint(["sheet_id"], ["sheet.id"], name="fk_remark_sheet_id"),
        sa.PrimaryKeyConstraint("id", name="pk_remark"),
    )
    op.create_index("ix_remark_sheet_id", "remark", ["sheet_id"])


def _evidence() -> None:
    op.create_table(
        "evidence",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        _moment("stored_at"),
        sa.CheckConstraint("size > 0", name="ck_evidence_size"),
        sa.PrimaryKeyConstraint("sha256", name="pk_evidence"),
    )
    op.create_table(
        "attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(length=120), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        _moment("added_at"),
        sa.Column("added_by", sa.String(), nullable=False),
        _moment("removed_at", nullable=True),
        sa.Column("removed_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["sheet_id"], ["sheet.id"], name="fk_attachment_sheet_id"),
        sa.ForeignKeyConstraint(["sha256"], ["evidence.sha256"], name="fk_attachment_sha256"),
        sa.PrimaryKeyConstraint("id", name="pk_attachment"),
    )
    op.create_index(
        "uq_attachment_in_force",
        "attachment",
        ["sheet_id", "item", "sha256"],
        unique=True,
        sqlite_where=sa.text("removed_at IS NULL"),
        postgresql_where=sa.text("removed_at IS NULL"),
    )
    op.create_index("ix_attachment_sha256", "attachment", ["sha256"])


def _only_additions_to_the_audit() -> None:
    """Keep every row of the audit from change and deletion, whoever connects, owner included."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION chuyi_keep_audit() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'rows of the audit are only ever added'; END $$"
        )
        op.execute(
            "CREATE TRIGGER audit_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON audit "
            "FOR EACH STATEMENT EXECUTE FUNCTION chuyi_keep_audit()"
        )
        return
    for action in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER audit_is_kept_from_{action.lower()} BEFORE {action} ON audit "
            "BEGIN SELECT RAISE(ABORT, 'rows of the audit are only ever added'); END"
        )


def _stamp_as(whom: str) -> None:
    """Let the stamp be changed with the rights of its owner, or again of whoever writes.

    ``whom`` is DEFINER or INVOKER. With DEFINER whoever may write a fact needs no right to the stamp itself.
    """
    if op.get_bind().dialect.name == "postgresql":
        path = "SET search_path = public, pg_temp" if whom == "DEFINER" else "RESET search_path"
        op.execute(f"ALTER FUNCTION chuyi_stamp_data_version() SECURITY {whom} {path}")


def upgrade() -> None:
    _people()
    _only_additions_to_the_audit()
    _stamp_as("DEFINER")
    _sheets()
    _reviews()
    _evidence()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
    _stamp_as("INVOKER")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION chuyi_keep_audit()")
