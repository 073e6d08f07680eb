"""The eight scenes, each with one message, one picture, and the picture's content."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chuyi_dash.drawing.palette import read_palette
from chuyi_dash.geo import Boundaries
from chuyi_dash.i18n import gettext as _
from chuyi_dash.i18n import listed
from chuyi_dash.metrics.status import STATUSES
from chuyi_dash.views.board import PlanProgress, TargetResult
from chuyi_dash.views.story import SAMPLE_KIND, Presentation
from chuyi_dash.wording import story as words
from chuyi_dash.wording.boundaries import boundaries_note
from chuyi_dash.wording.overview import headline, ranking_rule, ranking_sentence, without_verdict
from chuyi_dash.wording.terms import (
    day,
    division_name,
    number,
    part_name,
    percent,
    source_kind_word,
    status_word,
    target_name,
)
from components.screens.present.map_scenes import bases_scene, counties_scene, depth_scene, state_entry

MOST_OWED = 10
MOST_PUBLISHERS = 8


@dataclass(frozen=True, slots=True)
class Scene:
    """One scene of the story.

    ``picture`` names the template of its picture, ``content`` holds that template's values, ``note`` is the small
    print.
    """

    picture: str
    title: str
    message: str
    content: Mapping[str, Any]
    note: str


def scenes(story: Presentation, boundaries: Boundaries | None) -> tuple[Scene, ...]:
    """List the eight scenes in the order of the story.

    Without ``boundaries`` their maps are missing.
    """
    province = story.province
    lines = boundaries_note(boundaries) if boundaries else ""
    depth = province.board.divisions[story.depth.code]
    return (
        Scene("plan", _("一份计划"), words.plan_message(province.board), _plan(province.board), words.keys_hint()),
        Scene("reached", _("目标完成"), headline(province.board), _reached(story), without_verdict(province.board)),
        Scene(
            "counties",
            _("县县有学校"),
            words.course_message(story.frames),
            counties_scene(story, boundaries),
            lines,
        ),
        Scene("ranking", _("市州对比"), ranking_sentence(province), _ranking(story), ranking_rule(province)),
        Scene(
            "bases",
            _("基地与学校"),
            words.bases_message(story),
            bases_scene(story, boundaries),
            lines,
        ),
        Scene(
            "depth",
            words.depth_title(depth),
            words.prefecture_message(story),
            depth_scene(story, boundaries),
            lines,
        ),
        Scene("owed", _("还欠什么"), words.owed_message(story), _owed(story), words.owed_note(story)),
        Scene("thanks", _("致谢与来源"), words.thanks_message(story), _thanks(story), lines),
    )


def _plan(board: PlanProgress) -> dict[str, Any]:
    plan = board.plan
    per_part = Counter(plan.part(target) for target in plan.targets)
    length = (plan.end - plan.start).days
    years = range(plan.start.year, plan.end.year + 1)
    starts = [max(0, (plan.start.replace(year=year, month=1, day=1) - plan.start).days) for year in years]
    return {
        "gone": round(board.pace * 100, 1),
        "pace": words.time_word(board),
        "start": day(plan.start),
        "end": day(plan.end),
        "years": [
            {"year": str(year), "left": round(100 * start / length, 2)}
            for year, start in zip(years, starts, strict=True)
        ],
        "parts": [{"name": part_name(plan, part), "number": per_part[part]} for part in plan.parts],
    }


def _reached(story: Presentation) -> dict[str, Any]:
    board = story.province.board
    rows: list[dict[str, Any]] = [
        {"style": read_palette().styles[code], "number": board.statuses[code], "word": status_word(code)}
        for code in STATUSES
        if board.statuses[code]
    ]
    return {"rows": rows, "most": max((row["number"] for row in rows), default=1)}


def _ranking(story: Presentation) -> dict[str, Any]:
    province = story.province
    names = province.board.divisions
    rows = [
        {
            "rank": "" if row.rank is None else str(row.rank),
            "name": division_name(names[row.code], short=True),
            "met": _part(row.met, row.due),
            "unmet": _part(row.due - row.met - row.unreported, row.due),
            "unreported": _part(row.unreported, row.due),
            "figures": f"{row.met} / {row.due}",
            "share": percent(row.share),
            "chosen": row.code == story.depth.code and story.chosen,
        }
        for row in province.ranking
    ]
    entries = [state_entry(state) for state in ("met", "unmet", "unreported")]
    return {"rows": rows, "legend": entries}


def _part(part: int, whole: int) -> float:
    return round(100 * part / whole, 2) if whole else 0.0


def _owed(story: Presentation) -> dict[str, Any]:
    most = MOST_OWED if len(story.owed) <= MOST_OWED else MOST_OWED - 1
    shown, hidden = story.owed[:most], story.owed[most:]
    return {
        "rows": [_owed_row(row) for row in shown],
        "more": _("另有 %(number)d 项") % {"number": len(hidden)} if hidden else "",
    }


def _owed_row(row: TargetResult) -> dict[str, Any]:
    reached = row.attainment.attainment
    return {
        "name": target_name(row.target),
        "style": read_palette().styles[row.status],
        "word": status_word(row.status),
        "reached": None if reached is None else round(min(1.0, reached) * 100, 1),
        "share": percent(reached),
        "gap": words.gap(row),
    }


def _thanks(story: Presentation) -> dict[str, Any]:
    sources: Counter[str] = Counter(row.kind for row in story.sources)
    facts: Counter[str] = Counter()
    for row in story.sources:
        facts[row.kind] += row.facts
    publishers = dict.fromkeys(row.publisher for row in story.sources if row.publisher)
    return {
        "publishers": _("发布单位：%(names)s") % {"names": listed([*publishers], MOST_PUBLISHERS)}
        if publishers
        else "",
        "code": _("二维码：这一幕的链接"),
        "code_words": _("扫码打开"),
        "head": (_("来源类别"), _("来源数"), _("事实数")),
        "rows": [
            {
                "kind": source_kind_word(kind),
                "sources": number(sources[kind]),
                "facts": number(facts[kind]),
                "sample": kind == SAMPLE_KIND,
            }
            for kind in sources
        ],
    }
