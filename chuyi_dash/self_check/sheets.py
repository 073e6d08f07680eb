"""What screens and commands ask of a sheet, in one place."""

from __future__ import annotations

from chuyi_dash.self_check.errors import Conflict, Incomplete, Moved
from chuyi_dash.self_check.overview import accepted_sheets
from chuyi_dash.self_check.papers import current_document, sealed_document
from chuyi_dash.self_check.saving import save_answer, submit
from chuyi_dash.self_check.viewing import open_sheet

__all__ = [
    "Conflict",
    "Incomplete",
    "Moved",
    "accepted_sheets",
    "current_document",
    "open_sheet",
    "save_answer",
    "sealed_document",
    "submit",
]
