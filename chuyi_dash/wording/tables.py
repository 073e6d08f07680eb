"""The tables behind the pictures, from the very answers that the pictures are drawn from."""

from __future__ import annotations

from chuyi_dash.i18n import gettext as _
from chuyi_dash.i18n import in_chinese
from chuyi_dash.metrics.lateness import AHEAD, DONE, LATE, duty_state
from chuyi_dash.metrics.results import UNREPORTED
from chuyi_dash.table import Column, Table
from chuyi_dash.views.board import PlanProgress, TargetResult
from chuyi_dash.views.coverage import Coverage
from chuyi_dash.views.overview import Overview
from chuyi_dash.views.projects import ProjectDetail, ProjectList
from chuyi_dash.views.targets import TargetDetail
from chuyi_dash.wording.overview import scope_name
from chuyi_dash.wording.projects import quarter
from chuyi_dash.wording.terms import (
    UNKNOWN,
    clause_choice,
    day,
    division_name,
    item_name,
    level_word,
    origin_word,
    provenance_word,
    stage_name,
    state_word,
    status_label,
    target_name,
    target_original,
    unit_word,
)


def note(board: PlanProgress, sample: bool) -> str:
    """Say what must travel with any figure: the day, the scope, the origin, and the sample mark."""
    origin = _("仅有来源的事实") if board.view.sourced else _("事实库")
    text = _("截至%(day)s · %(scope)s · 来源：看板%(origin)s") % {
        "day": day(board.view.as_of),
        "scope": scope_name(board),
        "origin": origin,
    }
    return text + (_(" · 含示例数据（非真实）") if sample else "")


def nature(sample: bool) -> str:
    """Say whether a row rests on the sample or on sources alone."""
    return _("含示例") if sample else _("有来源")


def targets_table(board: PlanProgress) -> Table:
    """Tabulate all targets, each row in a unit of its own.

    Among the columns: number, approved, accepted, attainment, pace, status, provenance.
    """
    original = () if in_chinese() else (Column(_("中文名称"), width=130),)
    return Table(
        title=_("目标进展"),
        note=note(board, board.sample),
        columns=(
            Column(_("条款")),
            Column(_("目标")),
            *original,
            Column(_("类型")),
            Column(_("状态"), width=130),
            Column(_("规划数"), "number"),
            Column(_("立项"), "number", width=80),
            Column(_("验收"), "number"),
            Column(_("达到"), "number"),
            Column(_("未报送"), "number"),
            Column(_("完成比例"), "percent"),
            Column(_("序时进度"), "percent"),
            Column(_("单位")),
            Column(_("数量依据")),
            Column(_("数据性质")),
        ),
        rows=tuple(_target_row(row, board) for row in board.results),
    )


def _target_row(row: TargetResult, board: PlanProgress) -> tuple[str | int | float | None, ...]:
    found = row.attainment
    return (
        clause_choice(row.target.clause),
        target_name(row.target),
        *(() if in_chinese() else (target_original(row.target),)),
        row.measure.kind_word(row.target.kind),
        status_label(row.target, row.status),
        found.number,
        found.approved.value if found.approved else None,
        found.accepted.value if found.accepted else None,
        found.met,
        len(found.codes(UNREPORTED)) if row.measure.by_division else None,
        found.attainment,
        board.pace if row.measure.paced(found) else None,
        unit_word(row.target.unit),
        provenance_word(row.target.provenance),
        nature(found.sample),
    )


def ranking_table(overview: Overview) -> Table:
    """Tabulate all prefectures by the share of duties met."""
    divisions = overview.board.divisions
    return Table(
        title=_("各市州地区性任务达到率"),
        note=note(overview.board, any(row.sample for row in overview.ranking)),
        columns=(
            Column(_("名次"), "number"),
            Column(_("市州")),
            Column(_("区划代码")),
            Column(_("应达到（项）"), "number"),
            Column(_("达到（项）"), "number"),
            Column(_("未报送（项）"), "number"),
            Column(_("达到率"), "percent"),
            Column(_("逾期节点（个）"), "number"),
            Column(_("数据性质")),
        ),
        rows=tuple(
            (
                row.rank,
                division_name(divisions[row.code]),
                row.code,
                row.due,
                row.met,
                row.unreported,
                row.share,
                row.late,
                nature(row.sample),
            )
            for row in overview.ranking
        ),
    )


def coverage_table(coverage: Coverage) -> Table:
    """Tabulate one target over its divisions."""
    divisions, target = coverage.board.divisions, coverage.result.target
    measure = coverage.result.measure
    items = measure.parts(target)
    return Table(
        title=target_name(target),
        note=note(coverage.board, coverage.sample),
        columns=(
            Column(_("市州")),
            Column(_("地区")),
            Column(_("区划代码")),
            Column(_("状态")),
            Column(measure.value_label(target), "number"),
            *(Column(item_name(item)) for item in items),
            Column(_("数据性质")),
        ),
        rows=tuple(
            (
                division_name(divisions[cell.prefecture]),
                division_name(divisions[cell.code]),
                cell.code,
                state_word(cell.state) if cell.state else UNKNOWN,
                cell.value,
                *(_yes_or_no(dict(cell.items).get(item.id)) for item in items),
                nature(cell.sample),
            )
            for cell in coverage.cells
        ),
    )


