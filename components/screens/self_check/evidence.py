"""The evidence under an item: files to add, to read and to take off."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from chuyi_dash.i18n import gettext as _
from chuyi_dash.metrics.self_check.model import AttachedFile, Question, SheetView
from chuyi_dash.self_check.evidence import attach, detach, read_evidence
from chuyi_dash.wording.self_check import size_words
from components.screens.self_check.problems import attempt, show_problems
from components.screens.self_check.request import SelfCheckRequest, context_for_download, refreshed
from components.widgets.html import render
from components.widgets.markdown import escape_markdown

TYPES = ("pdf", "docx", "doc", "xlsx", "xls", "jpg", "jpeg", "png")
MOST_MEGABYTES = 10
UPLOADS = "self_check_uploads"


def show_evidence(request: SelfCheckRequest, sheet: SheetView, item: Question, files: Sequence[AttachedFile]) -> None:
    """Show a folded box with the item's files and a field to add more.

    Its inside is built only once it is opened.
    """
    box = st.expander(
        _("佐证材料（%(number)d）") % {"number": len(files)},
        key=f"evidence_{sheet.id}_{item.key}",
        on_change="rerun",
    )
    if not box.open:
        return
    with box:
        for row in files:
            _file(request, sheet, row, removable=True)
        _uploader(request, sheet, item)


def show_files(request: SelfCheckRequest, sheet: SheetView, files: Sequence[AttachedFile]) -> None:
    """Show the item's files to read."""
    for row in files:
        _file(request, sheet, row, removable=False)


def _file(request: SelfCheckRequest, sheet: SheetView, row: AttachedFile, removable: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            _("%(file)s（%(size)s）") % {"file": escape_markdown(row.file_name), "size": size_words(row.size)},
            lambda: read_evidence(context_for_download(request), row.id)[2],
            row.file_name,
            row.media_type,
            key=f"file_{row.id}",
            on_click="ignore",
            type="tertiary",
            icon=":material/attach_file:",
        )
        if removable:
            st.button(
                _("移除"),
                key=f"remove_{row.id}",
                type="tertiary",
                on_click=attempt,
                args=(item_place(sheet, row.item), lambda: detach(refreshed(request), row.id)),
            )


def _uploader(request: SelfCheckRequest, sheet: SheetView, item: Question) -> None:
    place = item_place(sheet, item.key)
    uploads: dict[str, int] = st.session_state.setdefault(UPLOADS, {})
    key = f"upload_{place}_{uploads.get(place, 0)}"

    def take() -> None:
        given = st.session_state[key] or []
        for file in given:
            attempt(place, partial(_attach, request, sheet, item, file.name, file.getvalue()))
        uploads[place] = uploads.get(place, 0) + 1  # a new, empty box: the files are stored now

    st.html(render("self_check_upload"))
    st.file_uploader(
        _("添加 PDF、Word、Excel、JPEG 或 PNG，每个不超过 10 MB"),
        TYPES,
        accept_multiple_files=True,
        key=key,
        on_change=take,
        max_upload_size=MOST_MEGABYTES,
    )
    show_problems(place)


def item_place(sheet: SheetView, item_key: str) -> str:
    """Name one item of one sheet, as a part of widget names."""
    return f"{sheet.id}_{item_key}"


def _attach(request: SelfCheckRequest, sheet: SheetView, item: Question, name: str, content: bytes) -> None:
    attach(refreshed(request), sheet.round.key, sheet.prefecture, item.key, name, content)
