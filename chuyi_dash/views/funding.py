"""Money of all projects in a scope by origin, where all three figures are reported."""

from __future__ import annotations

from dataclasses import dataclass, replace

from chuyi_dash.db.engine import reading
from chuyi_dash.db.queries.projects import money_by_project_and_origin
from chuyi_dash.metrics.money import Money, total
from chuyi_dash.views.board import PlanProgress, Scope, board
from chuyi_dash.views.projects import all_projects
from chuyi_dash.views.snapshot import DataSource, remembered


@dataclass(frozen=True, slots=True)
class Funding:
    """Sums of money in 万元, by origin and as a whole.

    They run over claims (one project and origin) that have budget, in place and spent. ``incomplete`` counts the claims
    left out because a figure is missing: adding them as zero would bend both rates. ``projects`` counts the projects
    summed. ``total`` is None where nothing is.
    """

    board: PlanProgress
    by_origin: tuple[Money, ...]
    total: Money | None
    projects: int
    incomplete: int
    sample: bool


@remembered(entries=64)
def funding(snapshot: DataSource, view: Scope) -> Funding:
    """Sum the money of the view's scope as known on its day.

    A project without a place belongs to the province alone.
    """
    claims = _claims(snapshot, view)
    complete = [(code, money) for code, money in claims if None not in (money.budget, money.in_place, money.spent)]
    origins = sorted({str(money.origin) for _code, money in complete})
    by_origin = tuple(
        replace(total(money for _code, money in complete if money.origin == origin), origin=origin)
        for origin in origins
    )
    return Funding(
        board=board(snapshot, view),
        by_origin=by_origin,
        total=total(by_origin) if by_origin else None,
        projects=len({code for code, _money in complete}),
        incomplete=len(claims) - len(complete),
        sample=not view.sourced and claims != _claims(snapshot, view.sourced_only()),
    )


def _claims(snapshot: DataSource, view: Scope) -> list[tuple[str, Money]]:
    inside = {row.code for row in all_projects(snapshot, view.at) if view.prefecture in (None, row.prefecture)}
    with reading(snapshot.engine) as connection:
        money = money_by_project_and_origin(connection, view.at)
    return [(code, row) for code, rows in money.items() if code in inside for row in rows]
