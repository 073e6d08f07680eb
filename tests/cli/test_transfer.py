"""``backup``, ``restore`` and ``roles`` at the terminal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from commands import Run
from sqlalchemy import Engine

Database = Callable[[str], Engine]


def test_a_backup_is_restored_and_then_refused_without_force(database: Database, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "楚怡.zip"
    saved = run(database("sourced").url, "backup", str(path))
    assert saved.code == 0
    assert "已备份" in saved.out
    assert str(path) in saved.out
    engine = database("blank")
    restored = run(engine.url, "restore", str(path))
    assert restored.code == 0
    assert "每张表都与备份核对一致" in restored.out
    refused = run(engine.url, "restore", str(path))
    assert (refused.code, refused.out) == (1, "")
    assert "--force" in refused.err
    assert run(engine.url, "restore", str(path), "--force").code == 0
    assert '"approved": 20' in run(engine.url, "status", "--json").out


def test_a_file_that_is_no_backup_is_named(database: Database, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_text("hello")
    ran = run(database("blank").url, "restore", str(path))
    assert (ran.code, ran.out) == (1, "")
    assert "a.zip 已损坏或不是本系统的备份文件" in ran.err


@pytest.mark.parametrize("backend", ["sqlite"], scope="session")
def test_roles_prints_the_statements_with_the_chosen_names(database: Database, run: Run) -> None:
    url = database("blank").url
    assert "ON ALL TABLES IN SCHEMA public TO chuyi_reader, chuyi_self_check" in run(url, "roles").out
    chosen = run(url, "roles", "--reader", "see", "--writer", "edit", "--self-check", "fill").out
    assert "GRANT SELECT ON ALL TABLES IN SCHEMA public TO see, fill" in chosen
    assert "chuyi_reader" not in chosen
    refused = run(url, "roles", "--reader", "a b")
    assert refused.code == 1
    assert "角色名 a b" in refused.err
