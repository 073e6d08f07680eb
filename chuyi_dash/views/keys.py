"""Every choice that an address can hold, and which of them each screen reads.

It is the one declaration: reading an address, the warning for a value that cannot be used, links between screens, the
link to copy and README's list all come from here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from chuyi_dash.db.tables import LEVELS
from chuyi_dash.drawing.palette import THEMES
from chuyi_dash.i18n import DEFAULT_LANGUAGE, languages
from chuyi_dash.i18n import gettext as _
from chuyi_dash.measures import measure_of
from chuyi_dash.metrics.self_check.model import SECTIONS
from chuyi_dash.plan import read_plan

T = TypeVar("T")

OVERVIEW, COVERAGE, TARGETS, PROJECTS = "overview", "coverage", "targets", "projects"
SELF_CHECK, DATA, PRESENT, ABOUT = "self-check", "data", "present", "about"

EARLIEST, LATEST = date(2020, 1, 1), date(2035, 12, 31)
TRUE, FALSE = "1", "0"
PROVINCE = "430000"
"""The whole province, for an address that says so instead of leaving it open."""
SCENES = 8
SHORTEST, LONGEST = 0.2, 3600.0
MOST_WORDS = 60
MOST_DIGITS = 9
BLANK = r"(?:[\s\u200b\ufeff]|%(?:20|0a|0d|09|c2%a0|e3%80%80))+"
"""Blanks of every width, and those that a mail program has encoded once more."""
BLANKS = re.compile(rf"\A{BLANK}|{BLANK}\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Key(Generic[T]):
    """One choice: its name in the address, and how a text becomes a value of it.

    ``read`` gives None for a text that cannot be used. ``expected`` and ``instead`` say in the reader's language what
    can be used and what is used otherwise; ``carried`` tells whether links take the choice along to every other screen.
    """

    name: str
    read: Callable[[str], T | None]
    expected: Callable[[], str]
    default: T | None = None
    instead: Callable[[], str] = lambda: _("默认值")
    carried: bool = False
    write: Callable[[T], str] = str

    def of(self, query: Mapping[str, str]) -> T | None:
        """Take the value from a query, blanks around it aside.

        The default stands in where it is absent or cannot be used.
        """
        value = self.read(without_blanks(query[self.name])) if self.name in query else None
        return self.default if value is None else value


def without_blanks(text: str) -> str:
    """Strip the blanks around a text, as they come along when somebody copies a link."""
    return BLANKS.sub("", text)


def read_day(text: str) -> date | None:
    """Read a day like 2025-12-31 within the range that the product accepts, else None."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if EARLIEST <= day <= LATEST else None


def _one_of(values: Callable[[], Collection[str]]) -> Callable[[str], str | None]:
    return lambda text: text if text in values() else None


def _switch(text: str) -> bool | None:
    return {TRUE: True, FALSE: False}.get(text)


def _write_switch(value: bool) -> str:
    return TRUE if value else FALSE


def _counting_number(text: str) -> int | None:
    return (int(text) or None) if text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS else None


def _scene(text: str) -> int | None:
    number = _counting_number(text)
    return number if number is not None and number <= SCENES and str(number) == text else None


def _seconds(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if SHORTEST <= value <= LONGEST else None


def targets_with_projects() -> tuple[str, ...]:
    """List the ids of the targets that projects can belong to, in the plan's order."""
    return tuple(row.id for row in read_plan().targets if measure_of(row).with_projects)


def self_check_sections() -> tuple[str, ...]:
    """List the sections that a sheet can have.

    Those that every sheet has come first, then those named by a target of their own.
    """
    return (*SECTIONS, *(row.id for row in read_plan().targets if measure_of(row).own_section))


AS_OF = Key("as_of", read_day, lambda: _("2020-01-01 至 2035-12-31 之间的日期，如 2025-12-31"), carried=True)
PREFECTURE = Key("prefecture", str, lambda: _("湖南省市州的六位区划代码，如 430100"), carried=True)
SOURCED = Key("sourced", _switch, lambda: _("1 或 0"), default=False, carried=True, write=_write_switch)
LANG = Key("lang", _one_of(languages), lambda: _("、").join(languages()), default=DEFAULT_LANGUAGE, carried=True)
THEME = Key("theme", _one_of(lambda: THEMES), lambda: _("light 或 dark"), carried=True)
TARGET = Key(
    "target", _one_of(lambda: {row.id for row in read_plan().targets}), lambda: _("目标编号，如 county-school")
)
PROJECT_TARGET = Key("target", _one_of(targets_with_projects), lambda: _("有项目的目标编号，如 heritage-base"))
PROJECT = Key("project", str, lambda: _("项目编号，如 ps-liuyang"))
SINCE = Key("since", read_day, lambda: _("2020-01-01 至截至日期之间的日期"))
LEVEL = Key("level", _one_of(lambda: LEVELS), lambda: _("、").join(LEVELS))
STAGE = Key("stage", _one_of(lambda: {row.code for row in read_plan().stages}), lambda: _("阶段编号，如 approved"))
LATE = Key("late", _switch, lambda: _("1 或 0"), write=_write_switch)
WORDS = Key("q", lambda text: text[:MOST_WORDS], lambda: _("要搜索的词"), default="")
PERIOD = Key("period", str, lambda: _("已开始的报送期，如 2024年度"), instead=lambda: _("最近一期"))
IMPORT = Key("import", _counting_number, lambda: _("导入的编号"), instead=lambda: _("最近一次"))
ROUND = Key("round", str, lambda: _("已开启的自查轮次，如 2024"), instead=lambda: _("最近一轮"))
SECTION = Key("section", _one_of(self_check_sections), lambda: _("自查表的部分，如 colleges"))
PAGE = Key("page", _counting_number, lambda: _("从 1 起的页码"), default=1)
SCENE = Key("scene", _scene, lambda: _("1 至 %(last)d 的场景序号") % {"last": SCENES}, default=1)
EVERY = Key("every", _seconds, lambda: _("翻页间隔的秒数，0.2 至 3600，如 20"))

SHARED: tuple[Key[Any], ...] = (AS_OF, PREFECTURE, SOURCED, LANG, THEME)
"""What every screen reads and every link between screens carries."""
ON_SCREEN: Mapping[str, tuple[Key[Any], ...]] = {
    OVERVIEW: (SINCE, TARGET),
    COVERAGE: (TARGET,),
    TARGETS: (TARGET,),
    PROJECTS: (PROJECT_TARGET, LEVEL, STAGE, LATE, WORDS, PROJECT),
    SELF_CHECK: (TARGET, ROUND, SECTION, PAGE),
    DATA: (TARGET, PERIOD, IMPORT),
    PRESENT: (TARGET, SCENE, EVERY),
    ABOUT: (TARGET,),
}
"""Each screen's own keys. The target belongs to all: a screen without use for it still names one that is none."""


def keys_of(screen: str) -> dict[str, Key[Any]]:
    """Give all keys of a screen by name; KeyError for a screen that there is not."""
    return {key.name: key for key in (*SHARED, *ON_SCREEN[screen])}


def texts_for(screen: str, choices: Mapping[str, Any]) -> dict[str, str]:
    """Write choices as a screen's address holds them; None leaves one open.

    ValueError for a key that the screen does not read.
    """
    known = keys_of(screen)
    strange = choices.keys() - known.keys()
    if strange:
        raise ValueError(f"{screen} reads no {', '.join(sorted(strange))} from its address")
    return {name: known[name].write(value) for name, value in choices.items() if value is not None}
