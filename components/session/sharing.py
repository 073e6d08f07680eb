"""The link that opens this screen later as it is today: every choice named, defaults included."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode, urlsplit

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from chuyi_dash.i18n import gettext as _
from chuyi_dash.views.address import Address
from components.session.address import SHARED, current_query, explicit_query
from components.session.session_handover import TOKEN
from components.widgets.cards import foot
from components.widgets.html import render
from components.widgets.qr import qr_image


def lasting_link(address: Address, own: Mapping[str, str]) -> str:
    """This page's address as the browser knows it, with every shared choice and the page's ``own`` ones."""
    here = urlsplit(st.context.url or "")  # the browser's own word for the server; none outside a browser
    query = urlencode(explicit_query(address) | dict(own))
    return here._replace(path=here.path or "/", query=query).geturl()


@dataclass(frozen=True, slots=True)
class Sharing:
    """The control that offers the link: ``own`` are the page's own choices, ``place`` is None while it is shut."""

    address: Address
    own: dict[str, str]
    place: DeltaGenerator | None

    def add(self, choices: Mapping[str, str | date | None]) -> None:
        """Name more of the page's own choices in the link."""
        self.own.update({key: str(value) for key, value in choices.items() if value is not None})
        self.show()

    def show(self) -> None:
        """The link as text to copy and as a code to scan; made only while somebody looks at it."""
        if self.place is None:
            return
        link = lasting_link(self.address, self.own)
        with self.place.container():
            foot(_("日期、范围等选择都写在链接里，以后有了新的事实，打开的仍是这一天的画面。"))
            st.code(link, language=None, wrap_lines=True)
            st.html(render("qr", image=qr_image(link), description=_("二维码：本画面的链接")))


def show_sharing(address: Address) -> Sharing:
    """A quiet control that offers the link, with the page's own choices that the address names."""
    box = st.popover(
        _("复制链接"), icon=":material/link:", type="tertiary", key="share", on_change="rerun", width="content"
    )
    own = {
        key: text for key, text in current_query().items() if key in address.explicit and key not in (*SHARED, TOKEN)
    }
    sharing = Sharing(address, own, box.empty() if box.open else None)
    sharing.show()
    return sharing
