"""``user`` and ``audit``, on either database, and the rows that imports leave."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from pathlib import Path

import pytest
from commands import Run
from sqlalchemy import Engine
from sqlalchemy.engine import URL
from workbooks import SCHOOL, save

Database = Callable[[str], Engine]


@pytest.fixture
def url(database: Database) -> URL:
    return database("sourced").url


def lines(text: str) -> list[str]:
    return text.strip().splitlines()


def test_a_reporter_is_added_listed_changed_and_removed(url: URL, run: Run) -> None:
    assert run(url, "user", "list").out.strip() == "还没有登记过账号。"
    added = run(url, "user", "add", "Li@Example.org", "--role", "reporter", "--prefecture", "湘西州")
    assert added.out.strip() == "已登记 li@example.org：市州填报员（湘西土家族苗族自治州）。"
    again = run(url, "user", "add", "li@example.org", "--role", "reporter", "--prefecture", "433100")
    assert "没有改动" in again.out
    assert "由市州填报员（湘西土家族苗族自治州）改为省级数据专员" in (
        run(url, "user", "add", "LI@example.org", "--role", "steward").out
    )
    (listed,) = lines(run(url, "user", "list").out)
    assert listed.startswith("li@example.org：省级数据专员")
    assert f"由 {getpass.getuser()} 登记" in listed
    assert "已撤销 li@example.org 的角色" in run(url, "user", "remove", "li@example.org").out
    assert run(url, "user", "list").out.strip() == "还没有登记过账号。"
    audit = lines(run(url, "audit").out)
    assert [line.split("\t")[1:5] for line in audit] == [
        [getpass.getuser(), "命令行操作员", "管理账号", "account/li@example.org"]
    ] * 3
    assert [line.split("\t")[5] for line in audit] == [
        "角色: 省级数据专员；市州: — → —",
        "角色: 市州填报员；市州: 433100 → 角色: 省级数据专员；市州: —",
        "— → 角色: 市州填报员；市州: 433100",
    ]
    assert lines(run(url, "audit", "--limit", "1").out) == audit[:1]


def test_somebody_is_always_left_to_administer(url: URL, run: Run) -> None:
    run(url, "user", "add", "first", "--role", "administrator")
    for refused in (
        run(url, "user", "remove", "first"),
        run(url, "user", "add", "first", "--role", "steward"),
    ):
        assert refused.code == 1
        assert "最后一个系统管理员" in refused.err
    run(url, "user", "add", "second", "--role", "administrator")
    assert run(url, "user", "remove", "first").code == 0
    assert len(lines(run(url, "audit").out)) == 3


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("add", "a@b", "--role", "reporter"), "要指明市州"),
        (("add", "a@b", "--role", "reporter", "--prefecture", "长纱市"), "最接近的是“长沙市”"),
        (("add", "a@b", "--role", "reporter", "--prefecture", "浏阳市"), "浏阳市"),
        (("add", "a@b", "--role", "steward", "--prefecture", "长沙市"), "只有市州填报员"),
        (("add", "  ", "--role", "steward"), "不能用"),
        (("add", "x" * 201, "--role", "steward"), "不超过 200"),
        (("add", "a\nb", "--role", "steward"), "不能用"),
        (("remove", "nobody"), "没有账号 nobody"),
    ],
)
@pytest.mark.parametrize("backend", ["sqlite"], scope="session")
def test_what_cannot_be_done_is_said_and_changes_nothing(
    arguments: tuple[str, ...], told: str, url: URL, run: Run
) -> None:
    refused = run(url, "user", *arguments)
    assert refused.code == 1
    assert told in refused.err
    assert run(url, "user", "list").out.strip() == "还没有登记过账号。"
    assert run(url, "audit").out.strip() == "还没有操作记录。"


def test_an_import_and_its_undoing_are_on_record_with_who_did_them(url: URL, run: Run, tmp_path: Path) -> None:
    path = str(save(tmp_path / "名册.xlsx", {"学校": [SCHOOL]}))
    assert run(url, "import", path, "--dry-run", "--who", "小张").code == 0
    assert run(url, "import", path, "--who", "小张").code == 0
    number = lines(run(url, "import", "--list").out)[0].split("编号 ")[1].split("：")[0]
    assert run(url, "import", "--undo", number, "--who", "小李").code == 0
    undone, done = (line.split("\t")[1:] for line in lines(run(url, "audit").out))
    assert done[:4] == ["小张", "命令行操作员", "导入数据", f"import/{number}"]
    assert "文件: 名册.xlsx" in done[4]
    assert "新增（行）: 1" in done[4]
    assert undone[:4] == ["小李", "命令行操作员", "导入数据", f"import/{number}"]
    assert undone[4] == "— → 已撤回: 是；恢复（行）: 1"
