"""Projects in sentences."""

from __future__ import annotations

from chuyi_dash.i18n import gettext as _
from chuyi_dash.i18n import listed
from chuyi_dash.metrics.change import BurnPoint
from chuyi_dash.metrics.lateness import DONE, duty_state
from chuyi_dash.metrics.results import Count
from chuyi_dash.metrics.status import NO_DATA
from chuyi_dash.views.projects import ProjectDetail, ProjectList
from chuyi_dash.views.targets import TargetDetail
from chuyi_dash.wording.terms import amount, day, join_sentences, number, percent, stage_name, unit_word

SMALLEST_GAP = 0.05


def list_sentence(projects: ProjectList) -> str:
    """Say how many projects are shown and how far they are."""
    rows = projects.rows
    if not rows:
        return _("没有符合条件的项目。请放宽筛选条件；名单缺失时由省级管理员导入。")
    return _(
        "共 %(total)d 个项目：在立项状态 %(approved)d 个，其中已验收 %(accepted)d 个；有逾期节点的 %(late)d 个。"
    ) % {
        "total": len(rows),
        "approved": sum(row.approved for row in rows),
        "accepted": sum(row.accepted for row in rows),
        "late": projects.late,
    }


def funnel_sentence(projects: ProjectList) -> str:
    """Say how many projects reach approval and acceptance, and what stands outside the funnel."""
    steps = [(code, count) for code, count in projects.funnel if count]
    if not steps and not projects.stopped:
        return _("所选项目还没有进展记录。")
    plan = projects.board.plan
    text = _("%(total)d 个项目中 %(approved)d 个到达立项及以后，%(accepted)d 个到达终期验收及以后") % {
        "total": len(projects.rows),
        "approved": dict(projects.funnel).get("approved", 0),
        "accepted": dict(projects.funnel).get("accepted", 0),
    }
    if projects.stopped:
        names = [
            _("%(stage)s %(count)d 个") % {"stage": stage_name(plan.stage(code)), "count": count}
            for code, count in projects.stopped
        ]
        text += _("；另有%(stopped)s，不在漏斗内") % {"stopped": listed(names)}
    if projects.without_event:
        text += _("；%(number)d 个没有进展记录") % {"number": projects.without_event}
    return text + _("。")


def arrivals_sentence(projects: ProjectList) -> str:
    """Name the quarter with most approvals and the quarter with most acceptances."""
    if not projects.arrivals:
        return _("所选项目没有立项或验收记录。")
    approvals = max(projects.arrivals, key=lambda row: row[1])
    acceptances = max(projects.arrivals, key=lambda row: row[2])
    text = _("立项最集中的是 %(quarter)s（%(number)d 个）") % {
        "quarter": quarter(approvals[0].year, approvals[0].month),
        "number": approvals[1],
    }
    if acceptances[2]:
        text += _("，验收最集中的是 %(quarter)s（%(number)d 个）") % {
            "quarter": quarter(acceptances[0].year, acceptances[0].month),
            "number": acceptances[2],
        }
    else:
        text += _("，还没有验收")
    return text + _("。")


def quarter(year: int, month: int) -> str:
    """Write the quarter of a month as 2024年第3季度."""
    return _("%(year)d年第%(quarter)d季度") % {"year": year, "quarter": (month - 1) // 3 + 1}


def money_sentence(project: ProjectDetail) -> str:
    """Say both rates with their parts, or what is missing."""
    money = project.money_total
    if money is None:
        return _("没有经费记录；请承担单位报送预算、到位和支出。")
    return _(
        "预算 %(budget)s 万元，到位 %(in_place)s 万元，支出 %(spent)s 万元；资金到位率 %(in)s，预算执行率 %(out)s。"
    ) % {
        "budget": amount(money.budget),
        "in_place": amount(money.in_place),
        "spent": amount(money.spent),
        "in": percent(money.in_place_rate),
        "out": percent(money.spending_rate),
    }


def life_sentence(project: ProjectDetail) -> str:
    """Say which stage was reached last, then how the milestones stand."""
    if not project.events:
        return milestones_sentence(project)
    last = max(project.events, key=lambda event: event.on)
    reached = _("最近一步是%(day)s的%(stage)s。") % {
        "day": day(last.on),
        "stage": stage_name(project.board.plan.stage(last.stage)),
    }
    return join_sentences(reached, milestones_sentence(project))


def milestones_sentence(project: ProjectDetail) -> str:
    """Say how many milestones are done, open past their day, and still ahead."""
    as_of, rows = project.board.view.as_of, project.milestones
    if project.row.stopped:
        return _("项目已停止，不再计节点。")
    if not rows:
        return _("没有节点记录；请承担单位报送建设任务书的节点。")
    done = sum(duty_state(row.due, row.done, as_of) == DONE for row in rows)
    return _("%(total)d 个节点中 %(done)d 个已完成，%(late)d 个逾期未完成，%(ahead)d 个未到期。") % {
        "total": len(rows),
        "done": done,
        "late": project.row.late,
        "ahead": len(rows) - done - project.row.late,
    }


def _tenths(gap: float) -> str:
    """Write a gap to one decimal place, whole numbers without."""
    return f"{gap:.1f}".removesuffix(".0")


def burn_up_sentence(detail: TargetDetail) -> str:
    """Describe the course: where it is now, and the gap to pace."""
    known = [point for point in detail.course if point.reached is not None]
    if not known:
        return _("计划期内没有可画的数据；请省级管理员导入名单或计数。")
    last: BurnPoint = known[-1]
    text = _("%(day)s为 %(reached)s %(unit)s") % {
        "day": day(last.on),
        "reached": number(last.reached),
        "unit": unit_word(detail.result.target.unit, last.reached),
    }
    if last.due is not None and last.reached is not None and detail.result.status != NO_DATA:
        gap = last.reached - last.due
        if abs(gap) < SMALLEST_GAP:
            text += _("，与序时持平")
        elif gap > 0:
            text += _("，比序时多 %(gap)s") % {"gap": _tenths(gap)}
        else:
            text += _("，比序时少 %(gap)s") % {"gap": _tenths(-gap)}
    return text + _("。")


def disagreement_sentence(name: str, count: Count, unit: str) -> str:
    """Set the tally beside the named projects, and say which of the two the figures use.

    ``name`` is what is counted: ``approved``, ``accepted`` or ``started``.
    """
    figures = {
        "tally": number(count.tally),
        "unit": unit_word(unit),
        "day": day(count.tally_on),
        "named": number(count.named),
        "gap": abs((count.tally or 0) - (count.named or 0)),
        "value": number(count.value),
    }
    if name == "started":
        return (
            _(
                "开工：公布数 %(tally)s（%(day)s），具名项目 %(named)s，相差 %(gap)d；"
                "达到与否逐个市州判断，办法见“条款原文与算法”。"
            )
            % figures
        )
    word = {"approved": _("立项"), "accepted": _("验收")}[name]
    return _(
        "%(word)s：公布数 %(tally)s %(unit)s（%(day)s），具名项目 %(named)s %(unit)s，相差 %(gap)d；"
        "按较大者计 %(value)s。"
    ) % (figures | {"word": word})
