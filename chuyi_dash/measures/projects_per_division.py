"""A project under way in every division."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from chuyi_dash.i18n import gettext as _
from chuyi_dash.measures.asking import Asked, elements, met_or_not
from chuyi_dash.measures.by_division import Judged
from chuyi_dash.measures.measure import STAGE
from chuyi_dash.metrics.attainment import count_projects
from chuyi_dash.metrics.coverage import Answers, Verdict
from chuyi_dash.metrics.facts import PROVINCIAL, Division, Facts, TallyCount
from chuyi_dash.metrics.results import MET, UNMET, UNREPORTED, Count
from chuyi_dash.metrics.self_check.model import MET as YES_OR_NO
from chuyi_dash.metrics.self_check.model import NO, YES, Figure, Question
from chuyi_dash.plan import Target


class ProjectsPerDivision(Judged):
    """Divisions with a project started ÷ all divisions; further items are told beside it."""

    with_projects = True
    own_section = False
    counted_by = STAGE

    def judge(self, target: Target, facts: Facts, answers: Answers) -> Callable[[Division], Verdict]:
        """Judge a division by whether a project has started there.

        Named projects show it, or the newest count of the division's own, which may be none. A count for the whole
        province equal to the number of divisions meets each, unless a division's own is as new.
        """
        rows = [row for row in facts.projects if row.target == target.id and row.level == PROVINCIAL]
        number = sum(division.level == target.scope for division in facts.divisions)
        province = next(division.code for division in facts.divisions if division.level == "province")
        counts = [row for row in facts.tallies if row.target == target.id and row.started]
        all_started = [row for row in counts if row.division == province and row.count == number]

        def judge(place: Division) -> Verdict:
            here = [row for row in rows if row.prefecture == place.code]
            started = sum(row.started for row in here)
            if started:
                return MET, started, any(row.sample for row in here)
            own = max((row for row in counts if row.division == place.code), key=_newest_count, default=None)
            if own is not None and all(own.on >= row.on for row in all_started):
                return (MET if own.count else UNMET), own.count, own.sample
            if all_started:
                return MET, None, any(row.sample for row in all_started)
            if here:
                return UNMET, 0, any(row.sample for row in here)
            return UNREPORTED, None, False

        return judge

    def started(self, target: Target, facts: Facts, prefecture: str | None) -> Count | None:
        """Count the projects started, by name and as reported."""
        return count_projects(target, facts, "started", prefecture)

    def rule(self, target: Target) -> str:
        """State that prefectures with a project under way are divided by all, and what shows one."""
        return _(
            "已开工的市州数 ÷ 市州总数。开工指项目到达“建设”或其后阶段；没有具名项目的，看市州自报的开工数；"
            "省级公布“全部启动”的数等于市州总数时，各市州均计为达到，市州此后自报未开工的除外。统一命名、统一标识、统一风格三项另列。"
        )

    def questions(self, target: Target, asked: Asked) -> Iterator[Question]:
        """Ask whether the project has started, then about each further item."""
        state = asked.state
        value = {MET: YES, UNMET: NO}.get(state.state)
        figure = Figure(value, sample=state.sample and value is not None)
        yield asked.item(YES_OR_NO, target, f"{target.id}:{asked.prefecture}", figure, asked.among(met_or_not))
        yield from elements(target, asked)


def _newest_count(row: TallyCount) -> tuple[object, ...]:
    return (row.on, not row.sample, row.count, row.source)


MEASURE = ProjectsPerDivision()
