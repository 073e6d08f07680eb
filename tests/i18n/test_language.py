"""Choosing a language, and words that follow it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from chuyi_dash.i18n import gettext, languages, listed, ngettext, npgettext, own_name, pgettext, use_language
from chuyi_dash.plan import read_plan
from chuyi_dash.wording import terms

Speak = Callable[[str], None]


def test_chinese_comes_first_and_english_is_offered() -> None:
    assert languages() == ("zh", "en")
    assert [own_name(code) for code in (*languages(), "xx")] == ["中文", "English", "xx"]


def test_a_text_without_a_translation_stays_chinese(speak: Speak) -> None:
    speak("en")
    assert gettext("没有这样一句话") == "没有这样一句话"


def test_a_language_without_a_catalogue_speaks_chinese(speak: Speak) -> None:
    speak("xx")
    assert gettext("总览") == "总览"
    assert ngettext("甲", "乙", 1) == "甲"
    assert pgettext("several", "目标") == "目标"


def test_one_word_in_chinese_may_be_two_in_english(speak: Speak) -> None:
    speak("en")
    assert (gettext("目标"), pgettext("several", "目标")) == ("Target", "Targets")
    assert [npgettext("unit", "市州", "市州", number) for number in (0, 1, 2)] == [
        "prefectures",
        "prefecture",
        "prefectures",
    ]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh", ["甲", "甲、乙", "甲、乙、丙", "甲、乙等3个"]),
        ("en", ["甲", "甲 and 乙", "甲, 乙 and 丙", "甲, 乙 and others, 3 in all"]),
    ],
)
def test_names_are_listed_as_the_language_lists_them(speak: Speak, language: str, said: list[str]) -> None:
    speak(language)
    names = ["甲", "乙", "丙"]
    assert [listed(names[:1]), listed(names[:2]), listed(names), listed(names, 2)] == said
    assert listed([]) == ""


def test_days_periods_and_clauses_follow_the_language(speak: Speak) -> None:
    speak("en")
    assert terms.day(date(2025, 12, 31)) == "31 December 2025"
    assert terms.period_word("2025年度") == "Year 2025"
    assert terms.period_word("一期") == "一期"
    assert [terms.clause_name(clause) for clause in ("一", "二(一)2", "二(三)", "三·实施")] == [
        "I",
        "II(1)2",
        "II(3)",
        "III, impl.",
    ]
    speak("zh")
    assert terms.clause_name("二(一)2") == terms.clause_choice("二(一)2") == "二(一)2"
    assert terms.period_word("2025年度") == "2025年度"


def test_a_translated_name_has_the_chinese_beside_it(speak: Speak) -> None:
    target = read_plan().target("heritage-base")
    assert (terms.target_original(target), terms.target_choice(target)) == ("", target.name_zh)
    speak("en")
    assert terms.target_original(target) == target.name_zh
    assert terms.target_choice(target) == f"{target.name_en} · {target.name_zh}"
    assert terms.clause_choice(target.clause) == "II(1)2 · 二(一)2"


def test_a_word_that_is_not_known_stays_as_it_was_recorded(speak: Speak) -> None:
    speak("en")
    words = (terms.unit_word, terms.level_word, terms.origin_word, terms.institution_word, terms.ownership_word)
    assert [word("新词") for word in words] == ["新词"] * 5


def test_the_plans_own_notes_are_there_in_both_languages() -> None:
    plan = read_plan()
    assert len(plan.notes) == len(plan.notes_en)
    assert len(plan.damage) == len(plan.damage_en)
    assert len(plan.issuers) == len(plan.issuers_en)
    assert plan.parts.keys() == plan.parts_en.keys()
    for clause in plan.clauses:
        assert clause.heading_en.isascii()
        assert (clause.damage is None) == (clause.damage_en is None), clause.clause
    for target in plan.targets:
        assert (target.second_source is None) == (target.second_source_en is None), target.id


def test_a_thread_speaks_its_own_language(speak: Speak) -> None:
    from threading import Thread

    said: list[str] = []

    def other() -> None:
        said.append(gettext("总览"))
        use_language("en")
        said.append(gettext("总览"))

    thread = Thread(target=other)
    thread.start()
    thread.join()
    assert said == ["总览", "Overview"]
    assert gettext("总览") == "总览"
