"""The report's own sentences: what the self-check comes to, part by part. Always in Chinese."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from chuyi_dash.db.queries.sources import SourceRow
from chuyi_dash.i18n import listed
from chuyi_dash.metrics.self_check.answering import differs, outcome
from chuyi_dash.metrics.self_check.model import COUNT, MET, NO, TEXT, YES, Question, SheetView
from chuyi_dash.plan import Plan
from chuyi_dash.reports.self_check.document import CountyLine
from chuyi_dash.wording.self_check import answer_words, figure_words, item_name
from chuyi_dash.wording.self_check.figures import item_value_words
from chuyi_dash.wording.terms import day, source_kind_word

BLANK = re.compile(r"(?<=[0-9%]) (?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff]) (?=[0-9]|暂无数据)")
Counties = Sequence[CountyLine]


def items_of(view: SheetView, section: str) -> list[Question]:
    """List the questions of one section."""
    return [item for item in view.items if item.section == section]


def final_value(view: SheetView, item: Question) -> str | None:
    """Return the value that stands for a question after the self-check.

    None where neither the system nor the prefecture has one.
    """
    return outcome(item, view.answers.get(item.key))


def strip_cjk_spaces(text: str) -> str:
    """Strip the blanks that screens put between figures and Chinese words; papers have none."""
    return BLANK.sub("", text)


def summary(view: SheetView, plan: Plan) -> str:
    """Summarise the sheet: what was checked, on which figures, how the answers stand to them."""
    asked = [item for item in view.items if item.kind != TEXT]
    answers = [(item, answer) for item in asked if (answer := view.answers.get(item.key)) and answer.value is not None]
    differ = [item for item, answer in answers if differs(item, answer)]
    agree = [item for item, answer in answers if answer.value == item.figure.value]
    own = [item for item, answer in answers if not answer.agree and item.figure.value is None]
    done = len(differ) + len(agree) + len(own)
    changed = len(answers) - done
    text = (
        f"按照《{plan.title}》，{view.prefecture_name}对{view.round.name}落实情况开展自查，"
        f"数据截至{day(view.round.as_of)}。自查共{len(asked)}项，已填报{done}项：与系统数据一致{len(agree)}项，"
        f"系统无数据、由本市州填报{len(own)}项，与系统数据不一致{len(differ)}项"
    )
    if view.disagreements:
        text += f"（其中{len(view.disagreements)}项待省级处理）"
    if changed:
        text += f"；所同意的系统数据后来变了、待重新确认{changed}项"
    left = len(asked) - len(answers)
    return text + (f"；尚未填报{left}项。" if left else "。")


def section_sentence(section: str, view: SheetView, counties: Counties, plan: Plan) -> str:
    """Describe one section of the self-check in a sentence or two."""
    write: dict[str, Callable[[], str]] = {
        "counties": lambda: counties_sentence(view, counties),
        "colleges": lambda: _colleges(view, plan),
        "projects": lambda: _projects(view, plan),
        "training": lambda: _training(view, plan),
    }
    asked = {item.kind for item in items_of(view, section)}
    other = _counts if asked == {COUNT} else _checks
    return write.get(section, lambda: other(view, section, plan))()


def counties_sentence(view: SheetView, counties: Counties) -> str:
    """Describe the counties by state: how many, and the names of those not met."""
    by_state = {state: [row.name for row in counties if row.state == state] for state in ("met", "unmet", "unreported")}
    text = (
        f"{view.prefecture_name}{len(counties)}个县市区中，办有公办中等职业学校的{len(by_state['met'])}个"
        f"{_named(by_state['met'])}，未办的{len(by_state['unmet'])}个{_named(by_state['unmet'])}，"
        f"未报送的{len(by_state['unreported'])}个{_named(by_state['unreported'])}。"
    )
    own = [
        str(item.name)
        for item in items_of(view, "counties")
        if item.kind == MET and final_value(view, item) not in (None, item.figure.value)
    ]
    return text + (f"其中{listed(own)}按本次自查填报。" if own else "")


def map_sentence(view: SheetView, counties: Counties) -> str:
    """Describe what the county map shows and on what it rests."""
    rest = "结果以系统数据为底，系统未知或有出入的按本次自查，省级维持系统数据的除外。"
    return f"图示{view.prefecture_name}{len(counties)}个县市区是否办有公办中等职业学校。{rest}"


def _named(names: Sequence[str]) -> str:
    return f"（{listed(names)}）" if names else ""


def _colleges(view: SheetView, plan: Plan) -> str:
    return "".join(
        f"{item_name(item, plan)}，系统数据为{figure_words(item, plan)}；"
        f"市州自查：{answer_words(item, view.answers.get(item.key), plan)}。"
        for item in items_of(view, "colleges")
    )


def _counts(view: SheetView, section: str, plan: Plan) -> str:
    """List a section's counts in one sentence, in the order of the sheet."""
    parts = [
        f"{item_name(item, plan)}{item_value_words(item, final_value(view, item), plan)}"
        for item in items_of(view, section)
    ]
    return f"{'，'.join(parts)}。"


def _checks(view: SheetView, section: str, plan: Plan) -> str:
    """Sum up questions of yes or no, by answer and by name."""
    items = items_of(view, section)
    names: dict[str | None, list[str]] = {YES: [], NO: [], None: []}
    for item in items:
        names[final_value(view, item)].append(item_name(item, plan))
    parts = [
        f"{word}{len(names[value])}项{_named(names[value])}"
        for value, word in ((YES, "已做到"), (NO, "未做到"), (None, "尚无结论"))
        if names[value]
    ]
    return f"{len(items)}项中，{'，'.join(parts)}。"


def _projects(view: SheetView, plan: Plan) -> str:
    items = items_of(view, "projects")
    order = [stage.code for stage in plan.stages]
    count = Counter(final_value(view, item) for item in items)
    parts = [f"{plan.stage(code).name_zh}{count[code]}个" for code in order if count[code]]
    if count[None]:
        parts.append(f"阶段未知{count[None]}个")
    late = [item for item in items if item.figure.late]
    unknown = sum(item.figure.late is None for item in items)
    text = f"共{len(items)}个项目，按阶段分：{'、'.join(parts)}。"
    if late:
        overdue = sum(item.figure.late or 0 for item in late)
        text += f"{len(late)}个项目有逾期节点，共{overdue}个。"
    elif unknown < len(items):
        text += "已报送的节点没有逾期。"
    return text + (f"{unknown}个项目没有节点数据。" if unknown else "")


def _training(view: SheetView, plan: Plan) -> str:
    parts = [f"{item_name(item, plan)}{_people(final_value(view, item))}" for item in items_of(view, "training")]
    return f"计划开始以来累计：{'，'.join(parts)}。三类人群可能重叠，不相加。"


def _people(value: str | None) -> str:
    return "未报送" if value is None else f"{int(value):,}人次"


def source_words(row: SourceRow) -> str:
    """Describe a source as the report lists it: title, publisher, day, kind."""
    details = [row.publisher or "", f"{row.published:%Y-%m-%d}" if row.published else row.date_note or ""]
    known = "，".join(part for part in (*details, source_kind_word(row.kind)) if part)
    return f"{row.title}（{known}）"
