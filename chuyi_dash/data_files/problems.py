"""What is wrong with a data file, and the error that tells all of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from chuyi_dash.errors import ChuyiError
from chuyi_dash.i18n import gettext as _

FEW, MOST = 8, 50
"""So many possible values are listed in full; so many problems are told at once."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to mend: a file, a line and the words.

    The file is named as the operator knows it (``data/plan/targets.yaml``); lines count from 1.
    """

    file: str
    line: int
    words: str

    def __str__(self) -> str:
        return _("%(file)s 第 %(line)d 行：%(words)s") % {"file": self.file, "line": self.line, "words": self.words}


class DataFileError(ChuyiError):
    """Data files that cannot be used.

    The message has one line for each of the first MOST problems; ``problems`` has all of them.
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        told = [str(problem) for problem in problems[:MOST]]
        if len(problems) > MOST:
            told.append(_("还有 %(count)d 处问题，改正以上各处后再看。") % {"count": len(problems) - MOST})
        super().__init__("\n".join(told))
        self.problems = tuple(problems)


class Checked(Protocol):
    """A file that gathers what is wrong with it."""

    problems: list[Problem]


def found_in(*files: Checked) -> list[Problem]:
    """List every problem that the files have gathered, in the order of files and lines."""
    return [problem for file in files for problem in sorted(set(file.problems))]


def raise_problems(*files: Checked) -> None:
    """Raise DataFileError with every problem that the files have gathered."""
    found = found_in(*files)
    if found:
        raise DataFileError(found)


def nearest(text: str, choices: Iterable[str]) -> str | None:
    """Find the choice that differs from the text in the fewest letters; None if none is like it."""
    from rapidfuzz.distance import OSA  # only a file with a problem needs it
    from rapidfuzz.process import extractOne

    best = extractOne(text, sorted(choices), scorer=OSA.normalized_similarity, score_cutoff=0.5)
    return None if best is None else str(best[0])


def unknown_key(key: str, near: str | None) -> str:
    """Word the problem of a key, or a column, that the file does not have."""
    if near is None:
        return _("不认识的键 “%(key)s”，请改正或删去。") % {"key": key}
    return _("不认识的键 “%(key)s”，是否应为 “%(near)s”？") % {"key": key, "near": near}


def unknown_value(key: str, value: str, allowed: Sequence[str], where: str) -> str:
    """Word the problem of a value that must be one of ``allowed``.

    A few of those are told; of many, the words say ``where`` they stand.
    """
    words = _("%(key)s 的值 “%(value)s” 不能用") % {"key": key, "value": value}
    near = nearest(value, allowed)
    if near is not None:
        words += _("，是否应为 “%(near)s”？") % {"near": near}
    else:
        words += _("。")
    if len(allowed) <= FEW:
        return words + _("可以写：%(allowed)s。") % {"allowed": _("、").join(allowed)}
    return words + _("可以写的见 %(where)s。") % {"where": where}
