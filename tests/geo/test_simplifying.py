from __future__ import annotations

import geopandas
import numpy
import pytest
import shapely

from chuyi_dash.geo.simplifying import (
    COARSE,
    FINE,
    Detail,
    SimplificationError,
    coordinates,
    drawn_bytes,
    merged,
    simplify,
)

GROUPS = ["439100"] * 4 + ["439200"] * 4


@pytest.mark.parametrize("detail", [COARSE, FINE], ids=["coarse", "fine"])
def test_neighbours_keep_one_border_without_gap_or_overlap(counties: geopandas.GeoDataFrame, detail: Detail) -> None:
    originals = list(counties.geometry)
    thinned = simplify(originals, GROUPS, detail)
    whole = shapely.union_all(thinned)
    assert shapely.area(thinned).sum() == pytest.approx(whole.area, abs=1e-9)
    assert shapely.get_num_interior_rings(whole) == 0
    assert shapely.coverage_is_valid(thinned)
    assert shapely.get_num_coordinates(thinned).sum() < shapely.get_num_coordinates(originals).sum() / 2
    moved = shapely.hausdorff_distance(thinned, originals)
    assert moved.max() <= detail.tolerance + 10**-detail.decimals


def test_merged_outlines_run_along_the_borders_of_their_members(counties: geopandas.GeoDataFrame) -> None:
    thinned = simplify(list(counties.geometry), GROUPS, COARSE)
    wholes = merged(thinned, GROUPS, COARSE.decimals)
    assert list(wholes) == ["439100", "439200"]
    for code, whole in wholes.items():
        members = [outline for outline, group in zip(thinned, GROUPS, strict=True) if group == code]
        assert shapely.union_all(members).equals(whole)
        assert {*shapely.get_coordinates(whole)[:, 0]} <= {*shapely.get_coordinates(members)[:, 0]}


def test_a_border_drawn_twice_a_little_apart_becomes_one(counties: geopandas.GeoDataFrame) -> None:
    shifts = numpy.resize([0.00004, -0.00004], len(counties))
    drawn = [shapely.transform(o, lambda xy, d=d: xy + d) for o, d in zip(counties.geometry, shifts, strict=True)]
    assert not shapely.coverage_is_valid(drawn)
    assert shapely.coverage_is_valid(simplify(drawn, GROUPS, COARSE))


def test_a_small_district_inside_a_large_one_survives() -> None:
    district = shapely.Point(112.1, 28.1).buffer(0.004)
    around = shapely.box(112, 28, 112.2, 28.2).difference(district)
    thinned = simplify([district, around], ["439100", "439100"], COARSE)
    assert thinned[0].is_valid
    assert thinned[0].area > district.area / 2
    assert shapely.coverage_is_valid(thinned)


def test_outlines_too_large_for_a_page_are_thinned_further(counties: geopandas.GeoDataFrame) -> None:
    roomy = simplify(list(counties.geometry), GROUPS, FINE)
    budget = drawn_bytes(roomy) // 4
    tight = Detail(decimals=4, tolerance=0.001, coarsest=0.02, counties=budget, merged=None)
    thinned = simplify(list(counties.geometry), GROUPS, tight)
    assert drawn_bytes(thinned[:4]) <= budget < drawn_bytes(roomy[:4])


def test_a_size_that_cannot_be_reached_is_an_error(counties: geopandas.GeoDataFrame) -> None:
    with pytest.raises(SimplificationError):
        simplify(list(counties.geometry), GROUPS, Detail(4, 0.001, 0.002, counties=50, merged=None))


def test_coordinates_keep_holes_and_turn_outer_rings_anticlockwise() -> None:
    square = shapely.box(0, 0, 3, 3, ccw=False).difference(shapely.box(1, 1, 2, 2))
    ((outer, hole),) = coordinates(square)
    assert shapely.is_ccw(shapely.LinearRing(outer))
    assert not shapely.is_ccw(shapely.LinearRing(hole))
