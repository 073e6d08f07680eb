"""From a sheet to its report: every figure in words, once, for all three outputs."""

from __future__ import annotations

from contextvars import copy_context
from datetime import date

from chuyi_dash.db.engine import reading
from chuyi_dash.db.queries.sources import sources_of_money_and_milestones
from chuyi_dash.i18n import DEFAULT_LANGUAGE, use_language
from chuyi_dash.metrics.self_check.answering import outcome
from chuyi_dash.metrics.self_check.model import ACCEPTED, MET, NARRATIVES, NO, STAGE, YES, Question, SheetView
from chuyi_dash.plan import Plan, read_plan
from chuyi_dash.reports.self_check.document import (
    CountyLine,
    Document,
    EvidenceLine,
    Line,
    MoneyLine,
    ProjectLine,
)
from chuyi_dash.reports.self_check.sentences import (
    map_sentence,
    section_sentence,
    source_words,
    strip_cjk_spaces,
    summary,
)
from chuyi_dash.views.board import Scope, board
from chuyi_dash.views.citing import cited_by_target
from chuyi_dash.views.funding import Funding, funding
from chuyi_dash.views.projects import all_projects
from chuyi_dash.views.snapshot import DataSource
from chuyi_dash.views.sources import all_sources
from chuyi_dash.wording.briefing import funding_rule, funding_sentence
from chuyi_dash.wording.self_check import (
    answer_words,
    comparison_words,
    disagreement_words,
    figure_words,
    item_name,
    section_title,
    size_words,
    state_word,
)
from chuyi_dash.wording.terms import UNKNOWN, amount, clause_name, level_word, origin_word, percent, target_name

COUNTY_STATES = {YES: "met", NO: "unmet", None: "unreported"}


def build_document(snapshot: DataSource, view: SheetView, today: date) -> Document:
    """Build the report of a sheet, always in Chinese; ``today`` is the day of the signature.

    {body}
    """
    return copy_context().run(_built, snapshot, view, today)


def _built(snapshot: DataSource, view: SheetView, today: date) -> Document:
    use_language(DEFAULT_LANGUAGE)
    plan = read_plan()
    scope = Scope.on(view.round.as_of, view.prefecture, sourced=not view.round.sample)
    counties = _counties(snapshot, scope, view)
    money = funding(snapshot, scope)
    texts = {name: _own_words(view, f"narrative:{name}") for name in NARRATIVES}
    sections = [name for name in dict.fromkeys(row.section for row in view.items) if name != "narrative"]
    return Document(
        title=f"{view.prefecture_name}{view.round.name}职业教育“楚怡”行动自查报告",
        unit=view.prefecture_name,
        prefecture=view.prefecture_name,
        round_name=view.round.name,
        as_of=view.round.as_of,
        due=view.round.due,
        state=state_word(view.state),
        check_code=view.check_code,
        draft=view.state != ACCEPTED,
        sample=view.round.sample,
        summary=summary(view, plan),
        sections=tuple(
            (section_title(name), strip_cjk_spaces(section_sentence(name, view, counties, plan))) for name in sections
        ),
        counties_heading=section_title("counties"),
        projects_heading=section_title("projects"),
        lines=_lines(view, plan),
        projects=_projects(snapshot, scope, view, plan),
        funding=_funding(money),
        money=_money(money),
        evidence=_evidence(view, plan),
        counties=counties,
        map_sentence=map_sentence(view, counties),
        sources=_sources(snapshot, scope, view),
        made_on=today,
        **texts,
    )


def _own_words(view: SheetView, key: str) -> str:
    answer = view.answers.get(key)
    return (answer.value if answer else None) or ""


def _counties(snapshot: DataSource, scope: Scope, view: SheetView) -> tuple[CountyLine, ...]:
    """List the prefecture's counties by code, each in its state after the self-check."""
    items = {row.division: row for row in view.items if row.section == "counties" and row.kind == MET}
    here = board(snapshot, scope)
    targets = {row.target for row in view.items if row.section == "counties"}
    if not targets:
        return ()
    found = here.result(str(min(map(str, targets)))).attainment.divisions
    rows = []
    for known in found:
        item = items.get(known.code)
        state = COUNTY_STATES[outcome(item, view.answers.get(item.key))] if item else known.state
        rows.append(CountyLine(known.code, here.divisions[known.code].name, state))
    return tuple(rows)


