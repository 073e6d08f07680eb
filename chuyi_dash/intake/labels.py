"""Words for tables and columns of the history, as the workbook's headings say them."""

from __future__ import annotations

from chuyi_dash.i18n import gettext as _
from chuyi_dash.intake.spec import SHEETS


def table_word(table: str) -> str:
    """Return the name of the sheet that a table's rows come from."""
    for sheet in SHEETS:
        if sheet.table == table:
            return sheet.name
    return {
        "source": _("来源"),
        "institution_former_name": _("学校曾用名"),
        "project_former_name": _("项目曾用名"),
    }.get(table, table)


def column_word(table: str, column: str) -> str:
    """Return the heading of a table's column."""
    for sheet in SHEETS:
        if sheet.table == table:
            for own in sheet.columns:
                if own.key == column:
                    return own.heading
    return {
        "division_code": _("地区"),
        "institution_code": _("学校"),
        "project_code": _("项目"),
        "target_id": _("目标"),
        "stage_code": _("环节"),
        "source_key": _("来源"),
    }.get(column, column)
