"""Every page in the ways it can be asked for: what it says, and that it never breaks."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
import small_facts as small
from databases import BACKENDS
from lxml.html import fromstring
from sent import texts_sent
from shown import more_than_letters
from sqlalchemy import Engine, select

from chuyi_dash import cli
from chuyi_dash.db.tables import Project, Source
from chuyi_dash.plan import read_plan
from chuyi_dash.views.keys import PROVINCE
from chuyi_dash.views.snapshot import DataSource
from chuyi_dash.wording.terms import status_word
from components.session.navigation import screens

EARLY, NEW = "2021-01-01", "2025-12-31"
PREFECTURE = {"prefecture": "430600"}
SOURCED = {"sourced": "1"}


def query_of(answer: Any) -> dict[str, str]:
    """The address's query after the run."""
    pairs = dict(answer.app.query_params.items())
    return {key: value[0] if isinstance(value, list) else value for key, value in pairs.items()}


ENTRIES = [entry for entry in screens() if entry.name not in ("present", "self-check")]  # they have no day to choose
NAMES = [entry.name for entry in ENTRIES]
SCENARIOS: dict[str, dict[str, str]] = {
    "default": {},
    "prefecture": PREFECTURE,
    "sourced": SOURCED,
    "early": {"as_of": EARLY},
    "sourced and early": SOURCED | {"as_of": EARLY},
    "all at once": SOURCED | PREFECTURE | {"as_of": "2023-06-30"},
}
WRONG = [
    {"as_of": "2024-13-40", "prefecture": "999999", "target": "nope", "sourced": "maybe", "lang": "xx"},
    {"as_of": "1999-01-01", "prefecture": "430102", "target": "<b>"},
    {"as_of": "", "prefecture": "<img src=x onerror=alert(1)>"},
    {"as_of": "![](//evil.example/x.png)", "prefecture": "[x](//e.co)", "target": "https://e.co", "sourced": "**1**"},
]
SAYS = {
    ("overview", "default"): [
        "全省可判断的",
        "项逾期未完成",
        "前三名与后三名",
        "含示例数据（演示用，非真实）",
        "计划期已于2025年12月31日结束",
    ],
    ("overview", "prefecture"): ["岳阳市可判断的"],
    ("overview", "sourced"): ["全省可判断的", "有来源的事实里没有逾期记录"],
    ("overview", "early"): ["截至2021年1月1日", "所选日期在此之前", "没有逾期事项"],
    ("overview", "sourced and early"): ["截至2021年1月1日", "暂不排名"],
    ("coverage", "default"): ["每个县市区1所以上公办中等职业学校", "122 个县市区中", "未报送", "名单（可复制）"],
    ("coverage", "prefecture"): ["9 个县市区中", "岳阳市"],
    ("coverage", "sourced"): ["未报送 118"],
    ("coverage", "early"): ["截至2021年1月1日"],
    ("coverage", "sourced and early"): ["截至2021年1月1日", "未报送"],
    ("targets", "default"): ["目标进展", "含示例数据"],
    ("targets", "prefecture"): ["岳阳市"],
    ("targets", "sourced"): ["仅有来源的事实"],
    ("targets", "early"): ["截至2021年1月1日"],
    ("projects", "default"): ["个项目：在立项状态", "有逾期节点的"],
    ("projects", "prefecture"): ["岳阳市", "个项目"],
    ("projects", "sourced"): ["仅有来源的事实", "个项目"],
    ("projects", "sourced and early"): ["截至2021年1月1日", "没有"],
    ("about", "default"): ["计划原文与残缺", "已知的残缺", "序时进度", "天地图", "示例"],
    ("about", "sourced"): ["计划原文与残缺"],
}


@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize("name", NAMES)
def test_a_page_answers_whatever_day_scope_and_switch_it_is_asked_for(
    name: str, scenario: str, show: Callable[..., Any], sample_data: DataSource
) -> None:
    answer = show(name, **SCENARIOS[scenario])
    assert answer.exceptions == []
    title = next(entry.title for entry in ENTRIES if entry.name == name)
    assert f"<h1>{title}</h1>" in answer.html
    assert [words for words in SAYS.get((name, scenario), []) if words not in answer.text] == []


@pytest.mark.parametrize(
    ("name", "query"),
    [
        *((name, {}) for name in NAMES),
        ("targets", {"target": "heritage-base"}),
        ("projects", {"project": "ps-liuyang"}),
        ("coverage", {"prefecture": "430100"}),
    ],
    ids=str,
)
def test_a_page_of_sourced_facts_never_says_sample_not_in_a_table_s_cells_either(
    name: str, query: dict[str, str], show: Callable[..., Any], sample_data: DataSource
) -> None:
    answer = show(name, **SOURCED, **query)
    assert answer.exceptions == []
    assert "cd-sample" not in answer.html
    assert "示例" not in answer.text.replace("或它只在示例数据中", "")
    said = " ".join(texts_sent(answer.app)).replace("打开后，示例数据不参与任何数字。", "")  # by the switch, of itself
    assert "示例" not in said.replace("或它只在示例数据中", "")


