"""Every Chinese text that a user can see goes through gettext."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
CHINESE = re.compile(r"[\u3400-\u9fff]")
GETTEXT = ("_", "gettext", "ngettext", "pgettext", "npgettext")
IN_TEMPLATE = re.compile(r"""\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|/\*.*?\*/|//[^\n]*""", re.DOTALL)
FILES = sorted(
    [
        PROJECT / "app.py",
        *(path for name in ("pages", "components", "chuyi_dash") for path in (PROJECT / name).rglob("*.py")),
    ]
)
DRAWN = sorted(
    path for ending in ("html", "svg", "css", "js") for path in (PROJECT / "components").rglob(f"*.{ending}")
)

# Texts that are no messages. Whole files first, each with its reason.
OTHER_LANGUAGE_RULES = {
    "chuyi_dash/db": "values stored in the database and checked by its constraints (公办, 省级, 中央财政)",
    "chuyi_dash/intake": "the workbook's own vocabulary: sheet names, headings and cell values that a reader must find",
    "chuyi_dash/places/divisions.py": "the endings by which official names and short names of divisions differ",
    "chuyi_dash/access/demonstration.py": "names that stay in the records of what they did",
    "chuyi_dash/sample": "names of the sample's schools and projects, which are data",
    "chuyi_dash/geo/reading.py": "column names that official boundary files use",
    "chuyi_dash/reports/brief": "the briefing is always in Chinese, as its command says",
    "chuyi_dash/self_check/stored_texts.py": "titles stored with the facts, messages sent to prefectures",
    "chuyi_dash/reports/self_check": "the report is always in Chinese, as its command says",
    "chuyi_dash/wording/briefing.py": "the briefing is always in Chinese, as its command says",
}
# Single values, each with its reason.
NO_MESSAGES = {
    **dict.fromkeys(("公办", "民办", "省级", "市级"), "compared with what the database stores"),
    **dict.fromkeys(("中央财政", "地方财政", "行业企业支持", "学校自筹"), "compared with what the database stores"),
    **dict.fromkeys(
        ("年", "月", "日", r"(\d{4})年度", "一二三四五六七八九"), "dates and clause numbers as Chinese writes them"
    ),
    "所": "a unit as the plan's file has it, put into words by its own function",
    "·实施": "cut from a stored clause",
    "中文": "the language's own name, the same in every language",
}


def excused(path: Path) -> bool:
    """Whether the whole file speaks no interface language."""
    name = path.relative_to(PROJECT).as_posix()
    return any(name == rule or name.startswith(f"{rule}/") for rule in OTHER_LANGUAGE_RULES)


def bare_texts(code: str) -> Iterator[str]:
    """Line and text of Chinese string constants outside gettext and docstrings."""
    tree = ast.parse(code)
    passed: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in GETTEXT:
            passed.update(ast.walk(node))
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            passed.add(node.value)
        elif isinstance(node, ast.Dict):  # keys are looked up and never shown
            passed.update(key for key in node.keys if key is not None)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in passed:
            text = node.value.strip()
            if CHINESE.search(text) and text not in NO_MESSAGES:
                yield f"{node.lineno} {text[:40]}"


@pytest.mark.parametrize("path", [path for path in FILES if not excused(path)], ids=lambda path: path.stem)
def test_no_chinese_text_goes_past_gettext(path: Path) -> None:
    assert list(bare_texts(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("path", DRAWN, ids=lambda path: path.name)
def test_no_template_style_or_script_holds_chinese_of_its_own(path: Path) -> None:
    bare = IN_TEMPLATE.sub("", path.read_text(encoding="utf-8"))
    assert CHINESE.findall(bare) == []


def test_every_excused_file_is_still_there_and_still_needs_it() -> None:
    assert [rule for rule in OTHER_LANGUAGE_RULES if not (PROJECT / rule).exists()] == []
    for rule in OTHER_LANGUAGE_RULES:
        target = PROJECT / rule
        files = [target] if target.is_file() else list(target.rglob("*.py"))
        assert any(CHINESE.search(path.read_text(encoding="utf-8")) for path in files), rule


def test_a_text_past_gettext_would_be_found() -> None:
    code = '"""文档"""\nshow(_("好"), pgettext("x", "也好"), "坏", f"{name}更坏")\n'
    assert list(bare_texts(code)) == ["2 坏", "2 更坏"]
    assert IN_TEMPLATE.sub("", "<p>{{ _('好') }}坏</p>") == "<p>坏</p>"
