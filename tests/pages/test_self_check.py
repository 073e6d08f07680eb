"""The self-check's page for each kind of reader, and two people on one sheet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from opening import opened_at, script_values
from sheets import KEY, PEOPLE, XIANGXI, World, reporter
from shown import as_shown, more_than_letters
from sqlalchemy import Engine, text
from streamlit.testing.v1 import AppTest

from chuyi_dash.config import Config
from chuyi_dash.errors import ChuyiError
from chuyi_dash.metrics.self_check.model import Draft
from chuyi_dash.views.keys import PROVINCE

PROJECT = Path(__file__).parents[2]
TASKS = f"local-plan:{XIANGXI}:tasks"
COLLEAGUE = reporter(name="colleague@example.com")


@pytest.fixture
def world(
    database_on: Callable[[str, str], Engine], use: Callable[[str], None], config_of: Callable[[Engine], Config]
) -> World:
    """A round on the sample, in a database that the app reads."""
    engine = database_on("sqlite", "sample")
    use(str(engine.url))
    found = World(engine, config_of(engine))
    found.open_round(sample=True)
    return found


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch, world: World) -> Callable[..., AppTest]:
    """The page as one of PEOPLE sees it."""
    monkeypatch.chdir(PROJECT)

    def run(who: str, **query: str) -> AppTest:
        monkeypatch.setattr("components.screens.self_check.request.current_actor", lambda _snapshot: PEOPLE[who])
        return run_again(opened_at("self-check", **query))

    return run


def run_again(app: AppTest) -> AppTest:
    app.run()
    assert [element.value for element in app.exception] == []
    return app


def said(app: AppTest) -> str:
    """All that the page says on a screen."""
    bodies = [element.proto.body for element in app.get("html")]
    bodies = [body for body in bodies if "<style" not in body and "cd-print" not in body]
    notices = [as_shown(element.value) for element in (*app.error, *app.warning, *app.info, *app.caption)]
    return "\n".join([*bodies, *notices])


def printed(app: AppTest) -> str:
    """What the page says on paper only."""
    return "\n".join(element.proto.body for element in app.get("html") if "cd-print" in element.proto.body)


def buttons(app: AppTest) -> set[str]:
    return {button.label for button in app.button}


def choice(app: AppTest, item: str) -> Any:
    """The radio of an item."""
    (found,) = (radio for radio in app.radio if item in str(radio.key))
    return found


@pytest.mark.parametrize("who", ["guest", "viewer", "other reporter", "administrator"])
def test_whoever_has_no_part_in_a_sheet_sees_nothing_of_it_before_it_is_accepted(
    who: str, opened: Callable[..., AppTest], world: World
) -> None:
    world.save(TASKS, Draft(agree=False, value="no", reason="机密的理由"))
    app = opened(who, prefecture=XIANGXI)
    assert "还没有通过" in said(app)
    assert "机密的理由" not in said(app)
    assert buttons(app) & {"提交自查", "通过", "退回修改", "开启"} == set()
    assert app.radio.len == 0


@pytest.mark.parametrize("who", ["guest", "other reporter"])
def test_an_accepted_sheet_is_open_to_everybody_with_its_check_code(
    who: str, opened: Callable[..., AppTest], world: World
) -> None:
    code = world.accept()
    app = opened(who, prefecture=XIANGXI)
    assert code in said(app)
    assert "湘西土家族苗族自治州" in said(app)
    assert "含示例数据" in said(app)
    assert {"自查报告（Word）", "自查表（Excel）", "打印版（网页）"} <= {
        row.proto.label for row in app.get("download_button")
    }


def test_a_reporter_fills_in_the_own_sheet_and_it_saves_at_once(opened: Callable[..., AppTest], world: World) -> None:
    app = opened("own reporter", section="local_plan")
    assert "还有 39 项没有填完，共 39 项" in said(app)
    choice(app, TASKS).set_value("no")
    run_again(app)
    answer = world.sheet().answers[TASKS]
    assert (answer.agree, answer.value, answer.version) == (False, "no", 1)
    assert f"由 {PEOPLE['own reporter'].identity} 保存" in said(app)
    assert "否（与系统不一致）" in printed(app)
    reason = next(area for area in app.text_area if TASKS in str(area.key))
    reason.set_value("以本州文件为准")
    run_again(app)
    assert world.sheet().answers[TASKS].reason == "以本州文件为准"


def test_a_hand_in_too_early_lists_what_is_missing_and_leads_there(
    opened: Callable[..., AppTest], world: World
) -> None:
    app = opened("own reporter", section="narrative")
    app.button(key="submit_sheet").click()
    run_again(app)
    assert "有 39 项没有填完" in said(app)
    assert len([button for button in app.button if " · " in button.label]) == 39
    assert world.sheet().state == "draft"
    app.button(key=f"missing_{TASKS}").click()
    run_again(app)
    assert app.segmented_control(key="section_box").value == "local_plan"
    assert choice(app, TASKS).value is None
    assert [asked["move"] for asked in script_values(app, "move")] == [1]
    run_again(app)
    assert app.segmented_control(key="section_box").value == "local_plan"
    assert script_values(app, "move") == []


def test_one_press_takes_the_system_s_figures_of_a_section(opened: Callable[..., AppTest], world: World) -> None:
    app = opened("own reporter", section="local_plan")
    app.button(key="agree_with_all").click()
    run_again(app)
    answers = world.sheet().answers
    assert len(answers) == 4
    assert all(answer.agree for answer in answers.values())
    assert "agree_with_all" not in {button.key for button in app.button}


def test_one_press_leaves_alone_what_has_been_answered_since_the_page_was_drawn(
    opened: Callable[..., AppTest], world: World
) -> None:
    app = opened("own reporter", section="local_plan")
    world.save(TASKS, Draft(agree=False, value="no", reason="以本州文件为准"))
    app.button(key="agree_with_all").click()
    run_again(app)
    assert app.error.len == 0
    answers = world.sheet().answers
    assert sorted(answer.agree for answer in answers.values()) == [False, True, True, True]
    assert answers[TASKS].reason == "以本州文件为准"


def test_one_press_keeps_a_note_beside_which_nothing_has_been_concluded(
    opened: Callable[..., AppTest], world: World
) -> None:
    world.save(TASKS, Draft(agree=None, note="见州政府文件"))
    app = opened("own reporter", section="local_plan")
    assert "本部分其余 4 项均同意系统数据" in buttons(app)
    app.button(key="agree_with_all").click()
    run_again(app)
    assert (world.sheet().answers[TASKS].agree, world.sheet().answers[TASKS].note) == (True, "见州政府文件")


def test_when_two_collide_both_values_are_shown_and_either_can_be_taken(
    opened: Callable[..., AppTest], world: World
) -> None:
    app = opened("own reporter", section="local_plan")
    world.save(TASKS, Draft(agree=False, value="no", reason="同事的理由"), who=COLLEAGUE)
    choice(app, TASKS).set_value("yes")
    run_again(app)
    (warning,) = (as_shown(element.value) for element in app.warning)
    assert "colleague@example.com" in warning
    assert "对方：否（与系统不一致）；理由：同事的理由" in warning
    assert "您的：是（与系统一致）" in warning
    assert world.sheet().answers[TASKS].reason == "同事的理由"
    next(button for button in app.button if button.label == "改用我的").click()
    run_again(app)
    assert (world.sheet().answers[TASKS].agree, world.sheet().answers[TASKS].version) == (True, 2)
    assert app.warning.len == 0

    world.save(TASKS, Draft(agree=False, value="no", reason="又![](//e.co/x.png)"), 2, who=COLLEAGUE)
    choice(app, TASKS).set_value("no")
    run_again(app)
    assert "又![](//e.co/x.png)" in said(app)
    assert not any(more_than_letters(element.value) for element in app.warning)
    next(button for button in app.button if button.label == "采用对方的").click()
    run_again(app)
    assert choice(app, TASKS).value == "no"
    assert world.sheet().answers[TASKS].reason == "又![](//e.co/x.png)"


def test_a_refusal_to_take_one_s_own_value_is_told_beside_the_collision(
    opened: Callable[..., AppTest], world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened("own reporter", section="local_plan")
    world.save(TASKS, Draft(agree=False, value="no", reason="同事的理由"), who=COLLEAGUE)
    choice(app, TASKS).set_value("yes")
    run_again(app)

    def refuse(*_arguments: object) -> None:
        raise ChuyiError("数据库正忙")

    monkeypatch.setattr("components.screens.self_check.item.save_answer", refuse)
    next(button for button in app.button if button.label == "改用我的").click()
    run_again(app)
    assert [element.value for element in app.error] == ["数据库正忙"]
    assert "同事的理由" in app.warning[0].value


def test_a_collision_over_the_same_value_shows_which_reason_and_note_differ(
    opened: Callable[..., AppTest], world: World
) -> None:
    first = world.save(TASKS, Draft(agree=False, value="no", reason="待印发", note="见甲号文"))
    app = opened("own reporter", section="local_plan")
    world.save(TASKS, Draft(agree=False, value="no", reason="待印发", note="见乙号文"), first.version, COLLEAGUE)
    next(field for field in app.text_input if TASKS in str(field.key)).set_value("见丙号文")
    run_again(app)
    (warning,) = (element.value for element in app.warning)
    assert "对方：否（与系统不一致）；理由：待印发；备注：见乙号文" in warning
    assert "您的：否（与系统不一致）；理由：待印发；备注：见丙号文" in warning
    assert world.sheet().answers[TASKS].note == "见乙号文"


def test_what_a_colleague_saved_meanwhile_shows_at_the_next_look(opened: Callable[..., AppTest], world: World) -> None:
    app = opened("own reporter", section="local_plan")
    world.save(TASKS, Draft(agree=False, value="no"), who=COLLEAGUE)
    run_again(app)
    assert choice(app, TASKS).value == "no"
    assert "由 colleague@example.com 保存" in said(app)


def test_agreement_with_a_figure_that_has_changed_since_is_asked_for_again(
    opened: Callable[..., AppTest], world: World
) -> None:
    world.save(TASKS, Draft(agree=True))
    assert choice(opened("own reporter", section="local_plan"), TASKS).value == "yes"
    with world.engine.begin() as connection:
        connection.execute(
            text("UPDATE answer SET met = false WHERE item = 'tasks' AND division_code = :place"), {"place": XIANGXI}
        )
    app = opened("own reporter", section="local_plan")
    assert choice(app, TASKS).value is None
    assert "39 项没有填完" in said(app)


def test_a_copied_link_names_what_the_reporter_sees(
    opened: Callable[..., AppTest], world: World, copied: Callable[[AppTest], dict[str, str]]
) -> None:
    app = opened("own reporter")
    assert app.selectbox(key="scope").value == XIANGXI
    query = copied(app)
    assert (query["prefecture"], query["round"], query["section"]) == (XIANGXI, KEY, "counties")
    app.selectbox(key="scope").select(PROVINCE)
    run_again(app)
    assert "还没有市州通过" in said(app)
    assert copied(app)["prefecture"] == PROVINCE


def test_a_sheet_that_is_handed_in_is_read_only(opened: Callable[..., AppTest], world: World) -> None:
    world.hand_in()
    app = opened("own reporter", section="local_plan")
    assert "已提交" in said(app)
    assert app.radio.len == 0
    assert "提交自查" not in buttons(app)


def test_the_steward_settles_sends_back_accepts_and_reopens(opened: Callable[..., AppTest], world: World) -> None:
    world.hand_in({TASKS: Draft(agree=False, value="no", reason="以本州文件为准")})
    query = {"prefecture": XIANGXI, "section": "local_plan"}
    assert "长沙市2024年度自查还没有开始填报" in said(opened("steward", **query | {"prefecture": "430100"}))
    app = opened("steward", **query)
    assert "地方实施方案 · 目标任务" in said(app)
    assert app.button(key="accept_sheet").disabled
    assert app.button(key="send_back_sheet").disabled
    next(button for button in app.button if button.label == "维持系统数据").click()
    run_again(app)
    assert world.sheet("steward").disagreements == ()
    next(field for field in app.text_input if TASKS in str(field.key)).set_value("请附文件")
    run_again(app)
    app.button(key="send_back_sheet").click()
    run_again(app)
    sheet = world.sheet("steward")
    assert sheet.state == "returned"
    assert [(row.reason, row.open) for row in sheet.remarks[TASKS]] == [("请附文件", True)]

    world.hand_in({TASKS: Draft(agree=True)})
    app = opened("steward", **query)
    app.button(key="accept_sheet").click()
    run_again(app)
    assert str(world.sheet("steward").check_code) in said(app)
    assert app.button(key="reopen_sheet").disabled
    app.text_input(key="reopen_reason").set_value("补报一所学校")
    run_again(app)
    app.button(key="reopen_sheet").click()
    run_again(app)
    assert world.sheet("steward").state == "returned"


def token_of(app: AppTest) -> str:
    """What the script that loads the page in another theme takes along."""
    (asked,) = script_values(app, "theme")
    return str(asked["kept"])


def test_reasons_not_yet_sent_outlive_a_change_of_theme_once(opened: Callable[..., AppTest], world: World) -> None:
    world.hand_in()
    query = {"prefecture": XIANGXI, "section": "local_plan"}
    app = opened("steward", **query)
    next(field for field in app.text_input if TASKS in str(field.key)).set_value("请附文件")
    app.button(key="theme").click()
    run_again(app)
    query |= {"theme": "dark", "kept": token_of(app)}
    app = opened("steward", **query)
    assert "请附文件" in said(app)
    assert next(field for field in app.text_input if TASKS in str(field.key)).value == "请附文件"
    assert not app.button(key="send_back_sheet").disabled
    assert opened("steward", **query).button(key="send_back_sheet").disabled


def test_a_collision_outlives_a_change_of_theme(opened: Callable[..., AppTest], world: World) -> None:
    app = opened("own reporter", section="local_plan")
    world.save(TASKS, Draft(agree=False, value="no", reason="同事的理由"), who=COLLEAGUE)
    choice(app, TASKS).set_value("yes")
    run_again(app)
    app.button(key="theme").click()
    run_again(app)
    app = opened("own reporter", section="local_plan", theme="dark", kept=token_of(app))
    next(button for button in app.button if button.label == "改用我的").click()
    run_again(app)
    assert world.sheet().answers[TASKS].agree is True


def test_the_steward_sees_all_prefectures_reminders_and_opens_a_round(
    opened: Callable[..., AppTest], world: World
) -> None:
    world.hand_in()
    app = opened("steward")
    assert "14 个市州：已提交 1 个、未开始 13 个" in said(app)
    table = next(frame.value for frame in app.dataframe if "状态" in frame.value.columns)
    assert list(table["状态"]).count("已提交") == 1
    assert [row for row in table["市州"] if row not in printed(app)] == []
    (reminders,) = (code.value for code in app.code)
    assert "长沙市" in reminders
    assert "湘西" not in reminders
    app.text_input(key="round_key").set_value("2023")
    app.text_input(key="round_name").set_value("2023年度")
    app.button(key="open_round").click()
    run_again(app)
    assert "请选定数据截至日期和提交期限" in said(app)
    app.date_input(key="round_as_of").set_value(date(2023, 12, 31))
    app.date_input(key="round_due").set_value(date(2024, 1, 31))
    app.button(key="open_round").click()
    run_again(app)
    assert app.query_params["round"] in ("2023", ["2023"])
    assert "与另一轮比较" in said(app)


def test_an_administrator_reads_the_audit_there(opened: Callable[..., AppTest], world: World) -> None:
    world.save(TASKS, Draft(agree=False, value="no"))
    app = opened("administrator")
    audit = next(frame.value for frame in app.dataframe if "做什么" in frame.value.columns)
    assert audit["做什么"].iloc[0] == "填写自查项"
    assert TASKS in audit["对象"].iloc[0]
    assert TASKS in printed(app)


def test_without_a_round_the_page_says_who_opens_one(
    monkeypatch: pytest.MonkeyPatch, show: Callable[..., Any], sample_data: object
) -> None:
    assert "自查由省级数据专员开启" in show("self-check").notices


def test_a_round_that_does_not_exist_gives_a_notice_and_the_newest(
    opened: Callable[..., AppTest], world: World
) -> None:
    app = opened("guest", round="<b>")
    assert "round=<b>" in said(app)
    assert "2024年度" in said(app)
