"""What the self-check's screen works on: who reads, which round, which prefecture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from chuyi_dash.access.accounts import actor_for
from chuyi_dash.access.model import REPORTER, STEWARD, Actor
from chuyi_dash.config import read_config
from chuyi_dash.db.engine import reading
from chuyi_dash.i18n import gettext as _
from chuyi_dash.metrics.facts import Division
from chuyi_dash.metrics.self_check.model import RoundRow
from chuyi_dash.self_check.office import Office, open_office
from chuyi_dash.self_check.rounds import rounds
from chuyi_dash.views.board import all_divisions
from chuyi_dash.views.keys import ROUND
from chuyi_dash.views.snapshot import Snapshot
from chuyi_dash.wording.terms import period_word
from components.session.address import choose, hold
from components.session.identity import current_actor
from components.session.page import Request


@dataclass(frozen=True, slots=True)
class Desk:
    """One reader at the self-check: ``rounds`` newest first, ``round`` the one on screen (None: none opened yet)."""

    request: Request
    office: Office
    rounds: tuple[RoundRow, ...]
    round: RoundRow | None

    @property
    def actor(self) -> Actor:
        """Who reads or writes."""
        return self.office.actor

    @property
    def prefecture(self) -> str | None:
        """The prefecture that the screen is about; None for all."""
        return self.request.view.prefecture

    @property
    def divisions(self) -> Mapping[str, Division]:
        """The divisions by code, for their names in the reader's language."""
        return all_divisions(self.request.snapshot)

    @property
    def fills(self) -> bool:
        """Whether the reader fills in the sheet on screen."""
        return self.actor.role == REPORTER and self.prefecture == self.actor.prefecture

    @property
    def reviews(self) -> bool:
        """Whether the reader reviews."""
        return self.actor.role == STEWARD


def own_prefecture(snapshot: Snapshot) -> str | None:
    """The prefecture of a reporter who looks at the page now; None for others."""
    return current_actor(snapshot).prefecture


def open_desk(request: Request) -> Desk:
    """The desk of whoever looks at the page now; the round is the address's, else the newest."""
    office = open_office(read_config(), request.snapshot, current_actor(request.snapshot))
    known = rounds(office)
    chosen = _chosen(request, known)
    request.name(round=chosen.key if chosen else None)
    return Desk(request, office, known, chosen)


def fresh_office(desk: Desk) -> Office:
    """The same desk's office at the moment of a write: the role is read again, since it may have been taken away."""
    return open_office(read_config(), desk.request.snapshot, current_actor(desk.request.snapshot))


def office_outside_run(desk: Desk) -> Office:
    """The same, for a download: Streamlit makes it after the run, when nothing tells who is signed in."""
    actor = desk.actor
    if actor.signed_in and not actor.demonstration:
        with reading(desk.request.snapshot.engine) as connection:
            actor = actor_for(connection, actor.identity)
    return open_office(read_config(), desk.request.snapshot, actor)


def _chosen(request: Request, known: tuple[RoundRow, ...]) -> RoundRow | None:
    by_key = {row.key: row for row in known}
    wanted = request.take(ROUND, by_key)
    return by_key[wanted] if wanted is not None else (known[0] if known else None)


def show_round_choice(desk: Desk) -> None:
    """The box that picks the round."""
    if desk.round is None:
        return
    names = {row.key: period_word(row.name) for row in desk.rounds}
    hold("round_box", desk.round.key)
    st.selectbox(
        _("自查轮次"),
        list(names),
        format_func=lambda key: names[key],
        placeholder=_("请选择"),
        filter_mode=None,
        key="round_box",
        on_change=lambda: choose(ROUND, st.session_state["round_box"]),
        width=190,
    )
