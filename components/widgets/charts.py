"""Charts: Vega-Lite specifications built by Altair once per answer.

Pure: records in, a plain dict out.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import altair as alt

from chuyi_dash.drawing.palette import Palette
from chuyi_dash.drawing.text import FONT
from chuyi_dash.i18n import gettext as _

PICK = "pick"
BULLET_HEIGHT, NAME_OFFSET, FIGURES_OFFSET, BAR_OFFSET = 52, -16, 0, 15
HEADING_OFFSET = 10
LAST_WORDS = re.compile(r"(?<=[^\w\s])(?=\w+$)")
TITLE_LETTERS, TITLE_CHARACTERS, NOTE_LETTERS = 38, 19, 50
FEW = 5  # ticks; an axis of fewer whole numbers would name some of them twice

Spec = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Bullet:
    """One target in the bullet chart.

    Shares may exceed 1; None draws no bar. ``heading`` rows carry only a name.
    """

    id: str
    name: str
    figures: str
    status: str
    colour: str
    approved: float | None
    accepted: float | None
    pace: float | None
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a bar chart: its value, its colour, and the figures written at its end.

    A value of None is unknown.
    """

    name: str
    value: float | None
    colour: str
    label: str


def finished(chart: Any, title: str, note: str, palette: Palette) -> Spec:
    """Put title and note inside the picture, so that a screenshot can stand alone."""
    titled = chart.properties(
        title=alt.TitleParams(
            text=title_lines(title),
            subtitle=note_lines(note),
            anchor="start",
            fontSize=15,
            subtitleFontSize=12,
            subtitleColor=palette.chart["soft"],
            color=palette.chart["ink"],
            offset=10,
            aria=False,
        ),
        width="container",
    )
    ink, soft = palette.chart["ink"], palette.chart["soft"]
    words = {"labelFontSize": 12, "titleFontSize": 12, "labelColor": ink, "titleColor": soft}
    lines = {"domainColor": palette.chart["rim"], "tickColor": palette.chart["rim"], "gridColor": palette.chart["grid"]}
    configured = (
        # Vega would describe title, axes and marks in English; the alt text says more.
        titled.configure(font=FONT, aria=False, background=palette.chart["ground"])
        .configure_view(stroke=None)
        .configure_mark(aria=False)
        .configure_axis(titleFontWeight="normal", **words, **lines)
        .configure_legend(orient="top", title=None, labelLimit=400, **words)
    )
    spec: Spec = configured.to_dict()
    spec["autosize"] = {"type": "fit-x", "contains": "padding"}
    return spec


def title_lines(title: str) -> str | list[str]:
    """Break a title that a phone would cut off into lines.

    A letter is about half as wide as a Chinese character.
    """
    if title.isascii():
        return textwrap.wrap(title, TITLE_LETTERS) if len(title) > TITLE_LETTERS else title
    if len(title) <= TITLE_CHARACTERS:
        return title
    return [line for part in LAST_WORDS.split(title) for line in _fitted(part)]


def _fitted(part: str) -> list[str]:
    """Break the part into lines.

    A mark that would stand on a line of its own is left out, since the new line says the same.
    """
    lines = textwrap.wrap(part, TITLE_CHARACTERS)
    return lines if len(lines) == 1 or re.search(r"\w", lines[-1]) else lines[:-1]


def spoken(spec: Spec, sentence: str) -> str:
    """Tell a chart to those who do not see it: its title and its message."""
    text = spec["title"]["text"]
    title = text if isinstance(text, str) else " ".join(text)
    return _("%(title)s：%(sentence)s") % {"title": title, "sentence": sentence}


def note_lines(note: str) -> list[str]:
    """Break the note into two lines, or three where its second half is long.

    So a phone does not cut it off.
    """
    parts = note.split(" · ")
    rest = " · ".join(parts[2:])
    lines = [" · ".join(parts[:2]), *(parts[2:] if len(rest) > NOTE_LETTERS else [rest])]
    return [line for line in lines if line]


def _inline(rows: Sequence[Mapping[str, Any]]) -> alt.InlineData:
    return alt.InlineData(values=[dict(row) for row in rows])


