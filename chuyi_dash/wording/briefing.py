"""The briefing's own sentences.

Whatever a screen says as well comes from the screens' wording.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from chuyi_dash.db.queries.sources import SourceRow
from chuyi_dash.i18n import gettext as _
from chuyi_dash.i18n import listed
from chuyi_dash.metrics.results import UNMET, UNREPORTED, count_states
from chuyi_dash.views.board import PlanProgress, TargetResult
from chuyi_dash.views.funding import Funding
from chuyi_dash.wording.overview import bullets_sentence
from chuyi_dash.wording.targets import measured
from chuyi_dash.wording.terms import amount, day, number, percent, target_name


def deck_title() -> str:
    """Name the briefing."""
    return _("湖南省职业教育“楚怡”行动进展汇报")


def sample_mark() -> str:
    """Give the mark that stands on whatever rests on the sample."""
    return _("含示例数据（演示用，非真实）")


def cited_sentence(board: PlanProgress, titles: Sequence[str], most: int) -> str:
    """Cite the sources behind a slide's targets: the first ``most`` by name, the others counted.

    Empty where no source stands behind them.
    """
    if not titles:
        return ""
    head = _("依据：") if board.view.prefecture is None else _("这些目标的来源：")
    if len(titles) <= most:
        return head + "、".join(titles)
    if not most:
        return head + _("%(total)d 个，见末页") % {"total": len(titles)}
    return head + _("%(names)s等 %(total)d 个，见末页") % {"names": "、".join(titles[:most]), "total": len(titles)}


def quotas_sentence(board: PlanProgress, rows: Sequence[TargetResult]) -> str:
    """Say which of some targets is furthest and which least far, and how many have no facts."""
    shares = [row.attainment.attainment for row in rows if row.attainment.attainment is not None]
    unknown = len(rows) - len(shares)
    if len(shares) > 1 and min(shares) == max(shares):
        text = _("有数据的 %(number)d 项名额完成比例均为 %(share)s。") % {
            "number": len(shares),
            "share": percent(shares[0]),
        }
    else:
        text = bullets_sentence(replace(board, results=tuple(rows)))
    if unknown:
        text += _("%(number)d 项没有立项数据，进展未知。") % {"number": unknown}
    return text


def own_projects_sentence(rows: Sequence[TargetResult]) -> str:
    """Say how many of the province's project targets have projects in the prefecture."""
    counts = [(row, row.attainment.approved.value if row.attainment.approved else None) for row in rows]
    with_some = [(row, count) for row, count in counts if count]
    unknown = sum(count is None for _row, count in counts)
    if not with_some:
        text = _("%(total)d 项省级项目目标中，本地还没有立项的记载") % {"total": len(rows)}
    else:
        most = max(count for _row, count in with_some)
        first = [target_name(row.target) for row, count in with_some if count == most]
        text = _("%(total)d 项省级项目目标中，本地在 %(some)d 项有立项，最多的是%(first)s（%(most)s）") % {
            "total": len(rows),
            "some": len(with_some),
            "first": listed(first, 2),
            "most": number(most),
        }
    if unknown:
        text += _("；%(unknown)d 项未知") % {"unknown": unknown}
    return text + _("。")


def no_local_quota() -> str:
    """Explain why a prefecture has counts but no share of a provincial quota."""
    return _("名额是全省的，通知没有分到市州，所以市州只列数量，不折算完成比例。")


def kinds_words(rows: Sequence[TargetResult]) -> str:
    """List the kinds of some targets, in the order in which they come."""
    words = dict.fromkeys(row.measure.kind_word(row.target.kind) for row in rows)
    return _("、").join(_("%(kind)s类") % {"kind": word} for word in words)


def divisions_sentence(rows: Sequence[TargetResult]) -> str:
    """Say how many targets are met everywhere, and which are unmet and unreported most.

    ``rows`` are the coverage and checklist targets.
    """
    done = sum(count_states(state.state for state in row.attainment.divisions).share == 1 for row in rows)
    figures = {"total": len(rows), "done": done, "kinds": kinds_words(rows)}
    text = _("%(total)d 项%(kinds)s目标中，%(done)d 项各地都已达到") % figures
    for state, form in (
        (UNMET, _("；未达到最多的是%(name)s（%(number)d 个）")),
        (UNREPORTED, _("；未报送最多的是%(name)s（%(number)d 个）")),
    ):
        most = max(rows, key=lambda row: len(row.attainment.codes(state)), default=None)
        if most is not None and most.attainment.codes(state):
            text += form % {"name": target_name(most.target), "number": len(most.attainment.codes(state))}
    return text + _("。")


def uncounted_sentence(rows: Sequence[TargetResult]) -> str:
    """List targets without a share, with their figures; empty where there are none."""
    parts = [f"{target_name(row.target)}（{measured(row)}）" for row in rows]
    return _("没有数量要求或原文残缺的：%(parts)s。") % {"parts": "；".join(parts)} if parts else ""


def funding_sentence(found: Funding) -> str:
    """Say both rates over all projects in scope, or what is missing."""
    if found.total is None:
        return _("没有经费记录，到位和执行情况未知；请项目承担单位报送预算、到位和支出。")
    return _(
        "%(projects)d 个项目预算 %(budget)s 万元，到位 %(in_place)s 万元（到位率 %(in)s），"
        "支出 %(spent)s 万元（执行率 %(out)s）。"
    ) % {
        "projects": found.projects,
        "budget": amount(found.total.budget),
        "in_place": amount(found.total.in_place),
        "spent": amount(found.total.spent),
        "in": percent(found.total.in_place_rate),
        "out": percent(found.total.spending_rate),
    }


def funding_rule(found: Funding) -> str:
    """Explain how both rates are made, and say what was left out."""
    text = _("资金到位率 = 到位 ÷ 预算；预算执行率 = 支出 ÷ 到位；可超过 100%。")
    if found.incomplete:
        text += _("另有 %(number)d 笔缺预算、到位或支出之一，不计入。") % {"number": found.incomplete}
    return text


def sources_sentence(sources: Sequence[SourceRow]) -> str:
    """Say how many facts from how many sources stand behind the briefing."""
    if not sources:
        return _("看板里还没有任何有来源的事实。")
    return _("看板现有 %(sources)d 个来源的 %(facts)s 条事实，数字都由它们按日期和范围算出。") % {
        "sources": len(sources),
        "facts": number(sum(row.facts for row in sources)),
    }


def counting_rules(board: PlanProgress) -> tuple[str, ...]:
    """Explain in four sentences how to read the figures."""
    return (
        _("未报送不等于未达到：两者分开统计，未知不计为 0。"),
        _("达到率 = 达到 ÷ 应达到，先计数后相除；报送不足一半的不排名、不判断。"),
        _("立项数 ÷ 规划数为完成比例，可超过 100%；验收数另列。"),
        _("序时进度为计划期（%(start)s至%(end)s）已过去的比例。")
        % {"start": day(board.plan.start), "end": day(board.plan.end)},
    )
