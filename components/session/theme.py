"""Light and dark: which one the address asks for, which one shows, and the style sheet."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import streamlit as st

from chuyi_dash.drawing.hatching import css
from chuyi_dash.drawing.palette import DARK, LIGHT, read_palette
from chuyi_dash.i18n import gettext as _
from chuyi_dash.views.address import Address
from chuyi_dash.views.keys import THEME
from components.session.address import choose
from components.session.session_handover import keep
from components.widgets.remembering import shown_theme
from components.widgets.script import run_script

STYLE = Path(__file__).parent / "style.css"
DRAWN_DARK = """@media print {
  .stVegaLiteChart svg, .stDeckGlJsonChart canvas, [class*="st-key-map_"][class*="_svg"], .cd-swatch {
    filter: invert(1) hue-rotate(180deg) brightness(1.13);
  }
}"""


@lru_cache(maxsize=2)
def style_sheet(theme: str) -> str:
    """Give the style of all screens, with a value of each colour for either theme.

    Only what has been drawn for a dark screen needs ``theme``: on paper its lightness is turned over.
    """
    rules = STYLE.read_text(encoding="utf-8")
    hatching = css("var(--cd-rim)", distance="4px", thickness="1px")
    colours = f".stApp {{ --cd-hatching: {hatching}; {_status_colours()} }}"
    return f"<style>{rules}{colours}{DRAWN_DARK if theme == DARK else ''}</style>"


def _status_colours() -> str:
    dark = read_palette(DARK).styles
    return " ".join(
        f"--cd-{code}: light-dark({style.colour}, {dark[code].colour});"
        f" --cd-{code}-ground: light-dark({style.background}, {dark[code].background});"
        for code, style in read_palette(LIGHT).styles.items()
    )


def follow_theme(address: Address) -> None:
    """Make the browser show the theme that the address asks for.

    Streamlit takes a theme from an address only while the page loads, and drops its option from the address at the
    next choice. So a screen that shows another theme than its address asks for is loaded once more with the option,
    in a session that takes over what this one holds.
    """
    if address.theme is not None:
        shown = shown_theme()
        kept = keep() if shown != address.theme else ""
        run_script("theme", wanted=address.theme, shown=shown, kept=kept)


def show_theme_choice() -> None:
    """Show a quiet button for the other theme; the other choices stay."""
    dark = shown_theme() == DARK
    st.button(
        _("浅色") if dark else _("深色"),
        key="theme",
        type="tertiary",
        icon=":material/light_mode:" if dark else ":material/dark_mode:",
        on_click=choose,
        args=(THEME, LIGHT if dark else DARK),
    )
