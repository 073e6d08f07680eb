"""Templates of screens and reports, filled in by one rule.

Every value is escaped, and a missing one is an error.
"""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined


def templates_in(folder: Path) -> Environment:
    """Open a folder of templates.

    The caller keeps what it gets, because templates are compiled once per environment.
    """
    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,  # SVG templates too, whatever their ending
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
