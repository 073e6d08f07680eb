"""Filling a sheet in: saving, colliding, handing in."""

from __future__ import annotations

import time

import pytest
from sheets import CHANGSHA, PEOPLE, XIANGXI, World, reporter

from chuyi_dash.access.audit import Refused
from chuyi_dash.errors import ChuyiError
from chuyi_dash.metrics.self_check.model import DRAFT, RETURNED, SUBMITTED, Draft
from chuyi_dash.self_check.review import send_back
from chuyi_dash.self_check.sheets import Conflict, Incomplete, Moved, open_sheet, save_answer, submit

TASKS = f"local-plan:{XIANGXI}:tasks"
COUNTIES = f"county-school:{XIANGXI}"
COLLEGES = f"prefecture-college:{XIANGXI}"
YES = Draft(agree=False, value="yes")
NO = Draft(agree=False, value="no", note="尚未制定")


def test_the_first_reporter_to_open_a_sheet_begins_it_and_the_next_finds_it(world: World) -> None:
    looked = world.sheet("steward")
    assert (looked.id, looked.state, looked.version, looked.history) == (0, None, 0, ())
    assert [action for _who, action, *_rest in world.audit()] == ["open_round"]
    sheet = world.sheet()
    assert (looked.items, looked.missing) == (sheet.items, sheet.missing)
    again = world.sheet("steward")
    assert (sheet.state, sheet.version, sheet.prefecture_name) == (DRAFT, 1, "湘西土家族苗族自治州")
    assert again.id == sheet.id
    assert [step.state for step in again.history] == [DRAFT]
    assert set(sheet.missing) == {item.key for item in sheet.items}
    assert sheet.disagreements == ()


def test_an_answer_is_kept_with_its_version_and_on_record(world: World) -> None:
    saved = world.save(TASKS, NO)
    assert (saved.agree, saved.value, saved.note, saved.version) == (False, "no", "尚未制定", 1)
    assert (saved.saved_by, saved.saved_at) == ("reporter@example.com", world.moment)
    assert world.sheet().answers == {TASKS: saved}
    row = world.last_audit()
    assert (row.action, row.subject, row.before) == ("save_answer", f"{world.key}/{XIANGXI}/{TASKS}", None)
    assert row.after == {"agree": False, "value": "no", "reason": None, "note": "尚未制定"}
    changed = world.save(TASKS, YES, version=1)
    assert changed.version == 2
    assert world.last_audit().before == row.after


def test_of_two_writers_the_second_learns_both_values_and_nothing_is_lost(world: World) -> None:
    first = world.save(TASKS, NO)
    with pytest.raises(Conflict) as met:
        world.save(TASKS, YES, None, reporter(XIANGXI, "second@example.com"))
    assert (met.value.stored, met.value.mine) == (first, YES)
    assert world.sheet().answers[TASKS] == first
    newer = world.save(TASKS, YES, first.version)
    with pytest.raises(Conflict) as met:
        world.save(TASKS, Draft(agree=False, value="no"), first.version)
    assert met.value.stored == newer
    assert world.save(TASKS, NO, met.value.stored.version).value == "no"


def test_the_same_save_twice_is_one(world: World) -> None:
    first = world.save(TASKS, NO)
    rows = len(world.audit())
    assert world.save(TASKS, NO) == first
    assert world.save(TASKS, NO, first.version) == first
    assert len(world.audit()) == rows


def test_a_version_that_never_was_is_no_way_in(world: World) -> None:
    with pytest.raises(ChuyiError, match="还没有保存过"):
        world.save(TASKS, NO, version=3)
    assert world.sheet().answers == {}


@pytest.mark.parametrize(
    ("item", "draft", "words"),
    [
        ("local-plan:433100:nothing", YES, "没有这一项"),
        (f"local-plan:{CHANGSHA}:tasks", YES, "没有这一项"),
        (TASKS, Draft(agree=False, value="perhaps"), "不是这一项可选的内容"),
        (COUNTIES, Draft(agree=False, value="9"), "最多 8"),
        (COUNTIES, Draft(agree=False, value="-1"), "不是整数"),
    ],
)
def test_what_the_sheet_does_not_ask_or_cannot_be_is_refused(world: World, item: str, draft: Draft, words: str) -> None:
    with pytest.raises(ChuyiError, match=words):
        world.save(item, draft)
    assert world.sheet().answers == {}


