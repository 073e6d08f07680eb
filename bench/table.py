"""The results as one table of text."""

from __future__ import annotations

from collections.abc import Sequence

from bench.reach import KB, LIMITS, PageResult, missed

MARK = "!"
_FORMATS = {
    "cold ms": "{:.0f}",
    "cold ratio": "{:.2f}",
    "first ms": "{:.1f}",
    "first ratio": "{:.2f}",
    "first KB": "{:.1f}",
    "rerun ms": "{:.1f}",
    "rerun ratio": "{:.2f}",
    "rerun KB": "{:.1f}",
    "load /s": "{:.1f}",
    "load ratio": "{:.2f}",
}


def render(results: Sequence[PageResult]) -> str:
    """Write the table: a row per page, then the empty page's and the reach.

    A "!" stands after each number that misses its bound; the last lines name every miss.
    """
    bounds = {limit.name: limit.text for limit in LIMITS}
    rows = [
        ["page", *_FORMATS],
        *(_row(result) for result in results),
        _empty_row(results),
        ["reach", *(bounds.get(column, "") for column in _FORMATS)],
    ]
    widths = [max(len(row[column].rstrip(MARK)) for row in rows) for column in range(len(rows[0]))]
    lines = [_line(row, widths) for row in rows]
    lines.insert(1, "-" * max(len(line) for line in lines))
    return "\n".join([*lines, "", *_verdict(results)])


def _row(result: PageResult) -> list[str]:
    numbers = {
        "cold ms": result.cold_ms,
        "cold ratio": result.cold_ratio,
        "first ms": result.first_ms,
        "first ratio": result.first_ratio,
        "first KB": result.first_bytes / KB,
        "rerun ms": result.rerun_ms,
        "rerun ratio": result.rerun_ratio,
        "rerun KB": result.rerun_bytes / KB,
        "load /s": result.load_rate,
        "load ratio": result.load_ratio,
    }
    marked = {limit.name for limit in missed(result)}
    cells = [form.format(numbers[name]) + MARK * (name in marked) for name, form in _FORMATS.items()]
    return [result.path, *cells]


def _empty_row(results: Sequence[PageResult]) -> list[str]:
    """Write the empty page's row: the range of its numbers, one for each page measured."""
    ranges = {
        "first ms": [result.empty_first_ms for result in results],
        "rerun ms": [result.empty_rerun_ms for result in results],
        "load /s": [result.empty_load_rate for result in results],
    }
    shown = {name: f"{min(values):.0f}-{max(values):.0f}" for name, values in ranges.items() if values}
    return ["(empty)", *(shown.get(name, "") for name in _FORMATS)]


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    """Align a row: first column left, numbers right, the mark in the gap after them."""
    cells = [row[0].ljust(widths[0])]
    for cell, width in zip(row[1:], widths[1:], strict=True):
        number = cell.rstrip(MARK)
        cells.append(number.rjust(width) + (MARK if cell != number else " "))
    return "  ".join(cells).rstrip()


def _verdict(results: Sequence[PageResult]) -> list[str]:
    lines = [
        f"missed: {result.path} {limit.name} {limit.number(result):.2f}, reach {limit.text}"
        for result in results
        for limit in missed(result)
    ]
    return lines or ["every reach is met"]
