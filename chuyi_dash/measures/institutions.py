"""A public institution in every division, by name or by the division's own word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator

from chuyi_dash.i18n import gettext as _
from chuyi_dash.measures.asking import Asked, as_text, compared
from chuyi_dash.measures.by_division import Judged
from chuyi_dash.metrics.coverage import PUBLIC, Answers, Verdict
from chuyi_dash.metrics.facts import Division, Facts
from chuyi_dash.metrics.results import MET, NOT_APPLICABLE, UNMET, UNREPORTED, Cell
from chuyi_dash.metrics.self_check.model import COUNT, NO, Figure, Question
from chuyi_dash.metrics.self_check.model import MET as YES_OR_NO
from chuyi_dash.plan import Element, Target

ANY = "public-school"
"""The element that a county's question is filed under where the target names none."""


class Institutions(Judged):
    """Divisions with at least one public institution in force ÷ all divisions."""

    own_section = False

    def judge(self, target: Target, facts: Facts, answers: Answers) -> Callable[[Division], Verdict]:
        """Judge a division by the public institutions in force there.

        At least one by name, or the division's own yes, meets the target; only its own no fails it. A private school,
        or one whose ownership is unknown, proves neither: the division stays not reported. A school in force by name
        outweighs a no.
        """
        schools = _public_schools(target, facts)

        def judge(division: Division) -> Verdict:
            here = schools.get(division.code, [])
            if here:
                return MET, sum(number for number, _sample in here), any(sample for _number, sample in here)
            keys = [(division.code, item.id) for item in target.items]
            answer = next((answers[key] for key in keys if key in answers), None)
            if answer is None:
                return UNREPORTED, None, False
            return (MET, None, answer.sample) if answer.met else (UNMET, 0, answer.sample)

        return judge

    def rule(self, target: Target) -> str:
        """State that divisions with a public institution are divided by all, and what proves one."""
        return _(
            "至少有一所在办公办学校的地区数 ÷ 地区总数。开办日期不详的学校按在办计；民办或性质不详的学校不能证明达到，"
            "该地区计为未报送；没有具名学校的地区，自报“有”计为达到，自报“没有”计为未达到。有一所公办学校只是“重点办好”的必要条件，不是全部。"
        )

    def value_label(self, target: Target) -> str:
        """Head the column of public institutions."""
        return _("公办学校（所）")

    def behind(self, target: Target, cell: Cell) -> str:
        """Say how many public institutions a division has; empty where it has none."""
        return _("，公办学校 %(value)d 所") % {"value": cell.value} if cell.value else ""

    def parts(self, target: Target) -> tuple[Element, ...]:
        """List no items: the one item is the target itself."""
        return ()

    def questions(self, target: Target, asked: Asked) -> Iterator[Question]:
        """Ask how many institutions the prefecture has, or which of its counties have one.

        For counties that is their number, then each county that is not known to have one.
        """
        yield from (_counties if target.scope == "county" else _own)(target, asked)


def _public_schools(target: Target, facts: Facts) -> dict[str, list[tuple[int, bool]]]:
    parents = {division.code: division.parent_code for division in facts.divisions}
    schools: dict[str, list[tuple[int, bool]]] = defaultdict(list)
    for row in facts.institutions:
        if row.kind in target.institution_kinds and row.ownership == PUBLIC:
            places = {row.division, parents.get(row.division)} if target.scope == "prefecture" else {row.division}
            for code in places - {None}:
                schools[str(code)].append((row.institutions, row.sample))
    return schools


def _counties(target: Target, asked: Asked) -> Iterator[Question]:
    found = asked.here
    names = tuple(asked.divisions[code].name for code in found.codes(MET))
    figure = Figure(as_text(found.met), names, sample=found.sample)
    shares = {code: row.attainment for code, row in asked.by_prefecture().items()}
    beside = compared(shares, asked.province.met, asked.province.of)[asked.prefecture]
    yield asked.item(COUNT, target, f"{target.id}:{asked.prefecture}", figure, beside)
    element = target.items[0].id if target.items else ANY
    for state in found.divisions:
        if state.state in (MET, NOT_APPLICABLE):
            continue
        known = Figure(NO if state.state == UNMET else None, sample=state.sample)
        key = f"{target.id}:{state.code}:{element}"
        name = asked.divisions[state.code].name
        yield asked.item(YES_OR_NO, target, key, known, beside, division=state.code, element=element, name=name)


def _own(target: Target, asked: Asked) -> Iterator[Question]:
    state = asked.state
    number = state.value if state.state in (MET, UNMET) else None
    figure = Figure(as_text(number), asked.schools(), sample=state.sample)
    beside = asked.among(lambda row: None if row.value is None else float(row.value))
    yield asked.item(COUNT, target, f"{target.id}:{asked.prefecture}", figure, beside)


MEASURE = Institutions()
