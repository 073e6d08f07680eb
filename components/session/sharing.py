"""The link that opens this screen later as it is today, with every choice named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from chuyi_dash.drawing.qr import qr_image
from chuyi_dash.i18n import gettext as _
from chuyi_dash.views.address import Address
from chuyi_dash.views.keys import ON_SCREEN, texts_for
from components.session.address import explicit_query
from components.widgets.cards import foot
from components.widgets.html import render


def lasting_link(address: Address, screen: str, own: Mapping[str, Any]) -> str:
    """Give this page's address as the browser knows it, with every choice named.

    Those are the choices that all screens share, and the screen's ``own``.
    """
    here = urlsplit(st.context.url or "")  # the browser's own word for the server; none outside a browser
    query = urlencode(explicit_query(address) | texts_for(screen, own))
    return here._replace(path=here.path or "/", query=query).geturl()


@dataclass(frozen=True, slots=True)
class Sharing:
    """The control that offers the link.

    ``own`` are the screen's own choices, ``place`` is None while the control is shut.
    """

    screen: str
    address: Address
    own: dict[str, Any]
    place: DeltaGenerator | None

    def add(self, choices: Mapping[str, Any]) -> None:
        """Name more of the screen's own choices in the link; None names none."""
        self.own.update(choices)
        self.show()

    def show(self) -> None:
        """Show the link as text to copy and as a code to scan, only while somebody looks at it."""
        if self.place is None:
            return
        link = lasting_link(self.address, self.screen, self.own)
        with self.place.container():
            foot(_("日期、范围等选择都写在链接里，以后有了新的事实，打开的仍是这一天的画面。"))
            st.code(link, language=None, wrap_lines=True)
            st.html(render("qr", image=qr_image(link), description=_("二维码：本画面的链接")))


def show_sharing(screen: str, address: Address) -> Sharing:
    """Show the control that offers the link, with the own choices that the address names."""
    box = st.popover(
        _("复制链接"), icon=":material/link:", type="tertiary", key="share", on_change="rerun", width="content"
    )
    own = {key.name: address.chosen[key.name] for key in ON_SCREEN[screen] if key.name in address.chosen}
    sharing = Sharing(screen, address, own, box.empty() if box.open else None)
    sharing.show()
    return sharing
