"""From a number to its clause, its rule and its sources."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from chuyi_dash.db.queries.sources import SourceRow
from chuyi_dash.i18n import gettext as _
from chuyi_dash.i18n import in_chinese
from chuyi_dash.plan import Plan, Target
from chuyi_dash.wording.targets import rule
from chuyi_dash.wording.terms import clause_damage, clause_name, confidence_word, day, provenance_word, source_kind_word
from components.widgets.html import render


def source_line(source: SourceRow, facts: int | None = None) -> dict[str, Any]:
    """Give a source for templates: title, kind, date, confidence, address, number of facts."""
    return {
        "title": source.title,
        "kind": source_kind_word(source.kind),
        "date": day(source.published) if source.published else (source.date_note or _("日期未记")),
        "date_noted": source.published is None and bool(source.date_note),
        "confidence": confidence_word(source.confidence),
        "url": source.url or "",
        "note": source.note or "",
        "facts": "" if facts is None else str(facts),
        "sample": source.kind == "sample",
    }


def clause_html(plan: Plan, target: Target) -> str:
    """Show the clause's words with this target's own marked, and how it is measured.

    The damage that touches them stands beside them.
    """
    clause = plan.clause(target.clause)
    words = clause.quote if clause else None
    before, quote, after = words or "", "", ""
    if words and target.quote:
        before, quote, after = words.partition(target.quote)
    return render(
        "clause",
        place=clause_name(target.clause),
        original="" if in_chinese() else target.clause,
        before=before,
        quote=quote,
        after=after,
        damage=clause_damage(clause) if clause else None,
        rule=rule(target),
        provenance=provenance_word(target.provenance),
        second=(target.second_source if in_chinese() else target.second_source_en) or "",
        note=(target.note_zh if in_chinese() else target.note_en) or "",
    )


def sources_html(sources: Sequence[tuple[SourceRow, int | None]], empty: str) -> str:
    """Show a table of sources, or the sentence ``empty`` where there is none."""
    return render("sources", sources=[source_line(source, facts) for source, facts in sources], empty=empty)
