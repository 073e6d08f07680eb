"""Coverage in sentences and in lists of names that are ready to copy."""

from __future__ import annotations

from collections.abc import Sequence

from chuyi_dash.i18n import gettext as _
from chuyi_dash.i18n import listed
from chuyi_dash.measures import measure_of
from chuyi_dash.metrics.results import UNREPORTED
from chuyi_dash.plan import Target
from chuyi_dash.views.coverage import Coverage
from chuyi_dash.wording.terms import (
    day,
    division_name,
    item_name,
    join_sentences,
    percent,
    state_word,
    target_name,
)


def coverage_sentence(coverage: Coverage) -> str:
    """Say what the map shows: how many in each state, or who has most and who none."""
    result = coverage.result
    return result.measure.distribution(
        result.target, result.attainment, coverage.cells, coverage.board.divisions, coverage.unplaced
    )


def names_to_copy(coverage: Coverage, state: str) -> str:
    """List the divisions in one state by prefecture, as lines that stand alone in a report."""
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
    """Say what is missing and who can supply it, where the target has nothing to show.

    None where it has something.
    """
    target = coverage.result.target
    reported = [cell for cell in coverage.cells if cell.state not in (None, UNREPORTED) or cell.value is not None]
    if reported:
        return None
    who = {
        "county": _("请各县市区教育局经市州教育局报送。"),
        "prefecture": _("请各市州教育局报送。"),
        "province": _("请省级管理员导入项目名单。"),
    }.get(target.scope, "")
    return join_sentences(_("%(name)s还没有任何报送的事实。") % {"name": target_name(target)}, who)


def not_on_the_map(target: Target) -> str:
    """Explain why a target somebody asked for is not on the map, and what is shown instead."""
    return measure_of(target).not_on_the_map() % {"name": target_name(target)}


def parts_sentence(coverage: Coverage) -> str | None:
    """Say for each item how many prefectures answer yes; None for a target without items.

    Items are the elements of a checklist, or the three unified checks.
    """
    items = coverage.result.measure.parts(coverage.result.target)
    if not items:
        return None
    told = [dict(cell.items) for cell in coverage.cells]
    parts = [_part(item_name(item), [answers.get(item.id) for answers in told]) for item in items]
    return _("分项答“是”的市州数：%(parts)s。") % {"parts": _("；").join(parts)}


def _part(name: str, answers: Sequence[bool | None]) -> str:
    """Say how many prefectures answer yes to one item.

    None is an answer that has not come, which is not a no.
    """
    unreported = answers.count(None)
    if unreported == len(answers):
        return _("%(name)s都未报送") % {"name": name}
    words = {"name": name, "yes": answers.count(True), "total": len(answers), "unreported": unreported}
    words["share"] = percent(answers.count(True) / len(answers))
    if unreported:
        return _("%(name)s %(yes)d/%(total)d（%(share)s，未报送 %(unreported)d）") % words
    return _("%(name)s %(yes)d/%(total)d（%(share)s）") % words
