"""Generated hostile files: no crash, no partial write, each refusal with a place and a reason.

The suite tries some hundreds of fixed ones, some of them on PostgreSQL. To try so many new ones:
``CHUYI_HOSTILE=10000 python -m pytest tests/intake/test_hostile.py -s``
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

from hostile import hostile_files
from hypothesis import HealthCheck, given, settings
from sqlalchemy import Engine, event

from chuyi_dash.access.operating import operator
from chuyi_dash.intake.findings import RefusedError
from chuyi_dash.intake.importing import import_file
from chuyi_dash.intake.undoing import undo_import

FEW = 300
ON_POSTGRESQL = 6  # one in so many: only the writing differs there
EXAMPLES = int(os.environ.get("CHUYI_HOSTILE", FEW))


def assert_reasons(refused: RefusedError) -> None:
    """Each problem has a place and says in a sentence what is wrong."""
    assert refused.problems
    for problem in refused.problems:
        assert problem.code
        assert problem.where
        assert problem.message.endswith(("。", "？"))
        assert problem.sheet or problem.row is None


def test_no_hostile_file_crashes_writes_in_part_or_is_refused_without_a_reason(
    backend: str, database: Callable[[str], Engine], content_of: Callable[[Engine], str], tmp_path: Path
) -> None:
    engine = database("sourced")
    examples = EXAMPLES if backend == "sqlite" else EXAMPLES // ON_POSTGRESQL
    if backend == "sqlite":
        event.listen(engine, "connect", lambda connection, _record: connection.execute("PRAGMA synchronous = OFF"))
        engine.dispose()
    before = content_of(engine)
    seen: Counter[str] = Counter()

    @settings(
        max_examples=examples, deadline=None, derandomize=EXAMPLES == FEW, database=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(hostile_files(tmp_path))
    def attack(file: tuple[str, bytes]) -> None:
        path = tmp_path / file[0]
        path.write_bytes(file[1])
        refused = None
        try:
            outcome = import_file(engine, path, operator("试验"), today=date(2026, 11, 24))
        except RefusedError as error:
            refused = error
        if refused is not None:
            seen.update(["refused", *(problem.code for problem in refused.problems)])
            assert_reasons(refused)
            assert content_of(engine) == before
            return
        if outcome.import_id is None:
            seen["nothing new"] += 1
        else:
            seen["imported"] += 1
            undo_import(engine, outcome.import_id, operator())
        assert content_of(engine) == before

    attack()
    done = sum(seen[end] for end in ("refused", "imported", "nothing new"))
    sys.stdout.write(f"{done} files: {dict(seen.most_common())}\n")
    assert seen["refused"] > examples / 3
    assert seen["imported"]
    assert len(seen) > (15 if examples >= FEW else 10)  # fewer files meet fewer reasons
