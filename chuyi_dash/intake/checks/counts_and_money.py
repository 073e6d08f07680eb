"""Rules for counts, answers, industries, money and milestones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from chuyi_dash.db.queries.fact_rows import names_of_industries
from chuyi_dash.i18n import gettext as _
from chuyi_dash.intake.changes import COLUMNS, Change, Row, statement
from chuyi_dash.intake.records import BAD, Record
from chuyi_dash.intake.reference_data import rows_where
from chuyi_dash.intake.session import ImportSession, usable_values
from chuyi_dash.measures import measure_of
from chuyi_dash.measures.measure import CATEGORY
from chuyi_dash.places.names import comparable, nearest_of
from chuyi_dash.plan import Target

YUAN_RATIO = 1_000
Key = tuple[Any, ...]


def _item(session: ImportSession, record: Record, key: str, target: Target) -> str | None:
    """Find the id of the target's item that the cell names.

    None where the cell is empty or unusable, or names no item, which is reported.
    """
    value = record.values.get(key)
    if not isinstance(value, str):
        return None
    for item in target.items:
        if comparable(value) == comparable(item.name_zh):
            session.report_interpretation(record, key, item.name_zh, "")
            return item.id
    names = [item.name_zh for item in target.items]
    message = _("“%(target)s”没有“%(value)s”这一项。应为：%(names)s。")
    message %= {"target": target.name_zh, "value": value, "names": "、".join(names)}
    nearest = nearest_of(value, names)
    if nearest and len(names) > 1:
        message += _("最接近的是“%(name)s”。") % {"name": nearest}
    session.problem(record, key, "unknown_item", message)
    return None


def _settle_reported(
    session: ImportSession, table: str, wanted: Iterable[tuple[Record, Row]], order: Callable[[Row], Any]
) -> None:
    """Settle facts that several sources may state.

    The one on the screens is corrected, and the others give way to it.
    """
    rows = list(wanted)
    names = statement(table)
    stored: defaultdict[Key, list[Row]] = defaultdict(list)
    for row in rows_where(session.connection, table, "target_id", (values["target_id"] for _r, values in rows)):
        if not session.known.is_sample(row):
            stored[tuple(row[name] for name in names)].append(row)
    for record, values in rows:
        key = tuple(values[name] for name in names)
        if not session.reject_duplicate(record, key):
            continue
        found = sorted(stored[key], key=order)
        before = len(session.changes)
        session.lay_out(table, found[0] if found else None, values)
        if len(session.changes) > before:
            # Rows with the same statement and day would still win on the screens, so they go first.
            others = [Change(table, {n: row[n] for n in COLUMNS[table]}, None, row["id"]) for row in found[1:]]
            session.changes[before:before] = others


def check_tallies(session: ImportSession, records: list[Record]) -> None:
    """Check the sheet of tallies: by stage for projects, by category where the target says so."""
    wanted = []
    for record in records:
        target, stage = session.target(record, lambda measure: measure.counted_by is not None), session.stage(record)
        region = session.prefecture(record)
        county = session.county(record, region)
        usable = session.complete(record)
        if target is None or not usable or BAD in (record.values.get("stage"), record.values.get("county")):
            continue
        by_category = measure_of(target).counted_by == CATEGORY
        needed, unwanted = ("category", "stage") if by_category else ("stage", "category")
        category = _item(session, record, "category", target) if by_category and target.items else ""
        if needed not in record.values and (target.items or not by_category):
            message = _("“%(target)s”必须填“%(heading)s”。")
            values = {"target": target.name_zh, "heading": record.sheet.column(needed).heading}
            session.problem(record, needed, "required", message % values)
            continue
        if unwanted in record.values:
            message = _("“%(target)s”不分“%(heading)s”，请留空。")
            values = {"target": target.name_zh, "heading": record.sheet.column(unwanted).heading}
            session.problem(record, unwanted, "not_applicable", message % values)
            continue
        if category is not None:
            fixed = {"target_id": target.id, "division_code": county or region, "stage_code": stage}
            wanted.append((record, fixed | {"category": category} | usable_values(record, "date", "count", "note")))
    _settle_reported(session, "tally", wanted, lambda row: (-row["count"], row["source_key"]))


def check_answers(session: ImportSession, records: list[Record]) -> None:
    """Check rows that say yes or no to one item, at the level that the target is counted at."""
    wanted = []
    for record in records:
        target = session.target(record)
        prefecture = session.prefecture(record)
        county = session.county(record, prefecture)
        usable = session.complete(record)
        if target is None or not usable or record.values.get("county") is BAD:
            continue
        if not measure_of(target).answered_items(target):
            message = _("目标“%(target)s”没有清单项，不能填在这张表。") % {"target": target.name_zh}
            session.problem(record, "target", "target_not_for_sheet", message)
            continue
        item = _item(session, record, "item", target)
        if (target.scope == "county") != (county is not None):
            message = (
                _("“%(target)s”按县市区答复，必须填县市区。")
                if county is None
                else _("“%(target)s”按市州答复，县市区请留空。")
            )
            session.problem(record, "county", "wrong_level", message % {"target": target.name_zh})
        elif item is not None:
            fixed = {"target_id": target.id, "item": item, "division_code": county or prefecture}
            wanted.append((record, fixed | usable_values(record, "date", "met", "note")))
    _settle_reported(session, "answer", wanted, lambda row: row["source_key"])


def check_industries(session: ImportSession, records: list[Record]) -> None:
    """Check the sheet of main industries, each of which may be listed once."""
    stored = {
        comparable(row["name"]): row
        for row in rows_where(session.connection, "industry", "name", _all_industries(session))
    }
    for record in records:
        institution = session.institution(record)
        if not session.complete(record) or record.values.get("institution") is BAD:
            continue
        row = stored.get(comparable(record.values["name"]))
        if row is not None:
            session.report_interpretation(record, "name", row["name"], "")
        if session.reject_duplicate(record, (comparable(record.values["name"]),)):
            name = row["name"] if row else record.values["name"]
            if len(name) > 80:
                session.problem(record, "name", "too_long", _("行业名称最多 80 个字。"))
                continue
            values = {"name": name} | usable_values(record, "listed_on")
            session.lay_out("industry", row, values | ({"institution_code": institution} if institution else {}))


def _all_industries(session: ImportSession) -> list[str]:
    return names_of_industries(session.connection)


def _by_project(
    session: ImportSession, table: str, records: list[Record], part: str
) -> Iterable[tuple[Record, Row, Row | None]]:
    """Yield each usable record with the row that it says and the stored row about the same.

    The stored row is None where there is none.
    """
    usable = []
    for record in records:
        project = session.project(record)
        chosen = session.choice(record, part) if part == "origin" else record.values.get(part)
        if session.complete(record) and project is not None and isinstance(chosen, str):
            usable.append((record, {"project_code": project, part: chosen}))
    names = ("project_code", "origin", "date") if table == "funding" else ("project_code", "name")
    found = rows_where(session.connection, table, "project_code", (row["project_code"] for _r, row in usable))
    stored = {tuple(row[name] for name in names): row for row in found}
    for record, row in usable:
        row |= usable_values(record, "date") if table == "funding" else {}
        key = tuple(row[name] for name in names)
        if session.reject_duplicate(record, key):
            yield record, row, stored.get(key)


def check_funding(session: ImportSession, records: list[Record]) -> None:
    """Check money by origin and day; a row without any amount says nothing."""
    amounts = ("budget", "in_place", "spent")
    for record, row, stored in _by_project(session, "funding", records, "origin"):
        values = usable_values(record, *amounts)
        if not values:
            if BAD not in record.values.values():
                session.problem(record, "budget", "required", _("预算、到位、支出至少填一项。"))
            continue
        merged = {name: values.get(name, (stored or {}).get(name)) for name in amounts}
        if _likely_yuan(session, record, merged):
            session.lay_out("funding", stored, row | values)


def _likely_yuan(session: ImportSession, record: Record, amounts: Row) -> bool:
    """Check that no amount is so far above the budget that the two cannot share a unit.

    Returns False, and reports the amount, where one is.
    """
    budget = amounts["budget"]
    if not isinstance(budget, Decimal) or not budget:
        return True
    for name in ("in_place", "spent"):
        value = amounts[name]
        if isinstance(value, Decimal) and value > budget * YUAN_RATIO:
            message = _("%(value)s 是预算 %(budget)s 的 %(times)d 倍，像是以元为单位。应填万元。")
            values = {"value": value, "budget": budget, "times": value / budget}
            session.problem(record, name, "money_in_yuan", message % values)
            return False
    return True


def check_milestones(session: ImportSession, records: list[Record]) -> None:
    """Check the dated duties of projects."""
    for record, row, stored in _by_project(session, "milestone", records, "name"):
        if record.values.get("done") is not BAD:
            session.lay_out("milestone", stored, row | usable_values(record, "due", "done"))
