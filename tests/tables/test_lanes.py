"""Lanes not written are generated where they are of use, and each lane carries what its words say."""

from __future__ import annotations

from math import pi

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reshore.tables.lanes import EARTH_RADIUS, carried, complete, great_circle, reachable

SEA = {"mode": "sea", "speed": 500, "days_fixed": 1, "detour_factor": 1.5, "generate": "yes"}
ROAD = {"mode": "road", "speed": 100}
DEGREE = EARTH_RADIUS * pi / 180


@pytest.fixture
def make_chain(make_model):
    """A chain on one meridian: `s` has chips, `f` makes sets of them, `w` lies between, `m` asks for sets."""

    def build(modes=(ROAD,), lanes=(), **tables):
        place = {"country": "AAA", "longitude": 0}
        return make_model(
            sites=[{"site": name, "latitude": 10 * index, **place} for index, name in enumerate("sfw")],
            markets=[{"market": "m", "latitude": 30, **place}],
            products=[
                {"product": "chip", "family": "parts"},
                {"product": "set", "family": "goods"},
                {"product": "radio", "family": "goods"},
            ],
            boms=[{"product": "set", "component": "chip", "quantity": 2}],
            processes=[{"site": "f", "product": "set"}, *tables.pop("processes", [])],
            supplies=[{"site": "s", "product": "chip"}],
            demands=[{"market": "m", "product": "set", "quantity": 1}, *tables.pop("demands", [])],
            modes=list(modes),
            lanes=[{"mode": "road", **lane} for lane in lanes],
            **tables,
        )

    return build


def lane(origin, destination, **rest):
    return {"origin": origin, "destination": destination, **rest}


def goods(model):
    return carried(model, complete(model)).rows()


def kilometres(*ends):
    names = ("latitude", "longitude", "latitude_to", "longitude_to")
    return pl.DataFrame([ends], schema=names, orient="row").select(great_circle()).item()


def test_distance_is_that_of_the_great_circle():
    """A quarter of the circumference to the pole, half to the other side, and the date line is no wall."""
    assert kilometres(0.0, 0.0, 90.0, 50.0) == pytest.approx(90 * DEGREE)
    assert kilometres(30.0, 10.0, -30.0, -170.0) == pytest.approx(180 * DEGREE)
    assert kilometres(0.0, 179.5, 0.0, -179.5) == pytest.approx(DEGREE)
    assert kilometres(51.4775, -0.4614, 40.6398, -73.7789) == pytest.approx(5540, rel=0.002)  # LHR to JFK


@given(*[st.floats(-limit, limit) for limit in (90, 180, 90, 180)])
def test_distance_is_a_distance(north, east, north_to, east_to):
    """It is the same both ways, 0 from a place to itself, and half the circumference at most."""
    there, back = kilometres(north, east, north_to, east_to), kilometres(north_to, east_to, north, east)
    assert there == pytest.approx(back, abs=1e-6)
    assert 0 <= there <= 180 * DEGREE + 1e-6
    assert kilometres(north, east, north, east) == pytest.approx(0, abs=1e-6)


def test_distance_and_days_are_filled_in(make_chain):
    """What is written stays; the rest follows from coordinates and mode; the border comes on top."""
    model = make_chain(
        lanes=[
            lane("s", "f"),
            lane("s", "w", distance=50, border_days=2),
            lane("f", "m", days=3, border_days=1),
        ]
    )
    found = complete(model)
    assert found.columns == [*model["lanes"].columns, "transit_days"]
    assert found["lane"].to_list() == ["s:f:road", "s:w:road", "f:m:road"]
    assert found["distance"].to_list() == pytest.approx([10 * DEGREE, 50, 20 * DEGREE])
    assert found["days"].to_list() == pytest.approx([DEGREE / 10, 0.5, 3])
    assert found["transit_days"].to_list() == pytest.approx([DEGREE / 10, 2.5, 4])


def test_lanes_are_generated_where_they_are_of_use(make_chain):
    """From sites that have something to places that want it, with the mode's detour and speed."""
    found = complete(make_chain(modes=[SEA]))
    assert found["lane"].to_list() == ["f:m:sea", "s:f:sea"]
    assert found["distance"].to_list() == pytest.approx([30 * DEGREE, 15 * DEGREE])
    assert found["days"].to_list() == pytest.approx([30 * DEGREE / 500 + 1, 15 * DEGREE / 500 + 1])
    assert (
        found.select("border_days", "minimum", "capacity", "cost_per_kg").rows() == [(0, 0, None, None)] * 2
    )


