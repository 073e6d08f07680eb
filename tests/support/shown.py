"""What Streamlit shows of a text that it reads as Markdown, and whether it makes more of it than its letters."""

from __future__ import annotations

import re

MARKDOWN = re.compile(r"(?<!\\)[\[\]<*]|https?\\?://")  # begins a picture, a link, a tag, bold words, a bare link
KEPT_FROM_IT = re.compile(r"\\([!-/:-@\[-`{-~])|\u2060")


def as_shown(markdown: str) -> str:
    """The text without what only keeps it from being read as Markdown."""
    return KEPT_FROM_IT.sub(r"\1", markdown)


def more_than_letters(markdown: str) -> bool:
    """Whether something in it is, or begins, a picture, a link, a tag or bold words."""
    return MARKDOWN.search(markdown) is not None
