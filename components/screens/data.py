"""The data screen's parts: completeness, freshness, contradictions, imports, last dry run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st
from pandas import DataFrame

from chuyi_dash.drawing.content import MapContent
from chuyi_dash.drawing.palette import Palette, read_palette
from chuyi_dash.drawing.shade import LegendEntry, Shade
from chuyi_dash.i18n import gettext as _
from chuyi_dash.intake.history import ImportRow
from chuyi_dash.metrics.classes import class_of, share_labels
from chuyi_dash.metrics.quality import Contradiction
from chuyi_dash.table import Table
from chuyi_dash.views.board import Scope
from chuyi_dash.views.imports import fact_history, import_changes, intake_history
from chuyi_dash.views.keys import ABOUT, IMPORT, PERIOD, PREFECTURE, PROJECTS, TARGETS
from chuyi_dash.views.quality import Quality, quality
from chuyi_dash.views.snapshot import DataSource
from chuyi_dash.wording import quality as words
from chuyi_dash.wording.boundaries import boundaries_note, no_boundaries
from chuyi_dash.wording.changes import changes_sentence, changes_table, fact_name, history_sentence, history_table
from chuyi_dash.wording.imports import dry_run_sentence, imports_sentence, imports_table, problems_table
from chuyi_dash.wording.tables import note
from chuyi_dash.wording.terms import division_name, join_sentences, percent, period_word, target_name
from components.session.address import choose, hold
from components.session.links import show_link
from components.session.page import Request
from components.widgets.cards import card, foot, frame, table_behind
from components.widgets.html import render
from components.widgets.map_display import PreparedMap, show_map
from components.widgets.markdown import escape_markdown
from components.widgets.outlines import outlines
from components.widgets.pictures import map_png
from components.widgets.remembering import drawn_once, shown_palette
from components.widgets.rows import show_rows

MAP_HEIGHT = 370
MOST_ROWS = 12
MOST_CHANGES = 500


@dataclass(frozen=True, slots=True)
class QualityFigures:
    """The figures for one view and period.

    ``map`` is None without outlines or a period; ``tables`` are freshness and contradictions.
    """

    map: PreparedMap | None
    legend: str
    tables: tuple[tuple[Table, DataFrame], ...]


def chosen_period(request: Request, answer: Quality) -> str | None:
    """Find the address's reporting period, else the newest that has begun.

    None where no period has begun. A notice tells the reader where the address names an unknown one.
    """
    offered = list(dict.fromkeys(row.period for row in answer.completeness))
    return request.take(PERIOD, offered) or (offered[-1] if offered else None)


@drawn_once(entries=64)
def quality_figures(
    snapshot: DataSource,
    view: Scope,
    period: str | None,
) -> QualityFigures:
    """Draw the map and lay out the tables, once per key."""
    answer, palette = quality(snapshot, view), shown_palette()
    tables = (words.freshness_table(answer), words.contradictions_table(answer))
    content = _map(answer, period, palette)
    return QualityFigures(
        map=PreparedMap(content, MAP_HEIGHT) if content else None,
        legend=render("legend", entries=_legend(palette)),
        tables=tuple((table, frame(table)) for table in tables),
    )


def _legend(palette: Palette) -> tuple[LegendEntry, ...]:
    labels = share_labels(palette.share_classes)
    return tuple(LegendEntry(colour, label) for colour, label in zip(palette.sequential, labels, strict=True))


def _map(answer: Quality, period: str | None, palette: Palette) -> MapContent | None:
    boundaries = outlines()
    if boundaries is None or period is None:
        return None
    names = answer.board.divisions
    rows = answer.of_period(period)
    shades = tuple(
        Shade(
            row.prefecture,
            division_name(names[row.prefecture]),
            palette.sequential[class_of(row.share, palette.share_classes)],
            _("应报 %(expected)d 项，已报 %(received)d 项（%(share)s），按时 %(on_time)d，逾期报送 %(late)d")
            % {
                "expected": row.expected,
                "received": row.received,
                "share": percent(row.share),
                "on_time": row.on_time,
                "late": row.late,
            },
        )
        for row in rows
    )
    shapes = boundaries.prefectures
    labelled = tuple(
        (shapes[row.prefecture].label, division_name(names[row.prefecture], short=True))
        for row in rows
        if row.prefecture in shapes
    )
    borders = tuple(shapes[row.prefecture] for row in rows if row.prefecture in shapes)
    return MapContent(shapes=shapes, shades=shades, palette=palette, borders=borders, labelled=labelled)


def show_period_choice(answer: Quality, period: str | None) -> None:
    """Show the box for choosing the reporting period, or a notice before the first has begun."""
    offered = list(dict.fromkeys(row.period for row in answer.completeness))
    if not offered:
        st.info(_("所选日期之前还没有开始的报送期。"), icon=":material/inbox:")
        return
    hold("period_box", period)
    st.selectbox(
        _("报送期"),
        offered,
        format_func=period_word,
        placeholder=_("请选择"),
        filter_mode=None,
        key="period_box",
        on_change=lambda: choose(PERIOD, st.session_state["period_box"]),
        width=190,
    )


def show_quality(request: Request) -> None:
    """Show completeness on the map, freshness and contradictions in tables."""
    answer = quality(request.snapshot, request.view)
    period = chosen_period(request, answer)
    request.name(period=period)
    boundaries = outlines()
    figures = quality_figures(request.snapshot, request.view, period)
    show_period_choice(answer, period)
    left, right = st.columns([0.45, 0.55], gap="small")
    with left, card("quality_map_card", _("报送完整率"), note(answer.board, answer.board.sample)):
        if figures.map is None or boundaries is None or period is None:
            st.info(no_boundaries() if boundaries is None else _("没有可画的报送期。"))
        else:
            sentence = words.completeness_sentence(answer, period)
            key = f"map_coverage_quality_{request.view.prefecture or 'province'}"
            show_map(figures.map, key, sentence, lambda code: choose(PREFECTURE, code))
            st.html(figures.legend + render("card_foot", sentence=sentence, origin=boundaries_note(boundaries)))
        _link_to_rules(request)
        table_behind("completeness", lambda: words.completeness_table(answer), _map_picture(answer, period))
    (fresh, fresh_frame), (wrong, wrong_frame) = figures.tables
    with right, card("quality_fresh_card", fresh.title, fresh.note):
        sentence = join_sentences(words.freshness_sentence(answer), _("勾选一行可到它的目标。"))
        for row_number in _show_rows("freshness", fresh, fresh_frame, sentence, pick=True):
            _link_to_target(request, answer, answer.freshness[row_number].target)
        _link_to_rules(request)
    with card("quality_contradictions_card", wrong.title, wrong.note):
        if answer.contradictions:
            sentence = join_sentences(words.contradictions_sentence(answer), _("勾选一行可到它的目标和项目。"))
            for row_number in _show_rows("contradictions", wrong, wrong_frame, sentence, pick=True):
                _show_subject(request, answer, answer.in_order[row_number])
        else:
            foot(words.contradictions_sentence(answer))
        _link_to_rules(request)


def _link_to_rules(request: Request) -> None:
    show_link(request.address, ABOUT, _("这些数字的算法与来源"), ":material/info:")


def _link_to_target(request: Request, answer: Quality, target: str) -> None:
    show_link(request.address, TARGETS, target_name(answer.board.plan.target(target)), ":material/flag:", target=target)


def _show_subject(request: Request, answer: Quality, row: Contradiction) -> None:
    """Show links to the target and the project that a contradiction is about."""
    with st.container(horizontal=True):
        _link_to_target(request, answer, row.target)
        if row.project is not None:
            show_link(
                request.address, PROJECTS, escape_markdown(row.subject), ":material/list_alt:", project=row.project
            )


def show_intake(request: Request) -> None:
    """Show the imports with their counts and files, and the last check of a file."""
    history = intake_history(request.snapshot)
    imports, checked, problems = _intake_tables(request.snapshot)
    with card("imports_card", imports[0].title, imports[0].note):
        if history.imports:
            _show_rows("imports", *imports, imports_sentence(history))
            _show_changes(request, history.imports)
        else:
            foot(imports_sentence(history))
    with card("dry_run_card", _("最近一次核对")):
        if checked is not None and problems is not None:
            _show_rows("problems", checked, problems, dry_run_sentence(history.dry_run))
        else:
            foot(dry_run_sentence(history.dry_run))


def chosen_import(request: Request, imports: Sequence[ImportRow]) -> ImportRow:
    """Find the address's import, else the newest.

    ``imports`` are not empty. A notice tells the reader where the address names an unknown one.
    """
    by_number = {row.id: row for row in imports}
    wanted = request.take(IMPORT, by_number)
    return imports[0] if wanted is None else by_number[wanted]


def _show_changes(request: Request, imports: Sequence[ImportRow]) -> None:
    """Show the chosen import's changes, and all imports of the fact whose row is picked."""
    chosen = chosen_import(request, imports)
    request.name(**{IMPORT.name: chosen.id})
    hold("import_box", chosen.id)
    files = {row.id: f"{row.id} · {row.file_name}" for row in imports}
    st.selectbox(
        _("看一次导入改动了什么"),
        list(files),
        format_func=lambda number: files[number],
        placeholder=_("请选择"),
        filter_mode=None,
        key="import_box",
        on_change=lambda: choose(IMPORT, st.session_state["import_box"]),
        width=380,
    )
    answer = import_changes(request.snapshot, chosen.id, MOST_CHANGES)
    table, rows = _changes_frame(request.snapshot, chosen.id)
    picked = _show_rows(f"changes_{chosen.id}", table, rows, changes_sentence(answer), pick=True)
    for row_number in picked[:1]:
        change = answer.changes[row_number]
        told = fact_history(request.snapshot, change.table, change.key)
        history = history_table(told, fact_name(change, told.names))
        st.html(render("card_head", title=history.title, meta=history.note, sample=False))
        _show_rows("fact_history", history, frame(history), history_sentence(told))


