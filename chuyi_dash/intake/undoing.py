"""Taking one import back: every row as it was before, unless later facts stand on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import IntegrityError

from chuyi_dash.access.audit import put_on_record, require
from chuyi_dash.access.model import IMPORT, Actor
from chuyi_dash.db.engine import writing
from chuyi_dash.db.queries.imports import changes_in_order, kind_and_undoer, mark_undone
from chuyi_dash.errors import ChuyiError
from chuyi_dash.i18n import gettext as _
from chuyi_dash.intake.changes import COLUMNS, KEYS, Change, Row, natural_key, pack, unpack
from chuyi_dash.intake.labels import table_word
from chuyi_dash.intake.reference_data import rows_where
from chuyi_dash.intake.writing import write_back

MOST_NAMED = 20

# Which rows stand on a school or a project.
CHILDREN = {
    "institution": (
        ("project", "institution_code"),
        ("industry", "institution_code"),
        ("institution_former_name", "institution_code"),
    ),
    "project": (
        ("project_event", "project_code"),
        ("funding", "project_code"),
        ("milestone", "project_code"),
        ("project_former_name", "project_code"),
    ),
}


def undo_import(engine: Engine, import_id: int, actor: Actor) -> int:
    """Take an import back and return how many facts that restored or removed.

    Raises Refused where the actor may not import, and ChuyiError for an unknown or undone import, and with the list
    of later facts that stand on it.
    """
    require(engine, actor, IMPORT, f"import/{import_id}")
    try:
        with writing(engine) as connection:
            _close(connection, import_id, actor.identity)
            changes = _stored_changes(connection, import_id)
            current, later = _current_rows(connection, changes)
            later += _built_on(connection, changes)
            if later:
                raise ChuyiError(_refusal(import_id, later))
            reverse = [
                Change(change.table, change.after, change.before, _number(change, current))
                for change in reversed(changes)
            ]
            write_back(connection, reverse)
            rows = sum(change.table != "source" for change in reverse)
            put_on_record(connection, actor, IMPORT, f"import/{import_id}", after={"undone": True, "rows": rows})
            return rows
    except IntegrityError as error:
        message = _("编号 %(id)d 的导入撤不回：原来的记录与后来登记的冲突，什么也没有改动。")
        raise ChuyiError(message % {"id": import_id}) from error


def _close(connection: Connection, import_id: int, who: str) -> None:
    """Mark the import as undone, or say why it cannot be."""
    if mark_undone(connection, import_id, datetime.now(UTC), who):
        return
    kind, undoer = kind_and_undoer(connection, import_id) or (None, None)
    if kind != "import":
        raise ChuyiError(_("没有编号为 %(id)d 的导入。用 import --list 查看。") % {"id": import_id})
    raise ChuyiError(_("编号 %(id)d 的导入已由 %(who)s 撤回。") % {"id": import_id, "who": undoer})


def _stored_changes(connection: Connection, import_id: int) -> list[Change]:
    rows = changes_in_order(connection, import_id)
    return [Change(table, unpack(table, before), unpack(table, after)) for table, before, after in rows]


def _number(change: Change, current: dict[tuple[str, str], Row]) -> int | None:
    found = current.get((change.table, change.key)) if change.after else None
    return None if found is None else found.get("id")


def _current_rows(connection: Connection, changes: Iterable[Change]) -> tuple[dict[tuple[str, str], Row], list[str]]:
    """Read the rows as they are now, with a line for each that a later fact has replaced."""
    by_table: defaultdict[str, list[Change]] = defaultdict(list)
    for change in changes:
        if change.after is not None:
            by_table[change.table].append(change)
    current: dict[tuple[str, str], Row] = {}
    later = []
    for table, rows in by_table.items():
        # One column narrows the search; the whole key decides.
        column = "source_key" if "source_key" in COLUMNS[table] else KEYS[table][0]
        wanted = (change.after[column] for change in rows if change.after is not None)
        for row in rows_where(connection, table, column, wanted):
            current[table, natural_key(table, row)] = row
        for change in rows:
            found = current.get((table, change.key))
            if found is None or {name: found[name] for name in COLUMNS[table]} != change.after:
                later.append(_("%(what)s 后来又改过") % {"what": _label(change)})
    return current, later


def _built_on(connection: Connection, changes: Iterable[Change]) -> list[str]:
    """Describe each row of another origin that refers to a school or project that would go."""
    own: set[tuple[str, str]] = set()
    added: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for change in changes:
        if change.after is not None:
            own.add((change.table, change.key))
            if change.before is None and change.table in CHILDREN:
                added[change.table][change.after["code"]] = change.after["name"]
    later = []
    for parent, rows in added.items():
        for table, column in CHILDREN[parent]:
            for row in rows_where(connection, table, column, rows):
                if (table, natural_key(table, row)) not in own:
                    values = {"what": _label(Change(table, None, row)), "on": rows[row[column]]}
                    later.append(_("%(what)s 用到“%(on)s”") % values)
    return later


def _label(change: Change) -> str:
    row: dict[str, Any] = pack(change.after) or {}
    name = row.get("name") if change.table in ("institution", "project") else change.key.replace("|", " ")
    return f"{table_word(change.table)}“{name}”"


def _refusal(import_id: int, later: list[str]) -> str:
    lines = [_("编号 %(id)d 的导入撤不回，后来的事实以它为依据：") % {"id": import_id}, *later[:MOST_NAMED]]
    if len(later) > MOST_NAMED:
        lines.append(_("另有 %(count)d 条。") % {"count": len(later) - MOST_NAMED})
    lines.append(_("什么也没有改动。请先撤回后来的导入。"))
    return "\n".join(lines)