def bullet_chart(rows: Sequence[Bullet], *, title: str, note: str, words: Mapping[str, str], palette: Palette) -> Spec:
    """Draw approved (or met) and accepted as shares of each target's number, beside the pace.

    ``words`` names the axis and the tooltip's lines; name and figures stand above each bar, so that the chart reads
    at any width. A click selects the target (parameter ``pick``).
    """
    data = [
        {
            "id": row.id,
            "name": row.name,
            "figures": row.figures,
            "status": row.status,
            "colour": row.colour,
            "approved": row.approved,
            "accepted": row.accepted,
            "pace": row.pace,
            "heading": row.heading,
            "place": f"{index:02d}",
        }
        for index, row in enumerate(rows)
    ]
    most = max([1.0, *(row.approved or 0 for row in rows)])
    x = alt.Scale(domain=[0, most * 1.02], nice=False)
    places = [row["place"] for row in data]
    y = alt.Y("place:N", axis=None, scale=alt.Scale(domain=places, paddingInner=0, paddingOuter=0))
    bars = alt.datum.heading == False  # noqa: E712 (a Vega expression, not a Python test)
    base = alt.Chart(_inline(data)).encode(y=y)
    pick = alt.selection_point(name=PICK, fields=["id"], on="click", clear="dblclick")
    axis = alt.Axis(format=".0%", title=words["axis"], tickCount=5, grid=True, domain=False)
    shown = [
        alt.Tooltip("name:N", title=words["name"]),
        alt.Tooltip("figures:N", title=words["figures"]),
        alt.Tooltip("status:N", title=words["status"]),
    ]
    track = (
        base.transform_filter("isValid(datum.pace)")
        .mark_bar(height=12, yOffset=BAR_OFFSET, color=palette.chart["track"])
        .encode(x=alt.X("end:Q", scale=x, axis=axis), tooltip=shown)
        .transform_calculate(end="1")
    )
    approved = (
        base.transform_filter(bars)
        .mark_bar(height=12, yOffset=BAR_OFFSET, color=palette.chart["approved"])
        .encode(x=alt.X("approved:Q", scale=x), tooltip=shown)
        .add_params(pick)
    )
    accepted = (
        base.transform_filter(bars)
        .mark_bar(height=5, yOffset=BAR_OFFSET, color=palette.chart["accepted"])
        .encode(x=alt.X("accepted:Q", scale=x), tooltip=shown)
    )
    pace = (
        base.transform_filter("isValid(datum.pace)")
        .mark_tick(thickness=2.5, size=18, yOffset=BAR_OFFSET, color=palette.chart["pace"])
        .encode(x=alt.X("pace:Q", scale=x))
    )
    head: dict[str, Any] = {"align": "left", "yOffset": NAME_OFFSET, "fontSize": 12.5, "color": palette.chart["ink"]}
    name = base.transform_filter(bars).mark_text(**head).encode(x=alt.value(0), text="name:N")
    heading = (
        base.transform_filter(~bars)
        .mark_text(fontWeight="bold", **head | {"yOffset": HEADING_OFFSET})
        .encode(x=alt.value(0), text="name:N")
    )
    figures = (
        base.transform_filter(bars)
        .mark_text(align="left", yOffset=FIGURES_OFFSET, fontSize=12)
        .encode(x=alt.value(0), text="figures:N", color=alt.Color("colour:N", scale=None, legend=None))
    )
    chart = alt.layer(track, approved, accepted, pace, name, heading, figures).properties(
        height=BULLET_HEIGHT * len(rows)
    )
    return finished(chart, title, note, palette)


def burn_up_chart(
    points: Sequence[tuple[date, int | None, int | None, float | None]],
    *,
    title: str,
    note: str,
    words: Mapping[str, str],
    palette: Palette,
    whole: int | None,
) -> Spec:
    """Draw reached and accepted over time as steps, pace as a dashed line, the number as a rule.

    ``words`` names reached, accepted, due, the axis with its unit, and the tooltip's day and series.
    """
    rows = [
        {"on": on.isoformat(), "series": words[series], "value": value}
        for on, reached, accepted, due in points
        for series, value in (("reached", reached), ("accepted", accepted), ("due", due))
        if value is not None
    ]
    present = [name for name in ("reached", "accepted", "due") if any(row["series"] == words[name] for row in rows)]
    shade = {"reached": palette.chart["approved"], "accepted": palette.chart["accepted"], "due": palette.chart["pace"]}
    scale = alt.Scale(domain=[words[name] for name in present], range=[shade[name] for name in present])
    base = alt.Chart(_inline(rows)).encode(
        x=alt.X("on:T", axis=alt.Axis(format="%Y-%m", title=None, labelAngle=0, tickCount=6, grid=False)),
        y=alt.Y("value:Q", axis=alt.Axis(title=words["axis"], tickMinStep=1)),
        color=alt.Color("series:N", scale=scale, legend=alt.Legend(orient="top", title=None)),
        tooltip=[
            alt.Tooltip("on:T", format="%Y-%m-%d", title=words["day"]),
            alt.Tooltip("series:N", title=words["series"]),
            alt.Tooltip("value:Q", format=",.1f", title=words["axis"]),
        ],
    )
    facts = base.transform_filter(alt.datum.series != words["due"]).mark_line(
        interpolate="step-after", strokeWidth=2.6, point=alt.OverlayMarkDef(size=28)
    )
    layers = [facts]
    if "due" in present:
        due = base.transform_filter(alt.datum.series == words["due"])
        layers.insert(0, due.mark_line(strokeDash=[5, 4], strokeWidth=2))
    if whole is not None:
        rule = (
            alt.Chart(_inline([{"whole": whole}]))
            .mark_rule(color=palette.chart["soft"], strokeWidth=1)
            .encode(y="whole:Q")
        )
        layers.append(rule)
    return finished(alt.layer(*layers).properties(height=300), title, note, palette)


