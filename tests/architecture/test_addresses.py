"""Screens ask their address through the one declaration of keys."""

from __future__ import annotations

from pathlib import Path

from chuyi_dash.views.keys import ON_SCREEN
from components.session.navigation import screens

PROJECT = Path(__file__).parents[2]
PLUMBING = {"address.py", "session_handover.py", "sign_in_return.py"}
"""What writes the address, and what passes a whole one on or takes its own token out of it."""


def test_every_screen_declares_its_keys() -> None:
    assert set(ON_SCREEN) == {screen.name for screen in screens()}


def test_no_screen_reads_or_writes_its_address_past_the_declaration() -> None:
    paths = [*(PROJECT / "components").rglob("*.py"), *(PROJECT / "pages").glob("*.py"), PROJECT / "app.py"]
    past = {path.name for path in paths if "query_params." in path.read_text(encoding="utf-8")}
    assert past == PLUMBING
    assert {path.name for path in (PROJECT / "components" / "session").glob("*.py")} >= PLUMBING
