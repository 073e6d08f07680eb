"""What an accepted sheet makes of its confirmed values, and that the maps move with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sheets import AS_OF, World
from sqlalchemy import Engine, func, insert, select

from chuyi_dash.config import Config
from chuyi_dash.db.engine import reading, writing
from chuyi_dash.db.self_check_tables import Round
from chuyi_dash.db.tables import Answer, ProjectEvent, Source, Tally
from chuyi_dash.metrics.results import MET, UNMET, UNREPORTED
from chuyi_dash.metrics.self_check.model import ACCEPTED, RETURNED, Draft
from chuyi_dash.self_check.review import accept, reopen, send_back
from chuyi_dash.self_check.sheets import submit
from chuyi_dash.views.board import Scope, board
from chuyi_dash.views.coverage import coverage
from chuyi_dash.views.projects import project_detail
from chuyi_dash.views.quality import quality
from chuyi_dash.views.snapshot import DataSource, open_snapshot

PLACES = ("433100", "430800", "431300", "430300", "430600", "430700", "430900", "431000", "431100")
UNNAMED = "430400"
"""A prefecture, none of those above, whose Chuyi school is reported without a name, which would outweigh a count."""
TABLES = (Answer, Tally, ProjectEvent)


def school(county: str) -> str:
    return f"county-school:{county}:public-school"


def own(value: str, reason: str | None = None) -> Draft:
    return Draft(agree=False, value=value, reason=reason)


def started(world: World) -> str:
    return f"prefecture-school:{world.place}"


def trained(world: World) -> str:
    return f"skills-training:{world.place}:key-trades"


def source_of(world: World) -> str:
    return f"self-check-{world.key}-{world.place}"


def counties(world: World) -> list[str]:
    """The counties that the sheet asks about by name."""
    items = world.sheet().items
    return [str(item.division) for item in items if item.section == "counties" and item.kind == "met"]


def facts_from(world: World) -> list[int]:
    """The number of answers, counts and events that the sheet stands behind."""
    with reading(world.engine) as connection:
        return [
            connection.scalar(select(func.count()).select_from(table).where(table.source_key == source_of(world))) or 0
            for table in TABLES
        ]


def now(world: World) -> DataSource:
    return open_snapshot(world.config)


def county_states(world: World, sourced: bool = True) -> dict[str, str | None]:
    return {
        cell.code: cell.state
        for cell in coverage(now(world), Scope.on(AS_OF, world.place, sourced), "county-school").cells
    }


WorldOf = Callable[[str], World]


@pytest.fixture
def world_in(module_database: Callable[[str], Engine], tmp_path: Path, keys: Iterator[str]) -> WorldOf:
    """A round and a prefecture of its own for each test, so that one database of a content serves all."""

    def make(content: str) -> World:
        engine, key = module_database(content), next(keys)
        made = World(engine, Config(engine.url, None, tmp_path / "var"), key=key)
        with reading(engine) as connection:
            made.place = PLACES[connection.scalar(select(func.count()).select_from(Round)) or 0]
        made.open_round(sample=content == "sample")
        return made

    return make


@pytest.fixture
def world(world_in: WorldOf) -> World:
    """The sourced facts."""
    return world_in("sourced")


def test_the_county_map_moves_with_yes_and_no_and_back_when_the_sheet_is_reopened(world: World) -> None:
    before, (first, second, *others) = county_states(world), counties(world)
    assert set(before.values()) == {UNREPORTED}
    world.accept({school(first): own("yes"), school(second): own("no")})
    after = county_states(world)
    assert (after[first], after[second]) == (MET, UNMET)
    version = world.sheet().version
    reopen(world.context("steward"), world.key, world.place, version, "名单有误")
    assert county_states(world) == before
    assert facts_from(world) == [0, 0, 0]
    with reading(world.engine) as connection:
        assert connection.scalar(select(Source.key).where(Source.key == source_of(world))) is None
    assert world.last_audit().before["facts"] == 2 + len(others) + 3 + 4 + 5 + 3 + 3
    again = world.sheet()
    assert (again.state, again.missing) == (RETURNED, ())
    assert again.answers[school(second)].value == "no"


def test_what_is_confirmed_has_the_sheet_as_its_source_and_totals_and_own_words_make_no_fact(world: World) -> None:
    sheet, number = world.sheet(), len(counties(world))
    college = f"prefecture-college:{world.place}"
    colleges = int(str(sheet.item(college).figure.value))
    given = {college: own(str(colleges + 1), "另有一所"), f"county-school:{world.place}": own("3", "已核实")}
    code = world.accept(given)
    with reading(world.engine) as connection:
        row = connection.execute(select(Source.__table__).where(Source.key == source_of(world))).one()
        assert set(connection.scalars(select(Answer.date).where(Answer.source_key == row.key))) == {AS_OF}
    assert (row.kind, row.publisher, row.confidence) == ("self_check", sheet.prefecture_name, "medium")
    assert row.published == date(2025, 1, 20)
    assert code in row.title
    assert sheet.round.name in row.title
    assert facts_from(world) == [number + 3 + 4 + 5 + 3, 3, 0]
    assert coverage(now(world), Scope.on(AS_OF, world.place, True), "prefecture-college").cells[0].value == colleges


def test_a_prefecture_that_handed_in_in_time_is_not_late_because_the_review_was_slow(world: World) -> None:
    version = world.hand_in().version
    world.moment = datetime(2025, 3, 10, tzinfo=UTC)  # reports on 2024 are due by the end of January
    send_back(world.context("steward"), world.key, world.place, version, {trained(world): "请附名册"})
    submit(world.context(), world.key, world.place, version + 1)
    accept(world.context("steward"), world.key, world.place, version + 2)
    view = Scope.on(date(2025, 3, 31), world.place, sourced=True)
    (row,) = quality(now(world), view).of_period("2024年度")
    assert (row.received, row.on_time) == (row.expected, row.expected)


def test_an_own_value_that_the_facts_have_come_to_say_needs_no_settling_and_makes_no_fact(world: World) -> None:
    tasks = f"local-plan:{world.place}:tasks"
    version = world.hand_in({tasks: own("yes")}).version
    with writing(world.engine) as connection:
        about = {"target_id": "local-plan", "division_code": world.place, "item": "tasks", "date": AS_OF, "met": True}
        connection.execute(insert(Answer).values(source_key="rednet-2023-01-11", **about))
    assert world.sheet("steward").disagreements == ()
    accept(world.context("steward"), world.key, world.place, version)
    with reading(world.engine) as connection:
        made = set(connection.scalars(select(Answer.item).where(Answer.source_key == source_of(world))))
    assert {"measures", "duties", "dates"} <= made
    assert "tasks" not in made


def test_the_board_moves_for_checklists_and_training(world: World) -> None:
    view = Scope.on(AS_OF, world.place, sourced=True)
    before = board(now(world), view)
    assert before.result("local-plan").attainment.met is None
    world.unknown["count"] = "321"
    world.accept({f"fair-policy:{world.place}:housing": own("no"), f"county-school:{world.place}": own("3", "已核实")})
    after = board(now(world), view)
    (plan,) = after.result("local-plan").attainment.divisions
    assert (plan.state, plan.value) == (MET, 4)
    (policy,) = after.result("fair-policy").attainment.divisions
    assert (policy.state, dict(policy.items)["housing"]) == (UNMET, False)
    assert after.result("skills-training").attainment.categories == (
        ("key-industries", 321), ("key-trades", 321), ("key-groups", 321)
    )  # fmt: skip
    earlier = board(now(world), Scope.on(date(2024, 12, 30), world.place, sourced=True))
    assert earlier.result("local-plan").attainment.met is None


def test_agreement_and_what_the_steward_kept_make_no_fact(world: World) -> None:
    sheet = world.sheet()
    assert sheet.item(started(world)).figure.value == "yes"
    world.accept({started(world): own("no", "尚未动工")}, settlement="kept")
    assert facts_from(world)[1] == 3  # training only
    accepted = world.sheet("steward")
    assert accepted.answers[started(world)].settled == "kept"
    (state,) = (
        board(now(world), Scope.on(AS_OF, world.place, sourced=True)).result("prefecture-school").attainment.divisions
    )
    assert state.state == MET


def test_a_school_that_has_not_started_after_all_turns_its_prefecture_to_not_met(world: World) -> None:
    world.place = UNNAMED
    before = board(now(world), Scope.on(AS_OF, None, sourced=True)).result("prefecture-school").attainment
    world.accept({started(world): own("no", "尚未动工")})
    (state,) = (
        board(now(world), Scope.on(AS_OF, world.place, sourced=True)).result("prefecture-school").attainment.divisions
    )
    assert (state.state, state.value) == (UNMET, 0)
    whole = board(now(world), Scope.on(AS_OF, None, sourced=True)).result("prefecture-school").attainment
    assert (whole.met, whole.of) == ((before.met or 0) - 1, 14)


def test_an_accepted_sheet_stays_as_it_was_though_its_values_are_facts_now(world: World) -> None:
    before = world.complete({started(world): own("no", "尚未动工")})
    world.accept()
    after = world.sheet("steward")
    assert (after.state, after.missing) == (ACCEPTED, ())
    assert after.items == before.items
    assert after.item(started(world)).figure.value == "yes"
    assert after.answers[started(world)].value == "no"


def test_a_confirmed_stage_is_an_event_of_its_project_and_wins_on_its_day(world_in: WorldOf) -> None:
    world = world_in("sample")
    items = [
        item for item in world.sheet().items if item.section == "projects" and item.figure.value == "self_assessed"
    ]
    later, earlier = items[0], items[1]
    with writing(world.engine) as connection:  # another report of the very day, further on
        rows = [{"project_code": earlier.project, "stage_code": "midterm", "date": AS_OF, "source_key": "sample"}]
        connection.execute(insert(ProjectEvent), rows)
    world.accept({later.key: own("accepted", "已验收"), earlier.key: own("building", "尚未自评")})
    assert facts_from(world)[2] == 2 + sum(
        item.figure.value is None for item in world.sheet("steward").items if item.section == "projects"
    )
    view = Scope.on(AS_OF, world.place)
    stages = [project_detail(now(world), view, str(item.project)) for item in (later, earlier)]
    assert [detail.row.stage for detail in stages if detail] == ["accepted", "building"]


def test_what_a_sample_round_confirms_is_sample_and_outweighs_the_samples_own_but_no_sourced_fact(
    world_in: WorldOf,
) -> None:
    world = world_in("sample")
    figure = world.sheet().item(trained(world)).figure.value
    assert figure is not None
    with reading(world.engine) as connection:  # the system's own figure is of the same day
        same_day = select(func.max(Tally.date)).where(Tally.target_id == "skills-training", Tally.date <= AS_OF)
        assert connection.scalar(same_day) == AS_OF
    world.accept({trained(world): own("5", "口径有误"), f"local-plan:{world.place}:tasks": own("no", "未印发")})
    with reading(world.engine) as connection:
        row = connection.execute(select(Source.__table__).where(Source.key == source_of(world))).one()
    assert row.kind == "sample"
    assert "示例" in row.note
    shown = board(now(world), Scope.on(AS_OF, world.place))
    assert dict(shown.result("skills-training").attainment.categories)["key-trades"] == 5
    (plan,) = shown.result("local-plan").attainment.divisions
    assert (dict(plan.items)["tasks"], plan.sample) == (False, True)
    sourced = board(now(world), Scope.on(AS_OF, world.place, sourced=True))
    assert sourced.result("skills-training").attainment.categories == ()
    with writing(world.engine) as connection:
        values = {
            "target_id": "skills-training", "division_code": world.place, "category": "key-trades", "date": AS_OF,
            "count": 1, "source_key": "rednet-2023-01-11",
        }  # fmt: skip
        connection.execute(insert(Tally).values(**values))
    shown = board(now(world), Scope.on(AS_OF, world.place))
    assert dict(shown.result("skills-training").attainment.categories)["key-trades"] == 1