@drawn_once(entries=8)
def _changes_frame(
    snapshot: DataSource,
    import_id: int,
) -> tuple[Table, DataFrame]:
    table = changes_table(import_changes(snapshot, import_id, MOST_CHANGES))
    return table, frame(table)


@drawn_once(entries=8)
def _intake_tables(
    snapshot: DataSource,
) -> tuple[tuple[Table, DataFrame], Table | None, DataFrame | None]:
    history = intake_history(snapshot)
    imports = imports_table(history)
    checked = problems_table(history.dry_run) if history.dry_run and history.dry_run.problems else None
    return (imports, frame(imports)), checked, frame(checked) if checked else None


def _map_picture(answer: Quality, period: str | None) -> Callable[[], bytes] | None:
    boundaries = outlines()
    if boundaries is None or period is None:
        return None
    text, origin = note(answer.board, answer.board.sample), boundaries_note(boundaries)
    palette = read_palette()

    def draw() -> bytes:
        content = _map(answer, period, palette)
        assert content is not None
        return map_png(content, _legend(palette), title=_("报送完整率"), note=text, origin=origin)

    return draw


def _show_rows(key: str, table: Table, rows: DataFrame, sentence: str, *, pick: bool = False) -> list[int]:
    return show_rows(f"{key}_frame", table, rows, most=MOST_ROWS, pick=pick, sentence=sentence, downloads=key)
