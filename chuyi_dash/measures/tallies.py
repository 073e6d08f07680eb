"""People or things counted without names, by category."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from chuyi_dash.drawing.palette import Palette
from chuyi_dash.i18n import gettext as _
from chuyi_dash.i18n import listed
from chuyi_dash.measures.asking import Asked, counts
from chuyi_dash.measures.by_number import ByNumber, most_words, unplaced_words, with_value
from chuyi_dash.measures.measure import CATEGORY, REMARK
from chuyi_dash.metrics.attainment import category_counts, rests_on_sample
from chuyi_dash.metrics.facts import Division, Facts
from chuyi_dash.metrics.results import Attainment, Cell, Count
from chuyi_dash.metrics.self_check.model import Question
from chuyi_dash.plan import Target
from chuyi_dash.terms import item_name, number, unit_word


class Tallies(ByNumber):
    """The counts of all categories together.

    A category's count is the province's own figure, or the sum of the prefectures' if larger; a prefecture's likewise.
    """

    kinds = ("count",)
    mappable = False  # people reach tens of thousands, for which the map's fixed classes have no colours
    periodic = True
    own_section = False
    counted_by = CATEGORY

    def attain(self, target: Target, facts: Facts, prefecture: str | None = None) -> Attainment:
        """Add up the categories that are known."""
        found = category_counts(target, facts, prefecture)
        return Attainment(
            target=target.id,
            kind=target.kind,
            number=None,
            approved=Count(named=None, tally=sum(found.values()) if found else None),
            accepted=None,
            met=None,
            of=None,
            divisions=(),
            attainment=None,
            accepted_attainment=None,
            sample=rests_on_sample(target, facts, prefecture),
            categories=tuple((item.id, found[item.id]) for item in target.items if item.id in found),
        )

    def bar_colour(self, target: Target, cells: Sequence[Cell], palette: Palette) -> str:
        """Give one colour for all."""
        return palette.chart["approved"]

    def rule(self, target: Target) -> str:
        """State that the prefectures' people are added up by category, and only counted."""
        return _("各市州累计人次相加，按重点产业、重点行业、重点群体分列；只计数量，不折算百分比。")

    def figures(self, target: Target, found: Attainment) -> str:
        """Say the count with its unit."""
        count = found.approved.value if found.approved else None
        return f"{number(count)} {unit_word(target.unit, count)}"

    def distribution(
        self, target: Target, found: Attainment, cells: Sequence[Cell], names: Mapping[str, Division],
        unplaced: int | None,
    ) -> str:  # fmt: skip
        """Say which prefectures have most and which have not reported."""
        silent = with_value(cells, names, None)
        if len(silent) == len(cells):
            return _("没有按市州记载的人次，分布未知；请各市州教育局报送。")
        text = most_words(_("三类合计最多的是%(first)s（%(most)s %(unit)s）"), target, cells, names)
        if silent:
            text += _("；未报送的是%(names)s") % {"names": listed(silent)}
        return text + unplaced_words(target, unplaced) + _("。")

    def reached_word(self) -> str:
        """Name what has been counted so far."""
        return _("累计")

    def reached_label(self, target: Target) -> str:
        """Name what has been counted so far, with its unit."""
        return _("累计（%(unit)s）") % {"unit": unit_word(target.unit)}

    def categories_words(self, target: Target, found: Attainment) -> str:
        """Say each category's count."""
        names = {item.id: item_name(item) for item in target.items}
        parts = [f"{names[key]} {number(value)} {unit_word(target.unit, value)}" for key, value in found.categories]
        return _("；").join(parts) + _("。三类之间可能有交叉，合计仅供参考。") if parts else ""

    def not_on_the_map(self) -> str:
        """Explain why people are not on the map."""
        return _("%(name)s按人次计，不在地图上分级着色，按市州的分布见该目标的页面；已改为显示县级覆盖。")

    def published(self, target: Target, found: Attainment, pace: float) -> dict[str, Any]:
        """Give the count alone."""
        return {"approved": found.approved.value if found.approved else None}

    def chapter(self, target: Target) -> str:
        """Put the target in the remark."""
        return REMARK

    def questions(self, target: Target, asked: Asked) -> Iterator[Question]:
        """Ask how many there are in each category."""
        yield from counts(target, asked)


MEASURE = Tallies()