def distribution_table(coverage: Coverage) -> Table:
    """Tabulate one target by prefecture.

    The figures are projects of a quota, people of a tally, or divisions met out of those due.
    """
    board, target, measure = coverage.board, coverage.result.target, coverage.result.measure
    rows = [
        (division_name(division), found.value, found.of, found.unreported, nature(any(cell.sample for cell in cells)))
        for division, cells, found in coverage.by_prefecture()
    ]
    return Table(
        title=_("%(name)s：按市州") % {"name": target_name(target)},
        note=note(board, coverage.sample),
        columns=(
            Column(_("市州")),
            Column(measure.reached_label(target), "number"),
            Column(measure.whole_label(), "number"),
            Column(_("未报送（个）"), "number"),
            Column(_("数据性质")),
        ),
        rows=tuple(rows),
    )


def _yes_or_no(met: bool | None) -> str:
    return {True: _("是"), False: _("否"), None: state_word(UNREPORTED)}[met]


def burn_up_table(detail: TargetDetail) -> Table:
    """Tabulate one target's course against its pace."""
    target = detail.result.target
    unit = {"unit": unit_word(target.unit)}
    return Table(
        title=_("%(name)s：进展过程") % {"name": target_name(target)},
        note=note(detail.board, detail.result.attainment.sample),
        columns=(
            Column(_("日期"), "day"),
            Column(detail.result.measure.reached_label(target), "number"),
            Column(_("验收（%(unit)s）") % unit, "number"),
            Column(_("序时应达（%(unit)s）") % unit, "money"),
        ),
        rows=tuple((point.on, point.reached, point.accepted, point.due) for point in detail.course),
    )


def target_projects_table(detail: TargetDetail) -> Table:
    """Tabulate the projects of one target, in few columns."""
    board = detail.board
    return Table(
        title=_("%(name)s：项目") % {"name": target_name(detail.result.target)},
        note=note(board, any(row.sample for row in detail.projects)),
        columns=(
            Column(_("项目"), width=260),
            Column(_("级别")),
            Column(_("市州")),
            Column(_("阶段")),
            Column(_("逾期节点（个）"), "number"),
        ),
        rows=tuple(
            (
                row.name,
                level_word(row.level),
                division_name(board.divisions[row.prefecture], short=True) if row.prefecture else None,
                stage_name(board.plan.stage(row.stage)) if row.stage else None,
                row.late,
            )
            for row in detail.projects
        ),
    )


def projects_table(projects: ProjectList) -> Table:
    """Tabulate the projects that pass the filter."""
    board = projects.board
    return Table(
        title=_("项目清单"),
        note=note(board, projects.sample),
        columns=(
            Column(_("项目"), width=280),
            Column(_("目标"), width=200),
            Column(_("级别")),
            Column(_("市州")),
            Column(_("承担单位"), width=180),
            Column(_("阶段")),
            Column(_("到达日期"), "day"),
            Column(_("逾期节点（个）"), "number"),
            Column(_("数据性质")),
            Column(_("编号")),
        ),
        rows=tuple(
            (
                row.name,
                target_name(board.plan.target(row.target)),
                level_word(row.level),
                division_name(board.divisions[row.prefecture]) if row.prefecture else None,
                row.institution,
                stage_name(board.plan.stage(row.stage)) if row.stage else None,
                row.stage_on,
                row.late,
                nature(row.sample),
                row.code,
            )
            for row in projects.rows
        ),
    )


def funnel_table(projects: ProjectList) -> Table:
    """Tabulate how many projects stand at each stage or beyond."""
    return Table(
        title=_("项目阶段漏斗"),
        note=note(projects.board, projects.sample),
        columns=(Column(_("阶段")), Column(_("到达该阶段及以后（个）"), "number")),
        rows=tuple((stage_name(projects.board.plan.stage(code)), count) for code, count in projects.funnel),
    )


def arrivals_table(projects: ProjectList) -> Table:
    """Tabulate approvals and acceptances by quarter."""
    return Table(
        title=_("各季度立项与验收"),
        note=note(projects.board, projects.sample),
        columns=(Column(_("季度")), Column(_("立项（个）"), "number"), Column(_("验收（个）"), "number")),
        rows=tuple(
            (quarter(first.year, first.month), approved, accepted) for first, approved, accepted in projects.arrivals
        ),
    )


def money_table(project: ProjectDetail) -> Table:
    """Tabulate money by origin in 万元, with both rates."""
    rows = (*project.money, *((project.money_total,) if project.money_total else ()))
    return Table(
        title=_("经费（万元）"),
        note=note(project.board, project.row.sample),
        columns=(
            Column(_("来源")),
            Column(_("预算（万元）"), "money"),
            Column(_("到位（万元）"), "money"),
            Column(_("支出（万元）"), "money"),
            Column(_("资金到位率"), "percent"),
            Column(_("预算执行率"), "percent"),
        ),
        rows=tuple(
            (
                origin_word(row.origin),
                row.budget,
                row.in_place,
                row.spent,
                row.in_place_rate,
                row.spending_rate,
            )
            for row in rows
        ),
    )


def events_table(project: ProjectDetail) -> Table:
    """Tabulate the project's events and milestones in order of day."""
    plan, as_of = project.board.plan, project.board.view.as_of
    events = [(event.on, _("阶段"), stage_name(plan.stage(event.stage)), event.note) for event in project.events]
    milestones = [
        (
            row.due,
            _("节点"),
            row.name,
            {DONE: _("%(day)s完成") % {"day": day(row.done)}, LATE: _("逾期未完成"), AHEAD: _("未到期")}[
                duty_state(row.due, row.done, as_of)
            ],
        )
        for row in project.milestones
    ]
    return Table(
        title=_("进展与节点"),
        note=note(project.board, project.row.sample),
        columns=(Column(_("日期"), "day"), Column(_("类别")), Column(_("内容")), Column(_("说明"))),
        rows=tuple(sorted([*events, *milestones], key=lambda row: (row[0], row[1], row[2]))),
    )
