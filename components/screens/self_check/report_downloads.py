"""The report of the sheet on screen: Word, Excel, a page to print.

Drafts are marked as such inside.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import BinaryIO

import streamlit as st

from chuyi_dash.i18n import gettext as _
from chuyi_dash.reports.self_check.document import Document
from chuyi_dash.reports.self_check.printing import print_html
from chuyi_dash.reports.self_check.word import write_word
from chuyi_dash.reports.self_check.workbook import write_workbook
from chuyi_dash.self_check.sheets import current_document
from components.screens.self_check.request import SelfCheckRequest, context_for_download
from components.widgets.cards import XLSX
from components.widgets.outlines import outlines

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def show_paper(request: SelfCheckRequest, round_key: str, prefecture: str, prefecture_name: str) -> None:
    """Show three downloads, each made when its button is pressed."""

    def document() -> Document:
        return current_document(context_for_download(request), round_key, prefecture)

    name = _("%(prefecture)s自查报告") % {"prefecture": prefecture_name}
    offers: tuple[tuple[str, Callable[[], bytes], str, str, str], ...] = (
        (
            _("自查报告（Word）"),
            lambda: _bytes(lambda out: write_word(document(), outlines(), out)),
            "docx",
            DOCX,
            "docx",
        ),
        (_("自查表（Excel）"), lambda: _bytes(lambda out: write_workbook(document(), out)), "xlsx", XLSX, "xlsx"),
        (_("打印版（网页）"), lambda: print_html(document(), outlines()).encode(), "html", "text/html", "html"),
    )
    with st.container(horizontal=True, key="paper"):
        for label, make, suffix, media_type, key in offers:
            st.download_button(
                label, make, f"{name}.{suffix}", media_type, key=f"report_{key}", on_click="ignore",
                icon=":material/description:",
            )  # fmt: skip


def _bytes(write: Callable[[BinaryIO], object]) -> bytes:
    out = io.BytesIO()
    write(out)
    return out.getvalue()