def test_work_in_progress_is_kept_and_counts_as_missing(world: World) -> None:
    world.save(COLLEGES, Draft(agree=False))
    world.save(COLLEGES, Draft(agree=False, value="2"), 1)
    sheet = world.sheet()
    assert COLLEGES in sheet.missing  # a reason is still owed
    world.save(COLLEGES, Draft(agree=False, value="2", reason="另有一所新设"), 2)
    sheet = world.sheet()
    assert COLLEGES not in sheet.missing
    assert sheet.disagreements == (COLLEGES,)


@pytest.mark.parametrize("who", [name for name in PEOPLE if name != "own reporter"])
def test_nobody_else_saves_or_hands_in(world: World, who: str) -> None:
    world.complete()
    before = world.sheet().answers
    version = before[TASKS].version
    with pytest.raises(Refused):
        world.save(TASKS, NO, version, who)
    assert world.audit()[-1] == (PEOPLE[who].identity, "save_answer", f"{world.key}/{XIANGXI}/{TASKS}", False)
    with pytest.raises(Refused):
        submit(world.context(who), world.key, XIANGXI, 1)
    assert world.audit()[-1] == (PEOPLE[who].identity, "submit", f"{world.key}/{XIANGXI}", False)
    assert world.sheet().answers == before
    assert world.sheet().state == DRAFT


@pytest.mark.parametrize("who", [name for name in PEOPLE if name not in ("own reporter", "steward")])
def test_nobody_else_reads_an_open_sheet(world: World, who: str) -> None:
    with pytest.raises(Refused):
        world.sheet(who)
    assert world.audit()[-1] == (PEOPLE[who].identity, "read_sheet", f"{world.key}/{XIANGXI}", False)


def test_hand_in_is_refused_with_the_list_of_what_is_missing(world: World) -> None:
    world.complete()
    world.save(TASKS, Draft(agree=True), world.sheet().answers[TASKS].version)  # there is no figure to agree with
    world.save("narrative:results", Draft(agree=None), 1)
    with pytest.raises(Incomplete) as met:
        submit(world.context(), world.key, XIANGXI, 1)
    assert [item.key for item in met.value.missing] == [TASKS, "narrative:results"]
    assert world.sheet().missing == (TASKS, "narrative:results")
    assert world.sheet().state == DRAFT


def test_a_complete_sheet_is_handed_in_and_locked(world: World) -> None:
    sheet = world.hand_in()
    assert (sheet.state, sheet.version, sheet.submitted_by) == (SUBMITTED, 2, "reporter@example.com")
    assert sheet.submitted_at == world.moment
    assert [step.state for step in sheet.history] == [DRAFT, SUBMITTED]
    assert world.audit()[-1] == ("reporter@example.com", "submit", f"{world.key}/{XIANGXI}", True)
    with pytest.raises(ChuyiError, match="已经提交"):
        world.save(TASKS, NO, sheet.answers[TASKS].version)
    with pytest.raises(ChuyiError, match="已经提交"):
        submit(world.context(), world.key, XIANGXI, 2)
    assert world.sheet().answers == sheet.answers


def test_hand_in_of_an_older_state_is_refused(world: World) -> None:
    sheet = world.hand_in()
    send_back(world.context("steward"), world.key, XIANGXI, sheet.version, {TASKS: "请附文件"})
    with pytest.raises(Moved):
        submit(world.context(), world.key, XIANGXI, 1)
    assert world.sheet().state == RETURNED
    submit(world.context(), world.key, XIANGXI, 3)
    assert world.sheet().state == SUBMITTED


def test_there_is_no_sheet_for_what_is_no_prefecture_or_no_round(world: World) -> None:
    for code in ("433101", "430000", "999999", ""):
        with pytest.raises(ChuyiError, match="没有代码为"):
            open_sheet(world.context("steward"), world.key, code)
    with pytest.raises(ChuyiError, match="没有编号为 2031"):
        save_answer(world.context(), "2031", XIANGXI, TASKS, YES, None)


def test_a_save_is_quick(world: World) -> None:
    """A tenth of a second would be felt; it takes a few thousandths."""
    version, context, taken = None, world.context(), []
    for number in range(20):
        draft, start = Draft(agree=False, value="yes", note=str(number)), time.perf_counter()
        version = save_answer(context, world.key, XIANGXI, TASKS, draft, version).version
        taken.append(time.perf_counter() - start)
    assert sorted(taken)[10] < 0.1
