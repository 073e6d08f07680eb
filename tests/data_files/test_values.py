"""Wrong values, missing and doubled keys, and references to nothing: told with file, line and what would do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

Told = Callable[..., tuple[int, list[str]]]
Spoil = Callable[[str, str, str], int]


@pytest.fixture
def spoil(data: Path) -> Spoil:
    """Replace a text of a file at its first place outside a comment; gives the line."""

    def edit(name: str, old: str, new: str) -> int:
        lines = (data / name).read_text(encoding="utf-8").splitlines(keepends=True)
        number = next(n for n, line in enumerate(lines) if old in line and not line.startswith("#"))
        lines[number] = lines[number].replace(old, new, 1)
        (data / name).write_text("".join(lines), encoding="utf-8")
        return number + 1

    return edit


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        ("plan/targets.yaml", "number: 20", "number: '20'", "number 的值 “20” 应为整数。"),
        ("plan/targets.yaml", "number: 20", "number: 20.5", "number 的值 “20.5” 应为整数。"),
        ("plan/targets.yaml", "damaged: true", "damaged: 对", "damaged 的值 “对” 应为 true 或 false。"),
        ("plan/targets.yaml", "name_en: Heritage bases", "name_en: 1954", "name_en 的值 “1954” 应为文字。"),
        ("plan/targets.yaml", "clause: 二(一)2", "clause: 二(一)22",
         "clause 的值 “二(一)22” 不能用，是否应为 “二(一)2”？可以写的见 data/plan/clauses.yaml。"),
        ("plan/targets.yaml", "kind: quota", "kind: qouta",
         "kind 的值 “qouta” 不能用，是否应为 “quota”？可以写：quota、count。"),
        ("plan/targets.yaml", "number_source: hunan-daily-2022-04-09", "number_source: hunan-daily-2022-04",
         "number_source 的值 “hunan-daily-2022-04” 不能用，"
         "是否应为 “hunan-daily-2022-04-09”？可以写的见 sources.csv。"),
        ("plan/targets.yaml", "id: spirit-heir", "id: heritage-base", "编号重复：“heritage-base”。"),
        ("plan/targets.yaml", "unit: 人", "unit: 人\n  unit: 位", "键 “unit” 重复。"),
        ("plan/targets.yaml", "id: heritage-base", "provenance: notice", "缺少键 “id”。"),
        ("plan/stages.yaml", "rank: 2,", "rank: 1,", "次序重复：“1”。"),
        ("plan/stages.yaml", "counts: stopped", "counts: ended",
         "counts 的值 “ended” 不能用。可以写：none、approved、accepted、stopped。"),
        ("plan/clauses.yaml", "clause: 二(一)1", "clause: 一", "条号重复：“一”。"),
        ("plan/plan.yaml", "end: 2025-12-31", "end: 2025-12-32", "end 的值 “2025-12-32” 应为日期（如 2022-12-31）。"),
        ("plan/plan.yaml", "end: 2025-12-31", "end: 2021-12-31", "end 应晚于 start。"),
        ("plan/plan.yaml", "end: 2025-12-31", "end: 2022-04-08", "end 应晚于 start。"),
        ("plan/plan.yaml", "source: notice-copy", "source: notice",
         "source 的值 “notice” 不能用，是否应为 “notice-copy”？可以写的见 sources.csv。"),
        ("plan/plan.yaml", "issuers: [湖南省教育厅", "issuers: 湖南省教育厅 #",
         "issuers 的值 “湖南省教育厅” 应为列表。"),
        ("settings.yaml", "on_pace: 0.95", "on_pace: 快", "status.on_pace 的值 “快” 应为数字。"),
        ("settings.yaml", "reported_share: 0.5", "reported_share: 50",
         "status.reported_share 的值 “50” 不能大于 1.0。"),
        ("settings.yaml", "behind: 0.70", "behind: 0.99", "behind 不能大于 on_pace。"),
        ("settings.yaml", "[1, 2, 4, 8]", "[1, 4, 2, 8]", "count_classes 应从小到大。"),
        ("settings.yaml", "[1, 2, 4, 8]", "[1, 2, 4]", "map.count_classes 的值 “…” 太少。"),
        ("settings.yaml", 'accent: "#1f5a96"', "accent: blue",
         "chart.accent 的值 “blue” 的格式不对（^#[0-9a-fA-F]{6}$）。"),
        ("settings.yaml", "due: 2023-01-31", "due: 2022-01-31", "start、end、due 应依次不早于前一个。"),
        ("sample.yaml", "host: any", "host: anyone",
         "projects.heritage-base.host 的值 “anyone” 不能用，是否应为 “any”？"
         "可以写：college、bachelor、technician、secondary、any。"),
        ("sample.yaml", "  target: county-school", "  target: county-schools",
         "schools.target 的值 “county-schools” 不能用，是否应为 “county-school”？可以写的见 targets.yaml。"),
        ("sample.yaml", '["430181", "430726"', '["430182x", "430726"',
         "schools.named_elsewhere 的值 “430182x” 不能用，是否应为 “430182”？可以写的见 divisions.csv。"),
        ("sample.yaml", "{place}职业中专", "{palce}职业中专",
         "schools.titles.first 的值 “示例·{palce}职业中专” 里只能有 {place}、{field}、{name} 和 {n}。"),
        ("facts/events.csv", "approved,2022-04-08", "aproved,2022-04-08",
         "stage 的值 “aproved” 不能用，是否应为 “approved”？可以写的见 stages.yaml。"),
        ("facts/events.csv", "2022-04-08", "2022-04-31", "date 的值 “2022-04-31” 应为日期（如 2022-12-31）。"),
        ("facts/tallies.csv", "heritage-base", "heritage-bases",
         "target 的值 “heritage-bases” 不能用，是否应为 “heritage-base”？可以写的见 targets.yaml。"),
        ("facts/tallies.csv", ",430000,", ",430371,",
         "division_code 的值 “430371” 不能用，是否应为 “430321”？可以写的见 data/divisions.csv。"),
        ("facts/tallies.csv", ",20,", ",二十,", "count 的值 “二十” 应为整数。"),
        ("facts/tallies.csv", ",20,", ",,", "count 不能为空。"),
        ("facts/tallies.csv", ",20,", ",20,,", "这一行的格子数和列名数不一样。"),
        ("facts/institutions.csv", "民办", "私立", "ownership 的值 “私立” 只能是 公办、民办。"),
        ("facts/institutions.csv", ",430300,", ",430301,",
         "prefecture_code 的值 “430301” 不能用，是否应为 “430300”？可以写的见 data/divisions.csv。"),
        ("facts/projects.csv", "sec-liuyang", "liuyang",
         "institution 的值 “liuyang” 不能用，是否应为 “sec-liuyang”？可以写的见 data/facts/institutions.csv。"),
        ("divisions.csv", ",yes", ",true", "statutory 的值 “true” 只能是 yes、no。"),
        ("division_former_names.csv", "430112,", "4301122,",
         "code 的值 “4301122” 不能用，是否应为 “430112”？可以写的见 divisions.csv。"),
        ("sources.csv", "notice-copy,notice", "notice-copy,law",
         "kind 的值 “law” 只能是 notice、official、press、import、self_check、sample。"),
        ("context/population.csv", "2020", "二〇二〇", "year 的值 “二〇二〇” 应为整数。"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_told_with_its_line(
    name: str, old: str, new: str, words: str, spoil: Spoil, told: Told
) -> None:
    line = spoil(name, old, new) + new.count("\n")
    code, lines = told("upgrade")
    assert code == 1
    assert f"data/{name} 第 {line} 行：{words}" in lines


def test_all_problems_of_all_files_are_told_at_once(spoil: Spoil, told: Told) -> None:
    spoiled = [
        ("plan/stages.yaml", "name_en: Applied", "name_ne: Applied"),
        ("plan/targets.yaml", "number: 20", "nubmer: 20"),
        ("plan/targets.yaml", "kind: count", "kind: counts"),
        ("settings.yaml", "pace:", "pcae:"),
        ("facts/tallies.csv", ",20,", ",-20,"),
    ]
    places = [f"data/{name} 第 {spoil(name, old, new)} 行：" for name, old, new in spoiled]
    code, lines = told("init")
    assert code == 1
    for place in places:
        assert any(line.startswith(place) for line in lines), (place, lines)


def test_a_value_that_is_wrong_in_many_rows_is_told_once(spoil: Spoil, told: Told) -> None:
    spoil("sources.csv", "moe-colleges-2026,", "moe-colleges,")
    _code, lines = told("upgrade")
    (line,) = (line for line in lines if "institutions.csv" in line)
    assert line.endswith("是否应为 “moe-colleges”？可以写的见 data/sources.csv。共 94 行如此。")


def test_more_problems_than_anybody_reads_are_counted(data: Path, told: Told) -> None:
    path = data / "plan" / "targets.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("e:", "ee:"), encoding="utf-8")
    _code, lines = told("upgrade")
    assert lines[-1].startswith("还有 ")
    assert len(lines) == 51
