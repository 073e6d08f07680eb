"""Templates escape whatever they are given."""

from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from jinja2 import UndefinedError

from chuyi_dash.db.queries.sources import SourceRow
from chuyi_dash.drawing.shade import LegendEntry
from chuyi_dash.plan import read_plan
from components.widgets.html import FOLDER, render
from components.widgets.provenance import clause_html, sources_html

HOSTILE = "<img src=x onerror=alert(1)>\"'&"
ROW = {"rank": HOSTILE, "name": HOSTILE, "met": 1, "due": 2, "share": HOSTILE, "late": 0, "chosen": True}
VALUES: dict[str, dict[str, Any]] = {
    "card_head": {"title": HOSTILE, "meta": HOSTILE, "sample": True},
    "card_foot": {"sentence": HOSTILE, "origin": HOSTILE},
    "title": {"title": HOSTILE, "product": HOSTILE},
    "headline": {
        "headline": HOSTILE,
        "aside": HOSTILE,
        "time": HOSTILE,
        "sample": True,
        "chips": [{"code": "done", "mark": HOSTILE, "number": 1, "word": HOSTILE}],
    },
    "ranking": {"rows": [ROW, None], "gap": HOSTILE},
    "legend": {"entries": [LegendEntry(HOSTILE, HOSTILE, hatched=True), LegendEntry("#000000", HOSTILE, dot=True)]},
    "target_list": {
        "rows": [{"name": HOSTILE, "code": "done", "mark": HOSTILE, "status": HOSTILE, "figures": HOSTILE}]
    },
    "sentences": {"head": HOSTILE, "lines": [HOSTILE]},
    "project_head": {"name": HOSTILE, "facts": [(HOSTILE, HOSTILE, True)], "note": HOSTILE, "sample": True},
}


class Tags(HTMLParser):
    """The elements and attributes that a browser would see."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes |= {name for name, _value in attrs}


@pytest.mark.parametrize("template", VALUES)
def test_a_hostile_name_stays_text(template: str) -> None:
    made = render(template, **VALUES[template])
    found = Tags()
    found.feed(made)
    assert "&lt;img" in made
    assert "img" not in found.names
    assert "onerror" not in found.attributes


def test_a_hostile_source_stays_text() -> None:
    made = sources_html([(source(HOSTILE), 3)], HOSTILE)
    assert "<img" not in made
    assert "&lt;img" in made
    assert "&lt;img" in sources_html([], HOSTILE)


def test_sources_that_no_fact_was_counted_of_have_no_column_of_facts() -> None:
    heading = "事实（条）"
    assert heading in sources_html([(source("通知"), 3), (source("报道"), None)], "")
    assert heading not in sources_html([(source("通知"), None)], "")


def source(text: str) -> SourceRow:
    values: dict[str, Any] = {
        "key": text,
        "kind": "press",
        "title": text,
        "publisher": text,
        "published": date(2024, 1, 1),
        "date_note": text,
        "url": f"javascript:{text}",
        "confidence": "high",
        "note": text,
        "facts": 3,
    }
    return SourceRow(**{name: values[name] for name in SourceRow.__dataclass_fields__})


def test_a_source_s_address_is_shown_and_not_linked() -> None:
    assert "href" not in sources_html([(source("javascript:alert(1)"), None)], "")


def test_a_clause_shows_its_own_words_marked_and_its_damage() -> None:
    plan = read_plan()
    marked = [clause_html(plan, target) for target in plan.targets if target.quote]
    damaged = next(target for target in plan.targets if target.damaged)
    assert all(made.count("<mark>") <= 1 for made in marked)
    assert any("<mark>" in made for made in marked)
    assert "cd-damage" in clause_html(plan, damaged)


def test_a_value_that_a_template_misses_is_an_error_and_not_a_blank() -> None:
    with pytest.raises(UndefinedError):
        render("card_head", title="题")


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*")), ids=lambda path: path.name)
def test_no_template_switches_escaping_off_or_fetches_anything(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "|safe" not in text.replace(" ", "")
    assert "autoescape" not in text
    fetching = text.replace('src="{{ image }}"', "")  # what qr_image makes: the image itself, not its address
    fetching = fetching.replace('<a href="{{ home }}{{ screen.url_path }}', "")  # leads to a screen, fetches nothing
    assert not re.search(r"(src|href)=|@import|url\(|<script", fetching), path.name
