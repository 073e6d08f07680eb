"""The screens, in one table: what the frame offers, and where links lead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

import streamlit as st
from cachetools import LRUCache, cached
from streamlit.navigation.page import Page

from chuyi_dash.i18n import current_language, pgettext
from chuyi_dash.i18n import gettext as _
from chuyi_dash.views.keys import ABOUT, COVERAGE, DATA, OVERVIEW, PRESENT, PROJECTS, SELF_CHECK, TARGETS
from components.widgets.html import render

PAGES = Path(__file__).parents[2] / "pages"


@dataclass(frozen=True, slots=True)
class Screen:
    """A page's file, address, title and icon."""

    name: str
    url_path: str
    title: str
    icon: str

    @property
    def file(self) -> Path:
        """The page's script; absolute, because the frame's script lies elsewhere."""
        return PAGES / f"{self.name}.py"

    @property
    def symbol(self) -> str:
        """The icon's name in Streamlit's icon font."""
        return self.icon.removeprefix(":material/").removesuffix(":")


def screens() -> tuple[Screen, ...]:
    """List every screen that works, in the order of the navigation."""
    return (
        Screen(OVERVIEW, "", _("总览"), ":material/dashboard:"),
        Screen(COVERAGE, "coverage", _("覆盖地图"), ":material/map:"),
        Screen(TARGETS, "targets", pgettext("several", "目标"), ":material/flag:"),
        Screen(PROJECTS, "projects", pgettext("several", "项目"), ":material/list_alt:"),
        Screen(SELF_CHECK, "self-check", _("自查"), ":material/fact_check:"),
        Screen(PRESENT, "present", _("放映"), ":material/slideshow:"),
        Screen(DATA, "data", _("数据"), ":material/database:"),
        Screen(ABOUT, "about", _("说明与来源"), ":material/info:"),
    )


def tab_title(name: str) -> str:
    """Title the browser's tab and its bookmarks: the screen's title, then the product's."""
    title = next(screen.title for screen in screens() if screen.name == name)
    return f"{title} · {_('楚怡行动进展看板')}"


class Root(Page):
    """The overview, with the page's own path for links to it.

    An empty path would mean the screen one is on.
    """

    @property
    def url_path(self) -> str:
        """The folder that all screens are in, whatever the server's base path."""
        return "./"


def framed_pages() -> list[Page]:
    """Make the screens for ``st.navigation``, which notes in them which one runs.

    They are made anew for each run. Their titles are those of the browser's tab; links have labels of their own.
    """
    return [_page(screen, st.Page, tab_title(screen.name)) for screen in screens()]


@cached(LRUCache(maxsize=8), key=current_language, lock=Lock())
def navigation_pages() -> dict[str, Page]:
    """Give the screens by name, for links and switches to them."""
    # A page looks for its file when it is made, and a screen has a dozen links.
    return {
        screen.name: _page(screen, Root if screen.name == OVERVIEW else st.Page, screen.title) for screen in screens()
    }


def _page(screen: Screen, kind: type[Page], title: str) -> Page:
    return kind(
        screen.file,
        title=title,
        icon=screen.icon,
        url_path=screen.url_path,
        default=screen.name == OVERVIEW,
    )


def show_navigation(here: str, query: Mapping[str, str]) -> None:
    """Show the bar: a link to every other screen, each with ``query``, and the name of this one.

    Streamlit's own bar drops the query, and putting it back costs a second entry in the browser's history, from which
    the back button leads to the same screen without its choices.
    """
    pages = navigation_pages()
    with st.container(horizontal=True, gap=None, key="navigation"):
        for screen in screens():
            if screen.name == here:
                st.html(render("here", title=screen.title, icon=screen.symbol), width="content")
            else:
                st.page_link(pages[screen.name], label=screen.title, icon=screen.icon, query_params=query)
