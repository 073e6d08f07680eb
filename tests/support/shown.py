"""Texts as Streamlit shows them when it reads them as Markdown.

A test can see whether it makes more of one than its letters.
"""

from __future__ import annotations

import re

MARKDOWN = re.compile(r"(?<!\\)[\[\]<*]|https?\\?://")  # begins a picture, a link, a tag, bold words, a bare link
KEPT_FROM_IT = re.compile(r"\\([!-/:-@\[-`{-~])|\u2060")


def as_shown(markdown: str) -> str:
    """Take out of a text all that only keeps it from being read as Markdown."""
    return KEPT_FROM_IT.sub(r"\1", markdown)


def more_than_letters(markdown: str) -> bool:
    """Tell whether something in it is, or begins, a picture, a link, a tag or bold words."""
    return MARKDOWN.search(markdown) is not None