def test_stock_gives_and_takes(make_chain):
    """A place that may stock a product is linked to where it comes from and to where it goes."""
    found = complete(make_chain(modes=[SEA], stocks=[{"site": "w", "product": "set"}]))
    assert found["lane"].to_list() == ["f:m:sea", "f:w:sea", "s:f:sea", "w:m:sea"]


def test_a_market_sends_nothing(make_chain):
    """Stock at a market draws lanes to it and none from it."""
    found = complete(make_chain(modes=[SEA], stocks=[{"site": "m", "product": "chip"}]))
    assert found["lane"].to_list() == ["f:m:sea", "s:f:sea", "s:m:sea"]


def test_written_lanes_are_not_generated_again(make_chain):
    """A written lane of the mode stands alone, whatever it carries; one of another mode does not matter."""
    model = make_chain(
        modes=[SEA, ROAD],
        lanes=[lane("s", "f", mode="sea", product="chip", days=9), lane("f", "m")],
    )
    assert complete(model)["lane"].to_list() == ["s:f:sea:chip", "f:m:road", "f:m:sea"]


def test_generated_lanes_keep_to_the_bounds_of_the_mode(make_chain):
    """No lane is shorter than min_km or longer than max_km, detour counted."""
    short, long = 10 * DEGREE * 1.5, 20 * DEGREE * 1.5
    assert complete(make_chain([{**SEA, "max_km": short + 1}]))["lane"].to_list() == ["s:f:sea"]
    assert complete(make_chain([{**SEA, "min_km": long - 1}]))["lane"].to_list() == ["f:m:sea"]


def test_goods_follow_lanes_over_places_that_only_pass_them_on(make_chain):
    """A lane carries what gets to its origin and is of use behind its destination, and nothing else."""
    model = make_chain(lanes=[lane("s", "f"), lane("f", "w"), lane("w", "m"), lane("s", "w")])
    assert goods(model) == [("f:w:road", "set"), ("s:f:road", "chip"), ("w:m:road", "set")]


def test_reachable_is_where_goods_get_to(make_chain):
    """Goods get to where lanes lead, of use or not."""
    model = make_chain(lanes=[lane("s", "f"), lane("f", "w")])
    found = reachable(model, complete(model)).sort("place", "product").rows()
    assert found == [("f", "chip"), ("f", "set"), ("s", "chip"), ("w", "chip"), ("w", "set")]


def test_a_product_goes_before_its_family_and_that_before_all(make_chain):
    """A lane that names a product takes it from those that don't, one that names a family likewise."""
    model = make_chain(
        lanes=[
            lane("f", "m", lane="all"),
            lane("f", "m", lane="kind", family="goods"),
            lane("f", "m", lane="one", product="set"),
            lane("s", "f", lane="parts", family="parts"),
            lane("s", "f", lane="others"),
        ],
        processes=[{"site": "f", "product": "radio"}, {"site": "f", "product": "chip"}],
        demands=[{"market": "m", "product": name, "quantity": 1} for name in ("radio", "chip")],
    )
    assert goods(model) == [("all", "chip"), ("kind", "radio"), ("one", "set"), ("parts", "chip")]


def test_another_mode_takes_nothing_away(make_chain):
    """The rule holds among lanes of one origin, destination and mode."""
    model = make_chain(
        modes=[ROAD, {"mode": "air", "speed": 8000}],
        lanes=[lane("f", "m"), lane("f", "m", mode="air", product="set")],
    )
    assert goods(model) == [("f:m:air:set", "set"), ("f:m:road", "set")]


def test_a_product_without_family_goes_with_all(make_chain):
    """A lane for a family leaves what has none."""
    model = make_chain(
        lanes=[lane("s", "f", lane="all"), lane("s", "f", lane="kind", family="goods")],
    )
    bare = model["products"].with_columns(family=pl.lit(None, pl.String))
    assert goods(model.with_frames(products=bare)) == [("all", "chip")]
