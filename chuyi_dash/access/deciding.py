"""Who may do what: one table, and the one function that everything asks."""

from __future__ import annotations

from collections.abc import Mapping

from chuyi_dash.access.model import (
    ACCEPT,
    ADMINISTRATOR,
    ATTACH,
    DETACH,
    IMPORT,
    MANAGE_ACCOUNTS,
    OF_COMMANDS,
    OPEN_ROUND,
    OPERATOR,
    READ_AUDIT,
    READ_SHEET,
    READ_STATES,
    REOPEN,
    REPORTER,
    SAVE_ANSWER,
    SEND_BACK,
    SETTLE,
    STEWARD,
    SUBMIT,
    Actor,
)

OWN: Mapping[str, frozenset[str]] = {REPORTER: frozenset((READ_SHEET, SAVE_ANSWER, ATTACH, DETACH, SUBMIT))}
"""What a role may do in its own prefecture only."""

EVERYWHERE: Mapping[str, frozenset[str]] = {
    STEWARD: frozenset((READ_SHEET, SEND_BACK, SETTLE, ACCEPT, REOPEN, OPEN_ROUND, READ_STATES, IMPORT)),
    # Administrators look after people, not after content: sheets and drafts are none of their business.
    ADMINISTRATOR: frozenset((READ_AUDIT, MANAGE_ACCOUNTS)),
    OPERATOR: frozenset((READ_AUDIT, MANAGE_ACCOUNTS, IMPORT, OPEN_ROUND, READ_SHEET, *OF_COMMANDS)),
}
"""What a role may do wherever it is. A role or an action that is in neither table may do nothing."""


def may(actor: Actor, action: str, prefecture: str | None = None) -> bool:
    """Tell whether the actor may do this, in the prefecture (its code) that it concerns.

    None stands for no prefecture in particular, which is nobody's own. Whoever is not signed in may do nothing here.
    """
    if not actor.signed_in:
        return False
    if action in EVERYWHERE.get(actor.role, frozenset()):
        return True
    own = prefecture is not None and prefecture == actor.prefecture
    return own and action in OWN.get(actor.role, frozenset())


def roles_that_may(action: str) -> tuple[str, ...]:
    """List the roles that may do this somewhere, for a refusal that says whom to ask.

    Names operators only where no other role may.
    """
    tables = {role: OWN.get(role, frozenset()) | EVERYWHERE.get(role, frozenset()) for role in (*OWN, *EVERYWHERE)}
    found = tuple(role for role, actions in tables.items() if action in actions)
    return tuple(role for role in found if role != OPERATOR) or found
