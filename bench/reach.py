"""The reach: the pages to measure, their numbers, and the bounds that these must keep."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

# URL paths of the app's pages; "" is the overview at "/".
PAGES = ("", "coverage", "targets", "projects", "self-check", "present", "data", "about")

# 1 KB is 1000 bytes here: the stricter reading.
KB = 1000


@dataclass(frozen=True, slots=True)
class PageResult:
    """The numbers of one page beside the empty page: ms, payload bytes, reruns per second.

    ``cold_ms`` is the page's first run since the server started; ``first_*`` are the first runs of later sessions,
    ``rerun_*`` runs that change nothing. Medians, except ``cold_ms`` and the rates.
    """

    page: str
    cold_ms: float
    first_ms: float
    first_bytes: float
    empty_first_ms: float
    rerun_ms: float
    rerun_bytes: float
    empty_rerun_ms: float
    load_rate: float
    empty_load_rate: float

    @property
    def path(self) -> str:
        """The page's path as it stands in a browser's address."""
        return f"/{self.page}"

    @property
    def cold_ratio(self) -> float:
        """The first visitor's run since the server started over a later one's."""
        return self.cold_ms / self.first_ms

    @property
    def first_ratio(self) -> float:
        """First run over the empty page's first run."""
        return self.first_ms / self.empty_first_ms

    @property
    def rerun_ratio(self) -> float:
        """Rerun over the empty page's rerun."""
        return self.rerun_ms / self.empty_rerun_ms

    @property
    def load_ratio(self) -> float:
        """Reruns per second of all sessions together, over the empty page's."""
        return self.load_rate / self.empty_load_rate


@dataclass(frozen=True, slots=True)
class Limit:
    """A bound on one number of a page.

    The number may be at most ``bound``, or must be at least ``bound`` where ``at_least`` is set.
    """

    name: str
    number: Callable[[PageResult], float]
    bound: float
    at_least: bool = False

    @property
    def text(self) -> str:
        """The bound as it is printed, such as ``<=1.3``."""
        return f"{'>=' if self.at_least else '<='}{self.bound:g}"

    def is_missed_by(self, result: PageResult) -> bool:
        """Tell whether the page is on the wrong side of the bound.

        A number on the bound has reached it.
        """
        number = self.number(result)
        return number < self.bound if self.at_least else number > self.bound


LIMITS = (
    Limit("cold ratio", lambda result: result.cold_ratio, 1.5),
    Limit("first KB", lambda result: result.first_bytes / KB, 300),
    Limit("rerun ratio", lambda result: result.rerun_ratio, 1.3),
    Limit("rerun KB", lambda result: result.rerun_bytes / KB, 20),
    Limit("load ratio", lambda result: result.load_ratio, 0.5, at_least=True),
)


def missed(result: PageResult) -> list[Limit]:
    """Return the limits that the page does not reach, in the order of the table's columns."""
    return [limit for limit in LIMITS if limit.is_missed_by(result)]


def as_record(result: PageResult) -> dict[str, Any]:
    """Return the page's numbers, its ratios and the limits it misses, ready for JSON.

    ``missed`` holds the names of those limits.
    """
    ratios = {
        "cold_ratio": result.cold_ratio,
        "first_ratio": result.first_ratio,
        "rerun_ratio": result.rerun_ratio,
        "load_ratio": result.load_ratio,
    }
    return {**asdict(result), **ratios, "missed": [limit.name for limit in missed(result)]}
