"""Many people who save on the same sheets at once, in several processes.

They keep a record of what they were told.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from multiprocessing.synchronize import Barrier
from pathlib import Path

from chuyi_dash.access.model import REPORTER, Actor
from chuyi_dash.config import Config, database_url
from chuyi_dash.db.engine import connect
from chuyi_dash.metrics.self_check.model import Draft
from chuyi_dash.self_check.context import open_context
from chuyi_dash.self_check.generating import sheet_items
from chuyi_dash.self_check.rounds import round_with_key
from chuyi_dash.self_check.sheets import Conflict, save_answer
from chuyi_dash.views.snapshot import open_snapshot

ITEMS = ("local-plan:{}:tasks", "local-plan:{}:dates", "fair-policy:{}:housing", "supervision:{}:publicity")

_ready: list[Barrier] = []


@dataclass
class Record:
    """One person's record of a run.

    ``saved`` has the note of each save by (item, version), ``met`` the (item, version, note) stored in each conflict,
    ``troubles`` whatever else went wrong, ``seconds`` how long each attempt took.
    """

    prefecture: str
    saved: dict[tuple[str, int], str] = field(default_factory=dict)
    met: list[tuple[str, int, str]] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)


def person(url: str, folder: str, round_key: str, prefecture: str, name: str, until: float) -> Record:
    """Save on one prefecture's sheet as one person until the moment ``until``.

    Each save goes over the version last seen, and after a conflict over the one that was met.
    """
    config = Config(database_url(url), None, Path(folder))
    record, shaken = Record(prefecture), random.Random(name)
    seen: dict[str, int | None] = dict.fromkeys(item.format(prefecture) for item in ITEMS)
    actor = Actor(name, REPORTER, prefecture)
    number = 0
    while time.time() < until:
        item = shaken.choice(list(seen))
        number += 1
        draft = Draft(agree=False, value=shaken.choice(("yes", "no")), note=f"{name} {number}")
        start = time.perf_counter()
        try:
            context = open_context(config, open_snapshot(config), actor)
            answer = save_answer(context, round_key, prefecture, item, draft, seen[item])
        except Conflict as conflict:
            stored = conflict.stored
            if conflict.mine != draft:
                record.troubles.append("a conflict that does not show what was sent")
            record.met.append((item, stored.version, stored.note or ""))
            seen[item] = stored.version
        except Exception as error:  # what the people would have seen is the test's to judge
            record.troubles.append(repr(error))
        else:
            seen[item] = answer.version
            record.saved[item, answer.version] = draft.note or ""
        record.seconds.append(time.perf_counter() - start)
    return record


def prepare(ready: Barrier) -> None:
    """Give a process, as it starts, the barrier at which all processes wait for each other."""
    _ready.append(ready)


def people(url: str, folder: str, round_key: str, whom: Sequence[tuple[str, str]], seconds: float) -> list[Record]:
    """Let several people, (prefecture, name) each, save from one process for some seconds.

    They work in threads of their own, and all processes start at one moment. Returns everybody's record.
    """
    records: list[Record] = []
    config = Config(database_url(url), None, Path(folder))
    for place, name in whom:  # the sheets are made before the clock runs, as for people at work on them
        context = open_context(config, open_snapshot(config), Actor(name, REPORTER, place))
        sheet_items(context.snapshot, round_with_key(context, round_key), place)
    _ready[0].wait()
    until = time.time() + seconds
    threads = [
        threading.Thread(target=lambda place=place, name=name: records.append(
            person(url, folder, round_key, place, name, until)
        ))
        for place, name in whom
    ]  # fmt: skip
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    connect(database_url(url)).dispose()
    return records