def _lines(view: SheetView, plan: Plan) -> tuple[Line, ...]:
    places = _places(view)
    return tuple(_line(view, plan, row, places) for row in view.items if row.section != "narrative")


def _line(view: SheetView, plan: Plan, item: Question, places: dict[int, int]) -> Line:
    answer = view.answers.get(item.key)
    return Line(
        section=section_title(item.section),
        clause=clause_name(item.clause) if item.clause else "",
        name=item_name(item, plan),
        figure=strip_cjk_spaces(figure_words(item, plan)),
        comparison=strip_cjk_spaces(comparison_words(item, plan)),
        answer=strip_cjk_spaces(answer_words(item, answer, plan)),
        reason=(answer.reason if answer else None) or "",
        note=(answer.note if answer else None) or "",
        evidence=tuple(places[file.id] for file in view.files.get(item.key, ())),
        disagreement=disagreement_words(item, answer),
        sample=item.figure.sample,
        known=_known(item),
    )


def _known(item: Question) -> bool:
    """Tell whether the system has a figure, for a project any of them."""
    figure = item.figure
    figures = (figure.value, figure.milestones, figure.in_place_rate, figure.spending_rate)
    return any(value is not None for value in figures)


def _places(view: SheetView) -> dict[int, int]:
    """Give each file's place in the list of evidence, from 1, in the sheet's order."""
    files = [file for item in view.items for file in view.files.get(item.key, ())]
    return {file.id: index for index, file in enumerate(files, start=1)}


def _evidence(view: SheetView, plan: Plan) -> tuple[EvidenceLine, ...]:
    return tuple(
        EvidenceLine(
            name=file.file_name,
            item=f"{section_title(item.section)}：{item_name(item, plan)}",
            size=size_words(file.size),
            sha256=file.sha256,
        )
        for item in view.items
        for file in view.files.get(item.key, ())
    )


def _projects(snapshot: DataSource, scope: Scope, view: SheetView, plan: Plan) -> tuple[ProjectLine, ...]:
    levels = {row.code: row.level for row in all_projects(snapshot, scope.at)}
    return tuple(
        ProjectLine(
            name=item.name or "",
            target=target_name(plan.target(item.target)) if item.target else "",
            level=level_word(levels[item.project]) if item.project in levels else UNKNOWN,
            stage=plan.stage(item.figure.value).name_zh if item.figure.value else UNKNOWN,
            milestones=UNKNOWN if item.figure.late is None else f"{item.figure.late}/{item.figure.milestones}",
            in_place_rate=percent(item.figure.in_place_rate),
            spending_rate=percent(item.figure.spending_rate),
            answer=strip_cjk_spaces(answer_words(item, view.answers.get(item.key), plan)),
        )
        for item in view.items
        if item.kind == STAGE
    )


def _funding(found: Funding) -> str:
    return strip_cjk_spaces(funding_sentence(found) + (funding_rule(found) if found.total else ""))


def _money(found: Funding) -> tuple[MoneyLine, ...]:
    rows = (*found.by_origin, *((found.total,) if found.total else ()))
    return tuple(
        MoneyLine(
            origin=origin_word(row.origin),
            budget=amount(row.budget),
            in_place=amount(row.in_place),
            spent=amount(row.spent),
            in_place_rate=percent(row.in_place_rate),
            spending_rate=percent(row.spending_rate),
        )
        for row in rows
    )


def _sources(snapshot: DataSource, scope: Scope, view: SheetView) -> tuple[str, ...]:
    """List in words the sources behind the figures of a sheet, in order of their keys.

    They are those behind the targets that the sheet asks about, over the province that it is compared with, and those
    behind the prefecture's money and milestones.
    """
    cited = cited_by_target(snapshot, scope.province())
    targets = {row.target for row in view.items if row.target}
    keys = {row.source.key for target in targets for row in cited.get(target, ())}
    with reading(snapshot.engine) as connection:
        keys |= set(sources_of_money_and_milestones(connection, scope.at, view.prefecture))
    return tuple(source_words(row) for row in all_sources(snapshot, scope.sourced) if row.key in keys)
