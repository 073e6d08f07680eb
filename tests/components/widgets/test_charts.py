"""Charts by what they are built of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import vl_convert

from chuyi_dash.drawing.palette import read_palette
from components.widgets.charts import (
    PICK,
    Bar,
    Bullet,
    arrivals_chart,
    bar_chart,
    bullet_chart,
    burn_up_chart,
    spoken,
    time_line,
    title_lines,
)

LIGHT = read_palette()
PALETTE = replace(LIGHT, chart={**LIGHT.chart, "approved": "#111111", "accepted": "#222222", "pace": "#333333"})
WORDS = {"axis": "轴", "name": "名", "figures": "数", "status": "状"}
COURSE = {"reached": "立项", "accepted": "验收", "due": "应达", "axis": "数量", "day": "日", "series": "系列"}
NOTE = "截至2024年6月30日 · 全省 · 来源：看板事实库 · 含示例数据"
HALF = Bullet("half", "一半", "5/10", "落后", "#a11d2b", approved=0.5, accepted=0.2, pace=0.6)
OVER = replace(HALF, id="over", name="超过", approved=1.5, accepted=1.2)
COUNT = replace(HALF, id="count", name="一批", approved=None, accepted=None, pace=None)
HEADING = Bullet("", "一、总体", "", "", "#000000", None, None, None, heading=True)


def rows(spec: dict[str, Any]) -> list[dict[str, Any]]:
    """All rows in a specification."""
    named = [row for values in spec.get("datasets", {}).values() for row in values]
    return named + [row for part in parts(spec) for row in part.get("data", {}).get("values", [])]


def parts(spec: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The specification and its layers."""
    yield spec
    for layer in spec.get("layer", []):
        yield from parts(layer)


def marks(spec: dict[str, Any]) -> list[str]:
    return [part["mark"]["type"] for part in parts(spec) if "mark" in part]


def drawn(spec: dict[str, Any], width: int = 600) -> str:
    """The chart as SVG, from Vega-Lite itself: a specification it does not understand raises."""
    svg: str = vl_convert.vegalite_to_svg({**spec, "width": width, "autosize": {"type": "pad"}}, allowed_base_urls=[])
    return svg


def bullets(*given: Bullet) -> dict[str, Any]:
    return bullet_chart(given, title="题", note=NOTE, words=WORDS, palette=PALETTE)


def top_of_axis(spec: dict[str, Any]) -> float:
    return max(
        part["encoding"]["x"]["scale"]["domain"][1]
        for part in parts(spec)
        if "domain" in (part.get("encoding", {}).get("x", {}).get("scale") or {})
    )


def test_a_target_over_100_percent_is_not_clipped() -> None:
    assert top_of_axis(bullets(HALF, OVER)) > 1.5
    assert top_of_axis(bullets(HALF)) > 1
    assert [row["approved"] for row in rows(bullets(OVER))] == [1.5]


def test_a_target_without_a_number_has_its_words_and_no_bar() -> None:
    row = next(row for row in rows(bullets(HALF, COUNT)) if row["id"] == "count")
    assert (row["approved"], row["accepted"], row["pace"]) == (None, None, None)
    svg = drawn(bullets(COUNT))
    assert "一批" in svg
    assert PALETTE.chart["approved"] not in svg
    assert PALETTE.chart["pace"] not in svg
    assert PALETTE.chart["approved"] in drawn(bullets(HALF))


def test_a_heading_is_a_name_without_a_bar() -> None:
    svg = drawn(bullets(HEADING))
    assert "一、总体" in svg
    assert PALETTE.chart["approved"] not in svg


def test_a_bullet_chart_has_bars_a_pace_mark_and_can_be_clicked() -> None:
    spec = bullets(HALF, OVER)
    assert marks(spec).count("bar") == 3
    assert "tick" in marks(spec)
    assert any(param["name"] == PICK for part in parts(spec) for param in part.get("params", []))
    assert [row["place"] for row in rows(spec)] == ["00", "01"]


def test_title_day_source_and_sample_mark_are_inside_the_picture() -> None:
    for spec in (
        bullets(HALF),
        bar_chart([Bar("长沙", 1, "#123456", "1")], title="题", note=NOTE, words=WORDS, palette=PALETTE),
        time_line(
            [(date(2024, 1, 1), "阶段", "立项", "#123456")],
            title="题",
            note=NOTE,
            words=COURSE | {"kind": "类", "what": "容"},
            palette=PALETTE,
        ),
    ):
        svg = drawn(spec)
        assert "题" in svg
        assert all(part in svg for part in NOTE.split(" · "))


def burn_up(points: list[tuple[date, int | None, int | None, float | None]], whole: int | None = 20) -> dict[str, Any]:
    return burn_up_chart(points, title="题", note=NOTE, words=COURSE, palette=PALETTE, whole=whole)


def test_a_burn_up_leaves_out_what_is_unknown_and_keeps_zero() -> None:
    found = rows(burn_up([(date(2022, 4, 8), None, 0, 0.0), (date(2023, 4, 8), 5, None, 5.4)], whole=None))
    assert found == [
        {"on": "2022-04-08", "series": "验收", "value": 0},
        {"on": "2022-04-08", "series": "应达", "value": 0.0},
        {"on": "2023-04-08", "series": "立项", "value": 5},
        {"on": "2023-04-08", "series": "应达", "value": 5.4},
    ]