def test_a_project_of_the_sample_cannot_be_opened_among_sourced_facts(
    show: Callable[..., Any], sample_data: DataSource
) -> None:
    with sample_data.engine.connect() as connection:
        known = select(Project.code).join(Source, Source.key == Project.source_key).where(Source.kind == "sample")
        code = str(connection.scalars(known.limit(1)).one())
    answer = show("projects", project=code, **SOURCED)
    assert answer.exceptions == []
    assert code in answer.notices
    assert "cd-answer" not in answer.html


@pytest.mark.parametrize("option", ["--prefecture 430100", "--as-of 2024-06-30"])
def test_the_overview_of_another_scope_or_day_counts_as_the_command_line_does(
    option: str, show: Callable[..., Any], sample_data: DataSource, capsys: pytest.CaptureFixture[str]
) -> None:
    key, value = option.split()
    assert cli.main(["status", "--json", key, value]) == 0
    damaged = {target.id for target in read_plan().targets if target.damaged}
    rows = json.loads(capsys.readouterr().out)["targets"]
    expected = Counter(status_word(row["status"]) for row in rows if row["id"] not in damaged)
    html = show("overview", **{key.removeprefix("--").replace("-", "_"): value}).html
    chips = fromstring(f"<div>{html}</div>").find_class("cd-chip")
    assert {chip.findall(".//span")[-1].text_content(): int(chip.find(".//b").text) for chip in chips} == expected


@pytest.mark.parametrize("name", NAMES)
def test_a_page_with_sample_data_says_so(name: str, show: Callable[..., Any], sample_data: DataSource) -> None:
    assert "示例" in show(name).html


@pytest.mark.parametrize("name", [entry.name for entry in screens()])
def test_a_deep_link_runs_through_the_frame_with_the_choices_kept(
    name: str, show: Callable[..., Any], sample_data: DataSource
) -> None:
    answer = show(name, prefecture="430600", as_of="2024-06-30")
    assert answer.exceptions == []
    assert query_of(answer) == {"prefecture": "430600", "as_of": "2024-06-30"}
    if name in NAMES:
        assert answer.app.selectbox(key="scope").value == "430600"
        assert f"{answer.app.date_input(key='day').value}" == "2024-06-30"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: wrong["as_of"] or "empty")
def test_each_wrong_value_gives_a_notice_and_the_default(
    name: str, wrong: dict[str, str], show: Callable[..., Any], sample_data: DataSource
) -> None:
    answer = show(name, **wrong)
    assert answer.exceptions == []
    assert [key for key, value in wrong.items() if f"{key}={value}" not in answer.notices] == []
    assert [notice.value for notice in answer.app.warning if more_than_letters(notice.value)] == []
    assert answer.app.selectbox(key="scope").value == PROVINCE
    assert answer.app.toggle(key="only_sourced").value is False


@pytest.mark.parametrize(
    ("key", "value"),
    [("stage", "nope"), ("level", "国家级"), ("late", "2"), ("target", "county-school"), ("stage", "[x](//e.co)")],
)
def test_a_wrong_filter_of_projects_gives_a_notice_and_all_projects(
    key: str, value: str, show: Callable[..., Any], sample_data: DataSource
) -> None:
    answer = show("projects", **{key: value})
    assert answer.exceptions == []
    assert f"{key}={value}" in answer.notices
    assert [notice.value for notice in answer.app.warning if more_than_letters(notice.value)] == []
    assert answer.app.selectbox(key=f"filter_{key}").value == "any"
    assert "没有符合条件的项目" not in answer.text


def test_a_project_that_does_not_exist_is_said_not_to(show: Callable[..., Any], sample_data: DataSource) -> None:
    answer = show("projects", project="nope")
    assert answer.exceptions == []
    assert "没有编号为 nope 的项目" in answer.notices


@pytest.mark.parametrize(
    ("target", "says"),
    [
        ("skills-training", "大规模职业技能培训按人次计，不在地图上分级着色，按市州的分布见该目标的页面"),
        ("industry-college", "没有按地区的分布"),
    ],
)
def test_a_target_that_is_not_on_the_map_gives_the_counties_and_says_why(
    target: str, says: str, show: Callable[..., Any], sample_data: DataSource
) -> None:
    answer = show("coverage", target=target)
    assert answer.exceptions == []
    assert says in answer.notices
    assert answer.app.selectbox(key="map_target").value == "county-school"


