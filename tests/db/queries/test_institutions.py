"""Institutions one by one."""

from __future__ import annotations

from datetime import date

import small_facts as small
from sqlalchemy import Connection, insert

from chuyi_dash.as_of import AsOf
from chuyi_dash.db.queries.institutions import institutions_in_force
from chuyi_dash.db.tables import InstitutionFormerName

DAY = date(2024, 6, 30)


def test_those_of_the_kinds_in_force_come_by_division_then_name(connection: Connection) -> None:
    small.school(connection, "1", name="乙", division_code=small.FAR_COUNTY)
    small.school(connection, "2", name="甲")
    small.school(connection, "3", name="丙", source_key=small.SAMPLE, note="注")
    small.school(connection, "4", name="丁", kind="技工")
    small.school(connection, "5", name="戊", closed=DAY)
    small.school(connection, "6", name="己", opened=date(2024, 7, 1))
    connection.execute(insert(InstitutionFormerName), {"institution_code": "2", "name": "旧二"})
    connection.execute(insert(InstitutionFormerName), {"institution_code": "2", "name": "旧一"})
    found = institutions_in_force(connection, ["中职"], AsOf(DAY))
    assert [row.code for row in found] == ["3", "2", "1"]
    assert (found[0].sample, found[0].note, found[1].sample) == (True, "注", False)
    assert found[1].former_names == tuple(sorted(("旧一", "旧二")))
    assert [row.code for row in institutions_in_force(connection, ["中职"], AsOf(DAY, True))] == ["2", "1"]
    assert [row.code for row in institutions_in_force(connection, ["中职", "技工"], AsOf(DAY))] == ["4", "3", "2", "1"]
    assert institutions_in_force(connection, [], AsOf(DAY)) == ()
