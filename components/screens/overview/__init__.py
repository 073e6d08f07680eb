"""The overview's parts: headline, map, ranking, overdue matters, bullets, changes."""

from components.screens.overview.answer import show_answer
from components.screens.overview.changes import show_changes
from components.screens.overview.figures import overview_figures
from components.screens.overview.targets import show_bullets

__all__ = ["overview_figures", "show_answer", "show_bullets", "show_changes"]
