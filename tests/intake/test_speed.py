"""A large file, in a process of its own, against its limits: 60 seconds and 1 GB for 100,000 rows.

The seconds are those of the processor: one thread does all the work, so they are the clock's on an idle machine, and
other tests beside this one cannot make it fail.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from workbooks import save_large

ROOT = Path(__file__).parents[2]
ROWS = 100_000
SCRIPT = """
import json, re, resource, sys
from datetime import date
from pathlib import Path
from chuyi_dash.access.operating import operator
from chuyi_dash.config import database_url
from chuyi_dash.db.engine import connect
from chuyi_dash.intake.importing import import_file
outcome = import_file(connect(database_url(sys.argv[1])), Path(sys.argv[2]), operator(), today=date(2026, 11, 24))
used = resource.getrusage(resource.RUSAGE_SELF)
# Not ru_maxrss, which a process inherits from the one that started it.
peak = int(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1])
print(json.dumps([outcome.total.added, used.ru_utime + used.ru_stime, peak / 1024]))
"""


def test_a_hundred_thousand_rows_come_in_within_a_minute_and_a_gigabyte(engine, tmp_path):
    path = save_large(tmp_path / "large.xlsx", ROWS)
    url = engine.url.render_as_string(hide_password=False)
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, url, str(path)], cwd=ROOT, env={"PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, timeout=300, check=True,
    )  # fmt: skip
    added, seconds, megabytes = json.loads(done.stdout)
    assert added == ROWS
    assert seconds < 60
    assert megabytes < 1024
