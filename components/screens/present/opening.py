"""The frame of forum mode: the part that all screens share, without anything to click."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from components.screens.present.choices import Choices, choices_of
from components.session.page import Request, open_database
from components.session.runtime_tuning import freeze_imports

FRAME = (Path(__file__).parent / "frame.css").read_text(encoding="utf-8")


def open_stage(page: str) -> tuple[Request, Choices]:
    """Open the database and read the address, on a bare screen.

    Without a database the run stops with a message, and the navigation stays on screen.
    """
    freeze_imports(page)
    snapshot, address = open_database(page)
    st.html(f"<style>{FRAME}</style>")
    return Request(page, snapshot, address), choices_of(address)
