"""The tables: dated facts with a source, and nothing that could be computed from them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    DateTime,
    ForeignKey,
    Index,
    MetaData,
    Numeric,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
SOURCE_KINDS = ("notice", "official", "press", "import", "self_check", "sample")
LEVELS = ("省级", "市级")
OWNERSHIPS = ("公办", "民办")
ORIGINS = ("中央财政", "地方财政", "行业企业支持", "学校自筹")
IMPORT_KINDS = ("import", "dry_run", "refused")


def _one_of(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)


class DataVersion(Base):
    """One row whose stamp changes with every write to a fact table, by trigger, whoever writes."""

    __tablename__ = "data_version"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    stamp: Mapped[str] = mapped_column(String(64))


class Source(Base):
    """The document or message that a fact comes from.

    ``published`` is None where the day is unknown; ``date_note`` then says what is known.
    """

    __tablename__ = "source"
    __table_args__ = (
        CheckConstraint(_one_of("kind", SOURCE_KINDS), name="kind"),
        CheckConstraint(_one_of("confidence", ("high", "medium", "low")), name="confidence"),
    )
    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    title: Mapped[str]
    publisher: Mapped[str | None]
    published: Mapped[date | None]
    date_note: Mapped[str | None]
    url: Mapped[str | None]
    confidence: Mapped[str] = mapped_column(String(10))
    note: Mapped[str | None]


class Division(Base):
    """A province, prefecture, county or statistical zone.

    Only statutory ones can stand in a denominator, and zones are not.
    """

    __tablename__ = "division"
    __table_args__ = (
        CheckConstraint(_one_of("level", ("province", "prefecture", "county", "zone")), name="level"),
        CheckConstraint("(level = 'zone') = (NOT statutory)", name="zones_are_not_statutory"),
    )
    code: Mapped[str] = mapped_column(String(6), primary_key=True)
    name: Mapped[str]
    short_name: Mapped[str]
    name_en: Mapped[str]
    level: Mapped[str] = mapped_column(String(12))
    kind: Mapped[str]
    parent_code: Mapped[str | None] = mapped_column(ForeignKey("division.code"), index=True)
    statutory: Mapped[bool]


class Stage(Base):
    """A stage of a project, in its order.

    The table mirrors ``data/plan/stages.yaml`` so that SQL can count.
    """

    __tablename__ = "stage"
    __table_args__ = (CheckConstraint(_one_of("counts", ("none", "approved", "accepted", "stopped")), name="counts"),)
    code: Mapped[str] = mapped_column(String(20), primary_key=True)
    rank: Mapped[int] = mapped_column(unique=True)
    name_zh: Mapped[str]
    counts: Mapped[str] = mapped_column(String(10))


class Target(Base):
    """A target of the plan by its id, so that facts can refer to it.

    What the plan says of it stands in the plan's files.
    """

    __tablename__ = "target"
    id: Mapped[str] = mapped_column(String(40), primary_key=True)


class Institution(Base):
    """A school.

    ``ownership`` None means the source does not say; ``opened`` None means the day is unknown.
    """

    __tablename__ = "institution"
    __table_args__ = (
        CheckConstraint(_one_of("ownership", OWNERSHIPS), name="ownership"),
        CheckConstraint("closed > opened", name="closed_after_opened"),
    )
    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    ownership: Mapped[str | None] = mapped_column(String(4))
    division_code: Mapped[str] = mapped_column(ForeignKey("division.code"), index=True)
    opened: Mapped[date | None]
    closed: Mapped[date | None]
    confirmed_on: Mapped[date | None]
    source_key: Mapped[str] = mapped_column(ForeignKey("source.key"), index=True)
    note: Mapped[str | None]


class InstitutionFormerName(Base):
    """A name that an institution bore before, so that old papers still find it."""

    __tablename__ = "institution_former_name"
    institution_code: Mapped[str] = mapped_column(ForeignKey("institution.code"), primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)


class Project(Base):
    """One named project of a target. Its stage is never stored: it is its last event."""

    __tablename__ = "project"
    __table_args__ = (
        UniqueConstraint("target_id", "level", "name"),
        CheckConstraint(_one_of("level", LEVELS), name="level"),
    )
    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    target_id: Mapped[str] = mapped_column(ForeignKey("target.id"), index=True)
    level: Mapped[str] = mapped_column(String(4))
    name: Mapped[str]
    institution_code: Mapped[str | None] = mapped_column(ForeignKey("institution.code"), index=True)
    division_code: Mapped[str | None] = mapped_column(ForeignKey("division.code"), index=True)
    source_key: Mapped[str] = mapped_column(ForeignKey("source.key"), index=True)
    note: Mapped[str | None]


class ProjectFormerName(Base):
    """A name that a project bore before."""

    __tablename__ = "project_former_name"
    project_code: Mapped[str] = mapped_column(ForeignKey("project.code"), primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)


class ProjectEvent(Base):
    """A stage reached on a day."""

    __tablename__ = "project_event"
    __table_args__ = (UniqueConstraint("project_code", "stage_code", "date"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    project_code: Mapped[str] = mapped_column(ForeignKey("project.code"))
    stage_code: Mapped[str] = mapped_column(ForeignKey("stage.code"))
    date: Mapped[date]
    source_key: Mapped[str] = mapped_column(ForeignKey("source.key"), index=True)
    note: Mapped[str | None]


class Tally(Base):
    """A cumulative count reported without names, for a division, up to a day."""

    __tablename__ = "tally"
    __table_args__ = (
        CheckConstraint("count >= 0", name="count"),
        Index(
            "uq_tally_natural_key",
            "target_id",
            "division_code",
            text("coalesce(stage_code, '')"),
            "category",
            "date",
            "source_key",
            unique=True,
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    target_id: Mapped[str] = mapped_column(ForeignKey("target.id"))
    division_code: Mapped[str] = mapped_column(ForeignKey("division.code"))
    stage_code: Mapped[str | None] = mapped_column(ForeignKey("stage.code"))
    category: Mapped[str] = mapped_column(String(40), default="")
    date: Mapped[date]
    count: Mapped[int]
    source_key: Mapped[str] = mapped_column(ForeignKey("source.key"), index=True)
    note: Mapped[str | None]


class Answer(Base):
    """Whether a division meets one item of a target, as known on a day."""

    __tablename__ = "answer"
    __table_args__ = (UniqueConstraint("target_id", "item", "division_code", "date", "source_key"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    target_id: Mapped[str] = mapped_column(ForeignKey("target.id"))
    item: Mapped[str] = mapped_column(String(40))
    division_code: Mapped[str] = mapped_column(ForeignKey("division.code"))
    date: Mapped[date]
    met: Mapped[bool]
    source_key: Mapped[str] = mapped_column(ForeignKey("source.key"), index=True)
    note: Mapped[str | None]


class Industry(Base):
    """A main industry and the public college that serves it.

    The table is empty until someone enters the list.
    """

    __tablename__ = "industry"
    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    institution_code: Mapped[str | None] = mapped_column(ForeignKey("institution.code"), index=True)
    listed_on: Mapped[date]
    source_key: Mapped[str] = mapped_column(ForeignKey("source.key"), index=True)


class Funding(Base):
    """Money of a project by origin, cumulative to a day, in 万元.

    A part that is not reported is None.
    """

    __tablename__ = "funding"
    __table_args__ = (
        UniqueConstraint("project_code", "origin", "date"),
        CheckConstraint(_one_of("origin", ORIGINS), name="origin"),
        CheckConstraint("budget >= 0", name="budget"),
        CheckConstraint("in_place >= 0", name="in_place"),
        CheckConstraint("spent >= 0", name="spent"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    project_code: Mapped[str] = mapped_column(ForeignKey("project.code"))
    origin: Mapped[str] = mapped_column(String(20))
    date: Mapped[date]
    budget: Mapped[Decimal | None] = mapped_column(Numeric(14, 2))
    in_place: Mapped[Decimal | None] = mapped_column(Numeric(14, 2))
    spent: Mapped[Decimal | None] = mapped_column(Numeric(14, 2))
    source_key: Mapped[str] = mapped_column(ForeignKey("source.key"), index=True)


class Milestone(Base):
    """A dated duty of a project; ``done`` None means not done as far as anyone has reported."""

    __tablename__ = "milestone"
    __table_args__ = (UniqueConstraint("project_code", "name"), Index("ix_milestone_due", "due"))
    id: Mapped[int] = mapped_column(primary_key=True)
    project_code: Mapped[str] = mapped_column(ForeignKey("project.code"))
    name: Mapped[str]
    due: Mapped[date]
    done: Mapped[date | None]
    source_key: Mapped[str] = mapped_column(ForeignKey("source.key"), index=True)


FACT_TABLES = (
    Source,
    Division,
    Stage,
    Target,
    Institution,
    InstitutionFormerName,
    Project,
    ProjectFormerName,
    ProjectEvent,
    Tally,
    Answer,
    Industry,
    Funding,
    Milestone,
)


class ImportBatch(Base):
    """One file that was brought in, tried out or refused.

    ``at`` is UTC; ``problems``, ``resolved`` and ``tables`` are what the check of the file found, so that a screen
    can show it without the file.
    """

    __tablename__ = "import_batch"
    __table_args__ = (CheckConstraint(_one_of("kind", IMPORT_KINDS), name="kind"), {"sqlite_autoincrement": True})
    id: Mapped[int] = mapped_column(primary_key=True)
    file_name: Mapped[str]
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    who: Mapped[str]
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    added: Mapped[int]
    changed: Mapped[int]
    unchanged: Mapped[int]
    problems: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON(none_as_null=True))
    resolved: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON(none_as_null=True))
    tables: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    undone_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    undone_by: Mapped[str | None]


class FactChange(Base):
    """What one import did to one row.

    ``before`` None means added, ``after`` None means taken out. Both hold the row's columns without its number; dates
    as text, money as text with its decimals.
    """

    __tablename__ = "fact_change"
    __table_args__ = (Index("ix_fact_change_table_name_natural_key", "table_name", "natural_key"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id"), index=True)
    table_name: Mapped[str] = mapped_column(String(40))
    natural_key: Mapped[str]
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    after: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
