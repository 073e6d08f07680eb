"""The workbook's format, declared once: sheets, columns, what a cell may hold.

Template, reading and checks follow it. Headings are part of the format and therefore the same in every interface
language.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from chuyi_dash.db.tables import LEVELS, ORIGINS, OWNERSHIPS
from chuyi_dash.measures import measure_of
from chuyi_dash.plan import Plan

YES, NO = "是", "否"
CLEAR = "清空"
EXAMPLE = "示例"
GUIDE, CHOICES = "填写说明", "选项"
NAME_SEPARATORS = ";；、"
Value = str | int | Decimal | date | bool | None

SCHOOLS_SINCE = date(1900, 1, 1)
FACTS_SINCE = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet.

    ``form`` is text, note, names, code, day, coming_day, count, money, yes_no, or choice of ``choices``. ``choices``
    names a list that the drop-down offers; for divisions, targets, stages and items it is also looked up. ``since``
    is the earliest day that is believed. ``clearable`` values may be taken away again by the word 清空.
    """

    key: str
    heading: str
    form: str
    help: str
    example: Value = None
    required: bool = False
    choices: str | None = None
    since: date = FACTS_SINCE
    width: int = 16
    clearable: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet and the table that its rows become."""

    name: str
    table: str
    help: str
    columns: tuple[Column, ...]

    def column(self, key: str) -> Column:
        """Find the column with this key; KeyError where the sheet has none."""
        for column in self.columns:
            if column.key == key:
                return column
        raise KeyError(key)


MARK = Column("mark", "标记", "text", f"写“{EXAMPLE}”的行不导入；正式的行留空", EXAMPLE, choices="marks", width=8)
NOTE = Column("note", "说明", "note", "补充说明，可留空", "示例行，导入时跳过", width=36, clearable=True)
PROJECT = Column("project", "项目", "text", "项目编号、名称或曾用名", "某某实训基地", required=True, width=36)
PROJECT_TARGET = Column("target", "所属目标", "choice", "只在项目重名时需要", choices="targets", width=30)
PREFECTURE = Column("prefecture", "市州", "choice", "市州名称", "长沙市", required=True, choices="prefectures")
COUNTY = Column("county", "县市区", "choice", "县级行政区；功能区不是县级行政区", "浏阳市", choices="counties")


def _amount(key: str, heading: str, what: str, example: str) -> Column:
    told = f"{what}，单位万元，最多两位小数；不知道就留空，不填 0"
    return Column(key, heading, "money", told, Decimal(example), clearable=True)


SHEETS = (
    Sheet(
        "学校",
        "institution",
        "每所学校一行，用来看每个县市区有没有公办中职学校。",
        (
            MARK,
            Column("code", "学校编号", "code", "学校标识码；没有就留空，系统按校名生成", "4143000000", width=18),
            Column("name", "学校名称", "text", "现用全称", "某某市职业中等专业学校", required=True, width=32),
            Column("former_names", "曾用名", "names", "多个用分号隔开", "某某县职业高级中学", width=28),
            Column("kind", "类别", "choice", "学校类别", "中职", required=True, choices="kinds"),
            Column(
                "ownership", "举办性质", "choice", "公办或民办；来源没说就留空", "公办", choices="ownerships",
                clearable=True,
            ),
            PREFECTURE,
            COUNTY,
            Column(
                "opened", "开办日期", "day", "不知道就留空", date(1985, 9, 1), since=SCHOOLS_SINCE, clearable=True
            ),
            Column(
                "closed", "停办日期", "day", "仍在办学就留空；被撤并的填撤并之日", since=SCHOOLS_SINCE, clearable=True
            ),
            Column("confirmed_on", "核实日期", "day", "哪一天核实过仍在办学", date(2025, 9, 1), clearable=True),
            NOTE,
        ),
    ),
    Sheet(
        "项目",
        "project",
        "每个立项或申报的项目一行；进展写在“项目进展”，不写在这里。",
        (
            MARK,
            Column("code", "项目编号", "code", "没有就留空，系统按目标、级别和名称生成", width=18),
            Column(
                "target", "目标", "choice", "属于通知的哪一项目标", "“楚怡”产教融合实训基地", required=True,
                choices="targets", width=36,
            ),
            Column(
                "level", "级别", "choice", "省级或市级；市级项目不计入省级数量", "省级", required=True, choices="levels"
            ),
            Column("name", "项目名称", "text", "立项文件上的名称", "某某实训基地", required=True, width=36),
            Column("former_names", "曾用名", "names", "多个用分号隔开", width=28),
            Column("institution", "承担学校", "text", "学校编号、名称或曾用名", "某某市职业中等专业学校", width=32),
            Column("prefecture", "市州", "choice", "所在市州", "长沙市", choices="prefectures"),
            COUNTY,
            NOTE,
        ),
    ),
    Sheet(
        "项目进展",
        "project_event",
        "项目每到一个环节一行，写环节和日期。",
        (
            MARK,
            PROJECT,
            PROJECT_TARGET,
            Column("stage", "环节", "choice", "到了哪个环节", "立项", required=True, choices="stages"),
            Column("date", "日期", "day", "哪一天", date(2022, 12, 1), required=True),
            Column("former_date", "原日期", "day", "只在更正日期时填：原来登记的日期"),
            NOTE,
        ),
    ),
    Sheet(
        "计数",
        "tally",
        "只知道数量、不知道名单时用；数量是截至日期的累计数。",
        (
            MARK,
            Column(
                "target", "目标", "choice", "哪一项目标", "“楚怡”产教融合实训基地", required=True,
                choices="targets", width=36,
            ),
            Column("stage", "环节", "choice", "按项目计数时必填", "立项", choices="stages"),
            Column("category", "类别", "choice", "按类别计数的目标必填", choices="categories"),
            Column(
                "prefecture", "地区", "choice", "全省的数填湖南省，市州的数填市州", "湖南省", required=True,
                choices="regions",
            ),
            COUNTY,
            Column("date", "截至日期", "day", "数到哪一天", date(2022, 12, 31), required=True),
            Column("count", "数量", "count", "累计数，整数", 80, required=True),
            NOTE,
        ),
    ),
    Sheet(
        "清单答复",
        "answer",
        "逐项回答某地是否做到；没有回答就不要写，空白不等于“否”。",
        (
            MARK,
            Column(
                "target", "目标", "choice", "哪一项目标", "各地制定实施方案", required=True, choices="targets", width=36
            ),
            Column("item", "清单项", "choice", "该目标下的一项", "目标任务", required=True, choices="items", width=24),
            PREFECTURE,
            Column("county", "县市区", "choice", "按县市区答复的目标必填", choices="counties"),
            Column("date", "日期", "day", "答复之日", date(2023, 6, 30), required=True),
            Column("met", "是否做到", "yes_no", "是或否", True, required=True, choices="yes_no"),
            NOTE,
        ),
    ),
    Sheet(
        "行业",
        "industry",
        "全省主要行业，以及为它服务的公办高职高专院校。",
        (
            MARK,
            Column("name", "行业", "text", "行业名称", "某某行业", required=True, width=28),
            Column("institution", "对应学校", "text", "学校编号、名称或曾用名；还没有就留空", width=32),
            Column("listed_on", "列入日期", "day", "哪一天列为主要行业", date(2023, 1, 1), required=True),
        ),
    ),
    Sheet(
        "经费",
        "funding",
        "项目每个来源的经费，截至日期的累计数，单位万元。",
        (
            MARK,
            PROJECT,
            PROJECT_TARGET,
            Column("origin", "资金来源", "choice", "四类之一", "地方财政", required=True, choices="origins"),
            Column("date", "截至日期", "day", "数到哪一天", date(2023, 12, 31), required=True),
            _amount("budget", "预算（万元）", "批复的预算", "300"),
            _amount("in_place", "到位（万元）", "已到位", "150.5"),
            _amount("spent", "支出（万元）", "已支出", "98"),
        ),
    ),
    Sheet(
        "节点",
        "milestone",
        "项目的时间节点：应在哪一天完成，实际哪一天完成。",
        (
            MARK,
            PROJECT,
            PROJECT_TARGET,
            Column("name", "节点", "text", "节点名称", "主体工程完工", required=True, width=28),
            Column("due", "应完成日期", "coming_day", "可以是将来的日期", date(2024, 12, 31), required=True),
            Column("done", "完成日期", "day", "没有完成就留空", clearable=True),
        ),
    ),
)  # fmt: skip


def sheet_named(name: str) -> Sheet | None:
    """Find the sheet of this name; None where the format has none."""
    return next((sheet for sheet in SHEETS if sheet.name == name), None)


def institution_kinds(plan: Plan) -> tuple[str, ...]:
    """List the kinds of schools: those that the plan's targets count, then technician schools.

    The latter only carry projects.
    """
    named = [kind for target in plan.targets for kind in target.institution_kinds]
    return (*dict.fromkeys(named), "技工院校")


def fixed_choices(plan: Plan) -> dict[str, tuple[str, ...]]:
    """Give every list of choices that does not depend on the divisions, by its name."""
    items = [item.name_zh for target in plan.targets for item in measure_of(target).answered_items(target)]
    categories = [item.name_zh for target in plan.targets for item in measure_of(target).categories(target)]
    return {
        "marks": (EXAMPLE,),
        "kinds": institution_kinds(plan),
        "ownerships": OWNERSHIPS,
        "levels": LEVELS,
        "origins": ORIGINS,
        "yes_no": (YES, NO),
        "targets": tuple(target.name_zh for target in plan.targets),
        "stages": tuple(stage.name_zh for stage in plan.stages),
        "items": tuple(dict.fromkeys(items)),
        "categories": tuple(dict.fromkeys(categories)),
    }
