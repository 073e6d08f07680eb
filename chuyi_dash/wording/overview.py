"""The overview in sentences: the verdict, the ranking, what is overdue, what changed."""

from __future__ import annotations

from chuyi_dash.i18n import gettext as _
from chuyi_dash.i18n import listed, ngettext
from chuyi_dash.metrics.change import Change
from chuyi_dash.metrics.lateness import Overdue
from chuyi_dash.metrics.ranking import PrefectureRank
from chuyi_dash.metrics.status import NO_DATA, NO_NUMBER
from chuyi_dash.views.board import PlanProgress
from chuyi_dash.views.overview import Overview
from chuyi_dash.wording.terms import day, division_name, percent, status_word, target_name

WITHOUT_VERDICT = ("no_number", "no_data")


def scope_name(board: PlanProgress) -> str:
    """Name the scope: the province or the prefecture."""
    code = board.view.prefecture
    return _("全省") if code is None else division_name(board.divisions[code])


def headline(board: PlanProgress) -> str:
    """Answer in one sentence: how many targets are done, how many are not, on which day."""
    totals = board.statuses
    judged = sum(number for status, number in totals.items() if status not in WITHOUT_VERDICT)
    behind = {status: totals[status] for status in ("overdue", "far_behind", "behind") if totals[status]}
    parts = [_("%(number)d 项%(status)s") % {"number": n, "status": status_word(s)} for s, n in behind.items()]
    if totals["on_pace"]:
        parts.insert(0, _("%(number)d 项%(status)s") % {"number": totals["on_pace"], "status": status_word("on_pace")})
    if not judged:
        return _("截至%(day)s，%(scope)s尚无可以判断的目标：缺数量或资料不足。") % {
            "day": day(board.view.as_of),
            "scope": scope_name(board),
        }
    text = _("截至%(day)s，%(scope)s可判断的 %(judged)d 项目标中，%(done)d 项已完成") % {
        "day": day(board.view.as_of),
        "scope": scope_name(board),
        "judged": judged,
        "done": totals["done"],
    }
    return text + "".join(_("，%(part)s") % {"part": part} for part in parts) + _("。")


def without_verdict(board: PlanProgress) -> str:
    """Say what stands outside the headline, and why; empty where nothing does.

    The damaged target is named, not counted.
    """
    totals = board.statuses
    damaged = [target_name(row.target) for row in board.results if row.target.damaged]
    parts = [
        _("%(number)d 项%(status)s") % {"number": totals[code], "status": status_word(code)}
        for code in WITHOUT_VERDICT
        if totals[code]
    ]
    text = _("另有 %(parts)s") % {"parts": listed(parts)} if parts else ""
    if damaged:
        text += (_("；") if text else "") + _("%(names)s原文残缺，不计入") % {"names": listed(damaged)}
    return text + _("。") if text else ""


def time_sentence(board: PlanProgress) -> str:
    """Say where the day stands in the plan's time: before it, how far into it, or after its end."""
    plan, as_of = board.plan, board.view.as_of
    if as_of > plan.end:
        return _("计划期已于%(end)s结束，序时进度 100%%，本页为期末评估。") % {"end": day(plan.end)}
    if as_of < plan.start:
        return _("计划自%(start)s起实施，所选日期在此之前。") % {"start": day(plan.start)}
    return _("计划期%(start)s至%(end)s，序时进度 %(pace)s。") % {
        "start": day(plan.start),
        "end": day(plan.end),
        "pace": percent(board.pace),
    }


def ranking_sentence(overview: Overview) -> str:
    """Say who is first and last by the share of duties met, or why nobody is ranked."""
    ranked = [row for row in overview.ranking if row.rank is not None]
    if not ranked:
        return _("各市州报送的地区性任务都不足一半，暂不排名；请各市州补报中职学校名录和清单项目。")
    names = overview.board.divisions
    first = [row for row in ranked if row.rank == 1]
    lowest = max(row.rank or 0 for row in ranked)
    last = [row for row in ranked if row.rank == lowest]
    if len(ranked) == 1:
        name = division_name(names[first[0].code], short=True)
        text = _("可排名的只有%(name)s，达到率 %(share)s") % {"name": name, "share": percent(first[0].share)}
    elif lowest == 1:
        text = _("%(number)d 个市州并列，均为 %(share)s") % {"number": len(first), "share": percent(first[0].share)}
    else:
        text = _("达到率最高的是%(first)s（%(high)s），最低的是%(last)s（%(low)s）") % {
            "first": listed([division_name(names[row.code], short=True) for row in first], 3),
            "high": percent(first[0].share),
            "last": listed([division_name(names[row.code], short=True) for row in last], 3),
            "low": percent(last[0].share),
        }
    unranked = len(overview.ranking) - len(ranked)
    if unranked:
        text += _("；%(number)d 个市州报送不足一半，未排名") % {"number": unranked}
    return text + _("。")


