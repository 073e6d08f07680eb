"""All that the product asks of a way of measuring a target.

Many answers hold unless a way gives its own.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from chuyi_dash.drawing.palette import Palette
from chuyi_dash.drawing.shade import LegendEntry, Shade
from chuyi_dash.i18n import gettext as _
from chuyi_dash.measures.asking import Asked
from chuyi_dash.metrics.change import BurnPoint, burn_up
from chuyi_dash.metrics.facts import Division, Facts
from chuyi_dash.metrics.quality import Contradiction
from chuyi_dash.metrics.results import Attainment, Cell
from chuyi_dash.metrics.self_check.model import COUNT, Question
from chuyi_dash.plan import Element, Plan, Target
from chuyi_dash.terms import item_name, target_name, unit_word

QUOTAS, DIVISIONS, REMARK = "quotas", "divisions", "remark"
"""Where the briefing tells of a target: among those with a number, by division, or in the remark below."""
STAGE, CATEGORY = "stage", "category"


@dataclass(frozen=True, slots=True)
class Spread:
    """A target in one prefecture, beside the others.

    ``value`` of ``of`` is what the table says, ``unreported`` the divisions without a report (None where it does not
    apply); ``bar`` is the length of its bar (None: unknown), ``label`` stands at the bar's end.
    """

    value: int | None
    of: int | None
    unreported: int | None
    bar: float | None
    label: str


class Measure(ABC):
    """One way of measuring.

    A module offers its own as ``MEASURE``; a target's ``measure`` names the module. A way holds nothing of its own:
    every answer comes from the target, the facts and the settings that it is given.
    """

    kinds: tuple[str, ...] = ()
    """The kinds of target that it can measure."""
    by_division: bool = False
    """Whether each division meets the target or does not, so that the result is divisions met ÷ divisions due."""
    by_number: bool = False
    """Whether a prefecture shows a number instead of a state."""
    distributed: bool = True
    """Whether its facts lie in divisions, which can then be set side by side."""
    mappable: bool = True
    """Whether the map has colours for it."""
    with_projects: bool = False
    """Whether projects stand behind it, with their stages, milestones and money."""
    own_counts: bool = False
    """Whether a prefecture has numbers approved and accepted of its own, of which the province's are the sum."""
    periodic: bool = False
    """Whether prefectures report on it every period."""
    from_list: bool = False
    """Whether the list of main industries is among its facts."""
    counted_by: str | None = None
    """The column that tells its counts apart: the stage of projects, the category; None where it takes no counts."""
    own_section: bool = True
    """Whether the self-check asks, in a section of its own, about a target that no section of the sheet is about."""
    one_bar: bool = False
    """Whether the briefing draws one bar a prefecture, instead of its divisions by state."""
    in_percent: bool = False
    """Whether its bars are shares."""

    # --- figures

    @abstractmethod
    def attain(self, target: Target, facts: Facts, prefecture: str | None = None) -> Attainment:
        """Say how far the target is attained on the facts' day.

        ``prefecture`` is a code; None is the province.
        """

    def cells(
        self, target: Target, found: Attainment, facts: Facts, divisions: Mapping[str, Division]
    ) -> tuple[Cell, ...]:
        """Set the divisions side by side: by default those of the attainment, each in its state."""
        return tuple(
            Cell(
                code=row.code,
                name=divisions[row.code].name,
                prefecture=prefecture_of(divisions[row.code]),
                state=row.state,
                value=row.value,
                items=row.items,
                sample=row.sample,
                whole=row.whole,
            )
            for row in found.divisions
        )

    @abstractmethod
    def spread(self, target: Target, cells: Sequence[Cell]) -> Spread:
        """Sum up one prefecture's cells."""

    def course(self, plan: Plan, days: Sequence[tuple[date, Attainment]]) -> tuple[BurnPoint, ...]:
        """Tell the target's course from (day, attainment) pairs in order of day."""
        return burn_up(plan, days)

    def paced(self, found: Attainment) -> bool:
        """Tell whether the attainment is held against the pace."""
        return found.number is not None

    def whole(self, found: Attainment) -> int | None:
        """Give what there is to reach, in the target's unit.

        It weighs one target's gap against another's. None where there is nothing to reach.
        """
        return found.of if found.of is not None else found.number

    def ceiling(self, found: Attainment) -> int | None:
        """Give the line that the target's course should come up to; None where it has none."""
        return self.whole(found)

    def contradictions(self, target: Target, facts: Facts) -> tuple[Contradiction, ...]:
        """Find facts that cannot both stand, or hardly."""
        return ()

    # --- words

    def kind_word(self, kind: str) -> str:
        """Name a kind of target."""
        return {"quota": _("名额"), "coverage": _("覆盖"), "checklist": _("清单"), "count": _("计数")}[kind]

    @abstractmethod
    def rule(self, target: Target) -> str:
        """Say how the target is measured, as a formula in words."""

    @abstractmethod
    def figures(self, target: Target, found: Attainment) -> str:
        """Say the figures with their units, as short as they can be without losing any."""

    @abstractmethod
    def distribution(
        self, target: Target, found: Attainment, cells: Sequence[Cell], names: Mapping[str, Division],
        unplaced: int | None,
    ) -> str:  # fmt: skip
        """Say in a sentence or two what the map and the bars show.

        ``unplaced`` is what no prefecture is known for.
        """

    def reached_word(self) -> str:
        """Name what grows over time."""
        return _("立项")

    def reached_label(self, target: Target) -> str:
        """Name what grows over time, with its unit."""
        return _("立项（%(unit)s）") % {"unit": unit_word(target.unit)}

    def whole_label(self) -> str:
        """Head the column of what a prefecture's value is a part of."""
        return _("应达到（个）")

    def axis_label(self, target: Target) -> str:
        """Name the axis along which prefectures are set side by side."""
        return self.reached_label(target)

    def value_label(self, target: Target) -> str:
        """Head the column of a division's value."""
        return _("立项（%(unit)s）") % {"unit": unit_word(target.unit)}

    def categories_words(self, target: Target, found: Attainment) -> str:
        """Tell the counts of the categories in a sentence; nothing where it has none."""
        return ""

    def not_on_the_map(self) -> str:
        """Say why ``%(name)s`` is not on the map, and what is shown instead."""
        return _("%(name)s没有按地区的分布，已改为显示县级覆盖。")

    def contradiction_words(self, code: str) -> str | None:
        """Word a contradiction of this way's own, with ``%(first)s`` and ``%(second)s``.

        None for any other code.
        """
        return None

    # --- the map

    @abstractmethod
    def legend(self, target: Target, cells: Sequence[Cell], palette: Palette) -> tuple[LegendEntry, ...]:
        """List the map's classes."""

    @abstractmethod
    def shade(self, target: Target, cell: Cell, palette: Palette) -> Shade:
        """Give one division's colour and words, by its Chinese name."""

    @abstractmethod
    def bar_colour(self, target: Target, cells: Sequence[Cell], palette: Palette) -> str:
        """Give the colour of a prefecture's bar, from its cells."""

    # --- outputs

    def published(self, target: Target, found: Attainment, pace: float) -> dict[str, Any]:
        """Give the figures of ``status --json`` in order.

        One that does not apply is absent; an unknown one is None.
        """
        counts = (("approved", found.approved), ("accepted", found.accepted))
        return {name: count.value for name, count in counts if count is not None} | shares(found, pace)

    def published_divisions(self, found: Attainment) -> dict[str, list[str]]:
        """Give the codes of divisions in ``status --json``.

        They are of divisions that do not meet the target, or have not reported.
        """
        return {}

    @abstractmethod
    def chapter(self, target: Target) -> str:
        """Say where the briefing tells of the target."""

    # --- what reporters are asked

    def parts(self, target: Target) -> tuple[Element, ...]:
        """List the items that are told one by one beside a division's state."""
        return ()

    def answered_items(self, target: Target) -> tuple[Element, ...]:
        """List the items that a division answers yes or no."""
        return () if self.counted_by == CATEGORY else target.items

    def categories(self, target: Target) -> tuple[Element, ...]:
        """List the categories that its counts come in."""
        return target.items if self.counted_by == CATEGORY else ()

    def owed(self, target: Target) -> tuple[Element, ...]:
        """List the items that each prefecture owes every period."""
        return target.items if self.periodic and target.scope == "prefecture" else ()

    def questions(self, target: Target, asked: Asked) -> Iterator[Question]:
        """Yield the questions of a prefecture's self-check."""
        yield from ()

    def question(self, target: Target, asked: Question) -> str:
        """Put a question in words, where the target has a section of the sheet to itself."""
        names = {item.id: item_name(item) for item in target.items}
        form = _("到数据截至日为止有多少：%(name)s？") if asked.kind == COUNT else _("本市州是否做到：%(name)s？")
        return form % {"name": names.get(asked.element or "", target_name(target))}

    def question_unit(self, target: Target, asked: Question, count: int) -> str:
        """Name what a counted answer counts."""
        return unit_word(target.unit, count)


def prefecture_of(division: Division) -> str:
    """Give the code of the prefecture that a prefecture or a county belongs to."""
    return division.parent_code if division.level == "county" and division.parent_code else division.code


def shares(found: Attainment, pace: float) -> dict[str, Any]:
    """Give attainment and pace as ``status --json`` rounds them."""
    return {"attainment": rounded(found.attainment), "pace": rounded(pace)}


def rounded(value: float | None) -> float | None:
    """Round a share to six places."""
    return None if value is None else round(value, 6)
