"""A few stored facts for tests of queries.

There are one province, two prefectures, three counties, one zone and three sources.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Connection, insert

from chuyi_dash.db import tables

PROVINCE, FIRST, SECOND = "430000", "430100", "430200"
COUNTY, OTHER_COUNTY, FAR_COUNTY, ZONE = "430101", "430102", "430201", "430171"
PRESS, NOTICE, SAMPLE = "press-1", "notice-1", "sample-1"


def place_rows() -> list[dict[str, Any]]:
    """List the divisions as rows of their table."""

    def row(code: str, name: str, level: str, parent: str | None) -> dict[str, Any]:
        names = {"code": code, "name": name, "short_name": name[:-1], "name_en": name}
        return names | {"level": level, "kind": name[-1], "parent_code": parent, "statutory": level != "zone"}

    return [
        row(PROVINCE, "湖南省", "province", None),
        row(FIRST, "甲市", "prefecture", PROVINCE),
        row(SECOND, "乙市", "prefecture", PROVINCE),
        row(COUNTY, "甲一县", "county", FIRST),
        row(OTHER_COUNTY, "甲二县", "county", FIRST),
        row(FAR_COUNTY, "乙一县", "county", SECOND),
        row(ZONE, "甲园区", "zone", FIRST),
    ]


def source(connection: Connection, key: str, kind: str, **changes: Any) -> None:
    """Store a source of high confidence, unless told otherwise."""
    _put(connection, tables.Source, {"key": key, "kind": kind, "title": key, "confidence": "high"} | changes)


def ground(connection: Connection) -> None:
    """Store the divisions and sources on which the other rows stand."""
    connection.execute(insert(tables.Division), place_rows())
    source(connection, PRESS, "press")
    source(connection, NOTICE, "notice")
    source(connection, SAMPLE, "sample")


def project(connection: Connection, code: str, target: str = "heritage-base", **changes: Any) -> None:
    """Store a provincial project in the first prefecture, unless told otherwise."""
    row = {"code": code, "target_id": target, "level": "省级", "name": code, "division_code": FIRST}
    _put(connection, tables.Project, row | {"source_key": PRESS} | changes)


def event(connection: Connection, project_code: str, stage: str, day: str, **changes: Any) -> None:
    """Store a stage that a project reached on this day."""
    row = {"project_code": project_code, "stage_code": stage, "date": date.fromisoformat(day), "source_key": PRESS}
    _put(connection, tables.ProjectEvent, row | changes)


def tally(connection: Connection, count: int, day: str, **changes: Any) -> None:
    """Store a tally of approved heritage bases in the province, unless told otherwise."""
    row = {"target_id": "heritage-base", "division_code": PROVINCE, "stage_code": "approved", "category": ""}
    _put(
        connection,
        tables.Tally,
        row | {"date": date.fromisoformat(day), "count": count, "source_key": PRESS} | changes,
    )


def answer(connection: Connection, item: str, met: bool, day: str, **changes: Any) -> None:
    """Store an answer of the first prefecture about its local plan, unless told otherwise."""
    row = {"target_id": "local-plan", "item": item, "division_code": FIRST, "date": date.fromisoformat(day)}
    _put(connection, tables.Answer, row | {"met": met, "source_key": PRESS} | changes)


def school(connection: Connection, code: str, **changes: Any) -> None:
    """Store a public secondary school in the first county, unless told otherwise."""
    row = {"code": code, "name": code, "kind": "中职", "ownership": "公办", "division_code": COUNTY}
    _put(connection, tables.Institution, row | {"source_key": PRESS} | changes)


def industry(connection: Connection, name: str, institution: str | None, **changes: Any) -> None:
    """Store a main industry, listed at the start of 2023 unless told otherwise.

    ``institution`` is the code of the institution that serves it, or None.
    """
    row = {"name": name, "institution_code": institution, "listed_on": date(2023, 1, 1), "source_key": PRESS}
    _put(connection, tables.Industry, row | changes)


def funding(connection: Connection, project_code: str, day: str, **changes: Any) -> None:
    """Store money of local origin for a project, nothing reported unless told otherwise."""
    row = {"project_code": project_code, "origin": "地方财政", "date": date.fromisoformat(day), "source_key": PRESS}
    _put(connection, tables.Funding, row | changes)


def milestone(connection: Connection, project_code: str, due: str, done: str | None = None, **changes: Any) -> None:
    """Store a project's duty, named 开工 unless told otherwise.

    None in ``done`` means that it is not done yet.
    """
    row = {"project_code": project_code, "name": "开工", "due": date.fromisoformat(due), "source_key": PRESS}
    _put(connection, tables.Milestone, row | {"done": done and date.fromisoformat(done)} | changes)


def _put(connection: Connection, table: type[tables.Base], row: dict[str, Any]) -> None:
    connection.execute(insert(table), row)
