"""What a page's address asks for: each value checked, each wrong one named.

No address leads to a traceback.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from chuyi_dash.as_of import AsOf
from chuyi_dash.i18n import DEFAULT_LANGUAGE
from chuyi_dash.views.board import Scope, all_divisions, newest_day
from chuyi_dash.views.keys import (
    AS_OF,
    LANG,
    PREFECTURE,
    PROJECT,
    PROVINCE,
    SHARED,
    SINCE,
    SOURCED,
    TARGET,
    THEME,
    Key,
    without_blanks,
)
from chuyi_dash.views.snapshot import DataSource

T = TypeVar("T")

LONGEST_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Unusable:
    """A value that could not be used, what would have been, and what is used instead."""

    key: str
    value: str
    expected: str
    instead: str


@dataclass(frozen=True, slots=True)
class Address:
    """A page's choices as its address holds them.

    ``chosen`` has the usable ones by key, defaults left out.
    """

    view: Scope
    default_day: date
    chosen: Mapping[str, Any]
    unusable: tuple[Unusable, ...] = ()

    def choice(self, key: Key[T]) -> T | None:
        """Give what the address chooses, else the key's default."""
        value: T | None = self.chosen.get(key.name, key.default)
        return value

    @property
    def language(self) -> str:
        """The language to speak."""
        return self.choice(LANG) or DEFAULT_LANGUAGE

    @property
    def theme(self) -> str | None:
        """Light or dark; None follows the reader's system."""
        return self.choice(THEME)

    @property
    def target(self) -> str | None:
        """The target's id."""
        return self.choice(TARGET)

    @property
    def project(self) -> str | None:
        """The project's code, which the facts may not have."""
        return self.choice(PROJECT)


def unusable(key: Key[Any], text: str) -> Unusable:
    """Record a text that the key cannot use, cut to a bearable length, with the key's own words."""
    return Unusable(key.name, text[:LONGEST_SHOWN], key.expected(), key.instead())


def read_address(snapshot: DataSource, query: Mapping[str, str], keys: Iterable[Key[Any]] = SHARED) -> Address:
    """Read the choices in a query string.

    A wrong value gives its default and is listed; a strange key is left alone. Raises ChuyiError in a database that
    holds no divisions yet.
    """
    places = {row.code for row in all_divisions(snapshot).values() if row.level == "prefecture"} | {PROVINCE}
    texts = {key: without_blanks(query[key.name]) for key in keys if key.name in query}
    found = {key.name: key.read(text) for key, text in texts.items()}
    sourced = found.get(SOURCED.name) is True
    default_day = newest_day(snapshot, sourced)
    as_of: date = found.get(AS_OF.name) or default_day
    since, prefecture = found.get(SINCE.name), found.get(PREFECTURE.name)
    if since is not None and since > as_of:
        found[SINCE.name] = None
    if prefecture is not None and prefecture not in places:
        found[PREFECTURE.name] = prefecture = None
    return Address(
        view=Scope(AsOf(as_of, sourced), None if prefecture == PROVINCE else prefecture),
        default_day=default_day,
        chosen={name: value for name, value in found.items() if value is not None},
        unusable=tuple(unusable(key, text) for key, text in texts.items() if found[key.name] is None),
    )
