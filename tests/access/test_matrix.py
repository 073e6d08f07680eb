"""Every role, every action, the own and a foreign prefecture: against a table written down here by hand."""

from __future__ import annotations

from itertools import product

import pytest

from chuyi_dash.access.deciding import may
from chuyi_dash.access.model import ACTIONS, GUEST, OPERATOR, ROLES, Actor

OWN, FOREIGN = "430100", "430200"
NOWHERE = None

# One line per action; a role that is not named may not. "own": only in the own prefecture; "all": everywhere.
TABLE = {
    "read_sheet": {"reporter": "own", "steward": "all", "operator": "all"},
    "save_answer": {"reporter": "own"},
    "attach": {"reporter": "own"},
    "detach": {"reporter": "own"},
    "submit": {"reporter": "own"},
    "send_back": {"steward": "all"},
    "settle": {"steward": "all"},
    "accept": {"steward": "all"},
    "reopen": {"steward": "all"},
    "open_round": {"steward": "all", "operator": "all"},
    "read_states": {"steward": "all"},
    "import": {"steward": "all", "operator": "all"},
    "read_audit": {"administrator": "all", "operator": "all"},
    "manage_accounts": {"administrator": "all", "operator": "all"},
    "clear_evidence": {"operator": "all"},
    "set_up": {"operator": "all"},
    "restore": {"operator": "all"},
}
ACTORS = {
    "guest": GUEST,
    "viewer": Actor("v@example.org", "viewer"),
    "reporter": Actor("r@example.org", "reporter", OWN),
    "steward": Actor("s@example.org", "steward"),
    "administrator": Actor("a@example.org", "administrator"),
    "operator": Actor("someone", "operator"),
}


def test_the_table_names_every_action_and_every_role() -> None:
    assert set(TABLE) == set(ACTIONS)
    assert set(ACTORS) == {*ROLES, OPERATOR, "guest"}


@pytest.mark.parametrize("place", [OWN, FOREIGN, NOWHERE], ids=["own", "foreign", "nowhere"])
@pytest.mark.parametrize(("who", "action"), list(product(ACTORS, TABLE)))
def test_who_may_do_what_and_where(who: str, action: str, place: str | None) -> None:
    expected = {"all": True, "own": place == OWN}.get(TABLE[action].get(who, "never"), False)
    assert may(ACTORS[who], action, place) is expected


@pytest.mark.parametrize("action", TABLE)
def test_a_role_without_a_sign_in_or_a_prefecture_lets_nobody_in(action: str) -> None:
    for role in ROLES:
        assert not may(Actor("x", role, OWN, signed_in=False), action, OWN)
    assert not may(Actor("x", "reporter", None), action, None)
    assert not may(Actor("x", "nobody", OWN), action, OWN)


@pytest.mark.parametrize("role", [*ROLES, OPERATOR])
def test_an_unknown_action_is_nobody_s(role: str) -> None:
    assert not may(Actor("x", role, OWN), "drop_everything", OWN)


def test_only_a_reporter_has_rights_of_a_place() -> None:
    wrongly_placed = Actor("x", "steward", OWN)
    assert not may(wrongly_placed, "save_answer", OWN)
