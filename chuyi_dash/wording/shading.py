"""Which colour and which words a division gets: the same choice for the screens' maps and for the briefing's."""

from __future__ import annotations

from chuyi_dash.drawing.shade import LegendEntry, Shade
from chuyi_dash.i18n import gettext as _
from chuyi_dash.i18n import listed
from chuyi_dash.metrics.classes import class_of, count_labels, share_labels
from chuyi_dash.metrics.ranking import PrefectureStanding
from chuyi_dash.metrics.results import STATES, UNREPORTED
from chuyi_dash.plan import Settings
from chuyi_dash.views.board import PlanProgress
from chuyi_dash.views.coverage import Cell, Coverage
from chuyi_dash.wording.terms import division_name, item_name, number, percent, state_word, unit_word


def share_key(settings: Settings) -> tuple[LegendEntry, ...]:
    """The classes of a share, lowest first, and the one for no data."""
    labels = share_labels(settings.share_classes)
    return (
        *(LegendEntry(colour, label) for colour, label in zip(settings.sequential, labels, strict=True)),
        LegendEntry(settings.states[UNREPORTED], _("资料不足"), hatched=True),
    )


def count_key(settings: Settings, unit: str) -> tuple[LegendEntry, ...]:
    """The classes of a number of projects, lowest first, and the one for unknown."""
    labels = count_labels(settings.count_classes)
    return (
        *(
            LegendEntry(colour, f"{label} {unit_word(unit)}")
            for colour, label in zip(settings.sequential, labels, strict=True)
        ),
        LegendEntry(settings.states[UNREPORTED], _("未知"), hatched=True),
    )


def state_key(settings: Settings, coverage: Coverage) -> tuple[LegendEntry, ...]:
    """The states with their number of divisions; “not applicable” only where it occurs."""
    counts = {state: sum(cell.state == state for cell in coverage.cells) for state in STATES}
    return tuple(
        LegendEntry(settings.states[state], f"{state_word(state)} {counts[state]}", hatched=state == UNREPORTED)
        for state in STATES
        if counts[state] or state != "not_applicable"
    )


def share_colour(share: float | None, settings: Settings) -> str:
    """The colour of a share's class; None is unknown."""
    if share is None:
        return settings.states[UNREPORTED]
    return settings.sequential[class_of(share, settings.share_classes)]


def count_colour(count: int | None, settings: Settings) -> str:
    """The colour of a number's class; None is unknown."""
    if count is None:
        return settings.states[UNREPORTED]
    return settings.sequential[class_of(count, settings.count_classes)]


def standing_shade(row: PrefectureStanding, board: PlanProgress) -> Shade:
    """One prefecture by the share of its duties met."""
    text = _("达到 %(met)d / %(due)d 项（%(share)s），未报送 %(unreported)d 项，逾期节点 %(late)d 个") % {
        "met": row.met,
        "due": row.due,
        "share": percent(row.share),
        "unreported": row.unreported,
        "late": row.late,
    }
    return Shade(
        code=row.code,
        name=division_name(board.divisions[row.code]),
        colour=share_colour(row.share, board.settings),
        text=text,
        hatched=row.share is None,
    )


def cell_shade(cell: Cell, coverage: Coverage) -> Shade:
    """One division under one target: by its state, or by its number of projects where the target is a quota."""
    settings, target = coverage.board.settings, coverage.result.target
    name = division_name(coverage.board.divisions[cell.code])
    mark = _("（示例）") if cell.sample else ""
    if cell.state is None:
        if cell.value is None:
            return Shade(cell.code, name, count_colour(None, settings), _("立项数未知"), hatched=True)
        text = _("立项 %(value)s %(unit)s") % {"value": number(cell.value), "unit": unit_word(target.unit, cell.value)}
        return Shade(cell.code, name, count_colour(cell.value, settings), text + mark)
    text = state_word(cell.state)
    if target.measure == "institutions" and cell.value:
        text += _("，公办学校 %(value)d 所") % {"value": cell.value}
    elif target.items and target.measure != "institutions":
        yes = [item_name(item) for item in target.items if dict(cell.items).get(item.id)]
        text += _("，答“是”：%(names)s") % {"names": listed(yes) or _("无")}
    return Shade(
        cell.code,
        name,
        settings.states[cell.state],
        text + mark,
        hatched=cell.state == UNREPORTED,
        state=cell.state,
    )
