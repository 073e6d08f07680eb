"""14 prefectures, two people each on the same few items, all saving at once: no answer is lost silently.

CHUYI_SELF_CHECK_SECONDS=60 python -m pytest tests/self_check/test_many_writers.py -s
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from types import ModuleType

import pytest
from many_writers import Record, people, prepare
from sheets import World
from sqlalchemy import select

from chuyi_dash.db.engine import reading
from chuyi_dash.db.self_check_tables import Audit
from chuyi_dash.self_check.sheets import open_sheet
from chuyi_dash.views.board import all_divisions

SECONDS = float(os.environ.get("CHUYI_SELF_CHECK_SECONDS", "3"))
PROCESSES = 4 if SECONDS > 10 else 2  # each takes seconds of the processor to start


@pytest.fixture
def records(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Record]:
    """What 28 people were told, in several processes, while they saved as fast as they could."""
    places = [row.code for row in all_divisions(world.context().snapshot).values() if row.level == "prefecture"]
    everybody = [(place, f"{place}-{who}") for who in ("a", "b") for place in places]
    url = world.engine.url.render_as_string(hide_password=False)
    # A page that a test has run in this process stays its main module, and a new process would run it again.
    monkeypatch.setitem(sys.modules, "__main__", ModuleType("__main__"))
    spawning = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(PROCESSES, spawning, prepare, (spawning.Barrier(PROCESSES),)) as pool:
        shares = [
            pool.submit(people, url, str(tmp_path), world.key, everybody[share::PROCESSES], SECONDS)
            for share in range(PROCESSES)
        ]
        return [record for share in shares for record in share.result()]


def test_of_28_people_saving_at_once_nobody_loses_an_answer_silently(world: World, records: list[Record]) -> None:
    assert [trouble for record in records for trouble in record.troubles] == []
    assert len(records) == 28
    saved: dict[tuple[str, str], dict[int, str]] = defaultdict(dict)
    for record in records:
        for (item, version), note in record.saved.items():
            assert version not in saved[record.prefecture, item], "two people were told that they made one version"
            saved[record.prefecture, item][version] = note
    for versions in saved.values():
        assert sorted(versions) == list(range(1, len(versions) + 1))
    for record in records:  # whoever collided was shown what another had really saved
        for item, version, note in record.met:
            assert saved[record.prefecture, item][version] == note
    for place in {record.prefecture for record in records}:
        answers = open_sheet(world.context("steward"), world.key, place).answers
        assert {item: (row.version, row.note) for item, row in answers.items()} == {
            item: (max(versions), versions[max(versions)])
            for (prefecture, item), versions in saved.items()
            if prefecture == place
        }
    _assert_the_audit_tells_the_same(world, saved)
    met, number = sum(len(record.met) for record in records), sum(map(len, saved.values()))
    times = sorted(taken * 1000 for record in records for taken in record.seconds)
    told = f"{world.engine.dialect.name}, {SECONDS:.0f} s: {number} saves, {met} collisions shown, median "
    sys.stdout.write(f"\n{told}{times[len(times) // 2]:.0f} ms, slowest {times[-1]:.0f} ms\n")
    assert met > 0
    assert number > 28


def _assert_the_audit_tells_the_same(world: World, saved: dict[tuple[str, str], dict[int, str]]) -> None:
    """Row by row: what each save replaced is what the one before it left."""
    found = select(Audit.subject, Audit.before, Audit.after).where(Audit.action == "save_answer").order_by(Audit.id)
    told: dict[str, list[tuple[str | None, str]]] = defaultdict(list)
    with reading(world.engine) as connection:
        for subject, before, after in connection.execute(found.where(Audit.subject.startswith(f"{world.key}/"))):
            told[subject].append((before and before["note"], after["note"]))
    assert len(told) == len(saved)
    for (place, item), versions in saved.items():
        notes = [versions[version] for version in sorted(versions)]
        assert told[f"{world.key}/{place}/{item}"] == list(zip([None, *notes], notes, strict=False))
