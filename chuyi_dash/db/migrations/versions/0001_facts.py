"""Facts, plan mirror and data version."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


# In the order of creation, so that the reverse drops children first.
FACT_TABLES = (
    "division",
    "source",
    "stage",
    "target",
    "answer",
    "institution",
    "tally",
    "industry",
    "institution_former_name",
    "project",
    "funding",
    "milestone",
    "project_event",
    "project_former_name",
)


def _random_stamp() -> str:
    """Return the SQL that gives the data version a fresh random value each time.

    A counter would repeat after a restore, and caches keyed by it would lie.
    """
    if op.get_bind().dialect.name == "postgresql":
        return "gen_random_uuid()::text"
    return "lower(hex(randomblob(16)))"


def _stamp_writes_to(table: str) -> None:
    """Change the data version with every write, whichever program makes it."""
    update = f"UPDATE data_version SET stamp = {_random_stamp()}"
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE OR REPLACE FUNCTION chuyi_stamp_data_version() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN {update}; RETURN NULL; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {table}_data_version AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION chuyi_stamp_data_version()"
        )
        return
    for action in ("INSERT", "UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {table}_{action.lower()}_data_version AFTER {action} ON {table} BEGIN {update}; END"
        )


def upgrade() -> None:
    op.create_table(
        "data_version",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("stamp", sa.String(length=64), nullable=False),
        sa.CheckConstraint("id = 1", name="ck_data_version_one_row"),
        sa.PrimaryKeyConstraint("id", name="pk_data_version"),
    )
    op.create_table(
        "division",
        sa.Column("code", sa.String(length=6), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("short_name", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("level", sa.String(length=12), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("parent_code", sa.String(length=6), nullable=True),
        sa.Column("statutory", sa.Boolean(), nullable=False),
        sa.CheckConstraint("(level = 'zone') = (NOT statutory)", name="ck_division_zones_are_not_statutory"),
        sa.CheckConstraint("level IN ('province', 'prefecture', 'county', 'zone')", name="ck_division_level"),
        sa.ForeignKeyConstraint(["parent_code"], ["division.code"], name="fk_division_parent_code"),
        sa.PrimaryKeyConstraint("code", name="pk_division"),
    )
    op.create_index("ix_division_parent_code", "division", ["parent_code"])

    op.create_table(
        "source",
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("publisher", sa.String(), nullable=True),
        sa.Column("published", sa.Date(), nullable=True),
        sa.Column("date_note", sa.String(), nullable=True),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("confidence", sa.String(length=10), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.CheckConstraint("confidence IN ('high', 'medium', 'low')", name="ck_source_confidence"),
        sa.CheckConstraint(
            "kind IN ('notice', 'official', 'press', 'import', 'self_check', 'sample')", name="ck_source_kind"
        ),
        sa.PrimaryKeyConstraint("key", name="pk_source"),
    )
    op.create_table(
        "stage",
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("name_zh", sa.String(), nullable=False),
        sa.Column("counts", sa.String(length=10), nullable=False),
        sa.CheckConstraint("counts IN ('none', 'approved', 'accepted', 'stopped')", name="ck_stage_counts"),
        sa.PrimaryKeyConstraint("code", name="pk_stage"),
        sa.UniqueConstraint("rank", name="uq_stage_rank"),
    )
    op.create_table(
        "target",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("clause", sa.String(), nullable=False),
        sa.Column("name_zh", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("provenance", sa.String(), nullable=False),
        sa.CheckConstraint("kind IN ('quota', 'coverage', 'checklist', 'count')", name="ck_target_kind"),
        sa.CheckConstraint("number >= 0", name="ck_target_number"),
        sa.PrimaryKeyConstraint("id", name="pk_target"),
    )
    op.create_table(
        "answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("target_id", sa.String(length=40), nullable=False),
        sa.Column("item", sa.String(length=40), nullable=False),
        sa.Column("division_code", sa.String(length=6), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("met", sa.Boolean(), nullable=False),
        sa.Column("source_key", sa.String(length=80), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["division_code"], ["division.code"], name="fk_answer_division_code"),
        sa.ForeignKeyConstraint(["source_key"], ["source.key"], name="fk_answer_source_key"),
        sa.ForeignKeyConstraint(["target_id"], ["target.id"], name="fk_answer_target_id"),
        sa.PrimaryKeyConstraint("id", name="pk_answer"),
        sa.UniqueConstraint(
            "target_id",
            "item",
            "division_code",
            "date",
            "source_key",
            name="uq_answer_target_id_item_division_code_date_source_key",
        ),
    )
    op.create_index("ix_answer_source_key", "answer", ["source_key"])

    op.create_table(
        "institution",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("ownership", sa.String(length=4), nullable=True),
        sa.Column("division_code", sa.String(length=6), nullable=False),
        sa.Column("opened", sa.Date(), nullable=True),
        sa.Column("closed", sa.Date(), nullable=True),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("source_key", sa.String(length=80), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.CheckConstraint("ownership IN ('公办', '民办')", name="ck_institution_ownership"),
        sa.CheckConstraint("closed > opened", name="ck_institution_closed_after_opened"),
        sa.ForeignKeyConstraint(["division_code"], ["division.code"], name="fk_institution_division_code"),
        sa.ForeignKeyConstraint(["source_key"], ["source.key"], name="fk_institution_source_key"),
        sa.PrimaryKeyConstraint("code", name="pk_institution"),
        sa.UniqueConstraint("name", name="uq_institution_name"),
    )
    op.create_index("ix_institution_division_code", "institution", ["division_code"])
    op.create_index("ix_institution_source_key", "institution", ["source_key"])

    op.create_table(
        "tally",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("target_id", sa.String(length=40), nullable=False),
        sa.Column("division_code", sa.String(length=6), nullable=False),
        sa.Column("stage_code", sa.String(length=20), nullable=True),
        sa.Column("category", sa.String(length=40), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("source_key", sa.String(length=80), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.CheckConstraint("count >= 0", name="ck_tally_count"),
        sa.ForeignKeyConstraint(["division_code"], ["division.code"], name="fk_tally_division_code"),
        sa.ForeignKeyConstraint(["source_key"], ["source.key"], name="fk_tally_source_key"),
        sa.ForeignKeyConstraint(["stage_code"], ["stage.code"], name="fk_tally_stage_code"),
        sa.ForeignKeyConstraint(["target_id"], ["target.id"], name="fk_tally_target_id"),
        sa.PrimaryKeyConstraint("id", name="pk_tally"),
    )
    op.create_index(
        "uq_tally_natural_key",
        "tally",
        ["target_id", "division_code", sa.text("coalesce(stage_code, '')"), "category", "date", "source_key"],
        unique=True,
    )
    op.create_index("ix_tally_source_key", "tally", ["source_key"])

    op.create_table(
        "industry",
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("institution_code", sa.String(length=40), nullable=True),
        sa.Column("listed_on", sa.Date(), nullable=False),
        sa.Column("source_key", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(["institution_code"], ["institution.code"], name="fk_industry_institution_code"),
        sa.ForeignKeyConstraint(["source_key"], ["source.key"], name="fk_industry_source_key"),
        sa.PrimaryKeyConstraint("name", name="pk_industry"),
    )
    op.create_index("ix_industry_institution_code", "industry", ["institution_code"])
    op.create_index("ix_industry_source_key", "industry", ["source_key"])

    op.create_table(
        "institution_former_name",
        sa.Column("institution_code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["institution_code"], ["institution.code"], name="fk_institution_former_name_institution_code"
        ),
        sa.PrimaryKeyConstraint("institution_code", "name", name="pk_institution_former_name"),
    )
    op.create_table(
        "project",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("target_id", sa.String(length=40), nullable=False),
        sa.Column("level", sa.String(length=4), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("institution_code", sa.String(length=40), nullable=True),
        sa.Column("division_code", sa.String(length=6), nullable=True),
        sa.Column("source_key", sa.String(length=80), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.CheckConstraint("level IN ('省级', '市级')", name="ck_project_level"),
        sa.ForeignKeyConstraint(["division_code"], ["division.code"], name="fk_project_division_code"),
        sa.ForeignKeyConstraint(["institution_code"], ["institution.code"], name="fk_project_institution_code"),
        sa.ForeignKeyConstraint(["source_key"], ["source.key"], name="fk_project_source_key"),
        sa.ForeignKeyConstraint(["target_id"], ["target.id"], name="fk_project_target_id"),
        sa.PrimaryKeyConstraint("code", name="pk_project"),
        sa.UniqueConstraint("target_id", "level", "name", name="uq_project_target_id_level_name"),
    )
    op.create_index("ix_project_division_code", "project", ["division_code"])
    op.create_index("ix_project_institution_code", "project", ["institution_code"])
    op.create_index("ix_project_source_key", "project", ["source_key"])
    op.create_index("ix_project_target_id", "project", ["target_id"])

    op.create_table(
        "funding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_code", sa.String(length=40), nullable=False),
        sa.Column("origin", sa.String(length=20), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("budget", sa.Numeric(precision=14, scale=2), nullable=True),
        sa.Column("in_place", sa.Numeric(precision=14, scale=2), nullable=True),
        sa.Column("spent", sa.Numeric(precision=14, scale=2), nullable=True),
        sa.Column("source_key", sa.String(length=80), nullable=False),
        sa.CheckConstraint("origin IN ('中央财政', '地方财政', '行业企业支持', '学校自筹')", name="ck_funding_origin"),
        sa.CheckConstraint("budget >= 0", name="ck_funding_budget"),
        sa.CheckConstraint("in_place >= 0", name="ck_funding_in_place"),
        sa.CheckConstraint("spent >= 0", name="ck_funding_spent"),
        sa.ForeignKeyConstraint(["project_code"], ["project.code"], name="fk_funding_project_code"),
        sa.ForeignKeyConstraint(["source_key"], ["source.key"], name="fk_funding_source_key"),
        sa.PrimaryKeyConstraint("id", name="pk_funding"),
        sa.UniqueConstraint("project_code", "origin", "date", name="uq_funding_project_code_origin_date"),
    )
    op.create_index("ix_funding_source_key", "funding", ["source_key"])

    op.create_table(
        "milestone",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("done", sa.Date(), nullable=True),
        sa.Column("source_key", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(["project_code"], ["project.code"], name="fk_milestone_project_code"),
        sa.ForeignKeyConstraint(["source_key"], ["source.key"], name="fk_milestone_source_key"),
        sa.PrimaryKeyConstraint("id", name="pk_milestone"),
        sa.UniqueConstraint("project_code", "name", name="uq_milestone_project_code_name"),
    )
    op.create_index("ix_milestone_due", "milestone", ["due"])
    op.create_index("ix_milestone_source_key", "milestone", ["source_key"])

    op.create_table(
        "project_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_code", sa.String(length=40), nullable=False),
        sa.Column("stage_code", sa.String(length=20), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("source_key", sa.String(length=80), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["project_code"], ["project.code"], name="fk_project_event_project_code"),
        sa.ForeignKeyConstraint(["source_key"], ["source.key"], name="fk_project_event_source_key"),
        sa.ForeignKeyConstraint(["stage_code"], ["stage.code"], name="fk_project_event_stage_code"),
        sa.PrimaryKeyConstraint("id", name="pk_project_event"),
        sa.UniqueConstraint("project_code", "stage_code", "date", name="uq_project_event_project_code_stage_code_date"),
    )
    op.create_index("ix_project_event_source_key", "project_event", ["source_key"])

    op.create_table(
        "project_former_name",
        sa.Column("project_code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["project_code"], ["project.code"], name="fk_project_former_name_project_code"),
        sa.PrimaryKeyConstraint("project_code", "name", name="pk_project_former_name"),
    )
    for table in FACT_TABLES:
        _stamp_writes_to(table)
    op.execute(f"INSERT INTO data_version (id, stamp) VALUES (1, {_random_stamp()})")


def downgrade() -> None:
    for table in reversed(FACT_TABLES):
        op.drop_table(table)
    op.drop_table("data_version")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION chuyi_stamp_data_version()")
