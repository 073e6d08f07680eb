"""Forum mode in words: one message a scene, and the figures beside its picture."""

from __future__ import annotations

from datetime import date

from chuyi_dash.i18n import gettext as _
from chuyi_dash.i18n import listed
from chuyi_dash.metrics.facts import Division
from chuyi_dash.metrics.results import MET, UNMET, UNREPORTED
from chuyi_dash.metrics.status import NO_DATA
from chuyi_dash.plan import Plan
from chuyi_dash.views.board import PlanProgress, TargetResult
from chuyi_dash.views.story import OPEN, SAMPLE_KIND, MapStep, Presentation
from chuyi_dash.wording.overview import rank_sentence
from chuyi_dash.wording.terms import day, division_name, number, percent, unit_word

DECEMBER_31 = (12, 31)


def plan_message(board: PlanProgress) -> str:
    """Put the plan into one line: its time, its number of targets, and where the day stands."""
    plan = board.plan
    return _("湖南“楚怡”行动：%(start)s至%(end)s，%(targets)d 项目标，%(where)s。") % {
        "start": day(plan.start),
        "end": day(plan.end),
        "targets": len(plan.targets),
        "where": time_word(board),
    }


def time_word(board: PlanProgress) -> str:
    """Say where the day stands in the plan's time, as a part of a sentence."""
    if board.view.as_of > board.plan.end:
        return _("期限已到，逐项评估")
    if board.view.as_of < board.plan.start:
        return _("所选日期在实施之前")
    return _("时间已过 %(pace)s") % {"pace": percent(board.pace)}


def as_of_line(board: PlanProgress) -> str:
    """Give the day that every picture carries, and say whether only sourced facts count."""
    text = _("截至%(day)s") % {"day": day(board.view.as_of)}
    return text + (_(" · 只看有来源的事实") if board.view.sourced else "")


def origin_line(board: PlanProgress) -> str:
    """Say where the numbers come from, in small print under every picture."""
    if board.view.sourced:
        return _("来源：看板事实库，仅有来源的事实")
    return _("来源：看板事实库")


def frame_label(frame: MapStep, plan: Plan) -> str:
    """Name the day of a step of the map's course.

    December 31, up to the plan's end, is called the end of its year.
    """
    on: date = frame.on
    if (on.month, on.day) == DECEMBER_31 and on <= plan.end:
        return _("%(year)d年底") % {"year": on.year}
    return day(on)


def course_message(frames: tuple[MapStep, ...]) -> str:
    """Say how many counties have a public secondary school, at the plan's start and on the day."""
    first, last = frames[0].counts, frames[-1].counts
    figures = {
        "first": first[MET],
        "met": last[MET],
        "total": len(frames[-1].states),
        "unmet": last[UNMET],
        "unreported": last[UNREPORTED],
    }
    if last[MET] > first[MET]:
        text = _("有公办中职学校的县市区由 %(first)d 个增加到 %(met)d 个（共 %(total)d 个）") % figures
    else:
        text = _("%(total)d 个县市区中，已知 %(met)d 个有公办中职学校") % figures
    if last[UNMET]:
        text += _("，未达到 %(unmet)d 个") % figures
    if last[UNREPORTED]:
        text += _("，未报送 %(unreported)d 个") % figures
    return text + _("。")


def bases_message(story: Presentation) -> str:
    """Say how many heritage bases there are, where most are, and how many have no known place."""
    bases, names = story.bases, story.bases.board.divisions
    count = bases.result.attainment.approved
    approved = count.value if count else None
    if approved is None:
        return _("文化传承基地的立项数未知，请省级管理员导入名单。")
    text = _("“楚怡”文化传承基地立项 %(approved)s 个") % {"approved": number(approved)}
    known = [cell for cell in bases.cells if cell.value]
    most = max((cell.value or 0 for cell in known), default=0)
    figures = {
        "unplaced": bases.unplaced,
        "places": len(known),
        "known": listed([division_name(names[cell.code], short=True) for cell in known], 4),
        "first": listed([division_name(names[cell.code], short=True) for cell in known if cell.value == most], 3),
        "most": most,
    }
    if bases.unplaced:
        text += _("，其中 %(unplaced)d 个没有记载所在市州") % figures
        text += _("；已知的在%(known)s") % figures if known else ""
    elif known:
        text += _("，分布在 %(places)d 个市州，最多的是%(first)s（%(most)d 个）") % figures
    return text + _("。")


