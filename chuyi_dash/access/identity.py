"""What of a provider's word about somebody names them for good."""

from __future__ import annotations

from collections.abc import Mapping

SUBJECT = "subject:"


def identity_of(claims: Mapping[str, object]) -> str | None:
    """Read the identity from a provider's claims: the vouched mail address, else the subject.

    None where the claims give neither.
    A subject that reads like a mail address (or like our mark for one) gets a mark in front, so that nobody becomes
    somebody else by choosing a user name. Some providers write the vouching as text.
    """
    mail, subject = claims.get("email"), claims.get("sub")
    vouched = claims.get("email_verified") in (True, "true")
    if vouched and isinstance(mail, str) and "@" in mail:
        return mail
    if not isinstance(subject, str) or not subject.strip():
        return None
    return f"{SUBJECT}{subject}" if "@" in subject or subject.startswith(SUBJECT) else subject
