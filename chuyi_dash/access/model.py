"""An actor, the roles, and what can be done."""

from __future__ import annotations

from dataclasses import dataclass

VIEWER, REPORTER, STEWARD, ADMINISTRATOR = "viewer", "reporter", "steward", "administrator"
ROLES = (VIEWER, REPORTER, STEWARD, ADMINISTRATOR)
OPERATOR = "operator"  # whoever runs a command on the server; never the role of an account

READ_SHEET = "read_sheet"  # drafts, evidence, remarks; an accepted sheet is open to everybody
SAVE_ANSWER = "save_answer"
ATTACH = "attach"
DETACH = "detach"
SUBMIT = "submit"
SEND_BACK = "send_back"
SETTLE = "settle"
ACCEPT = "accept"
REOPEN = "reopen"
OPEN_ROUND = "open_round"
READ_STATES = "read_states"  # the states of all prefectures, the difference between rounds
IMPORT = "import"
CLEAR_EVIDENCE = "clear_evidence"  # stored files that no sheet refers to
SET_UP = "set_up"
RESTORE = "restore"
READ_AUDIT = "read_audit"
MANAGE_ACCOUNTS = "manage_accounts"
OF_A_PREFECTURE = (READ_SHEET, SAVE_ANSWER, ATTACH, DETACH, SUBMIT, SEND_BACK, SETTLE, ACCEPT, REOPEN)
OF_COMMANDS = (CLEAR_EVIDENCE, SET_UP, RESTORE)
ACTIONS = (*OF_A_PREFECTURE, OPEN_ROUND, READ_STATES, IMPORT, READ_AUDIT, MANAGE_ACCOUNTS, *OF_COMMANDS)


@dataclass(frozen=True, slots=True)
class Actor:
    """The person or command that acts.

    ``identity`` is shown in records; only a reporter has a ``prefecture`` (its code). ``signed_in`` is False for a
    reader without a sign-in. ``demonstration`` marks an identity that the embedded sample database offers for trying
    out; what it does is sample as well.
    """

    identity: str
    role: str
    prefecture: str | None = None
    signed_in: bool = True
    demonstration: bool = False


GUEST = Actor(identity="", role=VIEWER, signed_in=False)
