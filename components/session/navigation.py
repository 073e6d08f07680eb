"""The screens, in one table: what the frame offers, and where links lead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import Page

from chuyi_dash.i18n import current_language, pgettext
from chuyi_dash.i18n import gettext as _
from components.widgets.html import render

PAGES = Path(__file__).parents[2] / "pages"
OVERVIEW, COVERAGE, TARGETS, PROJECTS, DATA, ABOUT = "overview", "coverage", "targets", "projects", "data", "about"


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
    """Every screen that works, in the order of the navigation."""
    return (
        Screen(OVERVIEW, "", _("总览"), ":material/dashboard:"),
        Screen(COVERAGE, "coverage", _("覆盖地图"), ":material/map:"),
        Screen(TARGETS, "targets", pgettext("several", "目标"), ":material/flag:"),
        Screen(PROJECTS, "projects", pgettext("several", "项目"), ":material/list_alt:"),
        Screen("self-check", "self-check", _("自查"), ":material/fact_check:"),
        Screen("present", "present", _("放映"), ":material/slideshow:"),
        Screen(DATA, "data", _("数据"), ":material/database:"),
        Screen(ABOUT, "about", _("说明与来源"), ":material/info:"),
    )


class Root(Page):
    """The overview; a link's address is the page's own path, and an empty one would mean the screen one is on."""

    @property
    def url_path(self) -> str:
        """The folder that all screens are in, whatever the server's base path."""
        return "./"


def framed_pages() -> list[Page]:
    """The screens for ``st.navigation``, which notes in them which one runs: new ones for each run."""
    return [_page(screen, st.Page) for screen in screens()]


def navigation_pages() -> dict[str, Page]:
    """The screens by name, for links and switches to them."""
    return _linked(current_language())


@lru_cache(maxsize=8)
def _linked(language: str) -> dict[str, Page]:  # noqa: ARG001 (part of the key: titles differ by language)
    # A page looks for its file when it is made, and a screen has a dozen links.
    return {screen.name: _page(screen, Root if screen.name == OVERVIEW else st.Page) for screen in screens()}


def _page(screen: Screen, kind: type[Page]) -> Page:
    return kind(
        screen.file,
        title=screen.title,
        icon=screen.icon,
        url_path=screen.url_path,
        default=screen.name == OVERVIEW,
    )


def show_navigation(here: str, query: Mapping[str, str]) -> None:
    """The bar of links to every other screen, each with ``query`` in its address, and the name of this one.

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
