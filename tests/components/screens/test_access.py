"""The audit and the accounts on the administrator's screen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from chuyi_dash.access.accounts import add_account
from chuyi_dash.access.audit import Refused, audit_rows, require
from chuyi_dash.access.model import SAVE_ANSWER, Actor
from chuyi_dash.access.operating import operator

ADMINISTRATOR = Actor("a@example.org", "administrator")
STEWARD = Actor("s@example.org", "steward")


def drawn(actor) -> None:
    """The part by itself; Streamlit runs this as a script, without this file's imports."""
    from chuyi_dash.config import read_config
    from chuyi_dash.views.snapshot import open_snapshot
    from components.screens.access import show_audit

    show_audit(open_snapshot(read_config()), actor)


@pytest.fixture
def engine(database_on: Callable[[str, str], Engine], monkeypatch: pytest.MonkeyPatch) -> Engine:
    made = database_on("sqlite", "sourced")
    monkeypatch.setenv("CHUYI_DATABASE_URL", str(made.url))
    return made


def show(actor: Actor) -> AppTest:
    app = AppTest.from_function(drawn, args=(actor,), default_timeout=60).run()
    assert [element.value for element in app.exception] == []
    return app


def test_the_administrator_reads_who_did_and_who_tried_what(engine: Engine) -> None:
    add_account(engine, operator("ops"), "r@example.org", "reporter", "长沙市")
    with pytest.raises(Refused):
        require(engine, Actor("r@example.org", "reporter", "430100"), SAVE_ANSWER, "2024/430200/x", "430200")
    app = show(ADMINISTRATOR)
    audit, accounts = (element.value for element in app.dataframe)
    columns = ["谁", "角色", "做什么", "对象", "结果", "之前", "之后"]
    assert audit[columns].fillna("").to_numpy().tolist() == [
        ["r@example.org", "市州填报员", "填写自查项", "2024/430200/x", "已拒绝", "", ""],
        ["ops", "命令行操作员", "管理账号", "account/r@example.org", "已做", "", "角色: 市州填报员；市州: 长沙市"],
    ]
    assert accounts[["账号", "角色", "市州", "登记人"]].to_numpy().tolist() == [
        ["r@example.org", "市州填报员", "长沙市", "ops"]
    ]
    assert any("被拒绝的有 1 条" in element.proto.body for element in app.get("html"))


def test_whoever_else_reaches_it_reads_why_not_and_is_on_record(engine: Engine) -> None:
    app = show(STEWARD)
    assert [element.value for element in app.error] == [
        "s@example.org（省级数据专员）不能查看操作记录。有此权限的是系统管理员。"
    ]
    assert len(app.dataframe) == 0
    assert [row.who for row in audit_rows(engine, ADMINISTRATOR)] == ["s@example.org"]


def test_without_rows_it_says_so(engine: Engine) -> None:
    app = show(ADMINISTRATOR)
    said = "".join(element.proto.body for element in app.get("html"))
    assert "还没有操作记录" in said
    assert "还没有登记过账号" in said
    assert len(app.dataframe) == 0
