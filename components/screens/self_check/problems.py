"""Problems of callbacks, kept until the place of their button is drawn next."""

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
    """Catch a ChuyiError that ends the block, and keep its words.

    ``place`` shows them when it is drawn next.
    """
    try:
        yield
    except ChuyiError as error:
        _problems().setdefault(place, []).append(str(error))


def attempt(place: str, act: Callable[[], object]) -> None:
    """Call ``act`` for a button, and keep the words of a ChuyiError that refuses it.

    ``place`` shows them when it is drawn next.
    """
    with told_at(place):
        act()


def has_problems(place: str) -> bool:
    """Tell whether the place has a problem that has not been shown yet."""
    return bool(_problems().get(place))


def show_problems(place: str) -> None:
    """Show the place's problems since it was drawn last, and forget them."""
    for problem in _problems().pop(place, ()):
        st.error(escape_markdown(problem), icon=":material/error:")


def _problems() -> dict[str, list[str]]:
    found: dict[str, list[str]] = st.session_state.setdefault(PROBLEMS, {})
    return found
