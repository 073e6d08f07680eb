"""The parts of a report in order, the same for Word and for the print view.

They are headings, paragraphs, tables and the map.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from chuyi_dash.reports.self_check.document import Document, Line
from chuyi_dash.wording.terms import day

NUMBERS = "一二三四五六七八九十"
LEFT, CENTRE, RIGHT = "left", "center", "right"
NOTHING_WRITTEN = "（未填报）"
SAME = "同上"
SHORT = 10  # characters of a figure that a narrow column holds


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the first or second level with its number."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of running text; an empty one is a line that the prefecture left free."""

    text: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its width in millimetres of the 156 of a line, how its cells stand."""

    label: str
    width: float
    align: str = LEFT


@dataclass(frozen=True, slots=True)
class Grid:
    """A table under its caption."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """The county map with its caption."""

    caption: str


Block = Heading | Paragraph | Grid | Picture


def title_lines(document: Document) -> tuple[str, ...]:
    """Break the title into lines that end at the end of a word."""
    mark = document.title.find("职业教育")
    return (document.title[:mark], document.title[mark:]) if mark > 0 else (document.title,)


def heads(document: Document) -> tuple[tuple[str, str], ...]:
    """List the facts under the title as (label, value).

    They are the reporting unit, the round, its days, the sheet's state and its check code.
    """
    return (
        ("自查单位", document.unit),
        ("自查轮次", document.round_name),
        ("数据截至", day(document.as_of)),
        ("提交期限", day(document.due)),
        ("状态", document.state),
        ("校验码", document.check_code or "通过后生成"),
    )


def body(document: Document) -> Iterator[Block]:
    """Yield everything between the head and the signature."""
    yield Paragraph(document.summary)
    yield Heading(1, "一、任务完成情况")
    tables = iter(range(1, 100))
    place = 0
    for place, (heading, sentence) in enumerate(document.sections):
        yield Heading(2, f"（{NUMBERS[place]}）{heading}")
        yield Paragraph(sentence)
        yield _section_grid(document, heading, next(tables))
        if heading == document.counties_heading and document.counties:
            yield Picture(f"图1 {document.prefecture}各县市区办学情况")
            yield Paragraph(document.map_sentence)
    if document.disagreements:
        yield Heading(2, f"（{NUMBERS[place + 1]}）与系统数据不一致的事项")
        yield _differences(document, next(tables))
    yield Heading(1, "二、建设成效")
    yield from _own(document.results)
    yield Heading(1, "三、资金到位和执行情况")
    yield Paragraph(document.funding)
    if document.money:
        yield _money(document, next(tables))
    for number, heading, text in (
        ("四", "存在问题及分析", document.problems),
        ("五", "改进措施", document.measures),
        ("六", "下一步工作计划", document.next_steps),
    ):
        yield Heading(1, f"{number}、{heading}")
        yield from _own(text)
    yield Heading(1, "七、佐证材料清单")
    if document.evidence:
        yield Paragraph(f"共{len(document.evidence)}份，存于本系统，凭内容摘要（SHA-256 前16位）核对。")
        yield _evidence(document, next(tables))
    else:
        yield Paragraph("本次自查没有附佐证材料。")


def notes(document: Document) -> tuple[str, ...]:
    """List the notes after the signature: how figures are meant and where they come from."""
    return (
        "1. “系统数据”为数据截至日楚怡行动进展看板按有日期、有来源的事实算出的数；“暂无数据”和“未填报”不等于 0。",
        "2. 校验码由报告全部内容算出，内容有改动则校验码不符；未通过的自查表没有校验码。",
        f"3. 系统数据（含全省对比）的来源共{len(document.sources)}个：",
        *(f"（{index}）{source}" for index, source in enumerate(document.sources, start=1)),
    )


def _own(text: str) -> Iterator[Paragraph]:
    for line in (text or NOTHING_WRITTEN).split("\n"):
        yield Paragraph(line)


def explained(line: Line) -> str:
    """Write a line's last column: difference, reason, note, evidence, sample."""
    parts = [
        line.disagreement,
        f"理由：{line.reason}" if line.reason else "",
        f"备注：{line.note}" if line.note else "",
        f"佐证{'、'.join(map(str, line.evidence))}" if line.evidence else "",
        "含示例" if line.sample else "",
    ]
    return "；".join(part for part in parts if part)


