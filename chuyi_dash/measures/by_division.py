"""What ways of measuring share in which each division meets a target or does not."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from chuyi_dash.drawing.palette import Palette
from chuyi_dash.drawing.shade import LegendEntry, Shade
from chuyi_dash.i18n import gettext as _
from chuyi_dash.i18n import listed
from chuyi_dash.measures.legends import state_legend
from chuyi_dash.measures.measure import DIVISIONS, Measure, Spread, shares
from chuyi_dash.metrics.attainment import ratio
from chuyi_dash.metrics.coverage import Answers, Verdict, division_states
from chuyi_dash.metrics.facts import Division, Facts
from chuyi_dash.metrics.results import (
    MET,
    NOT_APPLICABLE,
    STATES,
    UNMET,
    UNREPORTED,
    Attainment,
    Cell,
    Count,
    DivisionState,
    count_states,
)
from chuyi_dash.plan import Element, Target
from chuyi_dash.terms import item_name, number, percent, state_word, unit_word


class ByDivision(Measure):
    """Divisions that meet the target ÷ divisions it applies to: counted first, divided once."""

    kinds: tuple[str, ...] = ("coverage",)
    by_division = True
    in_percent = True

    @abstractmethod
    def states(self, target: Target, facts: Facts, prefecture: str | None) -> tuple[DivisionState, ...] | None:
        """Give the state of each division that the target is about; None where the whole is unknown."""

    def attain(self, target: Target, facts: Facts, prefecture: str | None = None) -> Attainment:
        """Count the states; a damaged target keeps no number."""
        states = self.states(target, facts, prefecture)
        count = count_states(state.state for state in states or ())
        of = None if states is None else count.due
        return Attainment(
            target=target.id,
            kind=target.kind,
            number=None if target.damaged else of,
            approved=None,
            accepted=None,
            met=count.known,
            of=of,
            divisions=states or (),
            attainment=ratio(count.known, of),
            accepted_attainment=None,
            sample=any(state.sample for state in states or ()),
            started=self.started(target, facts, prefecture),
        )

    def started(self, target: Target, facts: Facts, prefecture: str | None) -> Count | None:
        """Give a count beside the divisions, which alone decide; None where there is none."""
        return None

    def spread(self, target: Target, cells: Sequence[Cell]) -> Spread:
        """Sum up a prefecture's states; one of 4 counties and one of 12 stand on the same scale."""
        count = count_states(cell.state for cell in cells)
        label = f"{count.met}/{count.due}"
        if count.known is None:
            label = state_word(UNREPORTED if count.due else NOT_APPLICABLE)
        return Spread(count.known, count.due, count.unreported, count.share, label)

    def figures(self, target: Target, found: Attainment) -> str:
        """Say how many divisions of those due are met, their share, and how many have not reported."""
        if found.of is None:
            return _("名单未录入，无法计算")
        text = _("%(met)s / %(of)s %(unit)s（%(share)s）") % {
            "met": number(found.met),
            "of": number(found.of),
            "unit": unit_word(target.unit, found.of),
            "share": percent(found.attainment),
        }
        unreported = len(found.codes(UNREPORTED))
        return text + (_("，未报送 %(number)d") % {"number": unreported} if unreported else "")

    def distribution(
        self, target: Target, found: Attainment, cells: Sequence[Cell], names: Mapping[str, Division],
        unplaced: int | None,
    ) -> str:  # fmt: skip
        """Say how many divisions stand in each of the four states; together they are all divisions."""
        return states_words(target, found)

    def reached_word(self) -> str:
        """Name what grows: divisions that meet the target."""
        return _("达到")

    def reached_label(self, target: Target) -> str:
        """Name what grows, with its unit: divisions that meet the target."""
        return _("达到（%(unit)s）") % {"unit": unit_word(target.unit)}

    def axis_label(self, target: Target) -> str:
        """Name the axis: the share of a prefecture's divisions."""
        return _("达到的地区占比（%）")

    def legend(self, target: Target, cells: Sequence[Cell], palette: Palette) -> tuple[LegendEntry, ...]:
        """List the four states."""
        return state_legend(palette, cells)

    def shade(self, target: Target, cell: Cell, palette: Palette) -> Shade:
        """Give the colour of the state, and say what stands behind it."""
        state = cell.state or UNREPORTED
        words = state_word(state) + self.behind(target, cell)
        return Shade(
            cell.code,
            cell.name,
            palette.states[state],
            words + sample_mark(cell),
            hatched=state == UNREPORTED,
            state=state,
        )

    def bar_colour(self, target: Target, cells: Sequence[Cell], palette: Palette) -> str:
        """Give the colour of what is met, which the bar's length tells."""
        return palette.states[MET]

    def behind(self, target: Target, cell: Cell) -> str:
        """Say what stands behind a state; by default the items that were answered with yes."""
        items = self.parts(target)
        if not items:
            return ""
        yes = [item_name(item) for item in items if dict(cell.items).get(item.id)]
        return _("，答“是”：%(names)s") % {"names": listed(yes) or _("无")}

    def parts(self, target: Target) -> tuple[Element, ...]:
        """List every item of the target."""
        return target.items

    def published(self, target: Target, found: Attainment, pace: float) -> dict[str, Any]:
        """Give divisions met, divisions due, and their share."""
        return {"met": found.met, "of": found.of} | shares(found, pace)

    def published_divisions(self, found: Attainment) -> dict[str, list[str]]:
        """List the codes of divisions not met and of those not reported."""
        return {"missing": list(found.codes(UNMET)), "unreported": list(found.codes(UNREPORTED))}

    def chapter(self, target: Target) -> str:
        """Put the target among those told by division."""
        return DIVISIONS


class Judged(ByDivision):
    """Divisions judged one by one, each by the same rule."""

    @abstractmethod
    def judge(self, target: Target, facts: Facts, answers: Answers) -> Callable[[Division], Verdict]:
        """Give the rule that finds a division's state and value, and whether they are the sample's."""

    def states(self, target: Target, facts: Facts, prefecture: str | None) -> tuple[DivisionState, ...] | None:
        """Judge each division of the target's level; one that is exempt stands outside."""
        return division_states(target, facts, self.judge, prefecture)


def sample_mark(cell: Cell) -> str:
    """Mark what rests on the sample."""
    return _("（示例）") if cell.sample else ""


def states_words(target: Target, found: Attainment) -> str:
    """Say how many divisions stand in each of the four states; together they are all divisions."""
    counts = {state: len(found.codes(state)) for state in STATES}
    text = _("%(total)d 个%(unit)s中，已达到 %(met)d 个，未达到 %(unmet)d 个，未报送 %(unreported)d 个") % {
        "total": len(found.divisions),
        "unit": unit_word(target.unit, len(found.divisions)),
        MET: counts[MET],
        UNMET: counts[UNMET],
        UNREPORTED: counts[UNREPORTED],
    }
    if counts[NOT_APPLICABLE]:
        text += _("，不适用 %(number)d 个") % {"number": counts[NOT_APPLICABLE]}
    return text + _("。")