def prefecture_message(story: Presentation) -> str:
    """Say where the prefecture in depth stands."""
    return rank_sentence(story.province, story.province.rank_of(story.depth.code))


def owed_message(story: Presentation) -> str:
    """Say what is still open: targets and milestones, and how many targets lack data."""
    unknown = sum(row.status == NO_DATA for row in story.owed)
    behind = sum(row.status in OPEN for row in story.owed)
    if not story.owed:
        return _("可判断的目标都已完成，没有欠账。")
    if not behind:
        return _("没有记录在案的欠账，但 %(unknown)d 项目标资料不足，还不能算完成。") % {"unknown": unknown}
    province = story.province
    over = province.board.view.as_of > province.board.plan.end
    text = (_("到期还欠 %(behind)d 项目标") if over else _("%(behind)d 项目标落后")) % {"behind": behind}
    if province.late_total:
        text += _("，另有 %(late)d 个项目节点逾期") % {"late": province.late_total}
    if unknown:
        text += _("，%(unknown)d 项资料不足") % {"unknown": unknown}
    return text + _("。")


def gap(row: TargetResult) -> str:
    """Say what a target lacks, with its unit; what is unknown is said, not counted as lacking."""
    found = row.attainment
    lacks = [
        (word % {"number": len(found.codes(state))}, len(found.codes(state)))
        for state, word in ((UNMET, _("未达到 %(number)d")), (UNREPORTED, _("未报送 %(number)d")))
        if found.codes(state)
    ]
    if lacks:
        return f"{_('、').join(text for text, _count in lacks)} {unit_word(row.target.unit, lacks[-1][1])}"
    approved = found.approved.value if found.approved else None
    if found.number is None or approved is None:
        return _("名单未录入") if found.approved is None else _("立项数未知")
    lacking = found.number - approved
    return _("还差 %(number)s %(unit)s") % {"number": number(lacking), "unit": unit_word(row.target.unit, lacking)}


def thanks_message(story: Presentation) -> str:
    """Give thanks, and say how many sources and facts the numbers rest on.

    The sample is counted apart.
    """
    real = [row for row in story.sources if row.kind != SAMPLE_KIND]
    made = sum(row.facts for row in story.sources if row.kind == SAMPLE_KIND)
    text = _("感谢各市州、县市区和学校：以上数字出自 %(sources)d 个来源的 %(facts)s 条事实") % {
        "sources": len(real),
        "facts": number(sum(row.facts for row in real)),
    }
    if made:
        text += _("，另有 %(made)s 条示例数据仅供演示") % {"made": number(made)}
    return text + _("。")


def unplaced_note(placed: int, schools: int) -> str:
    """Warn that dots stand for counties, not addresses, and count the schools without a dot.

    Those are the schools that have no county to be drawn in.
    """
    text = _("圆点按所在县市区示意，非校址")
    if schools > placed:
        text += _("；另有 %(rest)d 所未记载县市区，不在图上") % {"rest": schools - placed}
    return text + _("。")


def owed_note(story: Presentation) -> str:
    """Say how the list is ordered, and that silence is not failure."""
    if not story.owed:
        return ""
    return _("按完成比例由低到高；资料不足的目标列在最后，未报送不等于未达到。")


def keys_hint() -> str:
    """List the keys, in small print on the first scene."""
    return _("翻页：← →、PageUp/PageDown、空格 · 首尾：Home、End · 二维码：Q · 全屏：F · 返回总览：Esc")


def depth_title(division: Division) -> str:
    """Name the scene about one prefecture."""
    return _("走进%(name)s") % {"name": division_name(division)}