def bar_chart(
    rows: Sequence[Bar],
    *,
    title: str,
    note: str,
    words: Mapping[str, str],
    palette: Palette,
    axis_format: str = ",d",
) -> Spec:
    """Draw one horizontal bar for each row, with its figures at the end.

    A row without a value has no bar. ``words`` names the axis and the rows' names.
    """
    data = [{"name": row.name, "value": row.value, "colour": row.colour, "label": row.label} for row in rows]
    most = max([1, *(row.value or 0 for row in rows)])
    few = axis_format.endswith("d") and most < FEW
    ticks: dict[str, Any] = {"values": list(range(int(most) + 1))} if few else {"tickCount": FEW}
    base = alt.Chart(_inline(data)).encode(
        y=alt.Y("name:N", sort=None, axis=alt.Axis(title=None, ticks=False, domain=False, labelLimit=160)),
    )
    bars = base.mark_bar(height=15, stroke=palette.chart["rim"], strokeWidth=0.6).encode(
        x=alt.X(
            "value:Q",
            scale=alt.Scale(domain=[0, most * 1.25], nice=False),
            axis=alt.Axis(title=words["axis"], format=axis_format, **ticks),
        ),
        color=alt.Color("colour:N", scale=None, legend=None),
        tooltip=[alt.Tooltip("name:N", title=words["name"]), alt.Tooltip("label:N", title=words["axis"])],
    )
    labels = (
        base.transform_calculate(end="isValid(datum.value) ? datum.value : 0")
        .mark_text(align="left", dx=5, fontSize=12, color=palette.chart["ink"])
        .encode(x="end:Q", text="label:N")
    )
    return finished(alt.layer(bars, labels).properties(height=23 * max(1, len(rows))), title, note, palette)


def arrivals_chart(
    rows: Sequence[tuple[date, str, int]], *, title: str, note: str, words: Mapping[str, str], palette: Palette
) -> Spec:
    """Draw grouped columns by quarter from (first day of the quarter, series, number).

    The first series is what is approved.
    """
    data = [
        {"quarter": f"{day.year}Q{(day.month - 1) // 3 + 1}", "series": series, "value": value}
        for day, series, value in rows
    ]
    series = list(dict.fromkeys(name for _day, name, _value in rows))
    shades = [palette.chart["approved"], palette.chart["accepted"]][: len(series)]
    chart = (
        alt.Chart(_inline(data))
        .mark_bar()
        .encode(
            x=alt.X("quarter:N", sort=None, axis=alt.Axis(title=None, labelAngle=-45, labelOverlap=True)),
            xOffset=alt.XOffset("series:N", sort=series),
            y=alt.Y("value:Q", axis=alt.Axis(title=words["axis"], tickMinStep=1)),
            color=alt.Color("series:N", scale=alt.Scale(domain=series, range=shades)),
            tooltip=[
                alt.Tooltip("quarter:N", title=words["quarter"]),
                alt.Tooltip("series:N", title=words["series"]),
                alt.Tooltip("value:Q", title=words["axis"]),
            ],
        )
        .properties(height=240)
    )
    return finished(chart, title, note, palette)


def time_line(
    rows: Sequence[tuple[date, str, str, str]], *, title: str, note: str, words: Mapping[str, str], palette: Palette
) -> Spec:
    """Draw a project's life from (day, kind, what, colour): dots on one line per kind, named."""
    data = [
        {"on": on.isoformat(), "kind": kind, "what": what, "colour": colour, "level": index % 3}
        for index, (on, kind, what, colour) in enumerate(sorted(rows))
    ]
    kinds = list(dict.fromkeys(row[1] for row in rows))
    base = alt.Chart(_inline(data)).encode(
        x=alt.X(
            "on:T",
            scale=alt.Scale(padding=48),
            axis=alt.Axis(format="%Y-%m", title=None, grid=True, tickCount=6),
        ),
        y=alt.Y("kind:N", sort=kinds, axis=alt.Axis(title=None, ticks=False, domain=False)),
        tooltip=[
            alt.Tooltip("on:T", format="%Y-%m-%d", title=words["day"]),
            alt.Tooltip("kind:N", title=words["kind"]),
            alt.Tooltip("what:N", title=words["what"]),
        ],
    )
    dots = base.mark_point(filled=True, size=110, opacity=1).encode(
        color=alt.Color("colour:N", scale=None, legend=None)
    )
    texts = [
        base.transform_filter(alt.datum.level == level)
        .mark_text(dy=dy, fontSize=12, align="center", color=palette.chart["ink"])
        .encode(text="what:N")
        for level, dy in ((0, -16), (1, 18), (2, -30))
    ]
    return finished(alt.layer(dots, *texts).properties(height=84 * len(kinds)), title, note, palette)
