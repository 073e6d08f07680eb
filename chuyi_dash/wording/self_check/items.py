"""What a sheet asks: its sections, its items, the clause behind each."""

from __future__ import annotations

from collections.abc import Mapping

from chuyi_dash.i18n import gettext as _
from chuyi_dash.measures import measure_of
from chuyi_dash.metrics.facts import Division
from chuyi_dash.metrics.self_check.model import COUNT, Question
from chuyi_dash.plan import Plan, Target, read_plan
from chuyi_dash.wording import terms


def section_title(section: str) -> str:
    """Give the heading over one part of a sheet.

    A part about one target only is headed by the target's name.
    """
    headings = {
        "counties": _("县市区公办中职学校"),
        "colleges": _("公办高职高专院校"),
        "school": _("“楚怡”中职学校和三项统一"),
        "local_plan": _("地方实施方案"),
        "fair_policy": _("人才公平政策"),
        "supervision": _("督促检查和经验推广"),
        "projects": _("项目建设"),
        "training": _("职业技能培训"),
        "narrative": _("报告正文"),
    }
    return headings.get(section) or terms.target_name(read_plan().target(section))


def item_name(item: Question, plan: Plan, divisions: Mapping[str, Division] | None = None) -> str:
    """Name what an item is about, in few words.

    ``divisions`` lets a county stand in the reader's language.
    """
    if item.section == "narrative":
        return _narrative(str(item.element))
    if item.section == "counties":
        return _("有公办中职学校的县市区") if item.kind == COUNT else county_name(item, divisions)
    if item.section == "colleges":
        return _("在办的公办高职高专院校")
    if item.section == "training":
        return _("%(group)s的培训") % {"group": element_name(item, plan)}
    if item.section == "school" and item.element is None:
        return _("改扩建“楚怡”中职学校")
    if item.section == item.target:
        return _own_name(item, plan.target(item.target), plan, divisions)
    return element_name(item, plan)


def _own_name(item: Question, target: Target, plan: Plan, divisions: Mapping[str, Division] | None) -> str:
    """Name what a question is about in a section of its target's own.

    That is an element, a county, or the target itself.
    """
    measure = measure_of(target)
    if item.element in {element.id for element in (*measure.parts(target), *measure.categories(target))}:
        return element_name(item, plan)
    return county_name(item, divisions) if item.name else terms.target_name(target)


def county_name(item: Question, divisions: Mapping[str, Division] | None = None) -> str:
    """Name the county that an item is about; in Chinese where the divisions are not at hand."""
    found = (divisions or {}).get(str(item.division))
    return terms.division_name(found) if found else str(item.name)


def element_name(item: Question, plan: Plan) -> str:
    """Name the element of its target that an item is about, in the reader's language.

    A project goes by its own name.
    """
    if item.target is not None and item.element is not None:
        for element in plan.target(item.target).items:
            if element.id == item.element:
                return terms.item_name(element)
    return item.name or ""


def _narrative(element: str) -> str:
    return {
        "results": _("建设成效"),
        "problems": _("存在问题及分析"),
        "measures": _("改进措施"),
        "next_steps": _("下一步工作计划"),
    }[element]


def item_question(item: Question, plan: Plan) -> str:
    """Put what the prefecture is asked as one question."""
    name = element_name(item, plan)
    if item.target is not None and item.section == item.target:
        target = plan.target(item.target)
        return measure_of(target).question(target, item)
    if item.section == "counties":
        if item.kind == COUNT:
            return _(
                "本市州有几个县市区办有至少1所在办的公办中等职业学校？"
                "地图以逐个填报的县市区和系统名录为准，不随这个总数变化；名录有出入请写在备注里。"
            )
        return _("这个县市区是否办有至少1所在办的公办中等职业学校？")
    if item.section == "school":
        if item.element is None:
            return _("本市州是否已开工改扩建1所“楚怡”中职学校（到达“建设”或其后阶段）？")
        return _("本市州的“楚怡”中职学校是否做到：%(name)s？") % {"name": name}
    if item.section == "fair_policy" and item.element == "discrimination":
        return _("本市州是否已清理对技术技能人才的歧视性政策？")
    return {
        "colleges": _(
            "本市州有几所在办的公办高职高专院校？地图以系统名录中的院校为准，不随这个总数变化；名录有出入请写在备注里。"
        ),
        "local_plan": _("本市州的实施方案是否明确：%(name)s？"),
        "fair_policy": _("本市州是否已向紧缺技术技能人才倾斜：%(name)s？"),
        "supervision": _("本市州是否已开展：%(name)s？"),
        "projects": _("这个项目在数据截至日到了哪个阶段？节点和经费如有出入，请写在备注里。"),
        "training": _("计划开始以来累计培训多少人次：%(name)s？"),
        "narrative": _asked_of_narrative(str(item.element)),
    }[item.section] % {"name": name}


def _asked_of_narrative(element: str) -> str:
    asked = {
        "results": _("本轮自查期内做成了什么，有哪些可核对的变化？"),
        "problems": _("哪些事项没有达到要求，原因是什么？"),
        "measures": _("针对问题采取了哪些措施，由谁负责？"),
        "next_steps": _("下一步做什么，什么时候完成？"),
    }
    return asked.get(element, "")


def clause_words(item: Question, plan: Plan) -> str:
    """Quote the clause as the copy has it; empty for free text.

    Where the copy has lost the words, say that.
    """
    if item.target is None:
        return ""
    target = plan.target(item.target)
    clause = plan.clause(target.clause)
    quote = target.quote or (clause.quote if clause else None)
    return quote or _("存本缺这一条的原文。")
