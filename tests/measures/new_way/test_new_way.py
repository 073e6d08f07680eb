"""A way of measuring that the product does not have: one module, one entry of the plan, its words, all in this folder.

Every prefecture reports how many graduates there are and how many of them found work; the silent one says so later in
its self-check. The rates alone would average 94.2 %, the people come to 92.5 %.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from briefings import text_of, values_of
from facts_builder import LARGE, SMALL, facts, tally
from facts_builder import target as small_target
from hunan import outlines_in_var
from opening import PROJECT, opened_at
from openpyxl import load_workbook
from pptx import Presentation
from sheets import CHANGSHA, PEOPLE, XIANGXI, World
from shown import as_shown
from sqlalchemy import Engine

from chuyi_dash import cli
from chuyi_dash.config import DATA_DIR, VAR_DIR, Config
from chuyi_dash.db.engine import connect
from chuyi_dash.drawing.palette import read_palette
from chuyi_dash.geo import read
from chuyi_dash.metrics.self_check.model import Draft
from chuyi_dash.plan import Element, read_plan
from chuyi_dash.plan.ways import way
from chuyi_dash.reports.self_check.building import build_document
from chuyi_dash.views.board import Scope
from chuyi_dash.views.coverage import coverage
from chuyi_dash.views.overview import overview
from chuyi_dash.views.quality import quality
from chuyi_dash.views.snapshot import DataSource, open_snapshot
from chuyi_dash.wording.quality import completeness_sentence, contradiction_sentence
from chuyi_dash.wording.tables import targets_table
from components.screens.overview.bullets import bullet_charts
from components.widgets.mapping import coverage_legend, coverage_map

HERE = Path(__file__).parent
ID, NAME, SHEET = "graduate-employment", "职业院校毕业生就业率", "计数"
DAY, AS_OF = date(2024, 8, 31), "2024-12-31"
VIEW = Scope.on(date.fromisoformat(AS_OF))
FIGURES = "就业率 92.5%（14,800 / 16,000 人）"
Command = Callable[..., str]


@pytest.fixture(scope="module", autouse=True)
def plan_with_it(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The process's plan, with the entry of this folder, whose module lies in this folder as well."""
    folder = tmp_path_factory.mktemp("plan") / "data"
    shutil.copytree(DATA_DIR, folder)
    (targets,) = folder.rglob("targets.yaml")
    with targets.open("a", encoding="utf-8") as file:
        file.write("\n" + (HERE / "target.yaml").read_text(encoding="utf-8"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CHUYI_DATA", str(folder))
        patch.syspath_prepend(str(HERE))
        yield


@pytest.fixture(scope="module", autouse=True)
def _outlines() -> None:
    outlines_in_var()


@pytest.fixture
def engine(database_on: Callable[[str, str], Engine]) -> Engine:
    """The sourced facts, in a database of the test's own."""
    return database_on("sqlite", "sourced")


@pytest.fixture
def run(engine: Engine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """``run("status", "--json")``: what the command prints; it must succeed."""
    monkeypatch.setenv("CHUYI_DATABASE_URL", str(engine.url))

    def command(*arguments: str) -> str:
        capsys.readouterr()
        code = cli.main(arguments)
        printed = capsys.readouterr()
        assert code == 0, printed.err
        return printed.out

    command("upgrade")
    return command


def lists_of(path: Path) -> dict[str, tuple[Any, ...]]:
    """The lists that a template's drop-downs offer, by name."""
    return {str(column[0]): column[1:] for column in load_workbook(path)["选项"].iter_cols(values_only=True)}


def fill(path: Path, rows: list[dict[str, Any]]) -> None:
    """Fill in a template's counts, below its example."""
    book = load_workbook(path)
    page = book[SHEET]
    columns = {cell.value: cell.column for cell in page[1]}
    for number, row in enumerate(rows, start=3):
        for heading, value in row.items():
            page.cell(number, columns[heading] or 0, value)
    book.save(path)


@pytest.fixture
def reported(run: Command, engine: Engine, tmp_path: Path) -> DataSource:
    """Thirteen prefectures have filled in the template, and it has been imported."""
    path = tmp_path / "就业.xlsx"
    run("template", str(path))
    names = [str(name) for name in lists_of(path)["prefectures"] if name and not str(name).startswith("湘西")]
    fill(
        path,
        [
            {"目标": NAME, "类别": category, "地区": name, "截至日期": DAY, "数量": count}
            for name in names
            for category, count in zip(
                ("已就业毕业生", "毕业生"), (3400, 4000) if name == "长沙市" else (950, 1000), strict=True
            )
        ],
    )
    assert "26" in run("import", str(path))
    return open_snapshot(Config(database_url=engine.url, boundaries=None))


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch, reported: DataSource) -> Callable[..., str]:
    """All that a page says to a guest, charts' descriptions included."""
    monkeypatch.chdir(PROJECT)
    monkeypatch.setenv("CHUYI_DATABASE_URL", reported.database)

    def show(page: str, **query: str) -> str:
        app = opened_at(page, **({"as_of": AS_OF} | query)).run()
        assert [element.value for element in app.exception] == []
        bodies = [element.proto.body for element in app.get("html")]
        notices = [as_shown(element.value) for element in (*app.error, *app.warning, *app.info)]
        charts = [str(element.proto) for element in app.get("vega_lite_chart")]
        copied = [element.value for element in app.code]
        return "\n".join([*bodies, *notices, *charts, *copied])

    return show


def told(run: Command, *arguments: str) -> dict[str, Any]:
    printed = json.loads(run("status", "--json", "--as-of", AS_OF, *arguments))
    return next(row for row in printed["targets"] if row["id"] == ID)


def test_the_status_adds_up_first_and_divides_once(reported: DataSource, run: Command) -> None:
    assert list(told(run).items()) == [
        ("id", ID),
        ("kind", read_plan().target(ID).kind),
        ("number", 90),
        ("met", 12),
        ("of", 14),
        ("part", 14_800),
        ("whole", 16_000),
        ("rate", 0.925),
        ("attainment", 1.027778),
        ("status", "done"),
        ("missing", [CHANGSHA]),
        ("unreported", [XIANGXI]),
    ]
    changsha = told(run, "--prefecture", CHANGSHA)
    assert (changsha["rate"], changsha["met"], changsha["of"], changsha["missing"]) == (0.85, 0, 1, [CHANGSHA])
    assert told(run, "--prefecture", XIANGXI)["rate"] is None
    assert f"[已完成] {NAME}：{FIGURES}，未报送 1" in run("status", "--as-of", AS_OF)


def test_before_anyone_has_reported_nothing_is_known_and_nothing_is_zero(run: Command) -> None:
    found = told(run)
    assert [found[key] for key in ("met", "of", "part", "whole", "rate", "attainment")] == [None, 14, *[None] * 4]
    assert (found["status"], found["missing"], len(found["unreported"])) == ("no_data", [], 14)


def test_the_template_offers_the_target_and_both_of_its_counts(run: Command, tmp_path: Path) -> None:
    path = tmp_path / "模板.xlsx"
    run("template", str(path))
    lists = lists_of(path)
    assert NAME in lists["targets"]
    assert {"已就业毕业生", "毕业生"} <= set(lists["categories"])
    assert not {"已就业毕业生", "毕业生"} & set(lists["items"])


def test_the_import_asks_for_the_category_that_a_count_belongs_to(run: Command, tmp_path: Path) -> None:
    path = tmp_path / "缺类别.xlsx"
    run("template", str(path))
    fill(path, [{"目标": NAME, "地区": "长沙市", "截至日期": DAY, "数量": 3400}])
    assert cli.main(["import", str(path), "--dry-run"]) == 1


def test_the_overview_tells_it_among_the_targets(reported: DataSource, screen: Callable[..., str]) -> None:
    assert f"完成比例最高的是{NAME}（102.8%）" in screen("overview")
    answer = overview(reported, VIEW)
    charts = [spec for spec, _words in bullet_charts(answer, read_palette())]
    assert f"{FIGURES}，未报送 1" in json.dumps(charts, ensure_ascii=False, default=str)
    table = targets_table(answer.board)
    (row,) = [row for row in table.rows if NAME in row]
    told = dict(zip((column.label for column in table.columns), row, strict=True))
    assert (told["类型"], told["达到"], told["未报送"], told["序时进度"]) == ("比率", 12, 1, None)
    overdue = overview(reported, Scope.on(date(2026, 6, 1))).overdue
    assert [row.division for row in overdue if row.target == ID] == [CHANGSHA], "a duty like any other"


def test_its_own_page_tells_the_rule_the_course_and_the_prefectures(screen: Callable[..., str]) -> None:
    text = screen("targets", target=ID)
    assert "先相加，后相除" in text
    assert "就业率最低的是长沙（85.0%）；未报送的是湘西。" in text
    assert "2024年12月31日为 14,800 人。" in text
    assert "序时" not in text[text.index("先相加") - 2_000 : text.index("先相加")]
    assert NAME in screen("targets")


def test_the_map_shades_each_prefecture_by_its_rate(reported: DataSource, screen: Callable[..., str]) -> None:
    text = screen("coverage", target=ID)
    assert "就业率最低的是长沙（85.0%）；未报送的是湘西。" in text
    assert "85–90%" in text
    outlines = read(VAR_DIR)
    assert outlines is not None
    answer = coverage(reported, VIEW, ID)
    areas = {area.code: area for area in coverage_map(answer, outlines, read_palette()).shades}
    colours = {entry.label: entry.colour for entry in coverage_legend(answer, read_palette())}
    assert (areas[CHANGSHA].text, areas[CHANGSHA].colour) == ("就业率 85.0%（3,400 / 4,000 人）", colours["85–90%"])
    assert areas["430200"].colour == colours["≥95%"]
    assert (areas[XIANGXI].text, areas[XIANGXI].hatched) == ("未报送", True)
    assert len(areas) == 14


def test_the_screens_speak_english_with_the_folder_s_own_catalogue(screen: Callable[..., str]) -> None:
    text = screen("targets", target=ID, lang="en")
    assert "The rate is lowest in Changsha (85.0%)" in text
    assert "Employment of graduates" in text
    assert "已就业" not in text.replace("已就业毕业生", "")


def test_the_briefing_sets_it_among_those_judged_by_division(
    reported: DataSource, run: Command, tmp_path: Path
) -> None:
    path = tmp_path / "汇报.pptx"
    run("brief", str(path), "--as-of", AS_OF)
    slides = Presentation(str(path)).slides
    (slide,) = [slide for slide in slides if "覆盖类、清单类、比率类目标" in text_of(slide)]
    assert "8 项覆盖类、清单类、比率类目标中，2 项各地都已达到" in text_of(slide)
    (chart,) = [shape.chart for shape in slide.shapes if shape.has_chart]
    values = values_of(chart)
    place = [NAME in name for name in chart.plots[0].categories].index(True)
    assert FIGURES in list(chart.plots[0].categories)[place]
    assert [values[state][place] for state in ("已达到", "未达到", "未报送")] == [12, 1, 1]


def test_the_briefing_draws_it_in_depth_where_it_lacks_most(reported: DataSource, run: Command, tmp_path: Path) -> None:
    path = tmp_path / "长沙.pptx"
    run("brief", str(path), "--as-of", AS_OF, "--prefecture", CHANGSHA)
    (slide,) = [slide for slide in Presentation(str(path)).slides if "差距最大的目标" in text_of(slide)]
    assert f"{NAME}落后序时" in text_of(slide) or f"{NAME}达到序时" in text_of(slide)
    charts = [values_of(shape.chart) for shape in slide.shapes if shape.has_chart]
    (rates,) = [values["就业率（%）"] for values in charts if "就业率（%）" in values]
    assert [rate for rate in rates if rate != 0.95] == [0.85, None]


def test_each_prefecture_owes_both_counts_every_period(reported: DataSource) -> None:
    answer = quality(reported, VIEW)
    period = next(row.period for row in answer.completeness if row.received and row.prefecture == CHANGSHA)
    rows = {row.prefecture: row.received for row in answer.of_period(period)}
    assert rows[CHANGSHA] == rows[XIANGXI] + 2
    assert completeness_sentence(answer, period)


def test_the_self_check_asks_for_both_counts_and_an_accepted_sheet_makes_them_facts(
    reported: DataSource, engine: Engine, run: Command, config_of: Callable[[Engine], Config]
) -> None:
    world = World(connect(engine.url), config_of(engine))
    world.open_round()
    asked = {item.element: item for item in world.sheet().items if item.target == ID}
    assert list(asked) == ["employed", "graduates"]
    assert {item.figure.value for item in asked.values()} == {None}
    assert asked["graduates"].comparison is not None
    assert (asked["graduates"].comparison.met, asked["graduates"].comparison.ranked) == (16_000, 13)
    own = {asked["employed"].key: Draft(False, "1900"), asked["graduates"].key: Draft(False, "2000")}
    world.accept(own)
    document = build_document(open_snapshot(world.config), world.sheet(), date(2025, 1, 20))
    assert (NAME, "已就业毕业生1,900人，毕业生2,000人。") in document.sections
    (line,) = [line for line in document.lines if line.name == "毕业生"]
    assert (line.comparison, line.answer) == ("全省16,000人；本市州无数据，不排名", "2,000人")
    found = told(run)
    assert (found["rate"], found["unreported"], found["missing"]) == (round(16_700 / 18_000, 6), [], [CHANGSHA])


def test_the_sheet_s_page_asks_for_both_counts_in_a_section_of_the_target(
    reported: DataSource, screen: Callable[..., str], engine: Engine, config_of: Callable[[Engine], Config],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    world = World(connect(engine.url), config_of(engine))
    world.open_round()
    monkeypatch.setattr("components.screens.self_check.request.current_actor", lambda _snapshot: PEOPLE["own reporter"])
    text = screen("self-check", section=ID)
    assert NAME in text
    assert [text.count(f"到数据截至日为止有多少：{item}？") for item in ("已就业毕业生", "毕业生")] == [1, 1]
    assert "全省 16,000 人" in text


def test_the_about_screen_explains_it(screen: Callable[..., str]) -> None:
    text = screen("about")
    assert "先相加，后相除" in text
    assert "比率" in text


def test_a_part_larger_than_its_whole_is_a_serious_contradiction() -> None:
    measure: Any = way("graduates.rate")
    items = (Element("part", "部分", "Part"), Element("whole", "全部", "Whole"))
    given = {"measure": "graduates.rate", "kind": measure.kinds[0], "scope": "prefecture", "items": items}
    chosen = small_target(id="rate", number=90, **given)
    rows = [
        tally(count, "rate", place, category=item, stage=None, counts=None)
        for place, part, whole in ((SMALL, 12, 10), (LARGE, 9, 10))
        for item, count in (("part", part), ("whole", whole))
    ]
    (found,) = measure.contradictions(chosen, facts(tallies=tuple(rows)))
    assert (found.division, found.severity, found.values) == (SMALL, "serious", ("12", "10"))


def test_the_data_screen_words_the_contradiction_as_the_module_does(
    reported: DataSource, run: Command, tmp_path: Path
) -> None:
    path = tmp_path / "更正.xlsx"
    run("template", str(path))
    fill(path, [{"目标": NAME, "类别": "已就业毕业生", "地区": "长沙市", "截至日期": date(2024, 9, 30), "数量": 4100}])
    run("import", str(path))
    now = open_snapshot(Config(database_url=reported.engine.url, boundaries=None))
    (found,) = [row for row in quality(now, VIEW).contradictions if row.target == ID]
    assert contradiction_sentence(found) == "已就业 4,100 人，多于毕业生 4,000 人"
