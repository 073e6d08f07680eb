"""Draw ``docs/architecture.svg`` from the imports, or check that it still shows them.

With ``--check`` nothing is written.

A box is a package below ``chuyi_dash`` or ``components``; an arrow leads from it to one that it imports, and is left
out where a longer way of arrows leads there too. An imported package stands lower than its importers; packages that
import each other stand in one row.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

import grimp

PICTURE = Path(__file__).resolve().parents[1] / "docs" / "architecture.svg"
ROOTS = ("components", "chuyi_dash")
FILLS = {"components": "#dbe9f6", "chuyi_dash": "#f3efe3"}
BOX, GAP, ROW, MARGIN = (124, 40), 26, 96, 24
INK, LINE = "#222222", "#7a7a7a"
Imports = Mapping[str, frozenset[str]]
Group = frozenset[str]


def imports_of_packages() -> Imports:
    """Read which package imports which; a module right below a root counts as a package."""
    graph = grimp.build_graph(*ROOTS, cache_dir=None)
    found: dict[str, set[str]] = {}
    for module in graph.modules - set(ROOTS):
        package = _package(module)
        targets = {_package(other) for other in graph.find_modules_directly_imported_by(module)}
        found.setdefault(package, set()).update(targets - {package, *ROOTS})
    return {package: frozenset(targets) for package, targets in sorted(found.items()) if not package.endswith("__")}


def _package(module: str) -> str:
    return ".".join(module.split(".")[:2])


class Layout:
    """The packages in rows, the lowest first, and the arrows that are left to draw."""

    def __init__(self, imports: Imports) -> None:
        self._imports = imports
        self.rows = self._ordered(self._levels())
        self.arrows = sorted((one, other) for one in imports for other in imports[one] if not self._implied(one, other))

    @cache  # noqa: B019 - the layout lives as long as the program
    def _reached(self, package: str) -> Group:
        seen: set[str] = set()
        ahead = list(self._imports[package])
        while ahead:
            found = ahead.pop()
            if found not in seen:
                seen.add(found)
                ahead += self._imports[found]
        return frozenset(seen)

    def _ring(self, package: str) -> Group:
        """Find the packages that import this one and are imported by it, directly or not.

        The package itself is among them.
        """
        return frozenset({package, *(one for one in self._reached(package) if package in self._reached(one))})

    def _level(self, package: str) -> int:
        ring = self._ring(package)
        below = {other for one in ring for other in self._imports[one]} - ring
        return max((self._level(other) + 1 for other in below), default=0)

    def _levels(self) -> list[list[str]]:
        levels: dict[int, list[str]] = {}
        for package in self._imports:
            levels.setdefault(self._level(package), []).append(package)
        return [levels[level] for level in sorted(levels)]

    def _implied(self, one: str, other: str) -> bool:
        ring = self._ring(one) | self._ring(other)
        return any(other in self._reached(way) for way in self._imports[one] - ring)

    def _ordered(self, rows: list[list[str]]) -> list[list[str]]:
        """Order each row by the middle of each package's imports below, so that fewer arrows cross."""
        places: dict[str, float] = {}
        for row in rows:
            middle = {package: _mean(places[other] for other in self._imports[package] if other in places)
                      for package in row}  # fmt: skip
            row.sort(key=lambda package: (middle[package], package))
            places |= {package: number - (len(row) - 1) / 2 for number, package in enumerate(row)}
        return rows


def _mean(values: Iterable[float]) -> float:
    known = list(values)
    return sum(known) / len(known) if known else 0.0


def drawn(layout: Layout) -> str:
    """Draw the rows as SVG, the lowest at the foot; the same imports give the same text."""
    width = max(len(row) for row in layout.rows) * (BOX[0] + GAP) - GAP + 2 * MARGIN
    height = len(layout.rows) * ROW - (ROW - BOX[1]) + 2 * MARGIN
    corners: dict[str, tuple[float, float]] = {}
    for level, row in enumerate(layout.rows):
        left = (width - len(row) * (BOX[0] + GAP) + GAP) / 2
        for number, package in enumerate(row):
            corners[package] = left + number * (BOX[0] + GAP), height - MARGIN - BOX[1] - level * ROW
    svg = ET.Element("svg", xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {width} {height}", role="img")
    ET.SubElement(svg, "title").text = "Which package imports which"
    ET.SubElement(svg, "desc").text = "; ".join(f"{one} imports {other}" for one, other in layout.arrows)
    ET.SubElement(svg, "rect", width=f"{width}", height=f"{height}", fill="#ffffff")
    marker = ET.SubElement(ET.SubElement(svg, "defs"), "marker", id="head", viewBox="0 0 8 8", refX="8", refY="4",
                           markerWidth="7", markerHeight="7", orient="auto")  # fmt: skip
    ET.SubElement(marker, "path", d="M0 0L8 4L0 8z", fill=LINE)
    for one, other in layout.arrows:
        line = _line(corners[one], corners[other])
        ET.SubElement(svg, "path", {"d": line, "fill": "none", "stroke": LINE, "marker-end": "url(#head)"})
    for package, corner in corners.items():
        _box(svg, package, corner)
    ET.indent(svg)
    return ET.tostring(svg, encoding="unicode") + "\n"


def _line(start: tuple[float, float], end: tuple[float, float]) -> str:
    """Draw the path of an arrow between two boxes, given their upper left corners.

    It leads from the lower edge of one to the upper edge of the other, or along the row that both are in.
    """
    half = BOX[0] / 2
    if start[1] == end[1]:
        side = 1 if end[0] > start[0] else -1
        x, last, y = start[0] + half + side * half, end[0] + half - side * half, start[1] + BOX[1] / 2
        lift = 0 if abs(end[0] - start[0]) <= BOX[0] + GAP else -BOX[1]
        return f"M{x:g} {y:g}Q{(x + last) / 2:g} {y + lift:g} {last:g} {y:g}"
    x, y, last, foot = start[0] + half, start[1] + BOX[1], end[0] + half, end[1]
    bend = (foot - y) / 2
    return f"M{x:g} {y:g}C{x:g} {y + bend:g} {last:g} {foot - bend:g} {last:g} {foot:g}"


def _box(svg: ET.Element, package: str, corner: tuple[float, float]) -> None:
    root, _, name = package.partition(".")
    x, y = corner
    ET.SubElement(svg, "rect", x=f"{x:g}", y=f"{y:g}", width=f"{BOX[0]}", height=f"{BOX[1]}", rx="4", fill=FILLS[root],
                  stroke=INK)  # fmt: skip
    for text, down, size in ((name, 18, 14), (root, 32, 10)):
        label = ET.SubElement(svg, "text", {
            "x": f"{x + BOX[0] / 2:g}", "y": f"{y + down:g}", "font-size": f"{size}", "fill": INK,
            "font-family": "sans-serif", "text-anchor": "middle",
        })  # fmt: skip
        label.text = text


def main(arguments: list[str]) -> int:
    """Write the picture, or with ``--check`` compare it with the imports.

    The exit code is 1 where the check finds a difference, else 0.
    """
    wanted = drawn(Layout(imports_of_packages()))
    if "--check" not in arguments:
        PICTURE.write_text(wanted, encoding="utf-8")
        return 0
    if PICTURE.is_file() and PICTURE.read_text(encoding="utf-8") == wanted:
        return 0
    print("docs/architecture.svg no longer shows the imports; run: make architecture", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
