"""Every target as a bullet, by clause, in charts and in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from chuyi_dash.drawing.palette import Palette, read_palette
from chuyi_dash.i18n import gettext as _
from chuyi_dash.views.board import TargetResult
from chuyi_dash.views.overview import Overview
from chuyi_dash.wording import overview as words
from chuyi_dash.wording.tables import note
from chuyi_dash.wording.targets import measured
from chuyi_dash.wording.terms import clause_name, part_name, status_label, target_name
from components.widgets.charts import Bullet, Spec, bullet_chart
from components.widgets.pictures import chart_png

ROOM_FOR_HEADINGS = 3


def bullet_charts(answer: Overview, palette: Palette) -> tuple[tuple[Spec, str], ...]:
    """Draw all targets in two charts side by side, each with its words.

    A chart without targets is left out.
    """
    titles = (_("各项目标完成情况（一）"), _("各项目标完成情况（二）"))
    shown = [(title, rows) for title, rows in zip(titles, _bullet_columns(answer, palette), strict=True) if rows]
    return tuple((_bullet_spec(rows, title, answer, palette), _bullets_spoken(rows, answer)) for title, rows in shown)


def _bullets_spoken(rows: Sequence[Bullet], answer: Overview) -> str:
    ids = {row.id for row in rows}
    results = tuple(row for row in answer.board.results if row.target.id in ids)
    return words.bullets_sentence(replace(answer.board, results=results))


def _bullet_spec(rows: Sequence[Bullet], title: str, answer: Overview, palette: Palette) -> Spec:
    board = answer.board
    labels = {"axis": _("完成比例（%）"), "name": _("目标"), "figures": _("数字"), "status": _("状态")}
    return bullet_chart(rows, title=title, note=note(board, board.sample), words=labels, palette=palette)


def _bullet_columns(answer: Overview, palette: Palette) -> list[list[Bullet]]:
    results, plan = answer.board.results, answer.board.plan
    groups: dict[str, list[TargetResult]] = {part: [] for part in plan.parts}
    for row in results:
        groups.setdefault(plan.part(row.target), []).append(row)
    columns: list[list[Bullet]] = [[], []]
    for part, rows in groups.items():
        if not rows:
            continue
        full = bool(columns[1]) or len(columns[0]) + len(rows) > len(results) // 2 + ROOM_FOR_HEADINGS
        column = columns[full]
        name = f"{clause_name(part)} {part_name(plan, part)}"
        column.append(Bullet("", name, "", "", palette.chart["ink"], None, None, None, heading=True))
        column.extend(_bullet(row, answer, palette) for row in rows)
    return columns


def _bullet(row: TargetResult, answer: Overview, palette: Palette) -> Bullet:
    style = palette.styles[row.status]
    with_number = row.attainment.attainment is not None
    return Bullet(
        id=row.target.id,
        name=target_name(row.target),
        figures=f"{style.mark} {measured(row)}",
        status=status_label(row.target, row.status),
        colour=style.colour,
        approved=row.attainment.attainment,
        accepted=row.attainment.accepted_attainment,
        pace=answer.board.pace if with_number and row.measure.paced(row.attainment) else None,
    )


def bullets_picture(answer: Overview) -> bytes:
    """Draw all targets in one picture, as PNG."""
    palette = read_palette()
    rows = list(chain.from_iterable(_bullet_columns(answer, palette)))
    return chart_png(_bullet_spec(rows, _("各项目标完成情况"), answer, palette))
