"""A report as plain data and back, and its check code.

The code tells whether a report has been changed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from chuyi_dash.reports.self_check.document import CountyLine, Document, EvidenceLine, Line, MoneyLine, ProjectLine

GROUPS, GROUP = 4, 4
_PARTS = {"projects": ProjectLine, "money": MoneyLine, "evidence": EvidenceLine, "counties": CountyLine}
_DAYS = ("as_of", "due", "made_on")


def document_to_dict(document: Document) -> dict[str, Any]:
    """Convert the report to values that JSON can hold."""
    plain: dict[str, Any] = json.loads(json.dumps(asdict(document), default=date.isoformat))
    return plain


def document_from_dict(plain: Mapping[str, Any]) -> Document:
    """Rebuild the report from the values that ``document_to_dict`` made."""
    values = dict(plain)
    values |= {day: date.fromisoformat(values[day]) for day in _DAYS}
    values |= {name: tuple(part(**row) for row in values[name]) for name, part in _PARTS.items()}
    values["lines"] = tuple(Line(**row | {"evidence": tuple(row["evidence"])}) for row in values["lines"])
    values["sections"] = tuple((heading, sentence) for heading, sentence in values["sections"])
    values["sources"] = tuple(values["sources"])
    return Document(**values)


def check_code(document: Document) -> str:
    """Compute a short code over the report's content, such as 1A2B-3C4D-5E6F-7089.

    It covers everything but the code itself, and is the same for the same content.
    """
    plain = document_to_dict(document)
    del plain["check_code"]
    canonical = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    digits = hashlib.sha256(canonical.encode()).hexdigest().upper()
    return "-".join(digits[start : start + GROUP] for start in range(0, GROUPS * GROUP, GROUP))
