"""``status``: the same to the byte on both databases, and the known numbers of the sourced facts."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from commands import Run
from databases import BACKENDS
from sqlalchemy.engine import URL

from chuyi_dash.views.snapshot import DataSource

SnapshotOf = Callable[[str, str], DataSource]
FIELDS = {
    "quota": ["id", "kind", "number", "approved", "accepted", "attainment", "pace", "status"],
    "count": ["id", "kind", "number", "approved", "accepted", "status"],
    "coverage": ["id", "kind", "number", "met", "of", "attainment", "pace", "status", "missing", "unreported"],
    "checklist": ["id", "kind", "number", "met", "of", "attainment", "pace", "status", "missing", "unreported"],
}
STATUSES = {"done", "on_pace", "behind", "far_behind", "overdue", "no_number", "no_data"}


def targets(printed: str) -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in json.loads(printed)["targets"]}


def url_of(snapshot: DataSource) -> URL:
    return snapshot.engine.url


@pytest.mark.postgresql
@pytest.mark.parametrize("content", ["sourced", "sample"])
@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--as-of", "2022-04-08"),
        ("--as-of", "2022-12-31"),
        ("--as-of", "2024-06-30"),
        ("--as-of", "2025-12-31"),
        ("--as-of", "2026-11-24"),
        ("--as-of", "2024-06-30", "--sourced-only"),
        ("--as-of", "2025-12-31", "--prefecture", "430100"),
        ("--as-of", "2025-12-31", "--prefecture", "433100", "--sourced-only"),
    ],
    ids=" ".join,
)
def test_both_databases_give_the_same_status_to_the_byte(
    content: str, arguments: tuple[str, ...], snapshot_of: SnapshotOf, run: Run
) -> None:
    first, second = (run(url_of(snapshot_of(backend, content)), "status", "--json", *arguments) for backend in BACKENDS)
    assert first.code == second.code == 0
    assert len(first.out) > 1000
    assert first.out.encode() == second.out.encode()


@pytest.mark.postgresql
def test_the_text_for_people_is_the_same_on_both_databases(snapshot_of: SnapshotOf, run: Run) -> None:
    first, second = (run(url_of(snapshot_of(backend, "sample")), "status") for backend in BACKENDS)
    assert first == second


@pytest.mark.parametrize("content", ["sourced", "sample"])
@pytest.mark.parametrize("scope", [(), ("--prefecture", "430300")])
def test_each_kind_of_target_has_exactly_its_fields_in_order(
    content: str, scope: tuple[str, ...], snapshot_of: SnapshotOf, run: Run
) -> None:
    printed = run(url_of(snapshot_of("sqlite", content)), "status", "--json", "--as-of", "2024-06-30", *scope).out
    found = json.loads(printed)
    assert list(found) == ["as_of", "targets"]
    assert found["as_of"] == "2024-06-30"
    assert len(found["targets"]) == 22
    for row in found["targets"]:
        fields = [name for name in FIELDS[row["kind"]] if name != "accepted" or row["id"] != "skills-training"]
        assert list(row) == fields, row["id"]
        assert row["status"] in STATUSES
        if "of" in row and row["of"] is not None:
            assert len(set(row["missing"]) | set(row["unreported"])) + (row["met"] or 0) <= row["of"]


@pytest.fixture
def sourced(snapshot_of: SnapshotOf, backend: str, run: Run) -> dict[str, dict[str, Any]]:
    return targets(run(url_of(snapshot_of(backend, "sourced")), "status", "--json").out)


def test_the_sourced_facts_are_as_of_their_newest_day(backend: str, snapshot_of: SnapshotOf, run: Run) -> None:
    printed = run(url_of(snapshot_of(backend, "sourced")), "status", "--json").out
    assert json.loads(printed)["as_of"] == "2026-11-24"


@pytest.mark.parametrize(("target", "number"), [("heritage-base", 20), ("training-base", 80), ("education-group", 30)])
def test_the_quotas_that_were_reported_are_met(target: str, number: int, sourced: dict[str, dict[str, Any]]) -> None:
    row = sourced[target]
    assert (row["number"], row["approved"], row["accepted"]) == (number, number, None)
    assert (row["attainment"], row["pace"], row["status"]) == (1.0, 1.0, "done")


@pytest.mark.parametrize("target", ["prefecture-school", "prefecture-college"])
def test_every_prefecture_has_its_school_and_its_college(target: str, sourced: dict[str, dict[str, Any]]) -> None:
    row = sourced[target]
    assert (row["met"], row["of"], row["attainment"], row["status"]) == (14, 14, 1.0, "done")
    assert (row["missing"], row["unreported"]) == ([], [])


def test_most_counties_have_not_reported_so_there_is_no_verdict(sourced: dict[str, dict[str, Any]]) -> None:
    row = sourced["county-school"]
    assert (row["met"], row["of"], row["missing"], row["status"]) == (4, 122, [], "no_data")
    assert len(row["unreported"]) == 118
    assert row["unreported"] == sorted(row["unreported"])


def test_a_damaged_number_is_null_and_gets_no_verdict(sourced: dict[str, dict[str, Any]]) -> None:
    row = sourced["brand-programme"]
    assert (row["number"], row["attainment"], row["status"]) == (None, None, "no_number")


def test_the_list_of_industries_that_nobody_entered_has_no_whole(sourced: dict[str, dict[str, Any]]) -> None:
    row = sourced["industry-college"]
    assert (row["met"], row["of"], row["attainment"], row["status"]) == (None, None, None, "no_data")


def test_quotas_that_nobody_reported_are_unknown_and_not_zero(sourced: dict[str, dict[str, Any]]) -> None:
    for target in ("bachelor-school", "college", "secondary-school", "technician-school", "college-programme"):
        row = sourced[target]
        assert (row["approved"], row["accepted"], row["attainment"], row["status"]) == (None, None, None, "no_data")
        assert row["number"] is not None


def test_a_prefecture_has_no_share_of_a_provincial_quota(snapshot_of: SnapshotOf, run: Run) -> None:
    found = targets(run(url_of(snapshot_of("sqlite", "sourced")), "status", "--json", "--prefecture", "430100").out)
    assert (found["heritage-base"]["number"], found["heritage-base"]["attainment"]) == (None, None)
    assert found["heritage-base"]["approved"] == 1
    assert (found["prefecture-school"]["met"], found["prefecture-school"]["of"]) == (1, 1)
    assert found["county-school"]["of"] == 9


def test_before_the_plan_nothing_is_known_and_pace_is_zero(snapshot_of: SnapshotOf, run: Run) -> None:
    found = targets(run(url_of(snapshot_of("sqlite", "sourced")), "status", "--json", "--as-of", "2022-04-07").out)
    assert {row["pace"] for row in found.values() if "pace" in row} == {0.0}
    assert found["heritage-base"]["approved"] is None


def test_the_switch_on_a_database_with_the_sample_gives_the_sourced_facts_alone(
    backend: str, snapshot_of: SnapshotOf, run: Run
) -> None:
    alone = run(url_of(snapshot_of(backend, "sourced")), "status", "--json")
    switched = run(url_of(snapshot_of(backend, "sample")), "status", "--json", "--sourced-only")
    assert switched == alone


def test_the_text_names_day_pace_status_and_the_sample(snapshot_of: SnapshotOf, run: Run) -> None:
    with_sample = run(url_of(snapshot_of("sqlite", "sample")), "status", "--as-of", "2024-06-30").out
    lines = with_sample.splitlines()
    assert lines[0].startswith("截至 2024-06-30，序时进度 59.7%")
    assert len(lines) == 24
    assert lines[-1] == "以上含示例数据（演示用，非真实）。"
    assert all(line.startswith("[") for line in lines[1:-1])
    without = run(url_of(snapshot_of("sqlite", "sample")), "status", "--sourced-only").out
    assert "示例" not in without


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--as-of", "tomorrow"),
        ("--as-of", "2024-02-30"),
        ("--as-of", "1999-01-01"),
        ("--prefecture", "430102"),
        ("--prefecture", "长沙"),
    ],
)
def test_a_wrong_value_is_named_with_what_would_be_right(
    option: str, value: str, snapshot_of: SnapshotOf, run: Run
) -> None:
    ran = run(url_of(snapshot_of("sqlite", "sourced")), "status", option, value)
    assert (ran.code, ran.out) == (1, "")
    assert f"{option} 的值 {value} 无法识别" in ran.err
    assert "如" in ran.err


def test_several_wrong_values_are_named_at_once(snapshot_of: SnapshotOf, run: Run) -> None:
    ran = run(url_of(snapshot_of("sqlite", "sourced")), "status", "--as-of", "x", "--prefecture", "y")
    assert len(ran.err.splitlines()) == 2


def test_a_wrong_database_address_ends_in_one_sentence() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "chuyi_dash", "status"],
        capture_output=True,
        text=True,
        timeout=60,
        cwd=Path(__file__).parents[2],
        env=os.environ | {"CHUYI_DATABASE_URL": "postgresql://u@h:port/d"},
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (1, "")
    assert len(ran.stderr.strip().splitlines()) == 1
    assert "CHUYI_DATABASE_URL" in ran.stderr
