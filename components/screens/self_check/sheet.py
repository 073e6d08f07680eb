"""The prefecture's own sheet: unfinished items, one section at a time, and the hand-in."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import streamlit as st

from chuyi_dash.i18n import gettext as _
from chuyi_dash.metrics.self_check.answering import is_silent
from chuyi_dash.metrics.self_check.model import EDITABLE, Draft, Question, SheetView
from chuyi_dash.plan import read_plan
from chuyi_dash.self_check.context import ServiceContext
from chuyi_dash.self_check.sheets import Conflict, Incomplete, open_sheet, save_answer, submit
from chuyi_dash.views.keys import PAGE, SECTION, Key
from chuyi_dash.wording.self_check import item_name, section_title
from components.screens.self_check.evidence import show_files
from components.screens.self_check.item import seen, show_item
from components.screens.self_check.item_question import anchor, answer_html, asked_html, remarks_html
from components.screens.self_check.item_sources import show_origins
from components.screens.self_check.problems import SHEET, show_problems, told_at
from components.screens.self_check.report_downloads import show_paper
from components.screens.self_check.request import InRound, SelfCheckRequest, refreshed
from components.screens.self_check.sheet_header import show_head
from components.session.address import choose, choose_together, hold
from components.widgets.html import render
from components.widgets.markdown import escape_markdown
from components.widgets.script import run_script

ITEMS_ON_PAGE = 12
WANTED, MOVES = "self_check_wanted", "self_check_moves"


def show_sheet(request: InRound, prefecture: str) -> None:
    """Show the sheet of the reporter's prefecture in the round on screen.

    It can be filled in while its state allows; else it is shown to read.
    """
    sheet = open_sheet(request.context, request.round.key, prefecture)
    show_head(sheet, request)
    show_problems(SHEET)
    if sheet.state in EDITABLE:
        _hand_in(request, sheet)
    section = show_section_choice(request, sheet)
    request.page.name(section=section)
    asked = [item for item in sheet.items if item.section == section]
    if sheet.state in EDITABLE:
        _agree_with_all(request, sheet, section)
    for item in page_of(request, asked):
        if sheet.state in EDITABLE:
            seen(request, sheet, item)
            show_item(request, sheet, item)
        else:
            _read_only(request, sheet, item)
    _move_to_wanted(sheet)
    show_origins(request, sheet, asked)
    show_paper(request, sheet.round.key, sheet.prefecture, sheet.prefecture_name)


def show_section_choice(request: SelfCheckRequest, sheet: SheetView) -> str:
    """Show the sections with the number of open items in each; return the one on screen."""
    open_items = dict.fromkeys((item.section for item in sheet.items), 0)
    for key in sheet.missing:
        open_items[sheet.item(key).section] += 1
    sections = list(open_items)
    wanted = request.page.address.choice(SECTION)
    chosen = wanted if wanted in sections else sections[0]
    hold("section_box", chosen)
    st.segmented_control(
        _("部分"),
        sections,
        format_func=lambda name: f"{section_title(name)} {open_items[name] or '✓'}",
        required=True,
        key="section_box",
        on_change=lambda: choose_together({SECTION: st.session_state["section_box"], PAGE: None}),
        label_visibility="collapsed",
        wrap=True,
    )
    st.html(render("self_check_section", title=section_title(chosen)))
    return chosen


def page_of(request: SelfCheckRequest, items: list[Question]) -> list[Question]:
    """Give the items of the page in the address, and show a choice of pages.

    A page has ``ITEMS_ON_PAGE`` items; ``items`` are a whole section's. There is no choice where one page
    is enough.
    """
    pages = max(1, -(-len(items) // ITEMS_ON_PAGE))
    page_number = min(request.page.address.choice(PAGE) or 1, pages)
    if pages > 1:
        hold("page_box", page_number)
        st.segmented_control(
            _("第几页"),
            range(1, pages + 1),
            required=True,
            key="page_box",
            on_change=lambda: choose(PAGE, st.session_state["page_box"]),
            wrap=True,
        )
    return items[(page_number - 1) * ITEMS_ON_PAGE : page_number * ITEMS_ON_PAGE]


def place_of(sheet: SheetView, item: Question) -> dict[Key[Any], Any]:
    """Give the choices that lead to an item on its sheet; on the first page, PAGE is None."""
    inside = [row.key for row in sheet.items if row.section == item.section].index(item.key)
    return {SECTION: item.section, PAGE: inside // ITEMS_ON_PAGE + 1 if inside >= ITEMS_ON_PAGE else None}


def _hand_in(request: SelfCheckRequest, sheet: SheetView) -> None:
    def hand_in() -> None:
        with told_at(SHEET):
            try:
                submit(refreshed(request), sheet.round.key, sheet.prefecture, sheet.version)
            except Incomplete as error:
                st.session_state[f"missing_{sheet.id}"] = [item.key for item in error.missing]

    st.button(_("提交自查"), type="primary", key="submit_sheet", on_click=hand_in, icon=":material/send:")
    refused: list[str] | None = st.session_state.get(f"missing_{sheet.id}")
    if not refused:
        return
    still = [key for key in refused if key in sheet.missing]
    if not still:
        st.session_state.pop(f"missing_{sheet.id}")
        return
    with st.container(border=True, key="missing_items"):
        st.error(
            _("还不能提交：有 %(number)d 项没有填完。点一项即到该处。") % {"number": len(still)},
            icon=":material/checklist:",
        )
        with st.container(horizontal=True, gap="small"):
            for key in still:
                _missing(request, sheet, sheet.item(key))


def _missing(request: SelfCheckRequest, sheet: SheetView, item: Question) -> None:
    """Show a button that leads to an unfinished item.

    A link to the screen that is already open would not keep its query in the address.
    """

    def go() -> None:
        choose_together(place_of(sheet, item))
        st.session_state[WANTED] = item.key

    name = escape_markdown(f"{section_title(item.section)} · {item_name(item, read_plan(), request.divisions)}")
    st.button(name, key=f"missing_{item.key}", type="tertiary", icon=":material/arrow_forward:", on_click=go)


def _move_to_wanted(sheet: SheetView) -> None:
    """Scroll the item that was asked for into view, and move the keyboard's focus to it."""
    wanted = st.session_state.pop(WANTED, None)
    if wanted is None:
        return
    moves = st.session_state[MOVES] = st.session_state.get(MOVES, 0) + 1  # the same script would not run again
    run_script("move", place=anchor(sheet.item(wanted)), move=moves)


