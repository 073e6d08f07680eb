"""Money of sample projects in 万元: cumulative at each year's end, by origin."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from random import Random

from chuyi_dash.sample.parameters import Parameters, Row, month_day, real, stream
from chuyi_dash.sample.project_history import ProjectHistory


def funding_rows(
    stories: Iterable[tuple[ProjectHistory, Sequence[int] | None]], parameters: Parameters, end: date
) -> list[Row]:
    """Make rows of the table ``funding`` for approved projects.

    ``stories`` are pairs of story and (least, most) budget or None. A few of the newest rows have more spent than is
    in place, for the checks to find.
    """
    rows: list[Row] = []
    newest: list[Row] = []
    for story, budget in stories:
        if budget is None:
            continue
        for part in _by_origin(story, budget, parameters, end):
            rows += part
            newest += part[-1:]
    return _contradict(rows, newest, parameters)


def _by_origin(story: ProjectHistory, budget: Sequence[int], parameters: Parameters, end: date) -> Iterable[list[Row]]:
    days = _report_days(story, parameters["money"], end)
    if not days:
        return
    random = stream(parameters, "money", story.draft.code)
    total = real(random, budget)
    shares = _shares(random, parameters["money"])
    for origin in sorted(shares):
        yield _rows(random, story, origin, round(total * shares[origin], 2), days, parameters)


def _report_days(story: ProjectHistory, settings: Parameters, end: date) -> list[date]:
    """List the year ends from approval until acceptance, the stop or the plan's end."""
    approved, accepted = story.day("approved"), story.day("accepted")
    if approved is None:
        return []
    last = accepted.year if accepted else end.year
    days = [month_day(year, settings["report_day"]) for year in range(approved.year, last + 1)]
    return [day for day in days if day <= (story.stopped or end)]


def _shares(random: Random, settings: Parameters) -> dict[str, float]:
    """Draw the share of the budget that each origin bears; the shares add up to 1.

    An origin that gives nothing is left out.
    """
    drawn = {}
    for origin in sorted(settings["origins"]):
        weight = real(random, settings["origins"][origin])
        if random.random() >= settings["absent"].get(origin, 0):
            drawn[origin] = weight
    whole = sum(drawn.values())
    return {origin: weight / whole for origin, weight in drawn.items()}


def _rows(
    random: Random, story: ProjectHistory, origin: str, budget: float, days: Sequence[date], parameters: Parameters
) -> list[Row]:
    """Make the rows of one origin of money.

    Nothing is in place at the year's end that follows approval; from then on it grows to its last share.
    """
    settings = parameters["money"]
    reached, spending = _last_rates(random, story, settings)
    first = real(random, settings["first_share"])
    low = settings["spent"][0]
    rows = []
    for number, day in enumerate(days):
        grown = number / max(len(days) - 1, 1)
        in_place = round(budget * reached * (first + (1 - first) * grown) if number else 0.0, 2)
        spent = in_place * (low + (spending - low) * grown)
        amounts = {"budget": budget, "in_place": in_place, "spent": spent}
        rows.append(
            {
                "project_code": story.draft.code,
                "origin": origin,
                "date": day,
                **{part: _reported(random, part, amount, settings) for part, amount in amounts.items()},
                "source_key": parameters["source"],
            }
        )
    return rows


def _last_rates(random: Random, story: ProjectHistory, settings: Parameters) -> tuple[float, float]:
    """Draw 资金到位率 and 预算执行率 at the last report.

    They are higher where drive is, and where the project was accepted.
    """
    accepted = story.day("accepted") is not None
    low, high = settings["in_place_accepted" if accepted else "in_place"]
    reached = low + (high - low) * min(1.0, random.random() * story.draft.drive)
    if random.random() < settings["overfull"]:
        reached = real(random, [1.0, settings["overfull_to"]])
    least, most = settings["spent"]
    spending = real(random, [(least + most) / 2, most]) * story.draft.drive
    return reached, min(settings["spent_most"], max(least, spending))


def _reported(random: Random, part: str, amount: float, settings: Parameters) -> Decimal | None:
    return None if random.random() < settings["unknown"][part] else Decimal(f"{amount:.2f}")


def _contradict(rows: list[Row], newest: Sequence[Row], parameters: Parameters) -> list[Row]:
    settings = parameters["money"]
    random = stream(parameters, "contradictions")
    full = [row for row in newest if row["spent"] and row["in_place"]]
    for row in random.sample(full, min(settings["contradictions"], len(full))):
        row["spent"] = Decimal(f"{float(row['in_place']) * real(random, settings['contradiction']):.2f}")
    return rows
