"""Read one file in a process of its own and print what that took: ``python measured_reading.py FILE``."""

from __future__ import annotations

import json
import re
import sys
import time
from datetime import date
from pathlib import Path

from chuyi_dash.intake.findings import Findings
from chuyi_dash.intake.reading import read_file


def peak() -> int:
    """The most memory that this process has held, in kB; ``ru_maxrss`` would be inherited from its parent."""
    (kilobytes,) = re.findall(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    return int(kilobytes)


def main() -> None:
    """Print the problems' codes and places, seconds of the processor, and growth of the peak memory in MB."""
    before = peak()
    began = time.process_time()
    findings = Findings()
    content = read_file(Path(sys.argv[1]), findings, date(2026, 11, 24))
    sys.stdout.write(
        json.dumps(
            {
                "codes": [problem.code for problem in findings.problems],
                "places": [problem.where for problem in findings.problems],
                "records": content.count,
                "seconds": time.process_time() - began,
                "megabytes": (peak() - before) / 1024,
            }
        )
    )


if __name__ == "__main__":
    main()
