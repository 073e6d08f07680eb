"""Operators ask whether the process answers and whether it can work."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from over_http import asked
from sqlalchemy import Engine, text
from starlette.applications import Starlette

from chuyi_dash.api.health import health_routes
from chuyi_dash.config import product_version
from chuyi_dash.db.engine import writing
from chuyi_dash.db.migrating import expected_revision

BROWSER = "text/html,application/xhtml+xml"


@pytest.fixture
def app() -> Starlette:
    return Starlette(routes=health_routes())


@pytest.fixture
def working(
    backend: str, database_on: Callable[..., Engine], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Engine:
    """A product that has all it needs."""
    engine = database_on(backend, "sourced")
    monkeypatch.setenv("CHUYI_DATABASE_URL", engine.url.render_as_string(hide_password=False))
    monkeypatch.setenv("CHUYI_EVIDENCE", str(tmp_path / "evidence"))
    return engine


def test_a_process_says_that_it_answers_and_which_version_it_is(app: Starlette) -> None:
    answer = asked(app, "/healthz")
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert answer.json() == {
        "status": "ok",
        "version": product_version(),
        "checks": {"process": {"ok": True, "message": f"服务正常，版本 {product_version()}。"}},
    }


def test_a_product_with_all_it_needs_is_ready(app: Starlette, working: Engine) -> None:
    answer = asked(app, "/readyz")
    assert answer.status_code == 200
    found = answer.json()
    assert found["status"] == "ok"
    assert {name: check["ok"] for name, check in found["checks"].items()} == {"database": True, "evidence": True}
    assert expected_revision() in found["checks"]["database"]["message"]


def test_a_browser_reads_lines_in_its_reader_s_language(app: Starlette, working: Engine) -> None:
    chinese = asked(app, "/readyz", accept=BROWSER)
    assert chinese.headers["content-type"] == "text/plain; charset=utf-8"
    assert chinese.text == f"✓ 数据库可用，版本 {expected_revision()}。\n✓ 佐证材料的文件夹可写。\n"
    english = asked(app, "/readyz?lang=en", accept=BROWSER)
    assert english.text.isascii() is False  # the marks
    assert all(line[2:].isascii() for line in english.text.splitlines())


def test_a_database_of_another_revision_is_not_ready_and_the_answer_says_what_to_run(
    app: Starlette, working: Engine
) -> None:
    with writing(working) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    answer = asked(app, "/readyz")
    assert answer.status_code == 503
    assert answer.json()["status"] == "unavailable"
    assert answer.json()["checks"]["database"]["ok"] is False
    assert "python -m chuyi_dash upgrade" in answer.json()["checks"]["database"]["message"]
    assert answer.json()["checks"]["evidence"]["ok"] is True


def test_a_database_that_nobody_has_made_is_not_ready(
    app: Starlette, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CHUYI_DATABASE_URL", f"sqlite:///{tmp_path / 'none.sqlite3'}")
    monkeypatch.setenv("CHUYI_EVIDENCE", str(tmp_path / "evidence"))
    answer = asked(app, "/readyz", accept=BROWSER)
    assert answer.status_code == 503
    assert "✗ 数据库还没有建立" in answer.text


def test_an_evidence_folder_that_cannot_be_written_is_not_ready(
    app: Starlette, working: Engine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    monkeypatch.setenv("CHUYI_EVIDENCE", str(tmp_path / "file"))
    answer = asked(app, "/readyz")
    assert answer.status_code == 503
    assert "CHUYI_EVIDENCE" in answer.json()["checks"]["evidence"]["message"]


def test_a_configuration_that_cannot_be_read_is_not_ready(app: Starlette, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHUYI_DATABASE_URL", "mysql://host/chuyi")
    answer = asked(app, "/readyz")
    assert answer.status_code == 503
    assert "CHUYI_DATABASE_URL" in answer.json()["checks"]["configuration"]["message"]


def test_a_look_leaves_nothing_in_the_evidence_folder(app: Starlette, working: Engine, tmp_path: Path) -> None:
    asked(app, "/readyz")
    assert list((tmp_path / "evidence").iterdir()) == []
