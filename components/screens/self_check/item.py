"""One item of a sheet that is being filled in.

It saves every change at once, and shows both answers when two people collide.
"""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st
from markupsafe import Markup

from chuyi_dash.errors import ChuyiError
from chuyi_dash.i18n import gettext as _
from chuyi_dash.metrics.self_check.answering import is_finished, is_silent
from chuyi_dash.metrics.self_check.model import Answer, Draft, Question, SheetView
from chuyi_dash.plan import read_plan
from chuyi_dash.self_check.evidence import files_of
from chuyi_dash.self_check.sheets import Conflict, save_answer
from chuyi_dash.wording.self_check import item_name, whole_answer_words
from chuyi_dash.wording.terms import moment
from components.screens.self_check.evidence import show_evidence
from components.screens.self_check.fields import Fields
from components.screens.self_check.item_question import answer_html, asked_html, remarks_html
from components.screens.self_check.request import SelfCheckRequest, refreshed
from components.session.session_handover import lasting
from components.widgets.cards import foot
from components.widgets.html import render
from components.widgets.markdown import escape_markdown

SEEN = lasting("self_check_seen")


@dataclass(slots=True)
class Seen:
    """The session's knowledge of one item.

    ``version`` is that of the saved ``answer``, None without one. ``widgets`` grows when the item needs new widgets.
    ``counted`` is how the page's numbers count it: finished, silent. ``conflict`` and ``problem`` tell why the last
    change was not saved.
    """

    version: int | None
    widgets: int = 0
    answer: Answer | None = None
    counted: tuple[bool, bool] = (False, True)
    conflict: Conflict | None = None
    problem: str = ""


def seen(request: SelfCheckRequest, sheet: SheetView, item: Question) -> Seen:
    """Bring the session's knowledge of an item up to date, and give it.

    An answer that somebody else has saved since gets new widgets, but not during a conflict.
    """
    known: dict[tuple[int, str, str], Seen] = st.session_state.setdefault(SEEN, {})
    key_of_state = (sheet.id, item.key, request.actor.identity)
    stored = sheet.answers.get(item.key)
    version = stored.version if stored else None
    found = known.get(key_of_state)
    if found is None:
        found = known[key_of_state] = Seen(version, answer=stored)
    elif found.conflict is None:
        if found.version != version:
            found.widgets += 1
        found.version, found.answer = version, stored
    found.counted = _counts(item, stored)
    return found


def _counts(item: Question, answer: Answer | None) -> tuple[bool, bool]:
    """Tell how the page's numbers count an item.

    The first says whether it is finished, the second whether nothing is concluded yet.
    """
    return is_finished(item, answer), is_silent(answer)


def show_item(request: SelfCheckRequest, sheet: SheetView, item: Question) -> None:
    """Show the item in a frame: question and known facts left, own answer right."""
    with st.container(border=True, key=f"item_{item.key.replace(':', '_')}"):
        left, right = st.columns([0.5, 0.5], gap="medium")
        left.html(asked_html(item, request.divisions) + remarks_html(sheet.remarks.get(item.key, ())))
        with right:
            _answer(request, sheet, item)


@st.fragment
def _answer(request: SelfCheckRequest, sheet: SheetView, item: Question) -> None:
    """Show the own answer, as a part that runs again by itself when something in it changes.

    The whole page runs again where a saved answer changes the page's numbers.
    """
    state = st.session_state[SEEN].get((sheet.id, item.key, request.actor.identity)) or seen(request, sheet, item)
    if state.conflict is None and _counts(item, state.answer) != state.counted:
        st.rerun(scope="app")  # what has been saved moves the numbers outside this part
    fields = _fields(request, sheet, item, state)
    fields.start(state.answer)
    fields.draw()
    if state.problem:
        st.error(escape_markdown(state.problem), icon=":material/error:")
    if state.conflict is not None:
        _show_conflict(request, sheet, item, state)
    elif state.answer is not None and not state.problem:
        foot(_("%(time)s 由 %(who)s 保存") % {"time": moment(state.answer.saved_at), "who": state.answer.saved_by})
    st.html(render("self_check_printed", answer=Markup(answer_html(item, state.answer))))
    show_evidence(request, sheet, item, files_of(request.context, sheet.id, item.key))


def _fields(request: SelfCheckRequest, sheet: SheetView, item: Question, state: Seen) -> Fields:
    key = f"sheet{sheet.id}_{item.key}_{request.actor.identity}_{state.widgets}"
    plan = read_plan()
    fields = Fields(item, plan, key, lambda: _save(request, sheet, item, state, fields.draft(), state.version))
    return fields


def _save(
    request: SelfCheckRequest, sheet: SheetView, item: Question, state: Seen, draft: Draft, version: int | None
) -> None:
    state.problem = ""
    try:
        saved = save_answer(refreshed(request), sheet.round.key, sheet.prefecture, item.key, draft, version)
    except Conflict as conflict:
        state.conflict = conflict
    except ChuyiError as error:
        state.problem = str(error)
    else:
        state.version, state.answer, state.conflict = saved.version, saved, None


def _show_conflict(request: SelfCheckRequest, sheet: SheetView, item: Question, state: Seen) -> None:
    conflict = state.conflict
    assert conflict is not None
    plan = read_plan()
    stored, mine = conflict.stored, conflict.mine
    st.warning(
        _("“%(item)s”刚由 %(who)s 于 %(time)s 改过，您的填写没有保存。\n\n对方：%(theirs)s\n\n您的：%(mine)s")
        % {
            "item": escape_markdown(item_name(item, plan, request.divisions)),
            "who": escape_markdown(stored.saved_by),
            "time": moment(stored.saved_at),
            "theirs": escape_markdown(whole_answer_words(item, stored, plan)),
            "mine": escape_markdown(whole_answer_words(item, mine, plan)),
        },
        icon=":material/sync_problem:",
    )

    def theirs() -> None:
        state.version, state.answer, state.conflict, state.widgets = stored.version, stored, None, state.widgets + 1

    with st.container(horizontal=True):
        st.button(_("采用对方的"), key=f"theirs_{sheet.id}_{item.key}", on_click=theirs)
        st.button(
            _("改用我的"),
            key=f"mine_{sheet.id}_{item.key}",
            on_click=_save,
            args=(request, sheet, item, state, mine, stored.version),
        )
