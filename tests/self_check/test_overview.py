"""A round as a whole."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sheets import CHANGSHA, PEOPLE, XIANGXI, World
from sqlalchemy import event

from chuyi_dash.access.audit import Refused
from chuyi_dash.errors import ChuyiError
from chuyi_dash.metrics.self_check.model import ACCEPTED, DRAFT, RETURNED, SUBMITTED, Draft, SheetState
from chuyi_dash.self_check.overview import difference, reminders, states
from chuyi_dash.self_check.review import reopen, send_back
from chuyi_dash.self_check.sheets import submit

COLLEGES = f"prefecture-college:{XIANGXI}"
JISHOU = "county-school:433101:public-school"
MORE = {COLLEGES: Draft(agree=False, value="2", reason="另有一所新设")}
AFTER_DUE = datetime(2025, 2, 3, 2, 0, tzinfo=UTC)


def known(world: World) -> dict[str, SheetState]:
    return {row.prefecture: row for row in states(world.context("steward"), world.key)}


def test_all_14_stand_by_state_with_what_is_done_and_what_is_disputed(world: World) -> None:
    begun = known(world)
    assert len(begun) == 14
    assert {(row.state, row.answered, row.late, row.disagreements) for row in begun.values()} == {(None, 0, False, 0)}
    world.save(COLLEGES, Draft(agree=True))
    assert (known(world)[XIANGXI].state, known(world)[XIANGXI].answered) == (DRAFT, 1)
    world.hand_in(MORE)
    row = known(world)[XIANGXI]
    assert (row.state, row.answered, row.disagreements) == (SUBMITTED, row.items, 1)
    assert (row.submitted_at, row.check_code) == (world.moment, None)
    assert row.items == len(world.sheet().items)
    assert known(world)[CHANGSHA] == begun[CHANGSHA]


def test_late_is_who_came_after_the_due_day_or_is_still_out(world: World) -> None:
    world.hand_in()
    world.moment = AFTER_DUE
    rows = known(world)
    assert not rows[XIANGXI].late
    assert all(row.late for code, row in rows.items() if code != XIANGXI)
    send_back(world.context("steward"), world.key, XIANGXI, 2, {COLLEGES: "请核对"})
    assert known(world)[XIANGXI].late  # it is with the prefecture again
    submit(world.context(), world.key, XIANGXI, 3)
    assert not known(world)[XIANGXI].late  # its first hand-in was in time


def test_the_due_day_ends_at_midnight_in_beijing(world: World) -> None:
    world.moment = datetime(2025, 1, 31, 15, 59, tzinfo=UTC)
    assert not known(world)[XIANGXI].late
    world.moment = datetime(2025, 1, 31, 16, 0, tzinfo=UTC)
    assert known(world)[XIANGXI].late


def test_the_states_take_two_statements_beside_what_is_remembered(world: World) -> None:
    context, asked = world.context("steward"), []
    states(context, world.key)

    def count(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("SELECT"):
            asked.append(statement)

    event.listen(world.engine, "before_cursor_execute", count)
    try:
        states(context, world.key)
    finally:
        event.remove(world.engine, "before_cursor_execute", count)
    assert len(asked) == 2


def test_reminders_go_to_those_who_have_not_handed_in_with_what_is_owed(world: World) -> None:
    first = dict(reminders(world.context("steward"), world.key))
    assert len(first) == 14
    name = "湘西土家族苗族自治州"
    world.sheet("steward")  # who only looks begins nothing
    assert dict(reminders(world.context("steward"), world.key)) == first
    assert first[name] == (
        f"{name}：{world.key}年度“楚怡”行动自查应于2025年1月31日前提交，还有11天，请按时提交。贵市州尚未开始填报。"
    )
    world.hand_in()
    assert name not in dict(reminders(world.context("steward"), world.key))
    send_back(world.context("steward"), world.key, XIANGXI, 2, {COLLEGES: "请核对", JISHOU: "请核对"})
    world.moment = AFTER_DUE
    text = dict(reminders(world.context("steward"), world.key))[name]
    assert "已逾期3天，请尽快提交" in text
    assert "尚有2项退回意见待处理" in text
    assert "未完成" not in text


def test_a_draft_is_reminded_of_what_is_open_and_a_complete_one_of_handing_in(world: World) -> None:
    world.save(COLLEGES, Draft(agree=True))
    left = len(world.sheet().missing)
    world.moment = datetime(2025, 1, 31, 2, 0, tzinfo=UTC)
    text = dict(reminders(world.context("steward"), world.key))["湘西土家族苗族自治州"]
    assert "今天到期" in text
    assert f"尚有{left}项未完成" in text
    world.complete()
    text = dict(reminders(world.context("steward"), world.key))["湘西土家族苗族自治州"]
    assert "还没有提交" in text


def test_two_rounds_are_compared_by_the_values_that_stand(accepting_world: World) -> None:
    world = accepting_world
    world.accept({JISHOU: Draft(agree=False, value="yes"), **MORE}, settlement="kept")
    world.open_round("2025", as_of=date(2025, 1, 15), due=date(2025, 2, 28))
    rows = {
        row.item.key: (row.before, row.after) for row in difference(world.context("steward"), "2024", "2025", XIANGXI)
    }
    assert JISHOU not in rows  # asked in 2024 only, since a school is known of now
    assert COLLEGES not in rows  # the steward kept the system's
    world.key = "2025"
    world.complete({f"local-plan:{XIANGXI}:tasks": Draft(agree=False, value="no", reason="已废止"), **MORE})
    found = difference(world.context("steward"), "2024", "2025", XIANGXI)
    rows = {row.item.key: (row.before, row.after) for row in found}
    assert rows[f"local-plan:{XIANGXI}:tasks"] == ("yes", "no")
    assert rows[COLLEGES] == ("1", "2")
    assert not any(key.startswith("narrative") for key in rows)
    back = {
        row.item.key: (row.before, row.after) for row in difference(world.context("steward"), "2025", "2024", XIANGXI)
    }
    assert back == {key: (after, before) for key, (before, after) in rows.items()}
    assert difference(world.context("steward"), "2024", "2024", XIANGXI) == ()


def test_only_the_steward_sees_a_round_as_a_whole(world: World) -> None:
    acts = (
        lambda context: states(context, world.key),
        lambda context: reminders(context, world.key),
        lambda context: difference(context, world.key, world.key, XIANGXI),
    )
    for who in set(PEOPLE) - {"steward"}:
        for act in acts:
            with pytest.raises(Refused):
                act(world.context(who))
            assert world.audit()[-1][:2] == (PEOPLE[who].identity, "read_states")
    for round_key, words in (("1999", "没有编号为 1999"),):
        with pytest.raises(ChuyiError, match=words):
            states(world.context("steward"), round_key)


def test_states_know_an_accepted_sheet_by_its_code(accepting_world: World) -> None:
    code = accepting_world.accept()
    row = known(accepting_world)[XIANGXI]
    number = len(accepting_world.sheet("steward").items)
    assert (row.state, row.check_code, row.items, row.answered) == (ACCEPTED, code, number, number)
    send = dict(reminders(accepting_world.context("steward"), "2024"))
    assert "湘西土家族苗族自治州" not in send
    assert RETURNED not in {state.state for state in known(accepting_world).values()}
    reopen(accepting_world.context("steward"), "2024", XIANGXI, 3, "名单有误")
    text = dict(reminders(accepting_world.context("steward"), "2024"))["湘西土家族苗族自治州"]
    assert text.endswith("贵市州的自查表通过后已重新开放，请修改后再次提交。")
