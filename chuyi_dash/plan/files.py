"""What the files of a plan and of an office's settings may say.

Only what is laid out unlike the records is here.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from chuyi_dash.data_files.models import Model
from chuyi_dash.plan.model import Period, SelfCheckTargets, StatusStyle, StoryTargets

Colour = Annotated[str, Field(pattern="^#[0-9a-fA-F]{6}$")]
Share = Annotated[float, Field(ge=0, le=1)]


class Damage(Model):
    """One kind of damage in the copy at hand."""

    id: str
    text_zh: str
    text_en: str


class PlanFile(Model):
    """``plan/plan.yaml``."""

    title: str
    title_en: str
    issuers: tuple[str, ...]
    issuers_en: tuple[str, ...]
    posted: date
    start: date
    end: date
    source: str
    notes: tuple[str, ...] = ()
    notes_en: tuple[str, ...] = ()
    damage: tuple[Damage, ...]
    parts: dict[str, str]
    parts_en: dict[str, str]
    story: StoryTargets
    self_check: SelfCheckTargets


class Status(Model):
    """Where a verdict begins, and how each looks."""

    on_pace: float = Field(gt=0)
    behind: float = Field(gt=0)
    reported_share: Share
    styles: dict[str, StatusStyle]


Scale = Annotated[tuple[Colour, ...], Field(min_length=5, max_length=5)]


class Map(Model):
    """Classes of the maps: lower bounds of the second to the fifth, and colours of all five."""

    share_classes: Annotated[tuple[Share, ...], Field(min_length=4, max_length=4)]
    count_classes: Annotated[tuple[int, ...], Field(min_length=4, max_length=4)]
    sequential: Scale
    states: dict[str, Colour]


class Tint(Model):
    """Colours of a status on a dark screen, where its mark is the same."""

    colour: Colour
    background: Colour


class Dark(Model):
    """All colours that a dark screen has of its own."""

    styles: dict[str, Tint]
    sequential: Scale
    states: dict[str, Colour]
    chart: dict[str, Colour]


class Quality(Model):
    """Limits beyond which figures contradict each other."""

    overfunded: float = Field(gt=0)


class SettingsFile(Model):
    """``settings.yaml``."""

    status: Status
    map: Map
    chart: dict[str, Colour]
    dark: Dark
    reporting: tuple[Period, ...]
    quality: Quality
