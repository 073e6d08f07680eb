"""One CSV file: its rows as a model has them, and the line of every cell."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import ValidationError

from chuyi_dash.data_files.complaints import MISSING_KEY, complaint
from chuyi_dash.data_files.models import Model
from chuyi_dash.data_files.problems import Problem, nearest, unknown_key, unknown_value
from chuyi_dash.errors import ChuyiError
from chuyi_dash.i18n import gettext as _

R = TypeVar("R", bound=Model)
BEYOND = ""


def column(data_dir: Path, name: str, key: str) -> list[str]:
    """Read the cells of one column that are not empty; none where the file has no such column."""
    return [cells[key] for _line, cells in _lines(data_dir, name)[1] if cells.get(key)]


def _lines(data_dir: Path, name: str) -> tuple[Sequence[str], list[tuple[int, dict[str, str]]]]:
    """Read the headings, and each row's line and cells by heading.

    A cell is None where the row ends before it. What stands after the last heading is under BEYOND. Raises ChuyiError
    where the file is missing or is no CSV.
    """
    try:
        with (data_dir / name).open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file, restkey=BEYOND, strict=True)
            rows, line = [], 2
            for cells in reader:
                rows.append((line, cells))
                line = reader.line_num + 1
            return reader.fieldnames or (), rows
    except (OSError, ValueError, csv.Error) as error:
        place = f"{data_dir.name}/{name}"
        raise ChuyiError(_("读不了 %(file)s：%(reason)s") % {"file": place, "reason": error}) from error


class TableFile(Generic[R]):
    """A CSV file of a data folder.

    ``rows`` has a record for each row that fits the model, where an empty cell is None; ``problems`` gathers what is
    wrong. Raises ChuyiError where the file is missing or is no CSV.
    """

    def __init__(self, data_dir: Path, name: str, model: type[R]) -> None:
        self.name = f"{data_dir.name}/{name}"
        self.problems: list[Problem] = []
        self._headings, self._cells = _lines(data_dir, name)
        self._check_headings(tuple(model.model_fields))
        if self.problems:
            self._cells = []  # what stands under wrong headings says nothing
        self.rows = list(self._records(model))

    def _check_headings(self, known: Sequence[str]) -> None:
        lacking = [name for name in known if name not in self._headings]
        meant: set[str | None] = set()
        for number, heading in enumerate(self._headings):
            if heading in self._headings[:number]:
                self.wrong(1, _("列 “%(key)s” 重复。") % {"key": heading})
            elif heading not in known:
                near = nearest(heading, lacking) or nearest(heading, known)
                meant.add(near)
                self.wrong(1, unknown_key(heading, near))
        for name in lacking:
            if name not in meant:
                self.wrong(1, _("缺少列 “%(key)s”。") % {"key": name})

    def _records(self, model: type[R]) -> Iterator[R]:
        for line, cells in self._cells:
            if BEYOND in cells or None in cells.values():
                self.wrong(line, _("这一行的格子数和列名数不一样。"))
                continue
            given = {name: cell for name, cell in cells.items() if cell}
            try:
                yield model.model_validate_strings(given)
            except ValidationError as error:
                self._note(line, given, error)

    def _note(self, line: int, given: dict[str, str], error: ValidationError) -> None:
        for entry in error.errors(include_url=False):
            key = str(entry["loc"][0])
            if entry["type"] == MISSING_KEY:
                self.wrong(line, _("%(key)s 不能为空。") % {"key": key})
            else:
                words = _("%(key)s 的值 “%(value)s” %(reason)s。")
                reason = complaint(entry["type"], entry.get("ctx", {}))
                self.wrong(line, words % {"key": key, "value": given[key], "reason": reason})

    def wrong(self, line: int, words: str) -> None:
        """Note a problem of a line."""
        self.problems.append(Problem(self.name, line, words))

    def cells(self, key: str) -> list[str]:
        """List the cells of one column that are not empty."""
        return [cells[key] for _line, cells in self._cells if cells.get(key)]

    def refer(self, key: str, allowed: Iterable[str], where: str = "") -> None:
        """Note the cells of a column that are not ``allowed``, each value once.

        ``where`` says where the allowed ones stand. Nothing is noted where nothing is allowed, or the column is not
        there: then that is what has to be mended.
        """
        known = list(dict.fromkeys(allowed))
        lines: dict[str, list[int]] = {}
        for line, cells in self._cells if known else ():
            if cells.get(key) and cells[key] not in known:
                lines.setdefault(cells[key], []).append(line)
        for value, found in lines.items():
            words = unknown_value(key, value, known, where)
            if len(found) > 1:
                words += _("共 %(count)d 行如此。") % {"count": len(found)}
            self.wrong(found[0], words)

    def single(self, *keys: str) -> None:
        """Note rows that bear the same cells in these columns as a row above."""
        seen: set[tuple[str, ...]] = set()
        for line, cells in self._cells:
            found = tuple(cells.get(key) or "" for key in keys)
            if found in seen:
                self.wrong(line, _("%(key)s 重复：“%(value)s”。") % {"key": "、".join(keys), "value": "、".join(found)})
            seen.add(found)
