"""What holds for any stored facts: boards over a real SQLite database, filled anew for each example."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import small_facts as small
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine

from chuyi_dash.as_of import AsOf
from chuyi_dash.db.engine import connect
from chuyi_dash.db.queries.facts import facts_on, project_counts_by_target_level_prefecture, statutory_divisions
from chuyi_dash.db.queries.projects import milestones_of_counting_projects, money_by_project_and_origin, projects_on
from chuyi_dash.measures import attain_all
from chuyi_dash.metrics.facts import Facts
from chuyi_dash.metrics.lateness import is_late
from chuyi_dash.metrics.money import total
from chuyi_dash.metrics.ranking import rank_prefectures
from chuyi_dash.metrics.results import STATES, Attainment
from chuyi_dash.plan import read_plan

DAY = date(2024, 6, 30)
COLLEGE, SAMPLE_COLLEGE = "college", "sample-college"
ON_ONE_DATABASE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
DAYS = st.dates(date(2022, 4, 8), date(2025, 12, 31)).map(date.isoformat)
PLACES = st.sampled_from((small.FIRST, small.SECOND, small.COUNTY, small.FAR_COUNTY, small.ZONE, None))
TARGETS = st.sampled_from(("heritage-base", "prefecture-school", "think-tank"))
SOURCED = st.sampled_from((small.PRESS, small.NOTICE))
STAGES = st.sampled_from(
    ("applied", "publicised", "approved", "building", "midterm", "accepted", "recognised", "suspended", "revoked")
)
CODES, SAMPLE_CODES = ("a", "b", "c"), ("x", "y")
SUMS = st.none() | st.integers(0, 9).map(Decimal)


@dataclass(frozen=True)
class Row:
    """One row to be stored: the function of small_facts that stores it, and what it is given."""

    put: Callable[..., None]
    given: tuple[Any, ...]
    changes: dict[str, Any] = field(default_factory=dict)

    def store(self, connection: Connection, **more: Any) -> None:
        self.put(connection, *self.given, **self.changes | more)


def rows_of(source: st.SearchStrategy[str], codes: Sequence[str] = CODES) -> dict[str, st.SearchStrategy[list[Row]]]:
    """Lists of facts of each kind, on projects with these codes, that break no rule of the schema."""
    return {
        "events": st.lists(
            st.builds(
                lambda code, stage, day, key: Row(small.event, (code, stage, day), {"source_key": key}),
                st.sampled_from(codes), STAGES, DAYS, source,
            ),
            max_size=8,
            unique_by=lambda row: row.given,
        ),
        "tallies": st.lists(
            st.builds(
                lambda count, day, target, stage, place, key: Row(
                    small.tally,
                    (count, day),
                    {"target_id": target, "stage_code": stage, "division_code": place, "source_key": key},
                ),
                st.integers(0, 30), DAYS, TARGETS, st.sampled_from(("approved", "building", "accepted", None)),
                st.sampled_from((small.PROVINCE, small.FIRST)), source,
            ),
            max_size=5,
            unique_by=lambda row: (row.given[1], *(str(value) for value in row.changes.values())),
        ),
        "answers": st.lists(
            st.builds(
                lambda key, met, day, place, source: Row(
                    small.answer,
                    (key[1], met, day),
                    {"target_id": key[0], "division_code": place, "source_key": source},
                ),
                st.sampled_from(
                    (("local-plan", "goals"), ("local-plan", "measures"), ("county-school", "public-school"),
                     ("county-school", "not-applicable"))
                ),
                st.booleans(), DAYS, st.sampled_from((small.FIRST, small.COUNTY, small.FAR_COUNTY)), source,
            ),
            max_size=8,
            unique_by=lambda row: (row.given[0], row.given[2], *row.changes.values()),
        ),
        "schools": st.lists(
            st.builds(
                lambda code, place, owner, day, key: Row(
                    small.school,
                    (code,),
                    {"division_code": place, "ownership": owner, "opened": day, "source_key": key},
                ),
                st.sampled_from(("s1", "s2", "s3", "s4")),
                st.sampled_from((small.COUNTY, small.OTHER_COUNTY, small.FAR_COUNTY, small.ZONE)),
                st.sampled_from(("公办", "民办", None)),
                st.none() | st.dates(date(2020, 1, 1), date(2025, 1, 1)),
                source,
            ),
            max_size=4,
            unique_by=lambda row: row.given,
        ),
        "industries": st.lists(
            st.builds(
                lambda name, by, key: Row(small.industry, (name,), {"institution": by, "source_key": key}),
                st.sampled_from(("甲", "乙", "丙")), st.sampled_from((None, COLLEGE, SAMPLE_COLLEGE)), source,
            ),
            max_size=3,
            unique_by=lambda row: row.given,
        ),
        "money": st.lists(
            st.builds(
                lambda code, day, sums, key: Row(
                    small.funding,
                    (code, day),
                    dict(zip(("budget", "in_place", "spent"), sums, strict=True)) | {"source_key": key},
                ),
                st.sampled_from(codes), DAYS, st.tuples(SUMS, SUMS, SUMS), source,
            ),
            max_size=4,
            unique_by=lambda row: row.given,
        ),
        "milestones": st.lists(
            st.builds(
                lambda code, due, done, key: Row(
                    small.milestone, (code, due), {"done": done, "name": due, "source_key": key}
                ),
                st.sampled_from(codes), DAYS, st.none() | DAYS, source,
            ),
            max_size=4,
            unique_by=lambda row: row.given,
        ),
    }  # fmt: skip


def projects_of(source: str, codes: Sequence[str]) -> st.SearchStrategy[list[Row]]:
    """One project for each code."""
    return st.tuples(
        *(
            st.builds(
                lambda target, place, level, code=code: Row(
                    small.project, (code, target), {"division_code": place, "level": level, "source_key": source}
                ),
                TARGETS,
                PLACES,
                st.sampled_from(("省级", "市级")),
            )
            for code in codes
        )
    ).map(list)


def all_rows(
    projects: st.SearchStrategy[list[Row]], facts: dict[str, st.SearchStrategy[list[Row]]]
) -> st.SearchStrategy[list[Row]]:
    """The projects, then what is told of them and of everything else."""
    return st.fixed_dictionaries({"projects": projects, **facts}).map(
        lambda kinds: projects_first([row for rows in kinds.values() for row in rows])
    )


def projects_first(rows: Sequence[Row]) -> list[Row]:
    """An order that foreign keys allow."""
    return sorted(rows, key=lambda row: row.put is not small.project)


SOURCED_ROWS = all_rows(projects_of(small.PRESS, CODES), rows_of(SOURCED))
SAMPLE_ROWS = all_rows(projects_of(small.SAMPLE, SAMPLE_CODES), rows_of(st.just(small.SAMPLE), (*CODES, *SAMPLE_CODES)))


@pytest.fixture(scope="module")
def engine(databases_of: Callable[[str], Any]) -> Iterator[Engine]:
    url = databases_of("sqlite").copy("empty")
    yield connect(url)
    databases_of("sqlite").drop(url)


UNIQUE_BY_GIVEN = (small.event, small.school, small.industry, small.funding, small.milestone)
Stored = Callable[..., Any]


@pytest.fixture(scope="module")
def stored(engine: Engine) -> Stored:
    """``stored(rows, ask)``: what ``ask(connection)`` finds with these rows in the database, which forgets them."""

    def with_rows(rows: Sequence[Row], ask: Callable[[Connection], Any]) -> Any:
        with engine.connect() as connection:
            small.ground(connection)
            small.school(connection, COLLEGE, kind="高职")
            small.school(connection, SAMPLE_COLLEGE, kind="高职", source_key=small.SAMPLE)
            for row in rows:
                row.store(connection)
            found = ask(connection)
            connection.rollback()
        return found

    return with_rows


def results(connection: Connection, sourced: bool = False, day: date = DAY) -> tuple[Attainment, ...]:
    return attain_all(read_plan(), facts_on(connection, AsOf(day, sourced)))


@ON_ONE_DATABASE
@given(rows=SOURCED_ROWS, more=SAMPLE_ROWS, data=st.data())
def test_the_order_in_which_facts_were_entered_changes_nothing(
    stored: Stored, rows: list[Row], more: list[Row], data: st.DataObject
) -> None:
    extra = [row for row in more if not clashes(row, rows)]
    everything = rows + extra
    other = projects_first(data.draw(st.permutations(everything)))
    assert stored(other, results) == stored(everything, results)


def clashes(row: Row, rows: Sequence[Row]) -> bool:
    """Whether a sample row would break the uniqueness of a natural key."""
    return any(other.put is row.put and other.given == row.given for other in rows if row.put in UNIQUE_BY_GIVEN)


@ON_ONE_DATABASE
@given(rows=SOURCED_ROWS, more=SAMPLE_ROWS)
def test_sample_rows_never_change_what_the_sourced_facts_say(stored: Stored, rows: list[Row], more: list[Row]) -> None:
    extra = [row for row in more if not clashes(row, rows)]

    with_sample = stored(rows + extra, told_by_sources)
    assert with_sample == stored(rows, told_by_sources)
    assert not any(row.sample for kind in ("targets", "ranking", "projects", "duties") for row in with_sample[kind])


def told_by_sources(connection: Connection) -> dict[str, Any]:
    """What the screens stand on when only sourced facts count: targets, ranking, projects, duties and money."""
    found = results(connection, sourced=True)
    duties = milestones_of_counting_projects(connection, AsOf(DAY, True))
    late = Counter(row.prefecture for row in duties if row.prefecture and is_late(row.due, row.done, DAY))
    money = money_by_project_and_origin(connection, AsOf(DAY, True))
    return {
        "targets": found,
        "ranking": rank_prefectures(statutory_divisions(connection), found, late, reported_share=0.1),
        "projects": projects_on(connection, AsOf(DAY, True)),
        "duties": duties,
        "money": money,
        "funding": total(row for rows in money.values() for row in rows),
    }


@ON_ONE_DATABASE
@given(rows=SOURCED_ROWS, days=st.tuples(DAYS, DAYS).map(sorted))
def test_a_later_day_never_lowers_what_was_ever_approved(stored: Stored, rows: list[Row], days: list[str]) -> None:
    earlier, later = (
        stored(
            rows,
            lambda connection, day=day: {
                (row.target, row.level, row.prefecture): row.ever_approved
                for row in project_counts_by_target_level_prefecture(connection, AsOf(date.fromisoformat(day)))
            },
        )
        for day in days
    )
    assert all(later.get(key, 0) >= number for key, number in earlier.items())


@ON_ONE_DATABASE
@given(rows=SOURCED_ROWS)
def test_facts_after_the_day_change_nothing(stored: Stored, rows: list[Row]) -> None:
    def day_of(row: Row) -> str:
        if row.put is small.school:
            return str(row.changes["opened"] or "")
        return str(row.given[{small.event: 2, small.tally: 1, small.answer: 2, small.funding: 1}[row.put]])

    undated = (small.project, small.industry, small.milestone)
    known = [row for row in rows if row.put in undated or day_of(row) <= DAY.isoformat()]
    assert stored(known, results) == stored(rows, results)


@ON_ONE_DATABASE
@given(rows=SOURCED_ROWS)
def test_the_four_states_together_are_all_counties_and_no_zone(stored: Stored, rows: list[Row]) -> None:
    found = {row.target: row for row in stored(rows, results)}["county-school"]
    by_state = [found.codes(state) for state in STATES]
    assert sorted(code for codes in by_state for code in codes) == [
        small.COUNTY,
        small.OTHER_COUNTY,
        small.FAR_COUNTY,
    ]


@ON_ONE_DATABASE
@given(rows=SOURCED_ROWS)
def test_counts_of_projects_hold_together(stored: Stored, rows: list[Row]) -> None:
    found: Facts = stored(rows, lambda connection: facts_on(connection, AsOf(DAY)))
    for row in found.projects:
        assert row.accepted <= row.approved <= row.ever_approved <= row.projects
        assert row.started <= row.approved
        assert row.approved + row.stopped <= row.projects
    with_event = {row.given[0] for row in rows if row.put is small.event and row.given[2] <= DAY.isoformat()}
    assert sum(row.projects for row in found.projects) == len(with_event)