def _agree_with_all(request: SelfCheckRequest, sheet: SheetView, section: str) -> None:
    """Show a button that agrees with the system's figures for the rest of the section.

    The rest are the items that have a figure and no conclusion yet; with fewer than two there is no button.
    """
    shown = _silent(sheet, section)
    if len(shown) < 2:
        return

    def agree() -> None:
        context = refreshed(request)
        with told_at(SHEET):
            now = open_sheet(context, sheet.round.key, sheet.prefecture)  # items have been saved since this was drawn
            for item in _silent(now, section):
                if item in shown:
                    _agree(context, now, item)

    st.button(
        _("本部分其余 %(number)d 项均同意系统数据") % {"number": len(shown)}, key="agree_with_all", on_click=agree
    )


def _silent(sheet: SheetView, section: str) -> list[Question]:
    found = (item for item in sheet.items if item.section == section and item.figure.value is not None)
    return [item for item in found if is_silent(sheet.answers.get(item.key))]


def _agree(context: ServiceContext, sheet: SheetView, item: Question) -> None:
    stored = sheet.answers.get(item.key)
    note, version = (stored.note, stored.version) if stored else (None, None)
    with suppress(Conflict):  # a colleague has just answered it
        save_answer(context, sheet.round.key, sheet.prefecture, item.key, Draft(agree=True, note=note), version)


def _read_only(request: SelfCheckRequest, sheet: SheetView, item: Question) -> None:
    with st.container(border=True):
        left, right = st.columns([0.5, 0.5], gap="medium")
        left.html(asked_html(item, request.divisions) + remarks_html(sheet.remarks.get(item.key, ())))
        with right:
            st.html(answer_html(item, sheet.answers.get(item.key)))
            show_files(request, sheet, sheet.files.get(item.key, ()))
