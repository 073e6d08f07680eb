"""What ways of measuring share in which a prefecture shows a number instead of a state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from chuyi_dash.drawing.palette import Palette
from chuyi_dash.drawing.shade import LegendEntry, Shade
from chuyi_dash.i18n import gettext as _
from chuyi_dash.i18n import listed
from chuyi_dash.measures.by_division import sample_mark
from chuyi_dash.measures.legends import count_colour, count_legend
from chuyi_dash.measures.measure import Measure, Spread
from chuyi_dash.metrics.classes import class_of
from chuyi_dash.metrics.facts import PROVINCIAL, Division, Facts
from chuyi_dash.metrics.results import Attainment, Cell
from chuyi_dash.plan import Target
from chuyi_dash.terms import division_name, number, unit_word


class ByNumber(Measure):
    """Projects or people counted, of which each prefecture has some."""

    by_number = True
    one_bar = True

    def cells(
        self, target: Target, found: Attainment, facts: Facts, divisions: Mapping[str, Division]
    ) -> tuple[Cell, ...]:
        """Give every prefecture its own number; None where that is unknown."""
        return tuple(
            Cell(
                code=row.code,
                name=row.name,
                prefecture=row.code,
                state=None,
                value=self._number(target, facts, row.code),
                items=(),
                sample=_rests_on_sample(target, facts, row.code),
            )
            for row in divisions.values()
            if row.level == "prefecture"
        )

    def _number(self, target: Target, facts: Facts, prefecture: str) -> int | None:
        count = self.attain(target, facts, prefecture).approved
        return count.value if count else None

    def spread(self, target: Target, cells: Sequence[Cell]) -> Spread:
        """Give the prefecture's one number."""
        value = cells[0].value
        label = _("未知") if value is None else number(value)
        return Spread(value, None, None, value, label)

    def bar_colour(self, target: Target, cells: Sequence[Cell], palette: Palette) -> str:
        """Give the colour that the number's class has on the map."""
        return palette.sequential[class_of(cells[0].value or 0, palette.count_classes)]

    def legend(self, target: Target, cells: Sequence[Cell], palette: Palette) -> tuple[LegendEntry, ...]:
        """List the classes of a number."""
        return count_legend(palette, target.unit)

    def shade(self, target: Target, cell: Cell, palette: Palette) -> Shade:
        """Give the colour of the number's class, and the number in words."""
        if cell.value is None:
            return Shade(cell.code, cell.name, count_colour(None, palette), _("立项数未知"), hatched=True)
        words = _("立项 %(value)s %(unit)s") % {"value": number(cell.value), "unit": unit_word(target.unit, cell.value)}
        return Shade(cell.code, cell.name, count_colour(cell.value, palette), words + sample_mark(cell))


def _rests_on_sample(target: Target, facts: Facts, prefecture: str) -> bool:
    rows = [(row.target, row.prefecture, row.sample) for row in facts.projects if row.level == PROVINCIAL]
    rows += [(row.target, row.division, row.sample) for row in facts.tallies]
    return (target.id, prefecture, True) in rows


def with_value(cells: Sequence[Cell], names: Mapping[str, Division], value: int | None) -> list[str]:
    """List the short names of the prefectures with this value, in order."""
    return [division_name(names[cell.code], short=True) for cell in cells if cell.value == value]


def most_words(form: str, target: Target, cells: Sequence[Cell], names: Mapping[str, Division]) -> str:
    """Say in the given form which prefectures have most, and how much.

    Some cell must have a value.
    """
    most = max(cell.value for cell in cells if cell.value is not None)
    return form % {
        "first": listed(with_value(cells, names, most), 4),
        "most": number(most),
        "unit": unit_word(target.unit, most),
    }


def unplaced_words(target: Target, unplaced: int | None) -> str:
    """Say how much is known for no prefecture; nothing where that is none or unknown."""
    if not unplaced:
        return ""
    figures = {"number": number(unplaced), "unit": unit_word(target.unit, unplaced)}
    return _("；另有 %(number)s %(unit)s没有记载所在市州") % figures
