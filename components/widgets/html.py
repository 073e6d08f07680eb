"""HTML from templates, escaped by Jinja: what Streamlit's own elements cannot lay out."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup, escape

from chuyi_dash.i18n import gettext as _
from chuyi_dash.i18n import in_chinese, listed
from chuyi_dash.templates import templates_in
from chuyi_dash.wording import terms

FOLDER = Path(__file__).parent / "templates"
CHINESE = re.compile(r"([“\u300a]?[\u3400-\u9fff][\u3400-\u9fff\u3000-\u303f\uff00-\uffef“”‘’…·0-9()]*)")


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = templates_in(FOLDER)
    environment.globals.update(_=_, listed=listed, terms=terms, beside=beside)
    environment.filters["words"] = words
    return environment


def words(text: str) -> Markup:
    """Mark as Chinese whatever a text of ours quotes from the plan in Chinese."""
    if in_chinese():
        return escape(text)
    pieces = CHINESE.split(text)  # own words and quoted ones by turns
    return Markup("").join(
        Markup('<span lang="zh">{}</span>').format(piece) if index % 2 else escape(piece)
        for index, piece in enumerate(pieces)
    )


def beside(original: str | None) -> Markup:
    """Set the Chinese beside a translated name; nothing where there is none."""
    return Markup(' <span class="cd-original" lang="zh">{}</span>').format(original) if original else Markup("")


def render(template: str, suffix: str = "html", **values: Any) -> str:
    """Fill in ``components/widgets/templates/<template>.<suffix>``; every value is escaped."""
    return _environment().get_template(f"{template}.{suffix}").render(**values)
