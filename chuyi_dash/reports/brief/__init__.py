"""The briefing (汇报材料): twelve slides of native charts, tables and shapes that can be edited in PowerPoint."""

from chuyi_dash.reports.brief.making import make_brief

__all__ = ["make_brief"]
