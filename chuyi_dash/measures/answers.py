"""A checklist that every division answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from chuyi_dash.i18n import gettext as _
from chuyi_dash.measures.asking import Asked, elements
from chuyi_dash.measures.by_division import Judged
from chuyi_dash.metrics.coverage import Answers, Verdict
from chuyi_dash.metrics.facts import Division, Facts
from chuyi_dash.metrics.results import MET, UNMET, UNREPORTED
from chuyi_dash.metrics.self_check.model import Question
from chuyi_dash.plan import Target


class AnsweredItems(Judged):
    """Divisions that answer every item with yes ÷ all divisions."""

    kinds = ("checklist", "coverage")
    periodic = True
    own_section = False

    def judge(self, target: Target, facts: Facts, answers: Answers) -> Callable[[Division], Verdict]:
        """Judge a division by its answers to the target's items.

        Yes to every item meets the target, and one no fails it. Without a no, a missing answer leaves the division not
        reported.
        """

        def judge(division: Division) -> Verdict:
            found = [answers.get((division.code, item.id)) for item in target.items]
            yes = sum(answer is not None and answer.met for answer in found)
            sample = any(answer.sample for answer in found if answer)
            if any(answer is not None and not answer.met for answer in found):
                return UNMET, yes, sample
            if yes == len(found):
                return MET, yes, sample
            return UNREPORTED, yes or None, sample

        return judge

    def rule(self, target: Target) -> str:
        """State that prefectures with a yes to every item are divided by all."""
        return _("全部要素均答“是”的市州数 ÷ 市州总数；有一项答“否”即未达到，有缺答而无“否”为未报送。")

    def value_label(self, target: Target) -> str:
        """Head the column of items answered with yes."""
        return _("答“是”的要素（项）")

    def questions(self, target: Target, asked: Asked) -> Iterator[Question]:
        """Ask about each element on its own."""
        yield from elements(target, asked)


MEASURE = AnsweredItems()
