"""``init`` and ``upgrade``: schema, plan, facts, sample, and the outlines of the map."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping

from sqlalchemy import Connection, Engine

from chuyi_dash.access.audit import put_on_record
from chuyi_dash.access.model import SET_UP
from chuyi_dash.access.operating import operator
from chuyi_dash.cli.data_files import check_data_files
from chuyi_dash.config import Config
from chuyi_dash.db.engine import connect, reading, writing
from chuyi_dash.db.loading import has_facts, has_sample, load_facts, load_sample, sync_plan
from chuyi_dash.db.migrating import current_revision, expected_revision, migrate
from chuyi_dash.db.queries.facts import statutory_divisions
from chuyi_dash.errors import ChuyiError
from chuyi_dash.geo import BoundaryError, MappedDivision, prepare
from chuyi_dash.i18n import gettext as _
from chuyi_dash.plan import read_plan
from chuyi_dash.sample import DivisionRow, generate, read_parameters


def declare_init(parser: argparse.ArgumentParser) -> None:
    """Declare the options of ``init``."""
    parser.add_argument("--sample", action="store_true", help=_("另外装入演示用的示例数据（非真实，处处标明）"))
    parser.set_defaults(run=run_init)


def declare_upgrade(parser: argparse.ArgumentParser) -> None:
    """Declare ``upgrade``, which has no options."""
    parser.set_defaults(run=run_upgrade)


def run_init(config: Config, options: argparse.Namespace) -> int:
    """Build what is missing and leave what is there; running it twice changes nothing."""
    check_data_files()
    engine = connect(config.database_url)
    before = _bring_up_to_date(engine)
    with writing(engine) as connection:
        done = {"plan_rows": sync_plan(connection, read_plan())}
        if has_facts(connection):
            print(_("数据库里已有事实，保持不变。"))
        else:
            load_facts(connection)
            done["facts_loaded"] = True
            print(_("已装入有来源的事实。"))
        if options.sample and not has_sample(connection):
            _add_sample(connection)
            done["sample_loaded"] = True
            print(_("已装入示例数据（演示用，非真实）。"))
        _put_on_record(connection, before, done)
    _prepare_boundaries(config, engine)
    return 0


def run_upgrade(config: Config, options: argparse.Namespace) -> int:  # noqa: ARG001
    """Migrate and mirror the plan; facts are left alone."""
    check_data_files()
    engine = connect(config.database_url)
    before = _bring_up_to_date(engine)
    with writing(engine) as connection:
        _put_on_record(connection, before, {"plan_rows": sync_plan(connection, read_plan())})
    if before == expected_revision():
        print(_("数据库已是最新版本 %(revision)s。") % {"revision": before})
    else:
        print(_("数据库已升到版本 %(revision)s。") % {"revision": expected_revision()})
    return 0


def _bring_up_to_date(engine: Engine) -> str | None:
    """Migrate where that is needed; the revision before, None where there was no schema."""
    before = current_revision(engine)
    if before != expected_revision():
        migrate(engine)
    return before


def _put_on_record(connection: Connection, revision: str | None, done: Mapping[str, int]) -> None:
    """Record in the audit what the set-up changed; nothing where it changed nothing.

    The row holds the revision before and after, and the entries of ``done`` that are not zero.
    """
    changes = {name: value for name, value in done.items() if value}
    if changes or revision != expected_revision():
        before, after = {"revision": revision}, {"revision": expected_revision(), **changes}
        put_on_record(connection, operator(), SET_UP, "database", before=before, after=after)


def _add_sample(connection: Connection) -> None:
    divisions = [
        DivisionRow(row.code, row.name, row.short_name, row.level, row.parent_code)
        for row in statutory_divisions(connection)
    ]
    load_sample(connection, generate(read_plan(), divisions, read_parameters()))


def _prepare_boundaries(config: Config, engine: Engine) -> None:
    """Prepare the map's outlines.

    A bad file is told, and raised as ChuyiError for the exit code. Outlines are display only: without them the
    figures still stand, so all else is done by then, and the old cache stays in use.
    """
    with reading(engine) as connection:
        places = [
            MappedDivision(row.code, row.name, row.parent_code or "")
            for row in statutory_divisions(connection)
            if row.level != "province"
        ]
    try:
        boundaries = prepare(places, config.var_dir, config.boundaries)
    except BoundaryError as error:
        print(_("数据库已备好，但地图边界没有更新："), file=sys.stderr)
        raise ChuyiError(str(error)) from error
    print(
        _("地图边界：%(counties)d 个县市区，%(prefectures)d 个市州（%(origin)s）。")
        % {
            "counties": len(boundaries.counties),
            "prefectures": len(boundaries.prefectures),
            "origin": boundaries.origin,
        }
    )
