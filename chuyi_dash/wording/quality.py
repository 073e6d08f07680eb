"""The data screen in sentences and tables."""

from __future__ import annotations

from chuyi_dash.i18n import gettext as _
from chuyi_dash.i18n import listed
from chuyi_dash.measures import measure_of
from chuyi_dash.metrics.quality import SERIOUS, Completeness, Contradiction
from chuyi_dash.plan import read_plan, read_settings
from chuyi_dash.table import Column, Table
from chuyi_dash.views.board import PlanProgress
from chuyi_dash.views.quality import Quality
from chuyi_dash.wording.tables import nature, note
from chuyi_dash.wording.terms import division_name, origin_word, percent, period_word, target_name

STALE_DAYS = 365


def severity_word(severity: str) -> str:
    """Say how bad a contradiction is, in a word."""
    return _("严重") if severity == SERIOUS else _("提示")


def contradiction_sentence(row: Contradiction) -> str:
    """Say what contradicts what, with both values."""
    first, second = row.values
    texts = {
        "tally_approved": _("公布的立项数 %(first)s，具名项目 %(second)s，两者不同"),
        "tally_accepted": _("公布的验收数 %(first)s，具名项目 %(second)s，两者不同"),
        "tally_started": _("公布的开工数 %(first)s，具名的开工项目 %(second)s，两者不同"),
        "accepted_before_approved": _("验收日期 %(first)s 早于立项日期 %(second)s，或没有立项记录"),
        "spent_over_in_place": _("支出 %(first)s 万元大于到位 %(second)s 万元"),
        "in_place_over_budget": _("到位 %(first)s 万元，不低于预算 %(second)s 万元的 %(limit)s 倍"),
        "closed_but_counted": _("承担单位%(first)s已于 %(second)s 停办，项目仍在计数"),
    }
    text = texts.get(row.code) or measure_of(read_plan().target(row.target)).contradiction_words(row.code) or row.code
    return text % {"first": first, "second": second, "limit": f"{read_settings().overfunded:g}"}


def subject(row: Contradiction, board: PlanProgress) -> str:
    """Name what a contradiction is about: a project or a target.

    A project comes with the origin of its money where that matters.
    """
    if row.project is None:
        return target_name(board.plan.target(row.target))
    if row.origin is None:
        return row.subject
    return _("%(name)s（%(origin)s）") % {"name": row.subject, "origin": origin_word(row.origin)}


def contradictions_sentence(quality: Quality) -> str:
    """Say how many contradictions there are, and how many of them are serious."""
    if not quality.contradictions:
        return _("没有发现互相矛盾的事实。")
    return _("共 %(total)d 处矛盾，其中严重 %(serious)d 处；严重的应由报送单位更正后重新导入。") % {
        "total": len(quality.contradictions),
        "serious": len(quality.serious),
    }


def completeness_sentence(quality: Quality, period: str) -> str:
    """Say how much of what was due in one period has come, and who lacks most."""
    rows = quality.of_period(period)
    names = quality.board.divisions
    expected, received = sum(row.expected for row in rows), sum(row.received for row in rows)
    text = _("%(period)s应报 %(expected)d 项，已报 %(received)d 项（%(share)s），其中逾期报送 %(late)d 项") % {
        "period": period_word(period),
        "expected": expected,
        "received": received,
        "share": percent(received / expected if expected else None),
        "late": sum(row.late for row in rows),
    }
    most = max((row.missing for row in rows), default=0)
    if most:
        last = [division_name(names[row.prefecture], short=True) for row in rows if row.missing == most]
        each = (
            _("；缺报最多的是%(names)s（各缺 %(most)d 项）")
            if len(last) > 1
            else _("；缺报最多的是%(names)s（缺 %(most)d 项）")
        )
        text += each % {"names": listed(last, 4), "most": most}
    return text + _("。")


def freshness_sentence(quality: Quality) -> str:
    """Say how many targets have no fact, and how many only old ones."""
    without = [row for row in quality.freshness if row.newest is None]
    old = [row for row in quality.freshness if row.age is not None and row.age > STALE_DAYS]
    return _("%(without)d 项目标没有任何事实，%(old)d 项目标的最新事实已超过一年。") % {
        "without": len(without),
        "old": len(old),
    }


def completeness_table(quality: Quality) -> Table:
    """Tabulate what was expected, received, on time, late and missing, by period and prefecture."""
    names = quality.board.divisions
    return Table(
        title=_("报送完整性"),
        note=note(quality.board, quality.board.sample),
        columns=(
            Column(_("报送期")),
            Column(_("市州")),
            Column(_("应报（项）"), "number"),
            Column(_("已报（项）"), "number"),
            Column(_("按时（项）"), "number"),
            Column(_("逾期报送（项）"), "number"),
            Column(_("未报（项）"), "number"),
            Column(_("完整率"), "percent"),
        ),
        rows=tuple(_completeness_row(row, division_name(names[row.prefecture])) for row in quality.completeness),
    )


def _completeness_row(row: Completeness, name: str) -> tuple[str | int | float, ...]:
    return (period_word(row.period), name, row.expected, row.received, row.on_time, row.late, row.missing, row.share)


def freshness_table(quality: Quality) -> Table:
    """Tabulate each target's newest fact and its age."""
    plan = quality.board.plan
    return Table(
        title=_("最新事实"),
        note=note(quality.board, quality.board.sample),
        columns=(
            Column(_("目标"), width=330),
            Column(_("最新事实日期"), "day"),
            Column(_("距截至日期（天）"), "number"),
        ),
        rows=tuple((target_name(plan.target(row.target)), row.newest, row.age) for row in quality.freshness),
    )


def contradictions_table(quality: Quality) -> Table:
    """Tabulate every contradiction, the serious ones first."""
    plan = quality.board.plan
    return Table(
        title=_("矛盾"),
        note=note(quality.board, quality.board.sample),
        columns=(
            Column(_("程度")),
            Column(_("目标"), width=180),
            Column(_("对象"), width=240),
            Column(_("地区")),
            Column(_("矛盾"), width=300),
            Column(_("数据性质")),
            Column(_("项目编号")),
        ),
        rows=tuple(
            (
                severity_word(row.severity),
                target_name(plan.target(row.target)),
                subject(row, quality.board),
                _prefecture_name(quality.board, row.division),
                contradiction_sentence(row),
                nature(row.sample),
                row.project,
            )
            for row in quality.in_order
        ),
    )


def _prefecture_name(board: PlanProgress, code: str | None) -> str | None:
    return division_name(board.divisions[code]) if code else None
