"""Opening a round, and who writes in which."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from papers import pdf
from sheets import AS_OF, CHANGSHA, DUE, PEOPLE, XIANGXI, World, reporter

from chuyi_dash.access.audit import Refused
from chuyi_dash.access.model import OF_A_PREFECTURE
from chuyi_dash.errors import ChuyiError
from chuyi_dash.metrics.self_check.model import DRAFT, Draft
from chuyi_dash.self_check.evidence import attach, detach
from chuyi_dash.self_check.review import accept, reopen, send_back, settle
from chuyi_dash.self_check.rounds import open_round, round_with_key, rounds
from chuyi_dash.self_check.sheets import open_sheet, save_answer, submit

TASKS = f"local-plan:{XIANGXI}:tasks"
COLLEGES = f"prefecture-college:{XIANGXI}"


def test_a_round_is_open_to_all_newest_first_and_on_record(world: World) -> None:
    older = f"{world.key}-older"
    world.open_round(older, as_of=date(2023, 12, 31), due=date(2024, 1, 31))
    known = [row for row in rounds(world.context("guest")) if row.key.startswith(world.key)]
    assert [row.key for row in known] == [world.key, older]
    assert (known[0].name, known[0].as_of, known[0].due, known[0].sample) == (f"{world.key}年度", AS_OF, DUE, False)
    assert known[0].opened_by == "steward@example.com"
    assert round_with_key(world.context("guest"), world.key) == known[0]
    assert world.audit()[-1] == ("steward@example.com", "open_round", older, True)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"as_of": date(2025, 1, 21)}, "还没有到"),
        ({"as_of": date(2022, 4, 7)}, "早于计划开始"),
        ({"due": AS_OF - timedelta(days=1)}, "请改晚"),
        ({"key": "二〇二四"}, "字母和数字"),
        ({"key": "2" * 21}, "字母和数字"),
        ({"key": ""}, "字母和数字"),
        ({"name": " "}, "轮次名称"),
        ({"name": "年" * 41}, "轮次名称"),
    ],
)
def test_a_round_that_cannot_be_is_refused_in_words(world: World, changes: dict[str, object], words: str) -> None:
    known = rounds(world.context())
    wanted: dict[str, object] = {"key": "2025", "name": "2025年度", "as_of": AS_OF, "due": DUE, "sample": False}
    with pytest.raises(ChuyiError, match=words):
        open_round(world.context("steward"), **(wanted | changes))  # type: ignore[arg-type]
    assert rounds(world.context()) == known


def test_a_key_or_a_name_serves_one_round(world: World) -> None:
    for key, name in ((world.key, "另一轮"), ("2025", f" {world.key}年度 ")):
        with pytest.raises(ChuyiError, match="已经用于另一轮"):
            open_round(world.context("steward"), key, name, AS_OF, DUE, False)


def test_the_day_itself_may_be_the_rounds_day(world: World) -> None:
    key = f"{world.key}-today"
    world.open_round(key, as_of=date(2025, 1, 20))
    assert round_with_key(world.context(), key).as_of == date(2025, 1, 20)


def test_an_unknown_round_is_said_to_be_unknown(world: World) -> None:
    with pytest.raises(ChuyiError, match="没有编号为 1999"):
        round_with_key(world.context(), "1999")


def test_only_the_steward_opens_a_round(world: World) -> None:
    for who in set(PEOPLE) - {"steward"}:
        key = f"{world.key}-x"
        with pytest.raises(Refused):
            open_round(world.context(who), key, key, AS_OF, DUE, False)
        assert world.audit()[-1] == (PEOPLE[who].identity, "open_round", key, False)
        with pytest.raises(ChuyiError):
            round_with_key(world.context(), key)


def test_a_demonstration_identity_opens_sample_rounds_only(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chuyi_dash.access.audit.is_embedded", lambda _url: True)
    context = world.context(replace(PEOPLE["steward"], demonstration=True))
    key = f"{world.key}-d"
    assert open_round(context, key, key, AS_OF, DUE, False).sample
    assert round_with_key(context, key).sample


def test_a_demonstration_identity_writes_nothing_into_a_round_of_real_figures(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The steps are tried on a sheet that real people have handed in; each is asked for before its state is."""
    monkeypatch.setattr("chuyi_dash.access.audit.is_embedded", lambda _url: True)
    letter = attach(world.context(), world.key, XIANGXI, TASKS, "a.pdf", pdf())
    before = world.hand_in({COLLEGES: Draft(agree=False, value="2", reason="另有一所新设")})
    filling, reviewing = (
        world.context(replace(actor, identity="示例", demonstration=True)) for actor in (reporter(), PEOPLE["steward"])
    )
    where, version = (world.key, XIANGXI), before.version
    steps: dict[str, Callable[[], object]] = {
        "save_answer": lambda: save_answer(filling, *where, TASKS, Draft(agree=False, value="no"), 1),
        "attach": lambda: attach(filling, *where, TASKS, "b.pdf", pdf() + b"%"),
        "detach": lambda: detach(filling, letter.id),
        "submit": lambda: submit(filling, *where, version),
        "send_back": lambda: send_back(reviewing, *where, version, {TASKS: "请附文件"}),
        "settle": lambda: settle(reviewing, *where, version, COLLEGES, before.answers[COLLEGES], "confirmed"),
        "accept": lambda: accept(reviewing, *where, version),
        "reopen": lambda: reopen(reviewing, *where, version, "补正"),
    }
    assert set(steps) == set(OF_A_PREFECTURE) - {"read_sheet"}
    for action, step in steps.items():
        with pytest.raises(ChuyiError, match="示例身份只能在示例轮次中操作"):
            step()
        assert world.audit()[-1][:2] == ("示例", action)
        assert not world.audit()[-1][3]
    assert world.sheet("steward") == before
    assert open_sheet(world.context(replace(PEOPLE["other reporter"], demonstration=True)), world.key, CHANGSHA).id == 0


def test_a_demonstration_identity_fills_in_a_sample_round(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chuyi_dash.access.audit.is_embedded", lambda _url: True)
    world.key = f"{world.key}-s"
    world.open_round(sample=True)
    who = replace(reporter(), demonstration=True)
    assert world.sheet(who).state == DRAFT
    assert world.save(TASKS, Draft(agree=False, value="no"), who=who).version == 1
