"""The tables of the self-check: people, rounds, sheets, answers, evidence, and the audit.

They hold what people said and did, so nothing here changes ``data_version``: a draft that one prefecture saves is no
fact, and the others' remembered figures stay good. What an accepted sheet confirms is written to the fact tables.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, DateTime, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from chuyi_dash.db.tables import Base

ACCOUNT_ROLES = ("reporter", "steward", "administrator")
SHEET_STATES = ("draft", "submitted", "returned", "accepted")
SETTLEMENTS = ("confirmed", "kept")


def _one_of(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


class Account(Base):
    """A person with a role.

    ``identity`` is the verified e-mail address, else the subject, that the provider gives. Whoever is not in this
    table is a viewer. Only a reporter has a prefecture.
    """

    __tablename__ = "account"
    __table_args__ = (
        CheckConstraint(_one_of("role", ACCOUNT_ROLES), name="role"),
        CheckConstraint("(role = 'reporter') = (prefecture_code IS NOT NULL)", name="reporters_have_a_prefecture"),
    )
    identity: Mapped[str] = mapped_column(String(200), primary_key=True)
    role: Mapped[str] = mapped_column(String(20))
    prefecture_code: Mapped[str | None] = mapped_column(ForeignKey("division.code"))
    added_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    added_by: Mapped[str]


class Audit(Base):
    """One write or one refused attempt; rows are only ever added.

    ``before`` and ``after`` are plain data.
    """

    __tablename__ = "audit"
    __table_args__ = (Index("ix_audit_at", "at"), {"sqlite_autoincrement": True})
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    who: Mapped[str]
    role: Mapped[str] = mapped_column(String(20))
    action: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str]
    allowed: Mapped[bool]
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    after: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class Round(Base):
    """One self-check of all prefectures.

    Figures are those of ``as_of``; sheets are due on ``due``. ``sample`` says that the figures hold sample rows: what
    such a round confirms is sample too.
    """

    __tablename__ = "round"
    __table_args__ = (CheckConstraint("due >= as_of", name="due_after_as_of"),)
    key: Mapped[str] = mapped_column(String(20), primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    as_of: Mapped[date]
    due: Mapped[date]
    sample: Mapped[bool]
    opened_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    opened_by: Mapped[str]


class Sheet(Base):
    """One prefecture's sheet in a round. ``version`` grows with each change of state.

    ``sealed`` is the report as it was accepted, in words, and ``check_code`` its check code; both None until then.
    """

    __tablename__ = "sheet"
    __table_args__ = (
        UniqueConstraint("round_key", "prefecture_code"),
        CheckConstraint(_one_of("state", SHEET_STATES), name="state"),
        CheckConstraint("(state = 'accepted') = (check_code IS NOT NULL)", name="accepted_sheets_are_sealed"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    round_key: Mapped[str] = mapped_column(ForeignKey("round.key"))
    prefecture_code: Mapped[str] = mapped_column(ForeignKey("division.code"))
    state: Mapped[str] = mapped_column(String(10))
    version: Mapped[int]
    submitted_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    submitted_by: Mapped[str | None]
    accepted_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    accepted_by: Mapped[str | None]
    check_code: Mapped[str | None] = mapped_column(String(20))
    sealed: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class SheetAnswer(Base):
    """The prefecture's own answer to one item.

    ``agree`` None: nothing chosen yet; False: ``value`` is its own. ``version`` grows with each save and tells a
    writer that somebody else was quicker. ``settled`` is how the steward closed a disagreement: confirmed (the
    prefecture's value holds) or kept (the system's does).
    """

    __tablename__ = "sheet_answer"
    __table_args__ = (
        CheckConstraint("version >= 1", name="version"),
        CheckConstraint(_one_of("settled", SETTLEMENTS), name="settled"),
    )
    sheet_id: Mapped[int] = mapped_column(ForeignKey("sheet.id"), primary_key=True)
    item: Mapped[str] = mapped_column(String(120), primary_key=True)
    agree: Mapped[bool | None]
    value: Mapped[str | None]
    reason: Mapped[str | None]
    note: Mapped[str | None]
    version: Mapped[int]
    saved_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    saved_by: Mapped[str]
    settled: Mapped[str | None] = mapped_column(String(10))
    settled_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    settled_by: Mapped[str | None]


class SheetEvent(Base):
    """A change of a sheet's state: to which, when, by whom, why."""

    __tablename__ = "sheet_event"
    __table_args__ = (CheckConstraint(_one_of("state", SHEET_STATES), name="state"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    sheet_id: Mapped[int] = mapped_column(ForeignKey("sheet.id"), index=True)
    state: Mapped[str] = mapped_column(String(10))
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    who: Mapped[str]
    reason: Mapped[str | None]


class Remark(Base):
    """The steward's reason for sending one item back.

    It is closed when the prefecture hands in again or the sheet is accepted.
    """

    __tablename__ = "remark"
    id: Mapped[int] = mapped_column(primary_key=True)
    sheet_id: Mapped[int] = mapped_column(ForeignKey("sheet.id"), index=True)
    item: Mapped[str] = mapped_column(String(120))
    reason: Mapped[str]
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    who: Mapped[str]
    closed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class Evidence(Base):
    """A stored file by its content; ``size`` is in bytes.

    The bytes lie outside the database and the web root.
    """

    __tablename__ = "evidence"
    __table_args__ = (CheckConstraint("size > 0", name="size"),)
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    stored_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class Attachment(Base):
    """A stored file under an item of a sheet.

    It is taken off by ``removed_at``, so that the record stays.
    """

    __tablename__ = "attachment"
    __table_args__ = (
        Index(
            "uq_attachment_in_force",
            "sheet_id",
            "item",
            "sha256",
            unique=True,
            sqlite_where=text("removed_at IS NULL"),
            postgresql_where=text("removed_at IS NULL"),
        ),
        Index("ix_attachment_sha256", "sha256"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    sheet_id: Mapped[int] = mapped_column(ForeignKey("sheet.id"))
    item: Mapped[str] = mapped_column(String(120))
    sha256: Mapped[str] = mapped_column(ForeignKey("evidence.sha256"))
    file_name: Mapped[str]
    added_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    added_by: Mapped[str]
    removed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    removed_by: Mapped[str | None]


SELF_CHECK_TABLES = (Account, Audit, Round, Sheet, SheetAnswer, SheetEvent, Remark, Evidence, Attachment)
