from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from chuyi_dash.sample.places import DivisionRow, read_land, spread


@pytest.mark.parametrize("count", [0, 1, 7, 100])
def test_spreading_gives_each_key_its_share_give_or_take_one(count):
    weights = {"a": 5.0, "b": 3.0, "c": 2.0}
    found = Counter(spread(Random(3), weights, count))
    assert found.total() == count
    assert all(abs(found[key] - count * weight / 10) <= 1 for key, weight in weights.items())


def test_a_key_without_weight_gets_nothing():
    assert "b" not in spread(Random(3), {"a": 1.0, "b": 0.0}, 20)


def test_zones_are_left_out():
    rows = [
        DivisionRow("430371", "园区", "园区", "zone", "430300"),
        DivisionRow("430302", "雨湖区", "雨湖", "county", "430300"),
        DivisionRow("430300", "湘潭市", "湘潭", "prefecture", "430000"),
    ]
    land = read_land(rows, {"prefectures": {"430300": {"share": 1, "drive": 1.0}}})
    assert "430371" not in land.divisions
    assert land.counties == ("430302",)
    assert land.prefecture_of("430302") == land.prefecture_of("430300") == "430300"
