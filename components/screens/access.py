"""Accounts and the audit, for the administrator."""

from __future__ import annotations

import streamlit as st

from chuyi_dash.access.model import Actor
from chuyi_dash.config import read_config
from chuyi_dash.errors import ChuyiError
from chuyi_dash.i18n import gettext as _
from chuyi_dash.views.access import people_and_audit
from chuyi_dash.views.board import all_divisions
from chuyi_dash.views.snapshot import DataSource
from chuyi_dash.wording.access import accounts_table, audit_sentence, audit_table
from chuyi_dash.wording.terms import division_name
from components.widgets.cards import card, foot
from components.widgets.markdown import escape_markdown
from components.widgets.rows import show_rows

MOST_ROWS = 200


def show_audit(snapshot: DataSource, actor: Actor, limit: int = MOST_ROWS) -> None:
    """Show the newest ``limit`` rows of the audit and everybody with a role.

    A reader without the right to see them is told why.
    """
    try:
        people, rows = people_and_audit(read_config(), actor, limit)
    except ChuyiError as error:
        st.error(escape_markdown(str(error)), icon=":material/lock:")
        return
    names = {code: division_name(row) for code, row in all_divisions(snapshot).items()}
    audit, accounts = audit_table(rows, names), accounts_table(people, names)
    with card("audit_card", audit.title, audit.note):
        if rows:
            show_rows("audit", audit, downloads="audit")
        foot(audit_sentence(rows))
    with card("accounts_card", accounts.title, accounts.note):
        if people:
            show_rows("accounts", accounts)
            foot(_("没有登记角色的人登录后与未登录的读者所见相同。"))
        else:
            foot(_("还没有登记过账号。"))
