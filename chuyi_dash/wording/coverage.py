"""Coverage in sentences and in lists of names that are ready to copy."""

from __future__ import annotations

from collections.abc import Sequence

from chuyi_dash.i18n import gettext as _
from chuyi_dash.i18n import listed
from chuyi_dash.metrics.results import UNREPORTED
from chuyi_dash.plan import Target
from chuyi_dash.views.coverage import Coverage
from chuyi_dash.wording.targets import states_sentence
from chuyi_dash.wording.terms import (
    day,
    division_name,
    item_name,
    number,
    percent,
    run_on,
    state_word,
    target_name,
    unit_word,
)


def coverage_sentence(coverage: Coverage) -> str:
    """What the map says: how many in each state, or who has most and who none."""
    if coverage.result.target.measure == "tallies":
        return _people_sentence(coverage)
    if coverage.by_number:
        return _distribution_sentence(coverage)
    return states_sentence(coverage.result)


def _distribution_sentence(coverage: Coverage) -> str:
    known = [cell for cell in coverage.cells if cell.value is not None]
    unit = coverage.result.target.unit
    if not known:
        return _("没有按市州记载的立项项目，分布未知；请省级管理员导入项目名单。")
    most = max(cell.value or 0 for cell in known)
    names = coverage.board.divisions
    first = [division_name(names[cell.code], short=True) for cell in known if cell.value == most]
    none = [division_name(names[cell.code], short=True) for cell in known if cell.value == 0]
    unknown = len(coverage.cells) - len(known)
    text = _("立项最多的是%(first)s（%(most)s %(unit)s）") % {
        "first": listed(first, 4),
        "most": number(most),
        "unit": unit_word(unit, most),
    }
    if none:
        text += _("；没有立项的是%(none)s") % {"none": listed(none)}
    if unknown:
        text += _("；%(number)d 个市州未知") % {"number": unknown}
    if coverage.unplaced:
        figures = {"number": number(coverage.unplaced), "unit": unit_word(unit, coverage.unplaced)}
        text += _("；另有 %(number)s %(unit)s没有记载所在市州") % figures
    return text + _("。")


def _people_sentence(coverage: Coverage) -> str:
    known = [cell for cell in coverage.cells if cell.value is not None]
    unit = coverage.result.target.unit
    if not known:
        return _("没有按市州记载的人次，分布未知；请各市州教育局报送。")
    most = max(cell.value or 0 for cell in known)
    first = [division_name(coverage.board.divisions[cell.code], short=True) for cell in known if cell.value == most]
    text = _("三类合计最多的是%(first)s（%(most)s %(unit)s）") % {
        "first": listed(first, 4),
        "most": number(most),
        "unit": unit_word(unit, most),
    }
    silent = [cell for cell in coverage.cells if cell.value is None]
    if silent:
        names = [division_name(coverage.board.divisions[cell.code], short=True) for cell in silent]
        text += _("；未报送的是%(names)s") % {"names": listed(names)}
    if coverage.unplaced:
        figures = {"number": number(coverage.unplaced), "unit": unit_word(unit, coverage.unplaced)}
        text += _("；另有 %(number)s %(unit)s没有记载所在市州") % figures
    return text + _("。")


def names_to_copy(coverage: Coverage, state: str) -> str:
    """The divisions in one state by prefecture, as lines of text that stand alone in a report."""
    groups: dict[str, list[str]] = {}
    divisions = coverage.board.divisions
    for cell in coverage.cells:
        if cell.state == state:
            groups.setdefault(cell.prefecture, []).append(division_name(divisions[cell.code]))
    total = sum(len(names) for names in groups.values())
    head = _("%(target)s · %(state)s %(total)d 个（截至%(day)s%(sample)s）") % {
        "target": target_name(coverage.result.target),
        "state": state_word(state),
        "total": total,
        "day": day(coverage.board.view.as_of),
        "sample": _("，含示例数据") if coverage.sample else "",
    }
    if coverage.level == "prefecture":
        return "\n".join([head, listed([name for names in groups.values() for name in names])])
    lines = [
        _("%(place)s（%(number)d）：%(names)s")
        % {"place": division_name(divisions[code]), "number": len(names), "names": listed(names)}
        for code, names in groups.items()
    ]
    return "\n".join([head, *lines])


def empty_sentence(coverage: Coverage) -> str | None:
    """What is missing and who can supply it, where the target has nothing to show; None where it has."""
    target = coverage.result.target
    reported = [cell for cell in coverage.cells if cell.state not in (None, UNREPORTED) or cell.value is not None]
    if reported:
        return None
    who = {
        "county": _("请各县市区教育局经市州教育局报送。"),
        "prefecture": _("请各市州教育局报送。"),
        "province": _("请省级管理员导入项目名单。"),
    }.get(target.scope, "")
    return run_on(_("%(name)s还没有任何报送的事实。") % {"name": target_name(target)}, who)


def not_on_the_map(target: Target) -> str:
    """Why a target that somebody asked for is not on the map, and what is shown instead."""
    if target.measure == "tallies":
        text = _("%(name)s按人次计，不在地图上分级着色，按市州的分布见该目标的页面；已改为显示县级覆盖。")
    else:
        text = _("%(name)s没有按地区的分布，已改为显示县级覆盖。")
    return text % {"name": target_name(target)}


def parts_sentence(coverage: Coverage) -> str | None:
    """Items one by one (checklist elements, the three unified checks): divisions that say yes; None without."""
    items = coverage.result.target.items
    if not items or coverage.result.target.measure == "institutions":
        return None
    told = [dict(cell.items) for cell in coverage.cells]
    parts = [_part(item_name(item), [answers.get(item.id) for answers in told]) for item in items]
    return _("分项答“是”的市州数：%(parts)s。") % {"parts": _("；").join(parts)}


def _part(name: str, answers: Sequence[bool | None]) -> str:
    """One item over the prefectures; None is an answer that has not come, which is not a no."""
    unreported = answers.count(None)
    if unreported == len(answers):
        return _("%(name)s都未报送") % {"name": name}
    words = {"name": name, "yes": answers.count(True), "total": len(answers), "unreported": unreported}
    words["share"] = percent(answers.count(True) / len(answers))
    if unreported:
        return _("%(name)s %(yes)d/%(total)d（%(share)s，未报送 %(unreported)d）") % words
    return _("%(name)s %(yes)d/%(total)d（%(share)s）") % words
