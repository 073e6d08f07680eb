"""The self-check's request: the reader, the round, the prefecture."""

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
from chuyi_dash.self_check.context import ServiceContext, open_context
from chuyi_dash.self_check.rounds import rounds
from chuyi_dash.views.board import all_divisions
from chuyi_dash.views.keys import ROUND
from chuyi_dash.views.snapshot import DataSource
from chuyi_dash.wording.terms import period_word
from components.session.address import choose, hold
from components.session.identity import current_actor
from components.session.page import Request


@dataclass(frozen=True, slots=True)
class SelfCheckRequest:
    """One reader at the self-check, before any round has been opened or in one (``InRound``)."""

    page: Request
    context: ServiceContext

    @property
    def actor(self) -> Actor:
        """The person who reads or writes."""
        return self.context.actor

    @property
    def prefecture(self) -> str | None:
        """The prefecture that the screen is about; None for all."""
        return self.page.view.prefecture

    @property
    def divisions(self) -> Mapping[str, Division]:
        """The divisions by code, for their names in the reader's language."""
        return all_divisions(self.page.snapshot)

    @property
    def fills(self) -> bool:
        """Whether the reader fills in the sheet on screen."""
        return self.actor.role == REPORTER and self.prefecture == self.actor.prefecture

    @property
    def reviews(self) -> bool:
        """Whether the reader reviews."""
        return self.actor.role == STEWARD


@dataclass(frozen=True, slots=True)
class InRound(SelfCheckRequest):
    """One reader in a round: ``round`` is the one on screen, ``rounds`` are all, newest first."""

    round: RoundRow
    rounds: tuple[RoundRow, ...]


def own_prefecture(snapshot: DataSource) -> str | None:
    """Find the reporter's prefecture where a reporter looks at the page now; None for others."""
    return current_actor(snapshot).prefecture


def open_request(page: Request) -> SelfCheckRequest:
    """Open the self-check for the person at the page now.

    An ``InRound`` with the address's round, else the newest, where any has been opened.
    """
    context = open_context(read_config(), page.snapshot, current_actor(page.snapshot))
    known = rounds(context)
    wanted = page.take(ROUND, [row.key for row in known])
    chosen = next((row for row in known if wanted in (None, row.key)), None)
    page.name(round=chosen.key if chosen else None)
    return InRound(page, context, chosen, known) if chosen else SelfCheckRequest(page, context)


def refreshed(request: SelfCheckRequest) -> ServiceContext:
    """Open the context anew for a write.

    The role is read again, since it may have been taken away.
    """
    return open_context(read_config(), request.page.snapshot, current_actor(request.page.snapshot))


def context_for_download(request: SelfCheckRequest) -> ServiceContext:
    """Open the context anew for a download.

    Streamlit makes a download after the run, when nothing tells who is signed in; so the role is read again for the
    request's identity.
    """
    actor = request.actor
    if actor.signed_in and not actor.demonstration:
        with reading(request.page.snapshot.engine) as connection:
            actor = actor_for(connection, actor.identity)
    return open_context(read_config(), request.page.snapshot, actor)


def show_round_choice(request: InRound) -> None:
    """Show the box for choosing the round."""
    names = {row.key: period_word(row.name) for row in request.rounds}
    hold("round_box", request.round.key)
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