def ranking_rule(overview: Overview) -> str:
    """Say under the table of ranks where the chosen prefecture stands, or how ranks are given."""
    chosen = overview.board.view.prefecture
    if chosen is not None:
        return rank_sentence(overview, overview.rank_of(chosen))
    if all(row.rank is None for row in overview.ranking):
        return _("报送过半的市州才排名；未报送不等于未达到。")
    return _("按达到 ÷ 应达到排名，同率同名次；未报送的任务不计为达到。")


def rank_sentence(overview: Overview, row: PrefectureRank) -> str:
    """Say where one prefecture stands among all."""
    name = division_name(overview.board.divisions[row.code])
    figures = {"name": name, "met": row.met, "due": row.due, "unreported": row.unreported}
    if row.rank is None:
        return (
            _("%(name)s %(due)d 项地区性任务中已达到 %(met)d 项，%(unreported)d 项未报送，报送不足一半，暂不排名。")
            % figures
        )
    return _(
        "%(name)s %(due)d 项地区性任务中已达到 %(met)d 项（%(share)s），%(unreported)d 项未报送，"
        "在 %(total)d 个市州中排第 %(rank)d 位。"
    ) % (figures | {"share": percent(row.share), "total": len(overview.ranking), "rank": row.rank})


def overdue_sentence(overview: Overview) -> str:
    """Say how much is overdue, and of what kinds."""
    if not overview.overdue_total:
        if overview.board.view.sourced:
            return _("有来源的事实里没有逾期记录：项目节点和县级学校名录还没有报送，请市州和项目学校补报。")
        return _("没有逾期事项。")
    return _("共 %(total)d 项逾期：项目节点 %(late)d 项，未达到的地区任务 %(rest)d 项。") % {
        "total": overview.overdue_total,
        "late": overview.late_total,
        "rest": overview.overdue_total - overview.late_total,
    }


def overdue_title(row: Overdue, overview: Overview) -> str:
    """Say what is overdue and for how long."""
    target = target_name(overview.board.plan.target(row.target))
    what = target
    if row.kind == "milestone":
        what = _("%(what)s：%(how)s") % {"what": row.project_name, "how": row.what}
    text = ngettext("逾期 %(days)d 天 · %(what)s", "逾期 %(days)d 天 · %(what)s", row.days)
    return text % {"days": row.days, "what": what}


def overdue_detail(row: Overdue, overview: Overview) -> str:
    """Say where it is overdue, and who has to act.

    That is the school that runs the project, or the division's own government.
    """
    names = overview.board.divisions
    where = division_name(names[row.division]) if row.division else _("地点未记")
    if row.kind == "division":
        owner = names.get(row.prefecture or "")
        if owner is not None and owner.code != row.division:
            where = _("%(prefecture)s%(place)s") % {"prefecture": division_name(owner, short=True), "place": where}
        return _("%(where)s · 责任：当地人民政府") % {"where": where}
    return _("%(where)s · 责任：%(who)s") % {"where": where, "who": row.institution or _("承担单位未记")}


def change_sentence(change: Change, board: PlanProgress) -> str:
    """Describe one target's change between two days."""
    target = board.plan.target(change.target)
    parts = []
    for label, delta in ((_("立项"), change.approved), (_("验收"), change.accepted), (_("达到"), change.met)):
        if delta:
            parts.append(f"{label} {delta:+d}")
    known = board.divisions
    if change.gained:
        names = [division_name(known[code]) for code in change.gained if code in known]
        parts.append(_("新达到：%(names)s") % {"names": listed(names, 6)})
    if change.lost:
        names = [division_name(known[code]) for code in change.lost if code in known]
        parts.append(_("不再达到：%(names)s") % {"names": listed(names, 6)})
    if change.status_before != change.status_after:
        before, after = status_word(change.status_before), status_word(change.status_after)
        parts.append(_("由“%(before)s”变为“%(after)s”") % {"before": before, "after": after})
    return _("%(name)s：%(parts)s") % {"name": target_name(target), "parts": _("；").join(parts)}


def bullets_sentence(board: PlanProgress) -> str:
    """Say which of the targets that can be judged is furthest and which is least far."""
    known = [
        row for row in board.results if row.attainment.attainment is not None and row.status not in (NO_DATA, NO_NUMBER)
    ]
    if not known:
        return _("在这个范围内没有可以折算成比例的目标。")
    ordered = sorted(known, key=lambda row: row.attainment.attainment or 0)
    high, low = percent(ordered[-1].attainment.attainment), percent(ordered[0].attainment.attainment)
    if high == low:
        return _("可以判断的 %(number)d 项目标，完成比例都是 %(share)s。") % {"number": len(known), "share": high}
    return _("完成比例最高的是%(first)s（%(high)s），最低的是%(last)s（%(low)s）。") % {
        "first": target_name(ordered[-1].target),
        "high": high,
        "last": target_name(ordered[0].target),
        "low": low,
    }
