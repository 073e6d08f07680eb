"""What went wrong in a callback, kept for the next drawing of the place where it was asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st

from chuyi_dash.errors import ChuyiError
from components.widgets.markdown import escape_markdown

PROBLEMS = "self_check_problems"
SHEET, REVIEW, OPENING = "sheet", "review", "opening"


@contextmanager
def told_at(place: str) -> Iterator[None]:
    """Keep the words of a ChuyiError that ends the block, so that ``place`` shows them when it is drawn next."""
    try:
        yield
    except ChuyiError as error:
        _problems().setdefault(place, []).append(str(error))


def attempt(place: str, act: Callable[[], object]) -> None:
    """Do what a button asks; where a ChuyiError refuses it, ``place`` shows why when it is drawn next."""
    with told_at(place):
        act()


def has_problems(place: str) -> bool:
    """Tell whether something went wrong that has not been shown at the place."""
    return bool(_problems().get(place))


def show_problems(place: str) -> None:
    """Show once what went wrong at the place since it was drawn last."""
    for problem in _problems().pop(place, ()):
        st.error(escape_markdown(problem), icon=":material/error:")


def _problems() -> dict[str, list[str]]:
    found: dict[str, list[str]] = st.session_state.setdefault(PROBLEMS, {})
    return found
