"""One throwaway app on one server for all tests that need a running Streamlit."""

import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.server import serve

APP = """
import datetime
import streamlit as st

state, asked = st.session_state, st.query_params
state.runs = state.get("runs", 0) + 1
BIG = "<p>" + "x" * 50_000 + "</p>"


def changed():
    raise RuntimeError("the client sent another value than it was shown")


def widgets():
    st.html(BIG)
    st.selectbox("One", ["a", "b"], index=1, on_change=changed)
    st.selectbox("None", ["a", "b"], index=None, on_change=changed)
    st.radio("Radio", ["c", "d"], index=1, on_change=changed)
    st.toggle("On", value=True, on_change=changed)
    st.date_input("Day", datetime.date(2025, 12, 31), on_change=changed)
    st.multiselect("Several", ["e", "f", "g"], default=["e", "g"], on_change=changed)
    st.segmented_control("Segment", ["h", "i"], default="i", on_change=changed)
    st.text_input("Text", "words", on_change=changed)
    st.number_input("Whole", value=3, on_change=changed)
    st.number_input("Part", value=2.5, on_change=changed)
    st.slider("Range", 0, 10, (2, 7), on_change=changed)
    st.select_slider("Step", ["j", "k", "l"], value="k", on_change=changed)
    st.button("Press", on_click=changed)


def broken():
    raise ValueError("broken on purpose")


def restless():
    if state.runs == 1:
        st.rerun()


def set_by_app():
    state.number = state.runs
    st.number_input("Number", step=1, key="number")


def now_and_then():
    if state.runs in (1, 2, 8):
        st.html(BIG)


def asking():
    if state.runs > 1 and asked.get("seen") != "yes":
        raise RuntimeError("the client lost the query that the app had set")
    asked["seen"] = "yes"


def asked_for():
    st.text_input("Asked", asked.get("word", ""))


@st.fragment
def part():
    state.parts = state.get("parts", 0) + 1
    st.text_input("Part", key="part")
    st.text_input("How often", str(state.parts), key=f"often_{state.parts}")
    if state.get("part") == "wrong":
        raise ValueError("broken on purpose")


def in_part():
    if state.runs > 1:
        raise RuntimeError("the whole page ran again")
    st.text_input("Outside", "kept", on_change=changed)
    part()


OTHERS = [broken, in_part, restless, set_by_app, now_and_then, asking, asked_for]
others = [st.Page(page, title=page.__name__, url_path=page.__name__) for page in OTHERS]
st.navigation([st.Page(widgets, title="widgets", default=True), *others]).run()
"""


def write_app(folder: Path, text: str) -> Path:
    """Write an app to ``folder`` and return its path."""
    path = folder / "app.py"
    path.write_text(textwrap.dedent(text), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The throwaway app's file."""
    return write_app(tmp_path_factory.mktemp("app"), APP)


@pytest.fixture(scope="session")
def port(app: Path) -> Iterator[int]:
    """The port on which the throwaway app is served."""
    with serve(app, directory=app.parent) as running:
        yield running
