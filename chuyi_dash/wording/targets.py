"""One target in words: its figures, how it is measured, and what its numbers say."""

from __future__ import annotations

from chuyi_dash.i18n import gettext as _
from chuyi_dash.metrics.results import MET, NOT_APPLICABLE, UNMET, UNREPORTED
from chuyi_dash.plan import Target
from chuyi_dash.views.board import PlanProgress, TargetResult
from chuyi_dash.wording.terms import day, number, percent, status_word, target_name, unit_word


def measured(row: TargetResult) -> str:
    """The target's figures with their units, as short as they can be without losing any."""
    found, target = row.attainment, row.target
    if target.damaged:
        figures = {"number": number(target.number), "unit": unit_word(target.unit)}
        return _("原文“%(number)s%(unit)s”有误，不计") % figures
    if target.kind in ("coverage", "checklist"):
        return _by_division(row)
    approved = found.approved.value if found.approved else None
    if target.measure == "tallies":
        return f"{number(approved)} {unit_word(target.unit, approved)}"
    accepted = found.accepted.value if found.accepted else None
    if found.number is None:
        return _("立项 %(approved)s %(unit)s，验收 %(accepted)s") % {
            "approved": number(approved),
            "unit": unit_word(target.unit, approved),
            "accepted": number(accepted),
        }
    return _("立项 %(approved)s / %(number)s %(unit)s（%(share)s），验收 %(accepted)s") % {
        "approved": number(approved),
        "number": number(found.number),
        "unit": unit_word(target.unit, found.number),
        "share": percent(found.attainment),
        "accepted": number(accepted),
    }


def _by_division(row: TargetResult) -> str:
    found = row.attainment
    if found.of is None:
        return _("名单未录入，无法计算")
    text = _("%(met)s / %(of)s %(unit)s（%(share)s）") % {
        "met": number(found.met),
        "of": number(found.of),
        "unit": unit_word(row.target.unit, found.of),
        "share": percent(found.attainment),
    }
    unreported = len(found.codes(UNREPORTED))
    return text + (_("，未报送 %(number)d") % {"number": unreported} if unreported else "")


def rule(target: Target) -> str:
    """How the target is measured, as a formula in words."""
    if target.damaged:
        return _("原文残缺，数量不可信：只展示，不计入任何合计。")
    if target.measure == "projects" and target.kind == "count":
        return _("只计数量，不折算百分比：立项数、验收数。")
    return {
        "projects": _(
            "立项数 ÷ 规划数；验收数 ÷ 规划数。立项指到达“立项”或其后阶段且未暂停、终止、撤销；"
            "验收指到达终期验收或认定。"
        ),
        "projects_per_division": _(
            "已开工的市州数 ÷ 市州总数。开工指项目到达“建设”或其后阶段；没有具名项目的，看市州自报的开工数；"
            "省级公布“全部启动”的数等于市州总数时，各市州均计为达到，市州此后自报未开工的除外。统一命名、统一标识、统一风格三项另列。"
        ),
        "institutions": _(
            "至少有一所在办公办学校的地区数 ÷ 地区总数。开办日期不详的学校按在办计；民办或性质不详的学校不能证明达到，"
            "该地区计为未报送；没有具名学校的地区，自报“有”计为达到，自报“没有”计为未达到。有一所公办学校只是“重点办好”的必要条件，不是全部。"
        ),
        "industries": _("至少有一所在办公办高职院校对应的行业数 ÷ 主要行业总数。行业名单原文未列，录入之前无法计算。"),
        "answers": _("全部要素均答“是”的市州数 ÷ 市州总数；有一项答“否”即未达到，有缺答而无“否”为未报送。"),
        "tallies": _("各市州累计人次相加，按重点产业、重点行业、重点群体分列；只计数量，不折算百分比。"),
    }[target.measure]


def verdict(row: TargetResult, board: PlanProgress) -> str:
    """One sentence: where the target stands on the day, against pace where the plan sets a number."""
    if row.target.damaged:
        return _("%(name)s的数量在原文中已残缺，本页只展示原文，不作判断。") % {"name": target_name(row.target)}
    words = {
        "day": day(board.view.as_of),
        "name": target_name(row.target),
        "status": status_word(row.status),
        "figures": measured(row),
    }
    if row.attainment.number is None:
        return _("截至%(day)s，%(name)s%(status)s：%(figures)s。") % words
    words["pace"] = percent(board.pace)
    return _("截至%(day)s，%(name)s%(status)s：%(figures)s；序时进度 %(pace)s。") % words


def states_sentence(row: TargetResult) -> str:
    """How many divisions stand in each of the four states; together they are all divisions."""
    found = row.attainment
    counts = {state: len(found.codes(state)) for state in (MET, UNMET, UNREPORTED, NOT_APPLICABLE)}
    text = _("%(total)d 个%(unit)s中，已达到 %(met)d 个，未达到 %(unmet)d 个，未报送 %(unreported)d 个") % {
        "total": len(found.divisions),
        "unit": unit_word(row.target.unit, len(found.divisions)),
        MET: counts[MET],
        UNMET: counts[UNMET],
        UNREPORTED: counts[UNREPORTED],
    }
    if counts[NOT_APPLICABLE]:
        text += _("，不适用 %(number)d 个") % {"number": counts[NOT_APPLICABLE]}
    return text + _("。")
