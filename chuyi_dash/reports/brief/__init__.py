"""The briefing (汇报材料): twelve slides that can be edited in PowerPoint.

Their charts, tables and shapes are native.
"""

from chuyi_dash.reports.brief.making import make_brief

__all__ = ["make_brief"]
