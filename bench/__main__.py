"""``python -m bench``: start the app and an empty page, measure, print the table."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from statistics import median

import streamlit

from bench.browser import WANTED, chromium
from bench.client import RunError
from bench.measure import Effort, cold_runs, measure_page, warm_up
from bench.reach import LIMITS, PAGES, PageResult, as_record, missed
from bench.server import ServerError, serve
from bench.table import render
from bench.wire import Wire, first_visit

ROOT = Path(__file__).resolve().parent.parent
EMPTY = Path(__file__).resolve().parent / "empty" / "app.py"

STARTS = 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark and print its table.

    The exit code is 2 where a run or a server failed. With ``--check`` it is 1 where a reach is missed, or where the
    first visit should be measured and there is no browser. Else it is 0.
    """
    options = _parse(arguments)
    effort = Effort(options.reruns, options.seconds, options.sessions)
    pages = [page.strip("/") for page in options.pages]
    try:
        results, wire = _measure(options.app.resolve(), pages, effort, chromium() if options.wire else None)
    except (RunError, ServerError) as error:
        print("\n".join([str(error), *getattr(error, "__notes__", [])]), file=sys.stderr)
        return 2
    print(render(results))
    if wire is not None:
        print(wire.line)
    elif options.wire:
        print(f"first visit over the wire: not measured ({WANTED})")
    if options.json:
        options.json.write_text(json.dumps(_report(results, effort, wire), indent=2) + "\n", encoding="utf-8")
    failed = any(missed(result) for result in results) or (options.wire and (wire is None or wire.missed))
    return int(options.check and failed)


def _measure(
    app: Path, pages: Sequence[str], effort: Effort, program: str | None
) -> tuple[list[PageResult], Wire | None]:
    # One working directory for both, so that both read the same .streamlit/config.toml.
    cold = _cold(app, pages)
    with serve(app, directory=ROOT) as app_port, serve(EMPTY, directory=ROOT) as empty_port:
        results = asyncio.run(_measure_pages(app_port, empty_port, pages, effort, cold))
        return results, first_visit(app_port, program) if program else None


def _cold(app: Path, pages: Sequence[str]) -> list[float]:
    """Measure how long the first visitor of each page waits, in ms.

    Each is the median of ``STARTS`` starts of the server, since a start has only one first visitor.
    """
    starts = []
    for start in range(STARTS):
        print(f"start {start + 1} of {STARTS} ...", file=sys.stderr, flush=True)
        with serve(app, directory=ROOT) as port:
            starts.append(asyncio.run(cold_runs(port, pages)))
    return [median(visits) for visits in zip(*starts, strict=True)]


async def _measure_pages(
    app: int, empty: int, pages: Sequence[str], effort: Effort, cold: Sequence[float]
) -> list[PageResult]:
    await warm_up(app)
    await warm_up(empty)
    results = []
    for page, cold_ms in zip(pages, cold, strict=True):
        print(f"measuring /{page} ...", file=sys.stderr, flush=True)
        results.append(await measure_page(app, empty, page, effort, cold_ms))
    return results


def _report(results: Sequence[PageResult], effort: Effort, wire: Wire | None) -> dict[str, object]:
    return {
        "streamlit": streamlit.__version__,
        "python": sys.version.split()[0],
        "reruns": effort.reruns,
        "seconds": effort.seconds,
        "sessions": effort.sessions,
        "reach": {limit.name: limit.text for limit in LIMITS},
        "pages": [as_record(result) for result in results],
        "first_visit": None if wire is None else {**asdict(wire), "megabytes": wire.megabytes, "missed": wire.missed},
    }


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--app", type=Path, default=ROOT / "app.py", help="the Streamlit app (default: app.py)")
    parser.add_argument(
        "--pages",
        nargs="+",
        default=PAGES,
        metavar="PATH",
        help="URL paths, / for the first page (default: all)",
    )
    parser.add_argument("--reruns", type=int, default=60, help="reruns of each page (default: %(default)s)")
    parser.add_argument("--seconds", type=float, default=6, help="load on each side, per page (default: %(default)s)")
    parser.add_argument("--sessions", type=int, default=20, help="sessions at once (default: %(default)s)")
    parser.add_argument("--no-wire", dest="wire", action="store_false", help="leave out the first visit in a browser")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the numbers to FILE, too")
    parser.add_argument("--check", action="store_true", help="exit with 1 when a reach is missed")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
