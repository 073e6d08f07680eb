"""The steward's review of one prefecture's sheet.

Disagreements are settled here, and the sheet is sent back with reasons, accepted or reopened.
"""

from __future__ import annotations

from functools import partial

import streamlit as st

from chuyi_dash.i18n import gettext as _
from chuyi_dash.i18n import pgettext
from chuyi_dash.metrics.self_check.model import ACCEPTED, CONFIRMED, KEPT, SUBMITTED, Answer, Question, SheetView
from chuyi_dash.plan import read_plan
from chuyi_dash.self_check.review import accept, reopen, send_back, settle
from chuyi_dash.self_check.sheets import open_sheet
from chuyi_dash.wording.self_check import item_name, section_title
from components.screens.self_check.evidence import show_files
from components.screens.self_check.item_question import answer_html, asked_html, remarks_html
from components.screens.self_check.item_sources import show_origins
from components.screens.self_check.problems import REVIEW, attempt, show_problems
from components.screens.self_check.report_downloads import show_paper
from components.screens.self_check.request import InRound, SelfCheckRequest, refreshed
from components.screens.self_check.sheet import page_of, show_section_choice
from components.screens.self_check.sheet_header import show_head
from components.session.session_handover import lasting
from components.widgets.markdown import escape_markdown

REASONS = lasting("review_reasons")
REOPENING = lasting("reopen_reason")
MOST_REASON = 500


def show_review(request: InRound, prefecture: str) -> None:
    """Show the sheet of a prefecture, with the steward's actions that its state allows."""
    sheet = open_sheet(request.context, request.round.key, prefecture)
    show_head(sheet, request)
    show_problems(REVIEW)
    if sheet.state == SUBMITTED:
        _decide(request, sheet)
    elif sheet.state == ACCEPTED:
        _reopen(request, sheet)
    section = show_section_choice(request, sheet)
    request.page.name(section=section)
    asked = [item for item in sheet.items if item.section == section]
    for item in page_of(request, asked):
        _item(request, sheet, item)
    show_origins(request, sheet, asked)
    show_paper(request, sheet.round.key, sheet.prefecture, sheet.prefecture_name)


def _reasons(sheet: SheetView) -> dict[str, str]:
    """Give the reasons written so far, by item key, as a dictionary to write to.

    They are kept in the session while the steward turns the pages of this version of the sheet.
    """
    by_sheet: dict[tuple[int, int], dict[str, str]] = st.session_state.setdefault(REASONS, {})
    return by_sheet.setdefault((sheet.id, sheet.version), {})


def _decide(request: SelfCheckRequest, sheet: SheetView) -> None:
    reasons, open_ones = _reasons(sheet), sheet.disagreements
    with st.container(border=True, key="decision"):
        if open_ones:
            names = [_named(request, sheet.item(key)) for key in open_ones]
            st.warning(
                _("还有 %(number)d 处分歧未处理，处理后才能通过：%(names)s")
                % {"number": len(names), "names": _("、").join(names)},
                icon=":material/compare_arrows:",
            )
        if reasons:
            lines = [
                f"- **{_named(request, sheet.item(key))}** {escape_markdown(text)}" for key, text in reasons.items()
            ]
            st.info(_("将退回的事项：") + "\n" + "\n".join(lines), icon=":material/undo:")
        with st.container(horizontal=True):
            st.button(
                pgettext("action", "通过"),
                type="primary",
                key="accept_sheet",
                icon=":material/verified:",
                disabled=bool(open_ones),
                on_click=attempt,
                args=(REVIEW, lambda: accept(refreshed(request), sheet.round.key, sheet.prefecture, sheet.version)),
            )
            st.button(
                pgettext("action", "退回修改"),
                key="send_back_sheet",
                icon=":material/undo:",
                disabled=not reasons,
                help=_("先在需要修改的事项下写明退回理由。"),
                on_click=attempt,
                args=(
                    REVIEW,
                    lambda: send_back(
                        refreshed(request), sheet.round.key, sheet.prefecture, sheet.version, dict(reasons)
                    ),
                ),
            )


def _named(request: SelfCheckRequest, item: Question) -> str:
    return escape_markdown(f"{section_title(item.section)} · {item_name(item, read_plan(), request.divisions)}")


def _reopen(request: SelfCheckRequest, sheet: SheetView) -> None:
    with st.popover(_("重新开放"), key="reopen_box"):
        reason = st.text_input(_("重新开放的理由"), key=REOPENING, max_chars=MOST_REASON)
        st.button(
            _("重新开放并撤回已确认的事实"),
            key="reopen_sheet",
            disabled=not reason.strip(),
            on_click=attempt,
            args=(
                REVIEW,
                lambda: reopen(refreshed(request), sheet.round.key, sheet.prefecture, sheet.version, reason.strip()),
            ),
        )


def _item(request: SelfCheckRequest, sheet: SheetView, item: Question) -> None:
    answer = sheet.answers.get(item.key)
    with st.container(border=True, key=f"item_{item.key.replace(':', '_')}"):
        left, right = st.columns([0.5, 0.5], gap="medium")
        left.html(asked_html(item, request.divisions) + remarks_html(sheet.remarks.get(item.key, ())))
        with right:
            st.html(answer_html(item, answer))
            show_files(request, sheet, sheet.files.get(item.key, ()))
            if sheet.state == SUBMITTED:
                if answer is not None and item.key in sheet.disagreements:
                    _settle(request, sheet, answer)
                _reason(sheet, item)


def _settle(request: SelfCheckRequest, sheet: SheetView, answer: Answer) -> None:
    words = {CONFIRMED: _("采用市州数据"), KEPT: _("维持系统数据")}

    def decide(how: str) -> None:
        settle(refreshed(request), sheet.round.key, sheet.prefecture, sheet.version, answer.item, answer, how)

    with st.container(horizontal=True):
        for settlement, label in words.items():
            st.button(
                label,
                key=f"{settlement}_{sheet.id}_{answer.item}",
                on_click=attempt,
                args=(REVIEW, partial(decide, settlement)),
            )


def _reason(sheet: SheetView, item: Question) -> None:
    key, reasons = f"reason_{sheet.id}_{sheet.version}_{item.key}", _reasons(sheet)
    st.session_state.setdefault(key, reasons.get(item.key, ""))

    def keep() -> None:
        text = st.session_state[key].strip()
        if text:
            reasons[item.key] = text
        else:
            reasons.pop(item.key, None)

    st.text_input(_("退回理由"), key=key, max_chars=MOST_REASON, on_change=keep)
