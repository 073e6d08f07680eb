"""Institutions one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, or_, select

from chuyi_dash.as_of import AsOf
from chuyi_dash.db.queries.parts import in_code_order, is_sample, sourced_only
from chuyi_dash.db.tables import Institution, InstitutionFormerName, Source


@dataclass(frozen=True, slots=True)
class InstitutionRow:
    """An institution in force on the day; ``ownership`` None means that no source says."""

    code: str
    name: str
    kind: str
    ownership: str | None
    division: str
    opened: date | None
    former_names: tuple[str, ...]
    source: str
    note: str | None
    sample: bool


def institutions_in_force(connection: Connection, kinds: Sequence[str], at: AsOf) -> tuple[InstitutionRow, ...]:
    """Read the institutions of these kinds in force on the day, by division then name.

    One whose opening day is unknown counts as open.
    """
    former: dict[str, tuple[str, ...]] = {}
    for code, name in connection.execute(
        select(InstitutionFormerName.institution_code, InstitutionFormerName.name).order_by(
            in_code_order(InstitutionFormerName.name)
        )
    ):
        former[code] = (*former.get(code, ()), name)
    rows = connection.execute(
        select(
            Institution.code,
            Institution.name,
            Institution.kind,
            Institution.ownership,
            Institution.division_code,
            Institution.opened,
            Institution.source_key,
            Institution.note,
            is_sample(),
        )
        .join(Source, Source.key == Institution.source_key)
        .where(
            Institution.kind.in_(kinds),
            or_(Institution.opened.is_(None), Institution.opened <= at.day),
            or_(Institution.closed.is_(None), Institution.closed > at.day),
            sourced_only(at.sourced),
        )
        .order_by(in_code_order(Institution.division_code), in_code_order(Institution.name))
    )
    return tuple(
        InstitutionRow(code, name, kind, ownership, division, opened, former.get(code, ()), source, note, bool(sample))
        for code, name, kind, ownership, division, opened, source, note, sample in rows
    )
