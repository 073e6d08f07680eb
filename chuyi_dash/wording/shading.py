"""Which colour and which words a division gets: the same choice for the screens' maps and for the briefing's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chuyi_dash.i18n import gettext as _
from chuyi_dash.measures.tones import Tone, count_colour, count_tones, share_colour, share_tones
from chuyi_dash.metrics.ranking import PrefectureStanding
from chuyi_dash.plan import Settings
from chuyi_dash.views.board import Board
from chuyi_dash.views.coverage import Cell, Coverage
from chuyi_dash.wording.terms import division_name, percent

__all__ = [
    "Key",
    "Shade",
    "cell_shade",
    "count_colour",
    "count_key",
    "coverage_key",
    "share_colour",
    "share_key",
    "standing_shade",
]


@dataclass(frozen=True, slots=True)
class Shade:
    """How one division is drawn: its colour (#rrggbb), its words, and whether a pattern marks it as unknown."""

    code: str
    name: str
    colour: str
    text: str
    hatched: bool = False


@dataclass(frozen=True, slots=True)
class Key:
    """One class of a map: its colour (#rrggbb), its words, and whether a pattern marks it as unknown."""

    colour: str
    label: str
    hatched: bool = False


def share_key(settings: Settings) -> tuple[Key, ...]:
    """The classes of a share, lowest first, and the one for no data."""
    return _keys(share_tones(settings))


def count_key(settings: Settings, unit: str) -> tuple[Key, ...]:
    """The classes of a number of projects, lowest first, and the one for unknown."""
    return _keys(count_tones(settings, unit))


def coverage_key(coverage: Coverage) -> tuple[Key, ...]:
    """The classes of one target's map, as the way of measuring has them."""
    result = coverage.result
    return _keys(result.measure.legend(result.target, coverage.cells, coverage.board.settings))


def _keys(tones: Sequence[Tone]) -> tuple[Key, ...]:
    return tuple(Key(tone.colour, tone.words, tone.hatched) for tone in tones)


def standing_shade(row: PrefectureStanding, board: Board) -> Shade:
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
    """One division under one target, as the way of measuring colours it."""
    result = coverage.result
    tone = result.measure.tone(result.target, cell, coverage.board.settings)
    return Shade(cell.code, division_name(coverage.board.divisions[cell.code]), tone.colour, tone.words, tone.hatched)
