"""A self-check to test with: one database, people of each role, and a clock that tests set."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Engine, select

from chuyi_dash.access.model import ADMINISTRATOR, GUEST, REPORTER, STEWARD, VIEWER, Actor
from chuyi_dash.config import Config
from chuyi_dash.db.engine import reading
from chuyi_dash.db.self_check_tables import Audit
from chuyi_dash.metrics.self_check.model import COUNT, MET, STAGE, TEXT, Answer, Draft, Question, SheetView
from chuyi_dash.self_check.context import ServiceContext, open_context
from chuyi_dash.self_check.review import accept, settle
from chuyi_dash.self_check.rounds import open_round
from chuyi_dash.self_check.sheets import open_sheet, save_answer, submit
from chuyi_dash.views.snapshot import open_snapshot

XIANGXI, CHANGSHA = "433100", "430100"
AS_OF, DUE, KEY = date(2024, 12, 31), date(2025, 1, 31), "2024"
OWN_VALUES = {MET: "yes", COUNT: "3", STAGE: "building", TEXT: "按要求推进。"}


def reporter(prefecture: str = XIANGXI, name: str = "reporter@example.com") -> Actor:
    """Make a reporter of a prefecture."""
    return Actor(name, REPORTER, prefecture)


PEOPLE = {
    "guest": GUEST,
    "viewer": Actor("viewer@example.com", VIEWER),
    "own reporter": reporter(),
    "other reporter": reporter(CHANGSHA, "other@example.com"),
    "steward": Actor("steward@example.com", STEWARD),
    "administrator": Actor("admin@example.com", ADMINISTRATOR),
}


@dataclass
class World:
    """A database with a self-check, one sheet to work on, and a clock that stands at ``moment``.

    Each context sees the facts as they are when it is asked for. ``unknown`` is what to answer, by kind of question,
    where the system has no figure.
    """

    engine: Engine
    config: Config
    moment: datetime = datetime(2025, 1, 20, 2, 0, tzinfo=UTC)
    key: str = KEY
    place: str = XIANGXI
    unknown: dict[str, str] = field(default_factory=lambda: dict(OWN_VALUES))

    def context(self, who: str | Actor = "own reporter") -> ServiceContext:
        """Open the context of one of PEOPLE, or of any actor.

        The own reporter is that of the world's prefecture.
        """
        actor = PEOPLE[who] if isinstance(who, str) else who
        if who == "own reporter":
            actor = reporter(self.place)
        return replace(open_context(self.config, open_snapshot(self.config), actor), clock=lambda: self.moment)

    def open_round(self, key: str | None = None, *, as_of: date = AS_OF, due: date = DUE, sample: bool = False) -> None:
        """Open a round named after its key, the world's own unless told otherwise."""
        key = key or self.key
        open_round(self.context("steward"), key, f"{key}年度", as_of, due, sample)

    def sheet(self, who: str | Actor = "own reporter") -> SheetView:
        """Open the sheet on which the world works."""
        return open_sheet(self.context(who), self.key, self.place)

    def save(self, item: str, draft: Draft, version: int | None = None, who: str | Actor = "own reporter") -> Answer:
        """Save one answer."""
        return save_answer(self.context(who), self.key, self.place, item, draft, version)

    def answer_of(self, item: Question) -> Draft:
        """Agree where the system knows the figure, else give a value of the question's kind."""
        if item.figure.value is not None:
            return Draft(agree=True)
        return Draft(agree=False, value=self.unknown[item.kind])

    def complete(self, own: Mapping[str, Draft] | None = None) -> SheetView:
        """Answer every question that has no answer, and return the sheet.

        ``own`` are the prefecture's own answers by question; they replace whatever is there.
        """
        context, given = self.context(reporter(self.place)), own or {}
        sheet = open_sheet(context, self.key, self.place)
        for item in sheet.items:
            stored = sheet.answers.get(item.key)
            if item.key in given or item.key in sheet.missing:
                draft = given.get(item.key) or self.answer_of(item)
                save_answer(context, self.key, self.place, item.key, draft, stored.version if stored else None)
        return open_sheet(context, self.key, self.place)

    def hand_in(self, own: Mapping[str, Draft] | None = None) -> SheetView:
        """Complete the sheet, hand it in, and return it as the steward sees it."""
        sheet = self.complete(own)
        submit(self.context(reporter(self.place)), self.key, self.place, sheet.version)
        return self.sheet("steward")

    def accept(self, own: Mapping[str, Draft] | None = None, settlement: str = "confirmed") -> str:
        """Bring the sheet to acceptance, every disagreement settled alike; return the check code."""
        sheet = self.hand_in(own)
        for item in sheet.disagreements:
            seen = sheet.answers[item]
            settle(self.context("steward"), self.key, self.place, sheet.version, item, seen, settlement)
        return accept(self.context("steward"), self.key, self.place, sheet.version)

    def audit(self) -> list[tuple[str, str, str, bool]]:
        """List every row about the world's round as (who, action, subject, allowed), oldest first."""
        found = select(Audit.who, Audit.action, Audit.subject, Audit.allowed).order_by(Audit.id)
        with reading(self.engine) as connection:
            rows = connection.execute(found.where(Audit.subject.startswith(self.key)))
            return [(who, action, subject, bool(allowed)) for who, action, subject, allowed in rows]

    def last_audit(self) -> Any:
        """Read the newest row of the audit."""
        with reading(self.engine) as connection:
            return connection.execute(select(Audit.__table__).order_by(Audit.id.desc()).limit(1)).one()


WorldOf = Callable[..., World]
