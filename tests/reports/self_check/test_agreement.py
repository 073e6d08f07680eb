"""Word, Excel and the print view say the same."""

from __future__ import annotations

from collections.abc import Callable

from reports_read import Read

from chuyi_dash.reports.self_check.document import DRAFT_MARK, SAMPLE_MARK, Document
from chuyi_dash.wording.terms import day

FormsOf = Callable[[Document], dict[str, Read]]


def squeezed(text: str) -> str:
    return "".join(text.split())


def has_cells(read: Read, *wanted: str) -> bool:
    """Whether one row of a table holds all these cells."""
    return any(set(wanted) <= set(row) for row in read.rows)


def test_round_days_state_check_code_and_marks_agree(document: Document, forms_of: FormsOf) -> None:
    code = document.check_code or "通过后生成"
    for form, read in forms_of(document).items():
        assert any(squeezed(text) == document.title for text in read.texts), form
        pairs = (
            ("自查轮次", document.round_name), ("数据截至", day(document.as_of)), ("提交期限", day(document.due)),
            ("状态", document.state), ("校验码", code),
        )  # fmt: skip
        for pair in pairs:
            assert has_cells(read, *pair), (form, pair)
        assert (SAMPLE_MARK in read.marks) is document.sample, form
        assert (DRAFT_MARK in read.marks) is document.draft, form


def test_every_figure_and_answer_agrees(document: Document, forms_of: FormsOf) -> None:
    assert document.lines
    for form, read in forms_of(document).items():
        for line in document.lines:
            if line.section != document.projects_heading or form == "workbook":
                assert has_cells(read, line.name, line.figure, line.answer), (form, line)
            assert not line.comparison or has_cells(read, line.comparison) or line.section == document.projects_heading
        for project in document.projects:
            figures = (project.stage, project.milestones, project.in_place_rate, project.spending_rate, project.answer)
            assert has_cells(read, project.name, *figures), (form, project)
        for row in document.money:
            assert has_cells(read, row.origin, row.budget, row.in_place, row.spent), (form, row)


def test_sentences_own_words_evidence_and_sources_agree(document: Document, forms_of: FormsOf) -> None:
    own = (document.results, document.problems, document.measures, document.next_steps)
    lines = [line for text in own for line in text.split("\n") if line]
    sentences = [document.summary, document.funding, *(sentence for _heading, sentence in document.sections)]
    for form, read in forms_of(document).items():
        whole = read.whole
        for text in (*sentences, *lines, *document.sources, day(document.made_on)):
            assert text in whole, (form, text)
        for file in document.evidence:
            assert has_cells(read, file.name, file.item, file.size), form


def test_a_disagreement_stands_in_all_three_with_its_reason(sealed: Document, forms_of: FormsOf) -> None:
    assert len(sealed.disagreements) == 3
    for form, read in forms_of(sealed).items():
        for line in sealed.disagreements:
            assert has_cells(read, line.name, line.answer, line.reason, line.disagreement), (form, line)


def test_the_kinds_that_are_compared_differ_in_what_matters(document: Document) -> None:
    assert document.draft is (document.check_code is None)
    assert (document.state == "通过") is not document.draft
    assert document.counties
