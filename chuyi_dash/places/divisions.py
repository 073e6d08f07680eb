"""The division that a cell means: by full, short or former name or code, never by guessing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from chuyi_dash.db.queries.facts import all_divisions_by_code
from chuyi_dash.fact_files import read_divisions, read_former_names
from chuyi_dash.i18n import gettext as _
from chuyi_dash.places.names import NOTHING, NOWHERE, Match, NameIndex

SUFFIX_OF_KIND = {"自治州": "州", "自治县": "县"}


@dataclass(frozen=True, slots=True)
class DivisionName:
    """A division as far as names go.

    ``level`` is province, prefecture, county or zone.
    """

    code: str
    name: str
    short_name: str
    level: str
    kind: str
    parent: str | None


def level_word(level: str) -> str:
    """Give the word for a level of division."""
    return {"province": _("省"), "prefecture": _("市州"), "county": _("县市区"), "zone": _("功能区")}[level]


def stored_divisions(connection: Connection) -> tuple[DivisionName, ...]:
    """Read all divisions of the database, zones included, in order of code."""
    return tuple(DivisionName(*row) for row in all_divisions_by_code(connection))


def filed_divisions(data_dir: Path | None = None) -> tuple[DivisionName, ...]:
    """Read all divisions of ``data/divisions.csv``, for the template, which needs no database."""
    return tuple(
        DivisionName(row.code, row.name, row.short_name, row.level, row.kind, row.parent_code)
        for row in read_divisions(data_dir)
    )


def former_names(data_dir: Path | None = None) -> dict[str, list[str]]:
    """Read the names that divisions bore before, by code.

    They help a look-up and are never shown as a fact.
    """
    found: dict[str, list[str]] = {}
    for row in read_former_names(data_dir):
        found.setdefault(row.code, []).append(row.former_name)
    return found


@dataclass(frozen=True, slots=True)
class DivisionMatch:
    """The answer for one cell: a code, or a problem's code and message.

    ``how`` says how a name was interpreted.
    """

    code: str | None
    how: str = ""
    problem: str = ""
    message: str = ""


class DivisionNames:
    """All divisions, to look one up at a level by what a cell says."""

    def __init__(self, divisions: Iterable[DivisionName], former: dict[str, list[str]]) -> None:
        self.by_code = {division.code: division for division in divisions}
        self._levels = {level: NameIndex() for level in ("province", "prefecture", "county", "zone")}
        self._counties: dict[str, frozenset[str]] = {}
        for division in self.by_code.values():
            self._add(division, former.get(division.code, []))
        for code, division in self.by_code.items():
            if division.level == "prefecture":
                inside = (other.code for other in self.by_code.values() if other.parent == code)
                self._counties[code] = frozenset(inside)

    def _add(self, division: DivisionName, former: list[str]) -> None:
        index = self._levels[division.level]
        index.add(division.code, "", [division.name], label=division.name)
        index.add(division.code, _("代码"), [division.code])
        suffix = SUFFIX_OF_KIND.get(division.kind)
        short = [division.short_name] + ([division.short_name + suffix] if suffix else [])
        index.add(division.code, _("简称"), short)
        index.add(division.code, _("曾用名"), former)
        stem = division.name[:-1]
        if division.level == "county" and len(stem) > 1:
            index.add(division.code, _("简称，按列取县级"), [stem])

    def name(self, code: str) -> str:
        """Give the division's full name; KeyError for a code that there is not."""
        return self.by_code[code].name

    def prefecture(self, text: str) -> DivisionMatch:
        """Find the prefecture that the text names."""
        return self._at("prefecture", text, _("市州"))

    def region(self, text: str) -> DivisionMatch:
        """Find the province or the prefecture that the text names."""
        province = self._levels["province"].find(text)
        return (
            DivisionMatch(province.keys[0], province.how)
            if province.keys
            else self._at("prefecture", text, _("全省或市州"))
        )

    def county(self, text: str, prefecture: str | None) -> DivisionMatch:
        """Find the county that the text names, inside the prefecture where that is known."""
        among = self._counties.get(prefecture) if prefecture else None
        match = self._levels["county"].find(text)
        inside = [code for code in match.keys if among is None or code in among]
        if match.keys and not inside:
            where = self.name(self.by_code[match.keys[0]].parent or "")
            return DivisionMatch(
                None,
                problem="county_elsewhere",
                message=_("%(county)s 属于%(where)s，不属于%(prefecture)s。请核对市州和县市区两列。")
                % {"county": self.name(match.keys[0]), "where": where, "prefecture": self.name(prefecture or "")},
            )
        return self._at("county", text, _("县市区"), Match(tuple(inside), match.how), among)

    def _at(
        self, level: str, text: str, expected: str, match: Match | None = None, among: frozenset[str] | None = None
    ) -> DivisionMatch:
        match = match or self._levels[level].find(text)
        if len(match.keys) == 1:
            return DivisionMatch(match.keys[0], match.how)
        if match.keys:
            names = "、".join(f"{self.name(code)}（{code}）" for code in match.keys)
            message = _("“%(value)s”可以指%(names)s，不能代为选择。请写全称或代码。") % {"value": text, "names": names}
            return DivisionMatch(None, problem="ambiguous_division", message=message)
        return self._wrong(level, text, expected, among)

    def _wrong(self, level: str, text: str, expected: str, among: frozenset[str] | None) -> DivisionMatch:
        zone = self._levels["zone"].find(text)
        if zone.keys:
            message = _("“%(zone)s”是统计用的功能区，不是县级行政区。请填它所在的县市区。")
            return DivisionMatch(None, problem="zone", message=message % {"zone": self.name(zone.keys[0])})
        for other, index in self._levels.items():
            found = index.find(text) if other != level else NOTHING
            if found.keys:
                message = _("“%(value)s”是%(level)s（%(name)s），这里应填%(expected)s。")
                values = {"value": text, "level": level_word(other), "name": self.name(found.keys[0])}
                values["expected"] = expected
                return DivisionMatch(None, problem="wrong_level", message=message % values)
        message = _("没有叫“%(value)s”的%(expected)s。") % {"value": text, "expected": expected}
        message += self._levels[level].hint(text, among or NOWHERE)
        return DivisionMatch(None, problem="unknown_division", message=message)
