"""The scenes' templates.

They hold no words of their own: every text comes in translated.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from chuyi_dash.templates import templates_in

_templates = templates_in(Path(__file__).parent / "templates")


def render(template: str, **values: Any) -> str:
    """Fill in ``components/screens/present/templates/<template>.html``; every value is escaped."""
    return _templates.get_template(f"{template}.html").render(**values)
