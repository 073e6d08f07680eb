"""Which divisions meet a target, which do not, which have not reported, and to which it does not apply."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from chuyi_dash.metrics.facts import PROVINCIAL, AnswerState, Division, Facts, TallyCount
from chuyi_dash.metrics.results import MET, NOT_APPLICABLE, UNMET, UNREPORTED, DivisionState
from chuyi_dash.plan import Target

EXEMPT_ITEM = "not-applicable"
PUBLIC = "公办"

Verdict = tuple[str, int | None, bool]
Answers = dict[tuple[str, str], AnswerState]


def division_states(target: Target, facts: Facts, prefecture: str | None = None) -> tuple[DivisionState, ...] | None:
    """The state of each division that the target is about, in order of code; None where the whole is unknown.

    County targets look at counties, prefecture targets at prefectures, 二(二)2's industry target at the list of
    main industries, which the text does not give: while nobody has entered it there is no whole to divide by.
    A division with an answer to the item ``not-applicable`` stands outside the denominator.
    """
    if target.measure == "industries":
        return _industries(facts)
    places = _places(target, facts, prefecture)
    answers = _newest_answers(target, facts)
    judge = _JUDGES[target.measure](target, facts, answers)
    return tuple(_state(place, judge, answers, target) for place in places)


def _places(target: Target, facts: Facts, prefecture: str | None) -> list[Division]:
    chosen = [
        division
        for division in facts.divisions
        if division.level == target.scope and prefecture in (None, division.code, division.parent_code)
    ]
    return sorted(chosen, key=lambda division: division.code)


def _newest_answers(target: Target, facts: Facts) -> Answers:
    newest: Answers = {}
    for row in facts.answers:
        if row.target != target.id:
            continue
        held = newest.get((row.division, row.item))
        if held is None or _weight(row) > _weight(held):
            newest[row.division, row.item] = row
    return newest


def _weight(row: AnswerState) -> tuple[object, ...]:
    """Newest first; on one day a sourced answer outweighs a sample one, then the key decides, never row order."""
    return (row.on, not row.sample, row.source)


def _state(place: Division, judge: Callable[[Division], Verdict], answers: Answers, target: Target) -> DivisionState:
    exempt = answers.get((place.code, EXEMPT_ITEM))
    found = {item.id: answers.get((place.code, item.id)) for item in target.items}
    items = tuple((item, answer.met if answer else None) for item, answer in found.items())
    if exempt is not None and exempt.met:
        return DivisionState(place.code, NOT_APPLICABLE, None, items, exempt.sample)
    state, value, sample = judge(place)
    return DivisionState(place.code, state, value, items, sample or any(a.sample for a in found.values() if a))


def _by_institution(target: Target, facts: Facts, answers: Answers) -> Callable[[Division], Verdict]:
    """At least one public institution in force, by name or by the division's own yes; not met only by its own no.

    A private school, or one whose ownership is unknown, proves neither: the division stays not reported. A school in
    force by name outweighs a no.
    """
    parents = {division.code: division.parent_code for division in facts.divisions}
    schools: dict[str, list[tuple[int, bool]]] = defaultdict(list)
    for row in facts.institutions:
        if row.kind in target.institution_kinds and row.ownership == PUBLIC:
            places = {row.division, parents.get(row.division)} if target.scope == "prefecture" else {row.division}
            for code in places - {None}:
                schools[str(code)].append((row.institutions, row.sample))

    def judge(place: Division) -> Verdict:
        here = schools.get(place.code, [])
        if here:
            return MET, sum(number for number, _sample in here), any(sample for _number, sample in here)
        answer = next((answers[place.code, item.id] for item in target.items if (place.code, item.id) in answers), None)
        if answer is None:
            return UNREPORTED, None, False
        return (MET, None, answer.sample) if answer.met else (UNMET, 0, answer.sample)

    return judge


def _by_started_project(target: Target, facts: Facts, _answers: Answers) -> Callable[[Division], Verdict]:
    """A project started in the division, by name or by the newest count of its own, which may be none.

    A count for the whole province equal to the number of divisions meets each, unless a division's own is as new.
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


def _newest_count(row: TallyCount) -> tuple[object, ...]:
    return (row.on, not row.sample, row.count, row.source)


def _by_checklist(target: Target, _facts: Facts, answers: Answers) -> Callable[[Division], Verdict]:
    """Every item answered yes meets it, one no fails it, an unanswered item among yeses leaves it not reported."""

    def judge(place: Division) -> Verdict:
        found = [answers.get((place.code, item.id)) for item in target.items]
        yes = sum(answer is not None and answer.met for answer in found)
        sample = any(answer.sample for answer in found if answer)
        if any(answer is not None and not answer.met for answer in found):
            return UNMET, yes, sample
        if yes == len(found):
            return MET, yes, sample
        return UNREPORTED, yes or None, sample

    return judge


def _industries(facts: Facts) -> tuple[DivisionState, ...] | None:
    if not facts.industries:
        return None
    return tuple(
        DivisionState(row.name, MET if row.served else UNMET, int(row.served), (), row.sample)
        for row in sorted(facts.industries, key=lambda row: row.name)
    )


_JUDGES: dict[str, Callable[[Target, Facts, Answers], Callable[[Division], Verdict]]] = {
    "institutions": _by_institution,
    "projects_per_division": _by_started_project,
    "answers": _by_checklist,
}
