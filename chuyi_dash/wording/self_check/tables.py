"""A round in tables and sentences.

All prefectures by state, the accepted ones, and what differs between two rounds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from chuyi_dash.i18n import gettext as _
from chuyi_dash.i18n import listed
from chuyi_dash.metrics.facts import Division
from chuyi_dash.metrics.self_check.model import ACCEPTED, STATES, Difference, RoundRow, SheetState
from chuyi_dash.plan import read_plan
from chuyi_dash.table import Column, Table
from chuyi_dash.wording.self_check.figures import item_value_words
from chuyi_dash.wording.self_check.items import item_name, section_title
from chuyi_dash.wording.self_check.sheets import state_word
from chuyi_dash.wording.terms import clause_name, day, division_name, join_sentences, moment, period_word

Divisions = Mapping[str, Division]
"""The divisions by code, for their names in the reader's language."""


def round_note(round: RoundRow) -> str:
    """Say what must travel with a round's figures: its name, its days, and the sample mark."""
    text = _("%(round)s · 数据截至%(day)s · %(due)s前提交") % {
        "round": period_word(round.name),
        "day": day(round.as_of),
        "due": day(round.due),
    }
    return text + (_(" · 含示例数据（非真实）") if round.sample else "")


def states_table(round: RoundRow, rows: Sequence[SheetState], divisions: Divisions) -> Table:
    """Tabulate every prefecture's sheet.

    Columns: state, how much is filled in, whether it is late, open disagreements, hand-in, check code.
    """
    return Table(
        title=_("各市州自查状态"),
        note=round_note(round),
        columns=(
            Column(_("市州")),
            Column(_("状态")),
            Column(_("已填（项）"), "number"),
            Column(_("应填（项）"), "number"),
            Column(_("是否逾期")),
            Column(_("未处理的分歧（处）"), "number"),
            Column(_("提交时间")),
            Column(_("校验码")),
        ),
        rows=tuple(
            (
                division_name(divisions[row.prefecture]),
                state_word(row.state),
                row.answered,
                row.items,
                _("逾期") if row.late else _("未逾期"),
                row.disagreements,
                moment(row.submitted_at) if row.submitted_at else None,
                row.check_code,
            )
            for row in rows
        ),
    )


def states_sentence(round: RoundRow, rows: Sequence[SheetState], divisions: Divisions) -> str:
    """Say how many prefectures are in each state, who is late, and what disagreements are open."""
    count = Counter(row.state for row in rows)
    parts = [
        _("%(state)s %(number)d 个") % {"state": state_word(state), "number": count[state]}
        for state in (*reversed(STATES), None)
        if count[state]
    ]
    text = _("%(round)s自查，%(total)d 个市州：%(parts)s。") % {
        "round": period_word(round.name),
        "total": len(rows),
        "parts": listed(parts),
    }
    late = [division_name(divisions[row.prefecture]) for row in rows if row.late]
    differ = sum(row.disagreements for row in rows)
    return join_sentences(
        text,
        _("逾期的有%(names)s。") % {"names": listed(late, 5)} if late else "",
        _("未处理的分歧 %(number)d 处。") % {"number": differ} if differ else "",
    )


def accepted_table(round: RoundRow, rows: Sequence[SheetState], divisions: Divisions) -> Table:
    """Tabulate the accepted sheets of a round, for everybody."""
    return Table(
        title=_("已通过的自查"),
        note=round_note(round),
        columns=(
            Column(_("市州")),
            Column(_("状态")),
            Column(_("自查项（项）"), "number"),
            Column(_("提交时间")),
            Column(_("校验码")),
        ),
        rows=tuple(
            (
                division_name(divisions[row.prefecture]),
                state_word(row.state),
                row.items,
                moment(row.submitted_at) if row.submitted_at else None,
                row.check_code,
            )
            for row in rows
        ),
    )


def accepted_sentence(round: RoundRow, rows: Sequence[SheetState], divisions: Divisions) -> str:
    """Say which prefectures have been accepted, and that the others show only then."""
    accepted = [division_name(divisions[row.prefecture]) for row in rows if row.state == ACCEPTED]
    if not accepted:
        return _("%(round)s自查还没有市州通过；通过后才对外显示。") % {"round": period_word(round.name)}
    return _("%(round)s自查已有 %(number)d 个市州通过：%(names)s。其余通过后才对外显示。") % {
        "round": period_word(round.name),
        "number": len(accepted),
        "names": listed(accepted),
    }


def difference_table(
    earlier: RoundRow, later: RoundRow, prefecture: str, rows: Sequence[Difference], divisions: Divisions
) -> Table:
    """Tabulate the items of one prefecture whose value differs between two rounds.

    ``prefecture`` is its code.
    """
    plan = read_plan()
    sample = _(" · 含示例数据（非真实）") if earlier.sample or later.sample else ""
    return Table(
        title=_("%(place)s：两轮自查的不同") % {"place": division_name(divisions[prefecture])},
        note=_("%(earlier)s（截至%(from)s）与%(later)s（截至%(to)s）") % {
            "earlier": period_word(earlier.name),
            "from": day(earlier.as_of),
            "later": period_word(later.name),
            "to": day(later.as_of),
        }
        + sample,
        columns=(
            Column(_("条款")),
            Column(_("部分")),
            Column(_("事项"), width=260),
            Column(period_word(earlier.name)),
            Column(period_word(later.name)),
        ),
        rows=tuple(
            (
                clause_name(row.item.clause) if row.item.clause else None,
                section_title(row.item.section),
                item_name(row.item, plan, divisions),
                *(
                    item_value_words(row.item, value, plan)
                    for value in (row.before, row.after)
                ),
            )
            for row in rows
        ),
    )  # fmt: skip
