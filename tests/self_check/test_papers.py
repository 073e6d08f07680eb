"""Who sees which report: everybody an accepted one, nobody else a draft."""

from __future__ import annotations

import pytest
from papers import pdf
from sheets import CHANGSHA, PEOPLE, XIANGXI, World

from chuyi_dash.access.audit import Refused
from chuyi_dash.errors import ChuyiError
from chuyi_dash.metrics.self_check.model import Draft
from chuyi_dash.reports.self_check.sealing import check_code
from chuyi_dash.self_check.evidence import attach
from chuyi_dash.self_check.review import reopen
from chuyi_dash.self_check.sheets import accepted_sheets, current_document, open_sheet, sealed_document

SCHOOL = f"prefecture-school:{XIANGXI}"


def test_a_guest_sees_nothing_of_a_sheet_until_it_is_accepted(world: World) -> None:
    world.hand_in()
    for who in ("guest", "viewer", "administrator", "other reporter"):
        context = world.context(who)
        assert accepted_sheets(context, world.key) == ()
        assert sealed_document(context, world.key, XIANGXI) is None
        with pytest.raises(Refused):
            current_document(context, world.key, XIANGXI)
        assert world.audit()[-1] == (PEOPLE[who].identity, "read_sheet", f"{world.key}/{XIANGXI}", False)


def test_those_who_may_read_a_sheet_get_it_as_a_draft(world: World) -> None:
    world.save("narrative:results", Draft(agree=False, value="成效写在这里。"))
    for who in ("own reporter", "steward"):
        document = current_document(world.context(who), world.key, XIANGXI)
        assert document.draft
        assert document.check_code is None
        assert document.results == "成效写在这里。"
    with pytest.raises(ChuyiError, match="没有代码为"):
        current_document(world.context("steward"), world.key, "433101")


def test_an_accepted_report_is_everybodys_sealed_and_gone_when_it_is_reopened(accepting_world: World) -> None:
    world = accepting_world
    attach(world.context(), "2024", XIANGXI, SCHOOL, "开工令.pdf", pdf())
    code = world.accept({SCHOOL: Draft(agree=False, value="no", reason="尚未动工")})
    for who in PEOPLE:
        document = sealed_document(world.context(who), "2024", XIANGXI)
        assert document is not None
        assert document == current_document(world.context(who), "2024", XIANGXI)
        assert (document.check_code, document.draft, document.made_on) == (code, False, world.context().today())
        assert check_code(document) == code
        assert [row.name for row in document.evidence] == ["开工令.pdf"]
        assert any("尚未动工" in line.reason for line in document.lines)
        (row,) = accepted_sheets(world.context(who), "2024")
        assert (row.prefecture, row.check_code, row.submitted_at) == (XIANGXI, code, world.moment)
    with pytest.raises(Refused):
        open_sheet(world.context("guest"), "2024", XIANGXI)
    before = sealed_document(world.context("guest"), "2024", XIANGXI)
    world.place = CHANGSHA
    world.accept()  # facts have changed since
    assert sealed_document(world.context("guest"), "2024", XIANGXI) == before
    assert [row.prefecture for row in accepted_sheets(world.context("guest"), "2024")] == [CHANGSHA, XIANGXI]
    reopen(world.context("steward"), "2024", XIANGXI, 3, "名单有误")
    assert sealed_document(world.context("guest"), "2024", XIANGXI) is None
    assert [row.prefecture for row in accepted_sheets(world.context("guest"), "2024")] == [CHANGSHA]