def test_people_trained_are_shown_by_prefecture_on_the_target_s_page(
    show: Callable[..., Any], sample_data: DataSource
) -> None:
    assert "三类合计最多的是" in show("targets", target="skills-training").text
    assert "分布未知；请各市州教育局报送" in show("targets", target="skills-training", **SOURCED).text


def links_of(answer: Any) -> set[tuple[str, str]]:
    """(address, query) of each link that is not part of the navigation bar."""
    links = (link.proto for link in answer.app.main.get("page_link"))
    bar = {entry.title for entry in screens()}
    return {(link.page, link.query_string) for link in links if link.label not in bar}


def test_the_list_of_projects_and_each_project_lead_to_rules_and_sources_with_the_choices_kept(
    show: Callable[..., Any], sample_data: DataSource
) -> None:
    assert ("about", "prefecture=430100") in links_of(show("projects", **{"prefecture": "430100"}))
    answer = show("projects", project="ps-liuyang", prefecture="430100")
    assert ("targets", "prefecture=430100&target=prefecture-school") in links_of(answer)


@pytest.mark.parametrize("scenario", ["default", "sourced and early"])
def test_every_target_has_a_page_of_its_own(
    scenario: str, show: Callable[..., Any], sample_data: DataSource, target_ids: list[str]
) -> None:
    for target in target_ids:
        answer = show("targets", target=target, **SCENARIOS[scenario])
        assert answer.exceptions == [], target
        assert "cd-answer" in answer.html, target
        assert "条款" in answer.html, target


def test_a_project_s_page_tells_its_events_money_and_sources(show: Callable[..., Any], sample_data: DataSource) -> None:
    answer = show("projects", project="ps-liuyang")
    assert answer.exceptions == []
    assert "浏阳市职业中专改扩建" in answer.html
    assert "来源" in answer.html
    assert "没有记载来源" not in answer.html


def test_a_project_s_page_cites_whoever_reported_its_money_and_its_milestones(
    show: Callable[..., Any], use: Callable[[str], None], database_on: Callable[[str, str], Engine]
) -> None:
    engine = database_on("sqlite", "sourced")
    with engine.begin() as connection:
        for key in ("money-file", "old-money-file", "milestone-file"):
            small.source(connection, key, "press")
        small.funding(connection, "ps-liuyang", "2023-01-01", budget=1, source_key="old-money-file")
        small.funding(connection, "ps-liuyang", "2023-06-01", budget=2, source_key="money-file")
        small.milestone(connection, "ps-liuyang", "2023-01-01", source_key="milestone-file")
    use(str(engine.url))
    html = show("projects", project="ps-liuyang").html
    assert "liuyang-daily-2022" not in html, "sources are shown by title"
    assert [key for key in ("money-file", "milestone-file") if html.count(f">{key}<") != 1] == []
    assert "old-money-file" not in html


@pytest.mark.postgresql
@pytest.mark.parametrize("name", [entry.name for entry in screens()])
def test_a_screen_shows_the_same_texts_tables_and_pictures_from_either_database(
    name: str, show: Callable[..., Any], use: Callable[[str], None], snapshot_of: Callable[[str, str], DataSource]
) -> None:
    shown = []
    for backend in BACKENDS:
        use(snapshot_of(backend, "sample").engine.url.render_as_string(hide_password=False))
        answer = show(name)
        assert answer.exceptions == []
        sent = [f"{element.type} {element.proto}" for element in answer.app.main]
        shown.append([re.sub('deferred_file_id: "[0-9a-f]+"', "", element) for element in sent])
    assert sum(map(len, shown[0])) > 2_000
    assert shown[0] == shown[1]


@pytest.fixture(scope="module")
def target_ids() -> list[str]:
    """All targets of the plan."""
    return [target.id for target in read_plan().targets]


def test_choosing_a_scope_writes_it_into_the_address(show: Callable[..., Any], sample_data: DataSource) -> None:
    answer = show("coverage", target="county-school")
    answer.app.selectbox(key="scope").select("430100").run()
    assert answer.exceptions == []
    assert "长沙市" in answer.html
    assert query_of(answer)["prefecture"] == "430100"
    answer.app.button(key="back_to_province").click().run()
    assert "prefecture" not in query_of(answer)
    assert "122 个县市区中" in answer.text


def test_the_switch_writes_itself_into_the_address(show: Callable[..., Any], sample_data: DataSource) -> None:
    answer = show("overview")
    answer.app.toggle(key="only_sourced").set_value(True).run()
    assert query_of(answer)["sourced"] == "1"
    assert "示例" not in answer.text
