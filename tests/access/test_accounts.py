"""Who somebody is, and that only those who may can change it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import Engine

from chuyi_dash.access.accounts import actor_for, add_account, list_accounts, remove_account
from chuyi_dash.access.audit import Refused, audit_rows
from chuyi_dash.access.identity import identity_of
from chuyi_dash.access.model import GUEST, Actor
from chuyi_dash.access.operating import operator
from chuyi_dash.db.engine import reading

Database = Callable[[str], Engine]
OPERATOR = operator("ops")
ADMINISTRATOR = Actor("a@example.org", "administrator")


@pytest.fixture
def engine(database: Database) -> Engine:
    return database("sourced")


def test_the_table_decides_who_somebody_is(engine: Engine) -> None:
    add_account(engine, OPERATOR, "r@example.org", "reporter", "长沙市")
    with reading(engine) as connection:
        assert actor_for(connection, None) == GUEST
        assert actor_for(connection, "who@example.org") == Actor("who@example.org", "viewer")
        assert actor_for(connection, "R@Example.ORG") == Actor("r@example.org", "reporter", "430100")
    remove_account(engine, ADMINISTRATOR, "r@example.org")
    with reading(engine) as connection:
        assert actor_for(connection, "r@example.org").role == "viewer"


@pytest.mark.parametrize("role", ["viewer", "reporter", "steward"])
def test_nobody_else_changes_or_reads_accounts_and_the_attempt_is_on_record(role: str, engine: Engine) -> None:
    actor = Actor("x@example.org", role, "430100" if role == "reporter" else None)
    attempts: list[Callable[[], object]] = [
        lambda: add_account(engine, actor, "x@example.org", "administrator"),
        lambda: remove_account(engine, actor, "r@example.org"),
        lambda: list_accounts(engine, actor),
    ]
    for attempt in attempts:
        with pytest.raises(Refused, match="管理账号"):
            attempt()
    assert list_accounts(engine, ADMINISTRATOR) == ()
    subjects = ["account", "account/r@example.org", "account/x@example.org"]
    rows = audit_rows(engine, ADMINISTRATOR)
    assert [row.subject for row in rows] == subjects
    assert not any(row.allowed for row in rows)


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ({"sub": "7", "email": "li@example.org", "email_verified": True}, "li@example.org"),
        ({"sub": "7", "email": "li@example.org", "email_verified": "true"}, "li@example.org"),
        ({"sub": "7", "email": "li@example.org", "email_verified": False}, "7"),
        ({"sub": "7", "email": "li@example.org"}, "7"),
        ({"sub": "7", "email": None, "email_verified": True}, "7"),
        ({"sub": "li@example.org"}, "subject:li@example.org"),
        ({"sub": "subject:li@example.org"}, "subject:subject:li@example.org"),
        ({"email_verified": True}, None),
        ({"sub": " "}, None),
        ({}, None),
    ],
)
def test_only_what_the_provider_vouches_for_names_somebody(claims: dict[str, object], expected: str | None) -> None:
    assert identity_of(claims) == expected
