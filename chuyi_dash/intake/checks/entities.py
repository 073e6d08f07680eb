"""Rules for schools and projects.

They find which stored one a row means, and what it may say about it.
"""

from __future__ import annotations

import hashlib
from datetime import date

from chuyi_dash.i18n import gettext as _
from chuyi_dash.intake.changes import KEYS, Change, Row
from chuyi_dash.intake.records import BAD, Record
from chuyi_dash.intake.session import ImportSession, usable_values
from chuyi_dash.places.names import comparable


def generated_code(kind: str, *names: str) -> str:
    """Derive a code that is always the same for the same names, for rows without one."""
    digest = hashlib.sha256("|".join(comparable(name) for name in names).encode()).hexdigest()
    return f"{kind}-{digest[:16]}"


def check_institutions(session: ImportSession, records: list[Record]) -> None:
    """Lay out the schools of the file, so that later sheets can refer to them."""
    session.announce("institution", records)
    for record in records:
        values = usable_values(record, "kind", "ownership", "opened", "closed", "confirmed_on", "note")
        for key in ("kind", "ownership"):
            chosen = session.choice(record, key)
            if chosen is not None:
                values[key] = chosen
        prefecture = session.prefecture(record)
        county = session.county(record, prefecture)
        if not session.complete(record):
            continue
        code, stored = _which_institution(session, record)
        if (
            code is None
            or not session.reject_duplicate(record, (code,))
            or not _same_place(session, record, stored, prefecture)
        ):
            continue
        if county or stored is None or not _inside(session, stored["division_code"], prefecture):
            values["division_code"] = county or prefecture
        if record.values.get("county") is BAD or not _closed_after_opened(session, record, stored, values):
            continue
        name = _name_to_keep(record, stored, session.known.institution_former[code])
        after = session.lay_out("institution", stored, {"code": code, "name": name} | values)
        _former_names(session, "institution", record, stored, after, session.known.institution_former[code])
        session.known.add_institution(after)


def _which_institution(session: ImportSession, record: Record) -> tuple[str | None, Row | None]:
    """Find the code that the row means and the stored school, if any.

    The code is None for a clash, which is reported.
    """
    known, name, code = session.known, record.values["name"], usable_values(record, "code").get("code")
    if record.values.get("code") is BAD:
        return None, None
    named = known.institution_names.find(name)
    if code:
        others = [
            other
            for other in named.keys
            if other != code and comparable(known.institutions[other]["name"]) == comparable(name)
        ]
        if others:
            message = _("库里已有同名学校，编号是 %(code)s，与这里的 %(given)s 不同。")
            session.problem(record, "code", "clash", message % {"code": others[0], "given": code})
            return None, None
        return code, known.institutions.get(code)
    if len(named.keys) > 1:
        names = "、".join(f"{known.institutions[other]['name']}（{other}）" for other in named.keys)
        message = _("“%(name)s”可以指%(names)s，不能代为选择。请填写学校编号。")
        session.problem(record, "name", "ambiguous_institution", message % {"name": name, "names": names})
        return None, None
    if named.keys:
        stored = known.institutions[named.keys[0]]
        session.report_interpretation(record, "name", stored["name"], named.how)
        return named.keys[0], stored
    return generated_code("sch", name), None


def _same_place(session: ImportSession, record: Record, stored: Row | None, prefecture: str | None) -> bool:
    """Check that a school known by name only stays in its prefecture; report it otherwise.

    A namesake elsewhere may be another school.
    """
    if stored is None or "code" in record.values or _inside(session, stored["division_code"], prefecture):
        return True
    where = session.known.divisions.name(stored["division_code"])
    message = _("库里的同名学校在%(where)s，编号 %(code)s。如是同一所，请填写编号；如不是，请写能区分的校名。")
    session.problem(record, "name", "clash", message % {"where": where, "code": stored["code"]})
    return False


def _inside(session: ImportSession, division: str, prefecture: str | None) -> bool:
    return prefecture in (division, session.known.divisions.by_code[division].parent)


def _closed_after_opened(session: ImportSession, record: Record, stored: Row | None, values: Row) -> bool:
    opened, closed = (values.get(key, (stored or {}).get(key)) for key in ("opened", "closed"))
    if not isinstance(opened, date) or not isinstance(closed, date) or closed > opened:
        return True
    message = _("停办日期 %(closed)s 不晚于开办日期 %(opened)s。") % {"closed": closed, "opened": opened}
    session.problem(record, "closed" if "closed" in values else "opened", "date_before_predecessor", message)
    return False


