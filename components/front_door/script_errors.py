"""A screen's failure, as the reader sees it and as the log keeps it."""

from __future__ import annotations

import logging
import secrets

import streamlit as st

from chuyi_dash.i18n import gettext as _

log = logging.getLogger("chuyi_dash")


def show_script_error(error: Exception) -> bool:
    """Log the traceback under a number and show the reader only that number.

    Always True, which tells Streamlit that the error needs no other message.
    """
    number = secrets.token_hex(4).upper()
    log.error("error %s on a screen", number, exc_info=error)
    st.error(
        _("这一屏出错了，编号 %(number)s。请刷新再试；如仍不行，请把编号告诉系统管理员，日志里能查到原因。")
        % {"number": number},
        icon=":material/error:",
    )
    return True
