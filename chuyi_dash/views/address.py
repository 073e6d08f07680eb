"""What a page's address asks for: each value checked, each wrong one named, never a traceback."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date

from chuyi_dash.i18n import gettext as _
from chuyi_dash.i18n import languages
from chuyi_dash.plan import THEMES, read_plan
from chuyi_dash.views.board import View, all_divisions, newest_day
from chuyi_dash.views.snapshot import Snapshot

EARLIEST, LATEST = date(2020, 1, 1), date(2035, 12, 31)
TRUE, FALSE = "1", "0"
PROVINCE = "430000"
"""The whole province, for an address that says so instead of leaving it open."""


@dataclass(frozen=True, slots=True)
class Unusable:
    """A value that could not be used, and what would have been."""

    key: str
    value: str
    expected: str


@dataclass(frozen=True, slots=True)
class Address:
    """A page's choices as the address holds them, and each value that could not be used."""

    view: View
    default_day: date
    target: str | None
    project: str | None
    since: date | None
    language: str
    unusable: tuple[Unusable, ...]
    explicit: frozenset[str] = frozenset()
    """The keys that the address itself names with a value that could be used, defaults included."""
    theme: str | None = None
    """Light or dark; None follows the reader's system."""


def read_day(text: str) -> date | None:
    """A day like 2025-12-31 within the range that the product accepts, else None."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if EARLIEST <= day <= LATEST else None


def read_address(snapshot: Snapshot, query: Mapping[str, str]) -> Address:
    """The choices in a query string; a wrong value gives its default and is listed."""
    unusable: list[Unusable] = []

    def take(key: str, read: Callable[[str], object | None], expected: str) -> object | None:
        if key not in query:
            return None
        value = read(query[key])
        if value is None:
            unusable.append(Unusable(key, query[key][:40], expected))
        return value

    prefectures = {row.code for row in all_divisions(snapshot).values() if row.level == "prefecture"}
    targets = {target.id for target in read_plan().targets}
    sourced = take("sourced", lambda text: text if text in (TRUE, FALSE) else None, _("1 或 0")) == TRUE
    default_day = newest_day(snapshot, sourced)
    asked_day = take("as_of", read_day, _("2020-01-01 至 2035-12-31 之间的日期，如 2025-12-31"))
    as_of = asked_day if isinstance(asked_day, date) else default_day
    since = take("since", lambda text: _no_later(read_day(text), as_of), _("2020-01-01 至截至日期之间的日期"))
    place = take("prefecture", _one_of({PROVINCE, *prefectures}), _("湖南省市州的六位区划代码，如 430100"))
    target = take("target", _one_of(targets), _("目标编号，如 county-school"))
    theme = take("theme", _one_of(THEMES), _("light 或 dark"))
    language = take("lang", _one_of(languages()), _("、").join(languages()))
    return Address(
        view=View(
            as_of=as_of,
            prefecture=str(place) if place and place != PROVINCE else None,
            sourced=sourced,
        ),
        default_day=default_day,
        target=str(target) if target else None,
        project=query.get("project"),
        since=since if isinstance(since, date) else None,
        language=str(language or languages()[0]),
        unusable=tuple(unusable),
        explicit=frozenset(query) - {wrong.key for wrong in unusable},
        theme=str(theme) if theme else None,
    )


def _no_later(day: date | None, end: date) -> date | None:
    return day if day is not None and day <= end else None


def _one_of(values: Collection[str]) -> Callable[[str], str | None]:
    return lambda text: text if text in values else None
