"""Every page in English: nothing left over from Chinese but what is marked as quoted, and names."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from sent import texts_sent
from sqlalchemy import text

from chuyi_dash.i18n import languages, own_name
from chuyi_dash.plan import read_plan
from chuyi_dash.views.snapshot import DataSource

CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
OWN_NAMES = {own_name(code) for code in languages()}  # on the buttons that lead to each
SCREENS: dict[str, tuple[str, dict[str, str]]] = {
    "overview": ("overview", {}),
    "overview-prefecture": ("overview", {"prefecture": "433100"}),
    "coverage": ("coverage", {}),
    "coverage-quota": ("coverage", {"target": "heritage-base"}),
    "coverage-checklist": ("coverage", {"target": "local-plan"}),
    "targets": ("targets", {}),
    "target": ("targets", {"target": "heritage-base"}),
    "target-tallies": ("targets", {"target": "skills-training"}),
    "projects": ("projects", {}),
    "projects-none": ("projects", {"q": "xyzxyz"}),
    "project": ("projects", {"project": "hb-hunan-industry"}),
    "data": ("data", {}),
    "about": ("about", {}),
    "self-check": ("self-check", {}),
    "present": ("present", {}),
}
NAMES = (
    "SELECT name FROM project",
    "SELECT name FROM institution",
    "SELECT name FROM milestone",
    "SELECT publisher FROM source WHERE publisher IS NOT NULL",
)


@pytest.fixture(scope="module")
def proper(snapshot_of: Callable[[str, str], DataSource]) -> list[str]:
    """Names that stay Chinese where an element of Streamlit's cannot be marked as such, the longest first."""
    with snapshot_of("sqlite", "sample").engine.connect() as connection:
        names = {str(name) for query in NAMES for name in connection.execute(text(query)).scalars()}
    for target in read_plan().targets:
        names |= {target.name_zh, target.clause}
    return sorted(names | {"“重点办好”"}, key=len, reverse=True)


def test_a_language_that_is_not_offered_is_named_and_the_page_is_chinese(
    show: Callable[..., Any], sample_data: DataSource
) -> None:
    answer = show("targets", lang="xx")
    assert "lang=xx" in answer.notices
    assert "zh、en" in answer.notices
    assert "<h1>目标</h1>" in answer.html


@pytest.mark.parametrize("name", SCREENS)
def test_an_english_page_sends_no_chinese_but_quoted_words_and_names(
    name: str, show: Callable[..., Any], sample_data: DataSource, proper: list[str]
) -> None:
    page, query = SCREENS[name]
    answer = show(page, **query, lang="en")
    assert answer.exceptions == []
    said = texts_sent(answer.app)
    assert sum(map(len, said)) > 300
    left = []
    for words in set(said) - OWN_NAMES:
        rest = words
        for known in proper if CHINESE.search(words) else ():
            rest = rest.replace(known, "")
        if CHINESE.search(rest):
            left.append(words[:160])
    assert left == []