def test_a_burn_up_shows_facts_as_steps_pace_as_dashes_and_the_number_as_a_rule() -> None:
    spec = burn_up([(date(2022, 4, 8), 1, 0, 0.0), (date(2023, 4, 8), 5, 2, 5.4)])
    lines = [part["mark"] for part in parts(spec) if part.get("mark", {}).get("type") == "line"]
    assert any(mark.get("interpolate") == "step-after" for mark in lines)
    assert any(mark.get("strokeDash") for mark in lines)
    assert {"whole": 20} in rows(spec)
    assert drawn(spec)


def test_a_burn_up_without_a_number_or_a_pace_has_neither_rule_nor_dashes() -> None:
    spec = burn_up([(date(2022, 4, 8), 1, None, None)], whole=None)
    assert "rule" not in marks(spec)
    assert not any(part["mark"].get("strokeDash") for part in parts(spec) if "mark" in part)
    assert "应达" not in drawn(spec)


def test_a_bar_chart_draws_no_bar_for_the_unknown_but_says_so() -> None:
    given = [Bar("长沙", 3, "#123456", "3"), Bar("株洲", None, "#654321", "未知"), Bar("湘潭", 0, "#abcdef", "0")]
    spec = bar_chart(given, title="题", note=NOTE, words=WORDS, palette=PALETTE)
    assert [(row["name"], row["value"]) for row in rows(spec)] == [("长沙", 3), ("株洲", None), ("湘潭", 0)]
    svg = drawn(spec)
    assert all(text in svg for text in ("长沙", "株洲", "未知", "湘潭"))
    assert top_of_axis(spec) > 3


def test_a_bar_over_everything_else_keeps_room_for_its_figures() -> None:
    spec = bar_chart([Bar("长沙", 250, "#123456", "250/100")], title="题", note=NOTE, words=WORDS, palette=PALETTE)
    assert top_of_axis(spec) > 250


def test_an_axis_of_few_counts_names_each_once() -> None:
    given = [Bar("长沙", 0, "#123456", "无"), Bar("株洲", 0, "#123456", "无")]
    spec = bar_chart(given, title="题", note=NOTE, words=WORDS, palette=PALETTE)
    assert re.findall(r">(\d+)</text>", drawn(spec)) == ["0", "1"]


def test_arrivals_are_grouped_by_quarter() -> None:
    given = [(date(2023, 1, 1), "立项", 2), (date(2023, 1, 1), "验收", 1), (date(2023, 10, 1), "立项", 4)]
    spec = arrivals_chart(
        given,
        title="题",
        note=NOTE,
        words={"axis": "个", "quarter": "季", "series": "类"},
        palette=PALETTE,
    )
    assert [(row["quarter"], row["series"], row["value"]) for row in rows(spec)] == [
        ("2023Q1", "立项", 2),
        ("2023Q1", "验收", 1),
        ("2023Q4", "立项", 4),
    ]
    assert drawn(spec)


def test_a_time_line_is_in_order_with_one_line_per_kind() -> None:
    given = [(date(2024, 5, 1), "节点", "完工", "#654321"), (date(2023, 1, 1), "阶段", "立项", "#123456")]
    spec = time_line(given, title="题", note=NOTE, words={"day": "日", "kind": "类", "what": "容"}, palette=PALETTE)
    assert [row["what"] for row in rows(spec)] == ["立项", "完工"]
    svg = drawn(spec)
    assert all(text in svg for text in ("节点", "阶段", "立项", "完工"))


def test_no_chart_names_an_address_to_fetch_data_from() -> None:
    for spec in (bullets(HALF), burn_up([(date(2022, 4, 8), 1, 0, 0.0)])):
        assert not any("url" in part.get("data", {}) for part in parts(spec))


def test_a_title_fits_a_phone() -> None:
    assert title_lines("项目阶段漏斗") == "项目阶段漏斗"
    assert title_lines("每个县市区1所以上公办中等职业学校：按市州") == ["每个县市区1所以上公办中等职业学校：", "按市州"]
    long = title_lines("清理歧视性政策并向紧缺技术技能人才倾斜：按市州与县市区比较")
    assert all(len(line) <= 19 for line in long)
    name = "清理歧视性政策并向紧缺技术技能人才倾斜"
    assert title_lines(f"{name}：按市州") == [name, "按市州"], "no mark on a line of its own"
    assert len(title_lines("Public secondary vocational school in every county: by prefecture")) == 2


def test_what_a_chart_says_aloud_is_its_title_and_its_message() -> None:
    spec = bar_chart([Bar("长沙", 1, "#123456", "1")], title="题", note=NOTE, words=WORDS, palette=PALETTE)
    assert spoken(spec, "长沙最多（1 个）。") == "题：长沙最多（1 个）。"
    assert re.search(r'<g class="mark-group role-title" aria-hidden="true">', drawn(spec))
