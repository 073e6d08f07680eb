"""``init`` and ``upgrade``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from commands import Run
from sqlalchemy import Engine, func, select, text

from chuyi_dash.backup.transfer import backup, content_hashes, restore
from chuyi_dash.config import Config
from chuyi_dash.db.engine import reading, writing
from chuyi_dash.db.loading import has_facts, has_sample
from chuyi_dash.db.migrating import current_revision, downgrade, expected_revision, revisions
from chuyi_dash.db.queries.access import newest_audit_rows
from chuyi_dash.db.tables import Institution, Project, Stage, Target
from chuyi_dash.plan import read_plan
from chuyi_dash.views.snapshot import open_snapshot

Database = Callable[[str], Engine]


def hashes(engine: Engine) -> dict[str, str]:
    with reading(engine) as connection:
        return content_hashes(connection)


def set_up(engine: Engine) -> list[tuple[object, ...]]:
    """What the audit says of it, newest first."""
    with reading(engine) as connection:
        rows = newest_audit_rows(connection, 10)
    assert {(row.role, row.action, row.subject) for row in rows} <= {("operator", "set_up", "database")}
    return [(row.before, row.after) for row in rows]


def test_init_builds_everything_and_a_second_run_changes_nothing(database: Database, run: Run) -> None:
    engine = database("blank")
    first = run(engine.url, "init")
    assert first.code == 0
    assert "已装入有来源的事实" in first.out
    assert "122 个县市区，14 个市州" in first.out
    assert "示例" not in first.out
    plan = read_plan()
    done = {"revision": expected_revision(), "plan_rows": len(plan.targets) + len(plan.stages), "facts_loaded": True}
    assert set_up(engine) == [({"revision": None}, done)]
    before, version = hashes(engine), open_snapshot(Config(engine.url, None)).version
    second = run(engine.url, "init")
    assert second.code == 0
    assert "已有事实，保持不变" in second.out
    assert hashes(engine) == before
    assert open_snapshot(Config(engine.url, None)).version == version


def test_the_sample_can_be_added_later_and_only_once(database: Database, run: Run) -> None:
    engine = database("sourced")
    with reading(engine) as connection:
        assert has_facts(connection)
        assert not has_sample(connection)
    assert "已装入示例数据（演示用，非真实）" in run(engine.url, "init", "--sample").out
    with reading(engine) as connection:
        assert has_sample(connection)
    current = {"revision": expected_revision()}
    assert set_up(engine) == [(current, current | {"sample_loaded": True})]
    before = hashes(engine)
    again = run(engine.url, "init", "--sample")
    assert again.code == 0
    assert "示例" not in again.out
    assert hashes(engine) == before


def test_init_in_one_step_equals_init_in_two(database: Database, run: Run) -> None:
    engine, other = database("blank"), database("sample")
    run(engine.url, "init", "--sample")
    assert hashes(engine) | {"audit": ""} == hashes(other) | {"audit": ""}


def test_upgrade_says_what_it_did_and_keeps_the_facts(database: Database, run: Run) -> None:
    engine = database("sourced")
    with reading(engine) as connection:
        projects = connection.scalar(select(func.count()).select_from(Project))
    downgrade(engine, "-1")
    first = run(engine.url, "upgrade")
    assert (first.code, first.out) == (0, f"数据库已升到版本 {expected_revision()}。\n")
    before, after = revisions()[-2:]
    assert set_up(engine) == [({"revision": before}, {"revision": after})]
    second = run(engine.url, "upgrade")
    assert len(set_up(engine)) == 1
    assert (second.code, second.out) == (0, f"数据库已是最新版本 {expected_revision()}。\n")
    with reading(engine) as connection:
        assert connection.scalar(select(func.count()).select_from(Project)) == projects


def test_upgrade_builds_the_schema_but_loads_no_facts(database: Database, run: Run, tmp_path: Path) -> None:
    engine = database("blank")
    assert run(engine.url, "upgrade").code == 0
    assert current_revision(engine) == expected_revision()
    with reading(engine) as connection:
        assert not has_facts(connection)
        assert connection.scalar(select(func.count()).select_from(Target)) == 22
    backup(database("sourced"), tmp_path / "a.zip")
    restore(engine, tmp_path / "a.zip")  # nothing is lost, so nobody has to force it


def test_upgrade_brings_the_mirrored_plan_back_to_the_files(database: Database, run: Run) -> None:
    engine = database("sourced")
    with writing(engine) as connection:
        connection.execute(text("UPDATE stage SET name_zh = 'x', counts = 'none' WHERE code = 'approved'"))
        connection.execute(text("DELETE FROM target WHERE id = 'spirit-heir'"))
    run(engine.url, "upgrade")
    with reading(engine) as connection:
        stage = connection.execute(select(Stage.name_zh, Stage.counts).where(Stage.code == "approved")).one()
        assert tuple(stage) == ("立项", "approved")
        assert connection.scalar(select(func.count()).select_from(Target)) == 22


def test_init_loads_former_names_and_places(database: Database) -> None:
    with reading(database("sourced")) as connection:
        row = connection.execute(
            select(Institution.division_code, Institution.opened).where(Institution.code == "4143013937")
        ).one()
    assert tuple(row) == ("430204", None)


@pytest.mark.parametrize("command", ["status", "check"])
def test_a_command_on_a_database_without_schema_names_init(command: str, database: Database, run: Run) -> None:
    ran = run(database("blank").url, command)
    assert (ran.code, ran.out) == (1, "")
    assert "chuyi_dash init" in ran.err
    assert "Traceback" not in ran.err
