"""Read files, each in a process of its own, and print what each took.

Started once, it takes a path a line and answers with a line of JSON. It has imported everything when it begins; a
process that it forks counts its memory from there.
"""

from __future__ import annotations

import json
import os
import re
import sys
import time
from datetime import date
from pathlib import Path

from chuyi_dash.intake.findings import Findings
from chuyi_dash.intake.reading import read_file


def peak() -> int:
    """Read the most memory that this process has held, in kB.

    ``ru_maxrss`` would be inherited from its parent.
    """
    (kilobytes,) = re.findall(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    return int(kilobytes)


def told(path: Path) -> str:
    """Read a file and report, as JSON, what was found in it and what reading took.

    That is the problems' codes and places, the number of records, seconds of the processor, and growth of the peak
    memory in MB.
    """
    before = peak()
    began = time.process_time()
    findings = Findings()
    content = read_file(path, findings, date(2026, 11, 24))
    return json.dumps(
        {
            "codes": [problem.code for problem in findings.problems],
            "places": [problem.where for problem in findings.problems],
            "records": content.count,
            "seconds": time.process_time() - began,
            "megabytes": (peak() - before) / 1024,
        }
    )


def main() -> None:
    """Answer each path in a process of its own, until no more paths come.

    A process that breaks ends this one too.
    """
    for line in sys.stdin:
        child = os.fork()
        if not child:
            sys.stdout.write(f"{told(Path(line.rstrip()))}\n")
            sys.stdout.flush()
            os._exit(0)
        if os.waitpid(child, 0)[1]:
            sys.exit(1)


if __name__ == "__main__":
    main()