def _comparisons(lines: tuple[Line, ...]) -> list[str]:
    """List each line's comparison, shortened where it only repeats the line above."""
    said = [line.comparison or "—" for line in lines]
    return [text if index == 0 or text != said[index - 1] else SAME for index, text in enumerate(said)]


def _section_grid(document: Document, heading: str, number: int) -> Grid:
    lines = document.lines_of(heading)
    clauses = "、".join(dict.fromkeys(line.clause for line in lines if line.clause))
    if heading == document.projects_heading:
        return _projects(document, number)
    brief = all(len(line.figure) <= SHORT for line in lines)
    figure, comparison = (20, 44) if brief else (35, 29)
    return Grid(
        caption=f"表{number} {heading}自查情况（条款{clauses}）",
        columns=(
            Column("序号", 12, CENTRE),
            Column("事项", 26),
            Column("系统数据", figure),
            Column("全省比较", comparison),
            Column("市州自查", 26),
            Column("说明", 28),
        ),
        rows=tuple(
            (str(index), line.name, line.figure, beside, line.answer, explained(line))
            for index, (line, beside) in enumerate(zip(lines, _comparisons(lines), strict=True), start=1)
        ),
    )


def _projects(document: Document, number: int) -> Grid:
    return Grid(
        caption=f"表{number} {document.projects_heading}自查情况",
        columns=(
            Column("序号", 12, CENTRE),
            Column("项目", 33),
            Column("所属目标", 26),
            Column("阶段", 15, CENTRE),
            Column("逾期／全部节点", 15, CENTRE),
            Column("资金到位率", 15, RIGHT),
            Column("预算执行率", 15, RIGHT),
            Column("市州自查", 25),
        ),
        rows=tuple(
            (
                str(index), row.name, row.target if row.level != "市级" else f"{row.target}（市级）", row.stage,
                row.milestones, row.in_place_rate, row.spending_rate, row.answer,
            )
            for index, row in enumerate(document.projects, start=1)
        ),
    )  # fmt: skip


def _differences(document: Document, number: int) -> Grid:
    return Grid(
        caption=f"表{number} 与系统数据不一致的事项",
        columns=(
            Column("序号", 12, CENTRE),
            Column("事项", 30),
            Column("系统数据", 32),
            Column("市州自查", 22),
            Column("理由", 38),
            Column("处理", 22),
        ),
        rows=tuple(
            (str(index), line.name, line.figure, line.answer, line.reason or "—", line.disagreement)
            for index, line in enumerate(document.disagreements, start=1)
        ),
    )


def _money(document: Document, number: int) -> Grid:
    return Grid(
        caption=f"表{number} 项目资金到位和执行情况（单位：万元）",
        columns=(
            Column("资金来源", 32),
            *(Column(label, 26, RIGHT) for label in ("预算", "到位", "支出")),
            *(Column(label, 23, RIGHT) for label in ("资金到位率", "预算执行率")),
        ),
        rows=tuple(
            (row.origin, row.budget, row.in_place, row.spent, row.in_place_rate, row.spending_rate)
            for row in document.money
        ),
    )


def _evidence(document: Document, number: int) -> Grid:
    return Grid(
        caption=f"表{number} 佐证材料清单",
        columns=(
            Column("序号", 12, CENTRE),
            Column("文件名", 50),
            Column("所证事项", 46),
            Column("大小", 16, RIGHT),
            Column("内容摘要", 32),
        ),
        rows=tuple(
            (str(index), row.name, row.item, row.size, row.sha256[:16])
            for index, row in enumerate(document.evidence, start=1)
        ),
    )
