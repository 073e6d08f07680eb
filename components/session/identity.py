"""The reader's identity: signing in and out, and the demonstration identities."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import streamlit as st
from streamlit.errors import StreamlitAuthError

from chuyi_dash.access.accounts import actor_for
from chuyi_dash.access.identity import identity_of
from chuyi_dash.access.model import GUEST, VIEWER, Actor
from chuyi_dash.access.words import role_word
from chuyi_dash.config import read_config
from chuyi_dash.db.engine import reading
from chuyi_dash.i18n import gettext as _
from chuyi_dash.views.access import demonstration
from chuyi_dash.views.board import all_divisions
from chuyi_dash.views.snapshot import DataSource
from chuyi_dash.wording.terms import division_name
from components.session.address import hold
from components.session.session_handover import lasting
from components.session.sign_in_return import remember_place, return_to_place
from components.widgets.cards import foot
from components.widgets.html import render

CHOSEN = lasting("demonstration_identity")
FAILED = "sign_in_failed"


@lru_cache(maxsize=1)
def provider_configured() -> bool:
    """Tell whether the operator has named an OpenID provider.

    It stands in ``[auth]`` of Streamlit's secrets and is read once a process.
    """
    return bool(st.secrets.load_if_toml_exists()) and "auth" in st.secrets


def claims() -> Mapping[str, Any]:
    """Give what the provider says about whoever has signed in; empty without a sign-in."""
    return st.user.to_dict() if provider_configured() and st.user.get("is_logged_in") else {}


def current_actor(snapshot: DataSource) -> Actor:
    """Find who acts in this run.

    The role is asked for at each run, so that one taken away is gone; a guest costs no question.
    """
    found = claims()
    if found:
        with reading(snapshot.engine) as connection:
            return actor_for(connection, identity_of(found))
    chosen = st.session_state.get(CHOSEN)
    if chosen is None:
        return GUEST
    return next((actor for actor in demonstrations(snapshot) if actor.identity == chosen), GUEST)


def show_identity(snapshot: DataSource) -> None:
    """Show in the bar how to sign in, or who has and the way out; nothing where nobody can."""
    if claims():
        return_to_place()
        _who(current_actor(snapshot), snapshot)
    elif provider_configured():
        st.button(_("登录"), key="sign_in", type="tertiary", icon=":material/login:", on_click=_sign_in)
    elif demonstrations(snapshot):
        _demonstration_choice(snapshot)


def show_identity_mark(snapshot: DataSource) -> None:
    """Say below the bar that a sign-in failed, or that a demonstration identity acts."""
    if st.session_state.pop(FAILED, False):
        st.error(_("登录服务的设置有误，登录没有开始。请联系系统管理员查看日志。"), icon=":material/no_accounts:")
    chosen = st.session_state.get(CHOSEN)
    actor = current_actor(snapshot) if chosen else GUEST
    if actor.demonstration:
        st.html(render("demonstration", who=actor.identity, role=role_label(actor, snapshot)))


def acts_for_demonstration(snapshot: DataSource) -> bool:
    """Tell whether a demonstration identity acts; where none is chosen, this asks nothing."""
    return bool(st.session_state.get(CHOSEN)) and current_actor(snapshot).demonstration


def role_label(actor: Actor, snapshot: DataSource, short: bool = False) -> str:
    """Name the role, and a reporter's prefecture beside it."""
    division = all_divisions(snapshot).get(actor.prefecture or "")
    return role_word(actor.role) if division is None else f"{role_word(actor.role)} · {division_name(division, short)}"


def _who(actor: Actor, snapshot: DataSource) -> None:
    label = role_label(actor, snapshot, short=True)
    with st.popover(label, icon=":material/account_circle:", type="tertiary", key="who", width="content"):
        st.html(render("who", identity=actor.identity, role=role_label(actor, snapshot)))
        if actor.role == VIEWER:
            foot(_("这个账号没有登记角色，与未登录的读者所见相同。如需填报或审核，请把上面的账号告诉系统管理员登记。"))
        st.button(_("退出"), key="sign_out", icon=":material/logout:", on_click=st.logout)


def _sign_in() -> None:
    remember_place()
    try:
        st.login()
    except StreamlitAuthError:
        st.session_state[FAILED] = True


def demonstrations(snapshot: DataSource) -> tuple[Actor, ...]:
    """List the identities on offer to try.

    There are some on the embedded sample database without a provider, nowhere else.
    """
    return demonstration(snapshot, read_config(), provider_configured=provider_configured())


def _demonstration_choice(snapshot: DataSource) -> None:
    actors = {actor.identity: actor for actor in demonstrations(snapshot)}
    box = st.popover(
        _("示例身份"), icon=":material/theater_comedy:", type="tertiary", key="demonstration", on_change="rerun",
        width="content",
    )  # fmt: skip
    if st.session_state.get(CHOSEN) not in actors:
        st.session_state.pop(CHOSEN, None)
    if not box.open:
        return
    hold("demonstration_box", st.session_state.get(CHOSEN))
    with box:
        st.selectbox(
            _("以谁的身份试用"),
            [None, *actors],
            format_func=lambda name: _("不试用（只读）") if name is None else role_label(actors[name], snapshot),
            placeholder=_("请选择"),
            filter_mode=None,
            key="demonstration_box",
            on_change=_choose,
        )
        foot(_("示例身份只在内置的示例数据库中提供。用它所做的一切都是示例，处处标明。"))


def _choose() -> None:
    chosen = st.session_state["demonstration_box"]
    if chosen is None:
        st.session_state.pop(CHOSEN, None)
    else:
        st.session_state[CHOSEN] = chosen