def _name_to_keep(record: Record, stored: Row | None, former: set[str]) -> str:
    """Choose the name to store: the stored one for an old or differently typed name.

    Any other name is taken from the row.
    """
    name: str = record.values["name"]
    if stored is not None and comparable(name) in {comparable(stored["name"]), *(comparable(old) for old in former)}:
        return str(stored["name"])
    return name


def _former_names(
    session: ImportSession, kind: str, record: Record, stored: Row | None, after: Row, known: set[str]
) -> None:  # fmt: skip
    """Add the names given as former ones, and the one that this row replaces."""
    names = usable_values(record, "former_names").get("former_names", ())
    wanted = [*(names if isinstance(names, tuple) else ())]
    if stored is not None and stored["name"] != after["name"]:
        wanted.append(stored["name"])
    table = f"{kind}_former_name"
    for name in wanted:
        if name not in known and name != after["name"]:
            known.add(name)
            session.changes.append(Change(table, None, dict(zip(KEYS[table], (after["code"], name), strict=True))))
            index = session.known.institution_names if kind == "institution" else session.known.project_names
            index.add(after["code"], _("曾用名"), [name])


def check_projects(session: ImportSession, records: list[Record]) -> None:
    """Lay out the projects of the file, so that later sheets can refer to them."""
    session.announce("project", records)
    for record in records:
        values = usable_values(record, "note")
        target = session.target(record, lambda measure: measure.with_projects)
        level = session.choice(record, "level")
        institution = session.institution(record)
        prefecture = session.prefecture(record)
        county = session.county(record, prefecture)
        usable = session.complete(record)
        spoiled = BAD in (record.values.get(key) for key in ("institution", "prefecture", "county", "code"))
        if not usable or spoiled or target is None or level is None:
            continue
        code, stored = _which_project(session, record, target.id, level)
        if code is None or not session.reject_duplicate(record, (code,)):
            continue
        if institution:
            values["institution_code"] = institution
        narrower = (
            stored is not None and stored["division_code"] and _inside(session, stored["division_code"], prefecture)
        )
        if county or (prefecture and not narrower):
            values["division_code"] = county or prefecture
        name = _name_to_keep(record, stored, session.known.project_former[code])
        fixed = {"code": code, "target_id": target.id, "level": level, "name": name}
        after = session.lay_out("project", stored, fixed | values)
        _former_names(session, "project", record, stored, after, session.known.project_former[code])
        session.known.add_project(after)


def _which_project(session: ImportSession, record: Record, target: str, level: str) -> tuple[str | None, Row | None]:
    known, name, code = session.known, record.values["name"], usable_values(record, "code").get("code")
    named = [
        other
        for other in known.project_names.find(name).keys
        if (known.projects[other]["target_id"], known.projects[other]["level"]) == (target, level)
    ]
    if code:
        stored = known.projects.get(code)
        others = [
            other for other in named if other != code and comparable(known.projects[other]["name"]) == comparable(name)
        ]
        if others:
            message = _("库里已有同一目标、同一级别的同名项目，编号是 %(code)s，与这里的 %(given)s 不同。")
            session.problem(record, "code", "clash", message % {"code": others[0], "given": code})
            return None, None
        if stored is not None and (stored["target_id"], stored["level"]) != (target, level):
            message = _("库里编号 %(code)s 的项目是%(level)s“%(name)s”，属于另一目标或级别，不能改。")
            values = {"code": code, "level": stored["level"], "name": stored["name"]}
            session.problem(record, "code", "clash", message % values)
            return None, None
        return code, stored
    if len(named) > 1:
        names = "、".join(f"{known.projects[other]['name']}（{other}）" for other in named)
        message = _("“%(name)s”可以指%(names)s，不能代为选择。请填写项目编号。")
        session.problem(record, "name", "ambiguous_project", message % {"name": name, "names": names})
        return None, None
    if named:
        session.report_interpretation(
            record, "name", known.projects[named[0]]["name"], known.project_names.find(name).how
        )
        return named[0], known.projects[named[0]]
    return generated_code("prj", target, level, name), None
