"""Texts that are not this product's own, in places that Streamlit reads as Markdown."""

from __future__ import annotations

import re

MEANING = re.compile(r"[\\`*_\[\]<>#$:~|&]|^[ \t]*[-+=]|^[ \t]*\d+[.)]", re.MULTILINE)
ADDRESS = re.compile(r"(?i)(?=://)|(?<=www)(?=\.)")
WORD_JOINER = "\u2060"


def escape_markdown(text: str) -> str:
    """Write the text as Markdown that shows it letter by letter.

    It makes no picture, no link, no heading, no formula.
    """
    # Streamlit makes a link of a bare address even where each of its signs is escaped; this keeps it from seeing one.
    return MEANING.sub(lambda found: f"{found[0][:-1]}\\{found[0][-1]}", ADDRESS.sub(WORD_JOINER, text))
