"""Drawings remembered for as long as nothing that they depend on has changed."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import ParamSpec, TypeVar

import streamlit as st
from cachetools import LRUCache, cached
from cachetools.keys import hashkey

from chuyi_dash.drawing.palette import DARK, LIGHT, Palette, read_palette
from chuyi_dash.i18n import current_language
from components.widgets.outlines import outlines

P = ParamSpec("P")
R = TypeVar("R")


def shown_theme() -> str:
    """Read the theme that the reader's browser shows in this run."""
    return DARK if st.context.theme.type == DARK else LIGHT


def shown_palette() -> Palette:
    """Read the colours of the theme that the reader's browser shows in this run."""
    return read_palette(shown_theme())


def drawing_key(*arguments: object, **named: object) -> tuple[object, ...]:
    """Make the key of a drawing from its own arguments and what every drawing depends on.

    That is the language, the theme and the outlines' version.
    """
    boundaries = outlines()
    version = boundaries.version if boundaries else ""
    return hashkey(current_language(), shown_theme(), version, *arguments, **named)


def drawn_once(entries: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Draw once per language, theme, outlines and arguments.

    The last ``entries`` are kept; other sessions wait for a drawing that one has begun.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        memory = LRUCache[object, R](maxsize=entries)
        return cached(memory, key=drawing_key, condition=threading.Condition())(function)

    return decorate
