"""What "not reported" looks like: thin rising lines over the state's own colour.

They rise to the right. A browser's deck has no pattern fill within reach of JSON: ``segments`` gives it the same
lines one by one. A slide has patterns of its own, of which ``PRESET`` is this one.
"""

from __future__ import annotations

from markupsafe import Markup

PRESET = "wdUpDiag"
"""The name of the pattern in Office's drawings."""


def pattern(name: str, line: str, *, distance: float, thickness: float, ground: str | None = None) -> Markup:
    """Return an SVG pattern to fill with as ``url(#name)``; lengths in the picture's units.

    ``line`` and ``ground`` are colours, or anything else that CSS takes for one; without a ground it is see-through.
    """
    behind = Markup('<rect width="{0}" height="{0}" style="fill:{1}"/>').format(distance, ground) if ground else ""
    return Markup(
        '<pattern id="{0}" width="{1}" height="{1}" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">{2}'
        '<path d="M{3} 0V{1}" style="stroke:{4};stroke-width:{5}"/></pattern>'
    ).format(name, distance, behind, distance / 2, line, thickness)


def css(line: str, *, distance: str, thickness: str) -> str:
    """Return the background image that hatches an HTML element, for swatches and bars.

    Lengths are as CSS has them.
    """
    return f"repeating-linear-gradient(135deg, {line} 0 {thickness}, transparent {thickness} {distance})"
