"""The steward's side: every step of a sheet's life, allowed and refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from papers import pdf
from sheets import AS_OF, CHANGSHA, PEOPLE, XIANGXI, World
from sqlalchemy import update

from chuyi_dash.access.audit import Refused
from chuyi_dash.db.engine import writing
from chuyi_dash.db.tables import Institution
from chuyi_dash.errors import ChuyiError
from chuyi_dash.metrics.self_check.model import ACCEPTED, CONFIRMED, DRAFT, KEPT, RETURNED, SUBMITTED, Draft
from chuyi_dash.self_check.evidence import attach, detach
from chuyi_dash.self_check.review import accept, reopen, send_back, settle
from chuyi_dash.self_check.sheets import Moved, submit

TASKS = f"local-plan:{XIANGXI}:tasks"
COLLEGES = f"prefecture-college:{XIANGXI}"
MORE = {COLLEGES: Draft(agree=False, value="2", reason="另有一所新设")}
Act = Callable[[World, str, int], object]


def settle_as(world: World, who: str, version: int, how: str, item: str = COLLEGES) -> None:
    """Settle an item as it stands now."""
    settle(world.context(who), world.key, XIANGXI, version, item, world.sheet("steward").answers[item], how)


ACTS: dict[str, tuple[str, Act]] = {
    "send_back": (
        SUBMITTED,
        lambda world, who, version: send_back(world.context(who), world.key, XIANGXI, version, {TASKS: "请附文件"}),
    ),
    "settle": (
        SUBMITTED,
        lambda world, who, version: settle_as(world, who, version, CONFIRMED),
    ),
    "accept": (SUBMITTED, lambda world, who, version: accept(world.context(who), world.key, XIANGXI, version)),
    "reopen": (ACCEPTED, lambda world, who, version: reopen(world.context(who), world.key, XIANGXI, version, "补正")),
    "submit": (DRAFT, lambda world, who, version: submit(world.context(who), world.key, XIANGXI, version)),
}


def test_sent_back_with_reasons_mended_and_handed_in_again(world: World) -> None:
    sheet = world.hand_in()
    reasons = {TASKS: "  请附文件 ", COLLEGES: "请核对\n名单"}
    send_back(world.context("steward"), world.key, XIANGXI, sheet.version, reasons, "两处")
    returned = world.sheet()
    assert (returned.state, returned.version) == (RETURNED, 3)
    assert (returned.history[-1].state, returned.history[-1].reason) == (RETURNED, "两处")
    (remark,) = returned.remarks[TASKS]
    assert (remark.reason, remark.who, remark.open) == ("请附文件", "steward@example.com", True)
    row = world.last_audit()
    assert (row.action, row.before, row.after["state"]) == ("send_back", {"state": SUBMITTED}, RETURNED)
    assert row.after["reasons"] == {TASKS: "请附文件", COLLEGES: "请核对\n名单"}
    world.save(TASKS, Draft(agree=False, value="no"), returned.answers[TASKS].version)
    submit(world.context(), world.key, XIANGXI, 3)
    again = world.sheet("steward")
    assert again.state == SUBMITTED
    assert [remark.open for remarks in again.remarks.values() for remark in remarks] == [False, False]


def test_sending_back_wants_a_reason_for_an_item_of_the_sheet(world: World) -> None:
    version = world.hand_in().version
    for reasons, words in (
        ({}, "至少要对一项"),
        ({TASKS: " \n"}, "请写明理由"),
        ({TASKS: "字" * 501}, "最多 500 个"),
        ({"local-plan:433100:none": "x"}, "没有这一项"),
    ):
        with pytest.raises(ChuyiError, match=words):
            send_back(world.context("steward"), world.key, XIANGXI, version, reasons)
    assert world.sheet().state == SUBMITTED
    assert world.sheet().remarks == {}


def test_a_disagreement_stays_open_until_it_is_settled_and_may_be_settled_anew(world: World) -> None:
    sheet = world.hand_in(MORE)
    assert sheet.disagreements == (COLLEGES,)
    with pytest.raises(ChuyiError, match="还有 1 处分歧"):
        accept(world.context("steward"), world.key, XIANGXI, sheet.version)
    for how in (KEPT, CONFIRMED):
        settle_as(world, "steward", sheet.version, how)
        seen = world.sheet()
        assert (seen.answers[COLLEGES].settled, seen.disagreements, seen.version) == (how, (), sheet.version)
    row = world.last_audit()
    assert (row.action, row.before, row.after) == ("settle", {"settled": KEPT}, {"settled": CONFIRMED, "value": "2"})


def test_there_is_nothing_to_settle_where_the_two_do_not_differ(world: World) -> None:
    version = world.hand_in().version
    for item in (COLLEGES, TASKS):
        with pytest.raises(ChuyiError, match="没有分歧"):
            settle_as(world, "steward", version, CONFIRMED, item)
    with pytest.raises(ValueError, match="maybe"):
        settle_as(world, "steward", version, "maybe")


def test_nothing_is_settled_that_the_steward_has_not_seen(world: World) -> None:
    """First another steward settles it the other way, then the prefecture gives another value."""
    sheet = world.hand_in(MORE)
    seen = sheet.answers[COLLEGES]
    settle_as(world, "steward", sheet.version, KEPT)
    with pytest.raises(Moved, match="这一项刚被别人"):
        settle(world.context("steward"), world.key, XIANGXI, sheet.version, COLLEGES, seen, CONFIRMED)
    kept = world.sheet("steward").answers[COLLEGES]
    assert kept.settled == KEPT
    send_back(world.context("steward"), world.key, XIANGXI, sheet.version, {COLLEGES: "请再核对"})
    world.save(COLLEGES, Draft(agree=False, value="3", reason="另有两所"), kept.version)
    submit(world.context(), world.key, XIANGXI, sheet.version + 1)
    with pytest.raises(Moved, match="这张自查表刚被别人"):
        settle(world.context("steward"), world.key, XIANGXI, sheet.version, COLLEGES, seen, CONFIRMED)
    with pytest.raises(Moved, match="这一项刚被别人"):
        settle(world.context("steward"), world.key, XIANGXI, sheet.version + 2, COLLEGES, seen, CONFIRMED)
    assert world.sheet("steward").disagreements == (COLLEGES,)


def test_a_sheet_that_new_facts_left_unfinished_is_for_the_steward_to_send_back(accepting_world: World) -> None:
    world = accepting_world
    version = world.hand_in().version
    with writing(world.engine) as connection:  # the college that the prefecture agreed on turns out to be closed
        connection.execute(update(Institution).where(Institution.name == "湘西民族职业技术学院").values(closed=AS_OF))
    assert world.sheet("steward").missing == (COLLEGES,)
    with pytest.raises(ChuyiError, match="有 1 项没有填完，不能通过。请写明理由退回"):
        accept(world.context("steward"), world.key, XIANGXI, version)


def test_a_mended_answer_is_open_again(world: World) -> None:
    sheet = world.hand_in(MORE)
    settle_as(world, "steward", sheet.version, CONFIRMED)
    send_back(world.context("steward"), world.key, XIANGXI, sheet.version, {COLLEGES: "请再核对"})
    version = world.sheet().answers[COLLEGES].version
    world.save(COLLEGES, Draft(agree=False, value="3", reason="另有两所"), version)
    assert world.sheet().disagreements == (COLLEGES,)


def test_each_step_leads_only_from_its_own_state(accepting_world: World) -> None:
    """A sheet is walked through its life; in each state everything that does not belong there is refused."""
    world = accepting_world

    def others_are_refused(state: str, version: int) -> None:
        for name, (wanted, act) in ACTS.items():
            if wanted == state or (state == RETURNED and name == "submit"):
                continue
            with pytest.raises(ChuyiError):
                act(world, "own reporter" if name == "submit" else "steward", version)
        assert (world.sheet().state, world.sheet().version) == (state, version)

    world.complete(MORE)
    letter = attach(world.context(), world.key, XIANGXI, TASKS, "a.pdf", pdf())
    others_are_refused(DRAFT, 1)
    submit(world.context(), world.key, XIANGXI, 1)
    others_are_refused(SUBMITTED, 2)
    send_back(world.context("steward"), world.key, XIANGXI, 2, {TASKS: "请附文件"})
    others_are_refused(RETURNED, 3)
    submit(world.context(), world.key, XIANGXI, 3)
    settle_as(world, "steward", 4, CONFIRMED)
    accept(world.context("steward"), world.key, XIANGXI, 4)
    others_are_refused(ACCEPTED, 5)
    before = world.sheet()
    for act in (
        lambda: world.save(TASKS, Draft(agree=False, value="no"), before.answers[TASKS].version),
        lambda: attach(world.context(), world.key, XIANGXI, TASKS, "b.pdf", pdf()),
        lambda: detach(world.context(), letter.id),
    ):
        with pytest.raises(ChuyiError, match="已经提交"):
            act()
    assert (world.sheet().answers, world.sheet().files) == (before.answers, {TASKS: (letter,)})
    with pytest.raises(ChuyiError, match="请写明理由"):
        reopen(world.context("steward"), world.key, XIANGXI, 5, " ")
    reopen(world.context("steward"), world.key, XIANGXI, 5, "名单有误")
    others_are_refused(RETURNED, 6)
    states = [step.state for step in world.sheet().history]
    assert states == [DRAFT, SUBMITTED, RETURNED, SUBMITTED, ACCEPTED, RETURNED]
    assert world.sheet().history[-1].reason == "名单有误"
    taken = [
        action for _who, action, subject, allowed in world.audit() if allowed and subject == f"{world.key}/{XIANGXI}"
    ]
    assert taken == ["read_sheet", "submit", "send_back", "submit", "accept", "reopen"]


def test_nobody_but_the_steward_reviews(world: World) -> None:
    version = world.hand_in(MORE).version
    for who in set(PEOPLE) - {"steward"}:
        for name in ("send_back", "settle", "accept", "reopen"):
            with pytest.raises(Refused):
                ACTS[name][1](world, who, version)
            who_acted, action, _subject, allowed = world.audit()[-1]
            assert (who_acted, action, allowed) == (PEOPLE[who].identity, name, False)
    assert world.sheet().state == SUBMITTED
    assert world.sheet().disagreements == (COLLEGES,)


def test_of_two_stewards_the_slower_is_told(world: World) -> None:
    version = world.hand_in().version
    send_back(world.context("steward"), world.key, XIANGXI, version, {TASKS: "请附文件"})
    for name in ("send_back", "accept"):
        with pytest.raises(Moved, match="刚被别人处理过"):
            ACTS[name][1](world, "steward", version)


def test_nothing_is_accepted_on_figures_that_have_changed_since(accepting_world: World) -> None:
    """The first office has looked before another sheet was accepted, which changed the facts."""
    world = accepting_world
    version = world.hand_in().version
    looked = world.context("steward")
    world.place = CHANGSHA
    world.accept()
    with pytest.raises(Moved, match="数据刚刚更新过"):
        accept(looked, world.key, XIANGXI, version)
    assert accept(world.context("steward"), world.key, XIANGXI, version)
