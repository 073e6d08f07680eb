"""Items as plain data and back, so that an accepted sheet keeps what it was asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from chuyi_dash.metrics.self_check.model import Comparison, Figure, Question


def items_to_plain(items: Iterable[Question]) -> list[dict[str, Any]]:
    """Convert the questions to values that JSON can hold."""
    return [asdict(item) for item in items]


def items_from_plain(rows: Iterable[Mapping[str, Any]]) -> tuple[Question, ...]:
    """Rebuild the questions from the values that ``items_to_plain`` made."""
    return tuple(_item(dict(row)) for row in rows)


def _item(row: dict[str, Any]) -> Question:
    figure, comparison = dict(row.pop("figure")), row.pop("comparison")
    figure["names"] = tuple(figure["names"])
    return Question(**row, figure=Figure(**figure), comparison=Comparison(**comparison) if comparison else None)
