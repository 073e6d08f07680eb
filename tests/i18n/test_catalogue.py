"""The English catalogue holds every text of the screens, whole and nothing else."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message

from chuyi_dash.plan import read_plan

PLACEHOLDER = re.compile(r"%\([a-z_0-9]+\)[-+0-9.]*[sdf]|%%")
CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
QUOTED_PLAN_WORDS = re.compile(r"“[\u4e00-\u9fff]+”")
CALLS = {"_": 0, "gettext": 0, "ngettext": 0, "pgettext": 1, "npgettext": 1}
SCREENS = ("app.py", "pages", "components", "chuyi_dash/wording", "chuyi_dash/views")
BRIEFING = "briefing.py"


def key(message: Message) -> tuple[str | None, str]:
    """Context and Chinese text."""
    return message.context, message.id if isinstance(message.id, str) else message.id[0]


def messages(catalogue: Catalog) -> list[Message]:
    """All but the header."""
    return [message for message in catalogue if message.id]


def forms(message: Message) -> tuple[str, ...]:
    """The translation in each of its forms."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def sources(project: Path) -> Iterator[tuple[Path, ast.Module]]:
    """The modules that build what a screen shows."""
    for place in SCREENS:
        paths = [project / place] if place.endswith(".py") else sorted((project / place).rglob("*.py"))
        for path in paths:
            if path.name != BRIEFING:
                yield path, ast.parse(path.read_text(encoding="utf-8"))


def asked(tree: ast.AST) -> Iterator[ast.Constant]:
    """The Chinese text of each call of gettext."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
            text = node.args[CALLS[node.func.id]]
            if isinstance(text, ast.Constant):
                yield text


def test_every_text_of_the_screens_is_in_the_catalogue(texts: Catalog, catalogue: Catalog) -> None:
    missing = {key(row) for row in messages(texts)} - {key(row) for row in messages(catalogue)}
    assert not missing, "run make messages, then translate"


def test_the_catalogue_holds_nothing_that_no_screen_says_any_more(texts: Catalog, catalogue: Catalog) -> None:
    assert {key(row) for row in messages(catalogue)} <= {key(row) for row in messages(texts)}
    assert not catalogue.obsolete


def test_every_message_is_translated_and_no_translation_is_a_guess(catalogue: Catalog) -> None:
    assert len(messages(catalogue)) > 400
    untranslated = [row.id for row in messages(catalogue) if not all(form.strip() for form in forms(row))]
    assert untranslated == []
    assert [row.id for row in messages(catalogue) if row.fuzzy] == []
    assert all(len(forms(row)) == catalogue.num_plurals for row in messages(catalogue) if row.pluralizable)


def test_a_translation_has_the_placeholders_of_its_text(catalogue: Catalog) -> None:
    for row in messages(catalogue):
        wanted = Counter(PLACEHOLDER.findall(key(row)[1]))
        for form in forms(row):
            assert Counter(PLACEHOLDER.findall(form)) == wanted, row.id


def test_no_translation_is_left_in_chinese_outside_the_plans_quoted_words(catalogue: Catalog) -> None:
    for row in messages(catalogue):
        for form in forms(row):
            assert not CHINESE.search(QUOTED_PLAN_WORDS.sub("", form)), form


def test_a_translation_keeps_the_line_of_a_sentence_that_goes_on(catalogue: Catalog) -> None:
    """Parts of sentences are put together: what begins with a mark in Chinese begins with one in English."""
    for row in messages(catalogue):
        text = key(row)[1]
        if text[0] in "，；、。" and len(text) > 1:
            assert all(form[0] in ",;." for form in forms(row)), row.id


def test_no_text_is_asked_for_where_the_extraction_does_not_see_it(project: Path, texts: Catalog) -> None:
    known = {key(row)[1] for row in messages(texts)}
    for path, tree in sources(project):
        unseen = [text.value for text in asked(tree) if text.value not in known]
        assert unseen == [], path.name


@pytest.mark.parametrize("folder", ["components", "pages"])
def test_no_chinese_text_of_a_screen_bypasses_the_catalogue(project: Path, folder: str) -> None:
    words_of_facts = {target.unit for target in read_plan().targets}
    for path, tree in sources(project):
        if folder not in path.relative_to(project).parts:
            continue
        translated = {id(text) for text in asked(tree)}
        bare = [
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and CHINESE.search(node.value)
            and id(node) not in translated
            and node.value not in words_of_facts
        ]
        assert bare == [], path.name


def test_templates_hold_no_chinese_outside_a_call_of_gettext(project: Path) -> None:
    for path in sorted((project / "components").rglob("*.html")):
        rest = re.sub(r"_\(\"[^\"]*\"\)", "", path.read_text(encoding="utf-8"))
        assert not CHINESE.search(rest), path.name
