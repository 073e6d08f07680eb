"""What people typed or pasted, without what no document and no database can hold."""

from __future__ import annotations

import unicodedata


def printable(text: str, kept: str = "") -> str:
    """Remove control characters from the text, except those in ``kept``.

    {body}
    """
    return "".join(sign if sign in kept else _shown(sign) for sign in text)


def _shown(sign: str) -> str:
    return {"Z": " ", "C": ""}.get(unicodedata.category(sign)[0], sign)
