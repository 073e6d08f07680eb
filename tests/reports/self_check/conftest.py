"""Reports of real sheets, made once: a draft, a sealed one, and one without any sample."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest
from databases import Databases
from papers import pdf
from reports_read import (
    FORMULA,
    HOSTILE_FILE,
    RESULTS,
    Read,
    read_page,
    read_word,
    read_workbook,
    word_bytes,
    workbook_bytes,
)
from sheets import World, reporter

from chuyi_dash.config import Config
from chuyi_dash.db.engine import connect
from chuyi_dash.geo import Boundaries
from chuyi_dash.metrics.self_check.model import COUNT, MET, NO, STAGE, YES, Draft, Question, SheetView
from chuyi_dash.reports.self_check.document import Document
from chuyi_dash.reports.self_check.printing import print_html
from chuyi_dash.self_check.evidence import attach
from chuyi_dash.self_check.sheets import current_document

SHAOYANG, CHANGSHA = "430500", "430100"


@pytest.fixture(scope="session")
def world_with(
    databases_of: Callable[[str], Databases], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str, str], World]:
    """``world_with("sample", "430500")``: a database of its own with the round of 2024 open."""

    def make(content: str, place: str) -> World:
        engine = connect(databases_of("sqlite").copy(content))
        config = Config(engine.url, None, tmp_path_factory.mktemp("self-check") / "var")
        world = World(engine, config, place=place)
        world.open_round(sample=content == "sample")
        return world

    return make


def differing(sheet: SheetView) -> dict[str, Draft]:
    """Another value with a reason for one item of each kind, and texts that could do harm in a document."""
    own = {"narrative:results": Draft(False, RESULTS)}
    seen: set[str] = set()
    for item in sheet.items:
        if item.figure.value is not None and item.kind in (MET, COUNT, STAGE) and item.kind not in seen:
            seen.add(item.kind)
            own[item.key] = Draft(False, other_value(item), "材料在途，系统尚未更新。", FORMULA)
    return own


def other_value(item: Question) -> str:
    """A value of the item's kind that is not the system's."""
    if item.kind == MET:
        return NO if item.figure.value == YES else YES
    if item.kind == COUNT:
        return str(int(str(item.figure.value)) + 1)
    return "midterm" if item.figure.value != "midterm" else "building"


@pytest.fixture(scope="session")
def report_of(world_with: Callable[[str, str], World]) -> Callable[[str], Document]:
    """The report of one of KINDS, or of a sheet that is ``handed in``."""

    @cache
    def make(kind: str) -> Document:
        if kind == "draft without sample":
            world = world_with("sourced", CHANGSHA)
            world.complete()
        else:
            world = world_with("sample", SHAOYANG)
            sheet = world.sheet(reporter(world.place))
            attach(
                world.context(reporter(world.place)), world.key, world.place, sheet.items[0].key, HOSTILE_FILE, pdf()
            )
            if kind == "accepted":
                world.accept(differing(sheet))
            elif kind == "handed in":
                world.hand_in(differing(sheet))
            else:
                world.save("narrative:results", Draft(False, RESULTS), who=reporter(world.place))
        return current_document(world.context("steward"), world.key, world.place)

    return make


@pytest.fixture(scope="session")
def word_of(boundaries: Boundaries) -> Callable[[Document], bytes]:
    """The Word file of a report, made once."""
    return cache(lambda document: word_bytes(document, boundaries))


@pytest.fixture(scope="session")
def forms_of(
    boundaries: Boundaries, word_of: Callable[[Document], bytes]
) -> Callable[[Document], dict[str, Read]]:  # fmt: skip
    """All three forms of a report, read back."""
    return cache(
        lambda document: {
            "word": read_word(word_of(document)),
            "workbook": read_workbook(workbook_bytes(document)),
            "page": read_page(print_html(document, boundaries)),
        }
    )


KINDS = ("draft", "accepted", "draft without sample")


@pytest.fixture(params=KINDS)
def document(request: pytest.FixtureRequest, report_of: Callable[[str], Document]) -> Document:
    """Every kind of report in turn."""
    return report_of(request.param)


@pytest.fixture
def sealed(report_of: Callable[[str], Document]) -> Document:
    """The report of an accepted sheet."""
    return report_of("accepted")


@pytest.fixture
def draft(report_of: Callable[[str], Document]) -> Document:
    """The report of a sheet that is being filled in."""
    return report_of("draft")


@pytest.fixture
def long_report(sealed: Document) -> Document:
    """The sealed report with a reason too long for one page's row."""
    first, *others = sealed.lines
    return replace(sealed, lines=(replace(first, reason="原因很多。" * 100, note="情况复杂。" * 100), *others))
