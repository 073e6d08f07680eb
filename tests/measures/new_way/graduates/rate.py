"""A part of a whole that each prefecture reports with its denominator: two categories of one count.

The target's first item is the part, its second the whole, its number the share in percent that is to be reached.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from chuyi_dash.drawing.palette import Palette
from chuyi_dash.drawing.shade import LegendEntry, Shade
from chuyi_dash.i18n import gettext as _
from chuyi_dash.i18n import listed
from chuyi_dash.measures.asking import Asked, counts
from chuyi_dash.measures.by_division import ByDivision, sample_mark
from chuyi_dash.measures.measure import CATEGORY, Spread, rounded
from chuyi_dash.metrics.attainment import ratio
from chuyi_dash.metrics.change import BurnPoint
from chuyi_dash.metrics.classes import class_of, share_labels
from chuyi_dash.metrics.coverage import divisions_of
from chuyi_dash.metrics.facts import Division, Facts, TallyCount
from chuyi_dash.metrics.quality import SERIOUS, Contradiction
from chuyi_dash.metrics.results import MET, UNMET, UNREPORTED, Attainment, Cell, DivisionState
from chuyi_dash.metrics.self_check.model import Question
from chuyi_dash.plan import Element, Plan, Target
from chuyi_dash.terms import division_name, number, percent, state_word

CLASSES = (0.8, 0.85, 0.9, 0.95)
MORE_THAN_ALL = "part_over_whole"


class Rate(ByDivision):
    """The sum of the parts ÷ the sum of the wholes, over the prefectures that have reported both."""

    kinds = ("rate",)
    periodic = True
    counted_by = CATEGORY
    one_bar = True

    def states(self, target: Target, facts: Facts, prefecture: str | None) -> tuple[DivisionState, ...]:
        """Hold each prefecture's own rate against the number."""
        part, whole = (_newest(target, facts, item) for item in target.items)
        return tuple(
            _state(place.code, target, part.get(place.code), whole.get(place.code))
            for place in divisions_of(target, facts, prefecture)
        )

    def attain(self, target: Target, facts: Facts, prefecture: str | None = None) -> Attainment:
        """Add up first, divide once."""
        states = self.states(target, facts, prefecture)
        known = [row for row in states if row.state != UNREPORTED]
        sums = (sum(row.value or 0 for row in known), sum(row.whole or 0 for row in known))
        reached = ratio(*sums)
        return Attainment(
            target=target.id,
            kind=target.kind,
            number=target.number,
            approved=None,
            accepted=None,
            met=sum(row.state == MET for row in states) if known else None,
            of=len(states),
            divisions=states,
            attainment=None if reached is None else reached * 100 / (target.number or 100),
            accepted_attainment=None,
            sample=any(row.sample for row in states),
            categories=tuple(zip((item.id for item in target.items), sums, strict=True)) if known else (),
        )

    def paced(self, found: Attainment) -> bool:
        """A rate has to hold on every day."""
        return False

    def ceiling(self, found: Attainment) -> int | None:
        """Its course is told in people and comes up to nothing."""
        return None

    def course(self, plan: Plan, days: Sequence[tuple[date, Attainment]]) -> tuple[BurnPoint, ...]:
        """The part over time."""
        return tuple(BurnPoint(day, _sums(found)[0], None, None) for day, found in days)

    def spread(self, target: Target, cells: Sequence[Cell]) -> Spread:
        """A prefecture's own rate."""
        (cell,) = cells
        share = ratio(cell.value, cell.whole)
        label = state_word(UNREPORTED) if share is None else percent(share)
        return Spread(cell.value, cell.whole, int(share is None), share, label)

    def contradictions(self, target: Target, facts: Facts) -> tuple[Contradiction, ...]:
        """No part is larger than its whole."""
        return tuple(
            Contradiction(
                MORE_THAN_ALL, SERIOUS, target.id, None, row.code, target.name_zh,
                (number(row.value), number(row.whole)), row.sample,
            )
            for row in self.states(target, facts, None)
            if row.value is not None and row.whole is not None and row.value > row.whole
        )  # fmt: skip

    def contradiction_words(self, code: str) -> str | None:
        """Both numbers."""
        return _("已就业 %(first)s 人，多于毕业生 %(second)s 人") if code == MORE_THAN_ALL else None

    def kind_word(self, kind: str) -> str:
        """A kind of its own."""
        return _("比率")

    def rule(self, target: Target) -> str:
        """The rule in words."""
        return _("各市州已就业毕业生之和 ÷ 毕业生之和，只计两项都已报送的市州；先相加，后相除。")

    def figures(self, target: Target, found: Attainment) -> str:
        """The rate with both numbers."""
        part, whole = _sums(found)
        figures = {"share": percent(ratio(part, whole)), "part": number(part), "whole": number(whole)}
        silent = len(found.codes(UNREPORTED))
        text = _("就业率 %(share)s（%(part)s / %(whole)s 人）") % figures
        return text + (_("，未报送 %(number)d") % {"number": silent} if silent else "")

    def distribution(
        self, target: Target, found: Attainment, cells: Sequence[Cell], names: Mapping[str, Division],
        unplaced: int | None,
    ) -> str:  # fmt: skip
        """The lowest, and who has not reported."""
        rates = {cell.code: share for cell in cells if (share := ratio(cell.value, cell.whole)) is not None}
        if not rates:
            return _("还没有市州报送就业率。")
        lowest = min(rates, key=lambda code: (rates[code], code))
        figures = {"name": division_name(names[lowest], short=True), "share": percent(rates[lowest])}
        silent = [division_name(names[cell.code], short=True) for cell in cells if cell.code not in rates]
        text = _("就业率最低的是%(name)s（%(share)s）") % figures
        return text + (_("；未报送的是%(names)s") % {"names": listed(silent)} if silent else "") + _("。")

    def reached_word(self) -> str:
        """The part."""
        return _("已就业")

    def reached_label(self, target: Target) -> str:
        """The part with its unit."""
        return _("已就业（人）")

    value_label = reached_label

    def whole_label(self) -> str:
        """The whole with its unit."""
        return _("毕业生（人）")

    def axis_label(self, target: Target) -> str:
        """The rate."""
        return _("就业率（%）")

    def legend(self, target: Target, cells: Sequence[Cell], palette: Palette) -> tuple[LegendEntry, ...]:
        """Classes that tell employment rates apart."""
        classes = zip(palette.sequential, share_labels(CLASSES), strict=True)
        unknown = LegendEntry(palette.states[UNREPORTED], state_word(UNREPORTED), hatched=True)
        return (*(LegendEntry(colour, label) for colour, label in classes), unknown)

    def shade(self, target: Target, cell: Cell, palette: Palette) -> Shade:
        """The rate's class and both numbers."""
        share = ratio(cell.value, cell.whole)
        if share is None:
            return Shade(cell.code, cell.name, palette.states[UNREPORTED], state_word(UNREPORTED), hatched=True)
        figures = {"share": percent(share), "part": number(cell.value), "whole": number(cell.whole)}
        words = _("就业率 %(share)s（%(part)s / %(whole)s 人）") % figures
        colour = palette.sequential[class_of(share, CLASSES)]
        return Shade(cell.code, cell.name, colour, words + sample_mark(cell))

    def bar_colour(self, target: Target, cells: Sequence[Cell], palette: Palette) -> str:
        """The rate's class."""
        return self.shade(target, cells[0], palette).colour

    def parts(self, target: Target) -> tuple[Element, ...]:
        """Nothing is answered yes or no."""
        return ()

    def published(self, target: Target, found: Attainment, pace: float) -> dict[str, Any]:
        """Both sums and the rate; no pace."""
        part, whole = _sums(found)
        rate = {"part": part, "whole": whole, "rate": rounded(ratio(part, whole))}
        return {"met": found.met, "of": found.of} | rate | {"attainment": rounded(found.attainment)}

    def questions(self, target: Target, asked: Asked) -> Iterator[Question]:
        """Both numbers."""
        yield from counts(target, asked)


def _newest(target: Target, facts: Facts, item: Element) -> dict[str, TallyCount]:
    rows = [row for row in facts.tallies if row.target == target.id and row.category == item.id]
    return {row.division: row for row in sorted(rows, key=lambda row: (row.on, row.count, row.source))}


def _state(code: str, target: Target, part: TallyCount | None, whole: TallyCount | None) -> DivisionState:
    if part is None or whole is None or not whole.count:
        return DivisionState(code, UNREPORTED, None, (), False)
    state = MET if part.count * 100 >= whole.count * (target.number or 100) else UNMET
    return DivisionState(code, state, part.count, (), part.sample or whole.sample, whole.count)


def _sums(found: Attainment) -> tuple[int | None, int | None]:
    known = [count for _item, count in found.categories]
    return (known[0], known[1]) if known else (None, None)


MEASURE = Rate()
