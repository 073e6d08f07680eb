"""The frame of every screen: language, database, address, controls, sample mark, notices."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

import streamlit as st

from chuyi_dash.config import read_config
from chuyi_dash.errors import ChuyiError
from chuyi_dash.i18n import DEFAULT_LANGUAGE, languages, own_name, use_language
from chuyi_dash.i18n import gettext as _
from chuyi_dash.metrics.facts import Division
from chuyi_dash.plan import read_plan, read_settings
from chuyi_dash.views.address import Address, Unusable, read_address, unusable
from chuyi_dash.views.board import Scope, all_divisions
from chuyi_dash.views.keys import AS_OF, EARLIEST, LANG, LATEST, PREFECTURE, PROVINCE, SOURCED, Key, keys_of
from chuyi_dash.views.snapshot import DataSource, open_snapshot
from chuyi_dash.wording.address import unusable_sentence
from chuyi_dash.wording.terms import division_name
from components.session.address import carried_query, choose, current_query, hold
from components.session.identity import show_identity, show_identity_mark
from components.session.navigation import show_navigation
from components.session.runtime_tuning import freeze_imports
from components.session.session_handover import take_over
from components.session.sharing import Sharing, show_sharing
from components.session.theme import follow_theme, show_theme_choice, style_sheet
from components.widgets.html import render
from components.widgets.markdown import escape_markdown
from components.widgets.remembering import shown_theme

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Request:
    """What a page has to answer: the database as it is now, and what its address asks for."""

    page: str
    snapshot: DataSource
    address: Address
    sharing: Sharing | None = None

    @property
    def view(self) -> Scope:
        """Day, scope and switch."""
        return self.address.view

    @property
    def theme(self) -> str:
        """Light or dark, as the reader's browser shows this run."""
        return shown_theme()

    def name(self, **choices: str | int | date | None) -> None:
        """Name choices of this page in its link, also where the address leaves them open."""
        if self.sharing is not None:
            self.sharing.add(choices)

    def take(self, key: Key[T], offered: Collection[T]) -> T | None:
        """Give what the address chooses where it is one of ``offered``.

        Otherwise None, with a notice where the address names something else.
        """
        value = self.address.choice(key)
        if value is None or value in offered:
            return value
        _warn(unusable(key, key.write(value)))
        return None


def open_page(
    page: str, title: str, *, dated: bool = True, own_place: Callable[[DataSource], str | None] | None = None
) -> Request:
    """Draw what all screens share and return what this one has to answer.

    Stops with a message where the plan, the settings or the database cannot be used. ``dated`` False leaves out day
    and switch, for a screen whose figures' day is set elsewhere. ``own_place`` gives the reader's own prefecture, which
    the screen is about where its address leaves the scope open.
    """
    freeze_imports(page)
    take_over()
    require_data_files()
    st.html(style_sheet(shown_theme()))
    snapshot, address = open_database(page)
    own = own_place(snapshot) if own_place else None
    if own and PREFECTURE.name not in address.chosen:
        address = replace(address, view=replace(address.view, prefecture=own))
    follow_theme(address)
    show_navigation(page, carried_query(address))
    sharing = _controls(snapshot, page, address, title, dated, PROVINCE if own else None)
    show_identity_mark(snapshot)
    for wrong in address.unusable:
        _warn(wrong)
    return Request(page, snapshot, address, sharing)


def require_data_files() -> None:
    """Stop with a line for each problem where the plan or the settings cannot be used."""
    try:
        read_plan()
        read_settings()
    except ChuyiError as error:
        st.error(escape_markdown(str(error)).replace("\n", "  \n"), icon=":material/edit_document:")
        st.stop()


def _warn(wrong: Unusable) -> None:
    st.warning(unusable_sentence(replace(wrong, value=escape_markdown(wrong.value))), icon=":material/link_off:")


def open_database(page: str) -> tuple[DataSource, Address]:
    """Read the database as it is now, and what the page's address asks for.

    Stops with a message where the plan, the settings or the database cannot be used.
    """
    require_data_files()
    try:
        snapshot = open_snapshot(read_config())
        address = read_address(snapshot, current_query(), keys_of(page).values())
    except ChuyiError as error:
        st.error(escape_markdown(str(error)), icon=":material/database_off:")
        st.stop()
    use_language(address.language)
    return snapshot, address


def _controls(
    snapshot: DataSource, page: str, address: Address, title: str, dated: bool, province: str | None
) -> Sharing:
    divisions = all_divisions(snapshot)
    prefectures = [row for row in divisions.values() if row.level == "prefecture"]
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="controls"):
        st.html(render("title", title=title, product=_("楚怡行动进展看板")))
        _scope(prefectures, address, province)
        if dated:
            _day(address)
            _switch(address)
        _language(address)
        show_theme_choice()
        sharing = show_sharing(page, address)
        show_identity(snapshot)
    return sharing


def _scope(prefectures: Sequence[Division], address: Address, province: str | None) -> None:
    """Show the box of the scope.

    ``province`` is what the address says for the whole province, None leaving it open.
    """
    names = {row.code: division_name(row) for row in prefectures}

    def move() -> None:
        code = st.session_state["scope"]
        choose(PREFECTURE, province if code == PROVINCE else code)

    hold("scope", address.view.prefecture or PROVINCE)
    st.selectbox(
        _("范围"),
        [PROVINCE, *names],
        format_func=lambda code: _("全省") if code == PROVINCE else names[code],
        placeholder=_("请选择"),
        filter_mode=None,
        key="scope",
        on_change=move,
        width=190,
    )


def _day(address: Address) -> None:
    hold("day", address.view.as_of)
    st.date_input(
        _("截至日期"),
        min_value=EARLIEST,
        max_value=LATEST,
        format="YYYY-MM-DD",
        key="day",
        on_change=lambda: choose(AS_OF, st.session_state["day"]),
        width=140,
    )


def _switch(address: Address) -> None:
    hold("only_sourced", address.view.sourced)
    st.toggle(
        _("只看有来源的事实"),
        key="only_sourced",
        on_change=lambda: choose(SOURCED, st.session_state["only_sourced"] or None),
        help=_("打开后，示例数据不参与任何数字。"),
    )


def _language(address: Address) -> None:
    """Show a quiet button for each other language, named in it; the other choices stay."""
    for code in languages():
        if code != address.language:
            st.button(
                own_name(code),
                key=f"language_{code}",
                type="tertiary",
                icon=":material/translate:",
                on_click=choose,
                args=(LANG, None if code == DEFAULT_LANGUAGE else code),
            )
