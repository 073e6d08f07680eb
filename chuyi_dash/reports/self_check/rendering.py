"""The report's templates, filled in; every value is escaped."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from chuyi_dash.templates import templates_in

_templates = templates_in(Path(__file__).parent / "templates")


def render(template: str, **values: Any) -> str:
    """Fill one file of ``templates/`` with these values."""
    return _templates.get_template(template).render(**values)
