"""What the check of a file finds: problems with their place, and names that were resolved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from chuyi_dash.errors import ChuyiError
from chuyi_dash.i18n import gettext as _

MOST_PROBLEMS = 5_000
LONGEST_VALUE = 60


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend.

    Sheet, row and column are None where the problem is the file's or the sheet's as a whole.
    """

    sheet: str | None
    row: int | None
    column: str | None
    code: str
    value: str | None
    message: str

    @property
    def where(self) -> str:
        """Where it is, as a reader says it."""
        if self.sheet is None:
            return _("文件")
        parts = [f"“{self.sheet}”"]
        if self.row is not None:
            parts.append(_("第 %(row)d 行") % {"row": self.row})
        if self.column is not None:
            parts.append(_("“%(column)s”列") % {"column": self.column})
        return "".join(parts)

    def __str__(self) -> str:
        return _("%(place)s：%(message)s") % {"place": self.where, "message": self.message}


@dataclass(frozen=True, slots=True)
class Resolution:
    """A value that was taken for something else than it says.

    It tells what was given, what it was taken for, and why.
    """

    sheet: str
    column: str
    given: str
    taken: str
    how: str
    row: int
    rows: int = 1

    def __str__(self) -> str:
        return _("“%(sheet)s”“%(column)s”：%(given)s → %(taken)s（%(how)s，第 %(row)d 行起共 %(rows)d 处）") % asdict(
            self
        )


def shown(value: object) -> str:
    """Shorten a cell's value for a message."""
    text = str(value)
    return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 1] + "…"


class Findings:
    """Collects problems up to a bound, and resolutions once per (sheet, column, given, taken)."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.left_out = 0
        self._resolved: dict[tuple[str, str, str, str], Resolution] = {}
        self._last_row: dict[tuple[str, str, str, str], int] = {}

    def problem(
        self, code: str, message: str, sheet: str | None = None, row: int | None = None,
        column: str | None = None, value: object = None,
    ) -> None:  # fmt: skip
        """Note one problem; beyond the bound only their number is kept."""
        if len(self.problems) >= MOST_PROBLEMS:
            self.left_out += 1
            return
        self.problems.append(Problem(sheet, row, column, code, None if value is None else shown(value), message))

    def resolved(self, sheet: str, column: str, row: int, given: str, taken: str, how: str) -> None:
        """Note what a value was taken for."""
        key = (sheet, column, shown(given), shown(taken))
        seen = self._resolved.get(key)
        if seen is None:
            self._resolved[key] = Resolution(*key, how=how, row=row)
        elif self._last_row[key] != row:
            self._resolved[key] = Resolution(*key, how=seen.how, row=seen.row, rows=seen.rows + 1)
        self._last_row[key] = row

    @property
    def in_order(self) -> tuple[Problem, ...]:
        """List the problems as a reader goes through the file.

        The file's own come first, then sheet by sheet and row by row.
        """
        sheets = list(dict.fromkeys(problem.sheet for problem in self.problems if problem.sheet))
        return tuple(
            sorted(
                self.problems,
                key=lambda problem: (sheets.index(problem.sheet) if problem.sheet else -1, problem.row or 0),
            )
        )

    @property
    def resolutions(self) -> tuple[Resolution, ...]:
        """What was taken for what, in the order of the file."""
        return tuple(self._resolved.values())


class UnusableFileError(ChuyiError):
    """A file that cannot be read at all, or a sheet that cannot be read further.

    ``code`` says which rule it breaks.
    """

    def __init__(self, code: str, message: str, sheet: str | None = None, row: int | None = None) -> None:
        super().__init__(message)
        self.code, self.message, self.sheet, self.row = code, message, sheet, row


class RefusedError(ChuyiError):
    """A file with problems; nothing of it was written. ``problems`` holds every one."""

    def __init__(self, problems: Iterable[Problem], left_out: int = 0) -> None:
        self.problems = tuple(problems)
        lines = [str(problem) for problem in self.problems]
        if left_out:
            lines.append(_("另有 %(count)d 处问题没有列出。") % {"count": left_out})
        head = _("没有导入：共 %(count)d 处问题。请改好后重新导入。") % {"count": len(self.problems) + left_out}
        super().__init__("\n".join([head, *lines]))


def as_json(rows: Iterable[Problem] | Iterable[Resolution]) -> list[dict[str, Any]]:
    """Turn problems or resolutions into plain data."""
    return [asdict(row) for row in rows]
