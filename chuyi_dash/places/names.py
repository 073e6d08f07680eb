"""Finding what a name means: exactly, by code, by short or former name.

Where nothing fits, the nearest name is told.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from chuyi_dash.i18n import gettext as _

NEAR_ENOUGH = 45
HEAD_START = 15
"""Points out of 100 that a name where the row says it should be may be less like the text than one elsewhere."""

SEARCHES, COMPARED = 300, 1_000_000
"""Hints stop where both so many names were searched and so many labels compared: a second or two of one core."""

LONGEST_COMPARED = 100
NOWHERE: frozenset[str] = frozenset()
_IGNORED = re.compile(r"[\s\u200b-\u200f\ufeff“”\"'‘’「」『』]+")


@lru_cache(maxsize=100_000)
def comparable(text: str) -> str:
    """Strip a name of what typing changes: width, spaces, quotation marks, case."""
    return _IGNORED.sub("", unicodedata.normalize("NFKC", text)).casefold()


@dataclass(frozen=True, slots=True)
class Match:
    """The keys that a name may mean, and how it was understood.

    There are none, one, or several candidates.
    """

    keys: tuple[str, ...]
    how: str


NOTHING = Match((), "")


class NameIndex:
    """Names of one kind of thing, in layers: the first layer that knows a name decides."""

    def __init__(self) -> None:
        self._layers: dict[str, defaultdict[str, list[str]]] = {}
        self._labels: dict[str, str] = {}
        self._plain: dict[str, str] = {}
        self._hints: dict[tuple[str, frozenset[str]], str | None] = {}
        self._compared = 0

    def add(self, key: str, layer: str, names: Iterable[str], label: str | None = None) -> None:
        """Let these names mean the key; layers are tried in the order in which they first came.

        The label is what a hint offers for the key.
        """
        found = self._layers.setdefault(layer, defaultdict(list))
        for name in names:
            keys = found[comparable(name)]
            if key not in keys:
                keys.append(key)
        if label is not None:
            self._labels[key] = label
            self._plain[key] = comparable(label)

    def find(self, text: str) -> Match:
        """Find what the text means; several keys where one layer holds several."""
        name = comparable(text)
        for layer, found in self._layers.items():
            if name and name in found:
                return Match(tuple(found[name]), layer)
        return NOTHING

    def label(self, key: str) -> str:
        """Give the key's full name."""
        return self._labels.get(key, key)

    def hint(self, text: str, among: frozenset[str] = NOWHERE) -> str:
        """Name, in a sentence, the label most like the text, preferring these keys.

        Empty where none is like it. A hostile file asks very often; where the search has stopped, the sentence says
        so.
        """
        asked = (comparable(text)[:LONGEST_COMPARED], among)
        if asked not in self._hints:
            if len(self._hints) >= SEARCHES and self._compared >= COMPARED:
                return _("不认识的名称太多，没有再找最接近的名称。")
            self._hints[asked] = self._nearest(*asked)
        nearest = self._hints[asked]
        return _("最接近的是“%(name)s”。") % {"name": nearest} if nearest else ""

    def _nearest(self, asked: str, among: frozenset[str]) -> str | None:
        here = {key: self._plain[key] for key in sorted(among & self._plain.keys())}
        self._compared += len(self._plain) + len(here)
        inside, anywhere = (
            process.extractOne(asked, labels, scorer=fuzz.ratio, score_cutoff=NEAR_ENOUGH)
            for labels in (here, self._plain)
        )
        best = inside if inside and anywhere and inside[1] + HEAD_START >= anywhere[1] else anywhere
        return None if best is None else self._labels[best[2]]


def nearest_of(text: str, choices: Iterable[str]) -> str | None:
    """Find the choice most like the text, None where none is like it."""
    labels = {choice: comparable(choice) for choice in choices}
    best = process.extractOne(comparable(text)[:LONGEST_COMPARED], labels, scorer=fuzz.ratio, score_cutoff=NEAR_ENOUGH)
    return None if best is None else str(best[2])
