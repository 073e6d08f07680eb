"""A sheet's report: as it was sealed once the sheet is accepted, as a draft until then."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from chuyi_dash.db.engine import reading
from chuyi_dash.db.queries.self_check import sealed_of, sheet_of
from chuyi_dash.metrics.self_check.model import ACCEPTED, SheetView
from chuyi_dash.reports.self_check.building import build_document
from chuyi_dash.reports.self_check.document import Document
from chuyi_dash.reports.self_check.sealing import check_code, document_from_dict, document_to_dict
from chuyi_dash.self_check.context import ServiceContext
from chuyi_dash.self_check.packing import items_to_plain
from chuyi_dash.self_check.viewing import open_sheet, require_prefecture


def sealed_content(context: ServiceContext, view: SheetView) -> tuple[dict[str, Any], str]:
    """Build what is kept of a sheet about to be accepted, and its check code.

    The content kept is the sheet's report and its questions.
    """
    accepted = replace(view, state=ACCEPTED, version=view.version + 1)
    document = replace(build_document(context.snapshot, accepted, context.today()), draft=False, check_code=None)
    code = check_code(document)
    sealed = document_to_dict(replace(document, check_code=code))
    return {"document": sealed, "items": items_to_plain(view.items)}, code


def sealed_document(context: ServiceContext, round_key: str, prefecture: str) -> Document | None:
    """Return the report of an accepted sheet, which everybody may read.

    None where the sheet is not accepted.
    """
    with reading(context.writer) as connection:
        sheet = sheet_of(connection, round_key, prefecture)
        if sheet is None or sheet.state != ACCEPTED:
            return None
        sealed = sealed_of(connection, sheet.id)
    return None if sealed is None else document_from_dict(sealed["document"])


def current_document(context: ServiceContext, round_key: str, prefecture: str) -> Document:
    """Return the sealed report, or the draft of an open sheet to actors allowed to read it.

    Raises Refused, ChuyiError.
    """
    require_prefecture(context, prefecture)
    sealed = sealed_document(context, round_key, prefecture)
    if sealed is not None:
        return sealed
    return build_document(context.snapshot, open_sheet(context, round_key, prefecture), context.today())
