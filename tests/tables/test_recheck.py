"""Tables that changed in memory are checked like those that were read, by keys for places."""

from __future__ import annotations

import polars as pl
import pytest

from reshore.errors import DataError
from reshore.tables.recheck import recheck


@pytest.fixture
def sound(make_model):
    place = {"country": "MEX", "latitude": 20, "longitude": -100}
    return make_model(
        settings={"carbon_price": 50},
        periods=[{"period": "2025", "start": "2025-01-01", "months": 12}],
        countries=[{"country": "MEX"}],
        sites=[{"site": "gdl", **place}],
        markets=[{"market": "west", **place}],
        products=[{"product": "rack", "value": 1000, "mass": 10}],
        supplies=[{"site": "gdl", "product": "rack"}],
        modes=[{"mode": "road", "speed": 500, "cost_per_kg": 1, "generate": "yes"}],
        demands=[{"market": "west", "product": "rack", "quantity": 40}],
    )


def test_settings_come_back_typed(sound):
    """What the table writes, and the defaults of what it does not."""
    assert recheck(sound.frames, "a test") == dict(sound.settings)


def test_places_are_keys(sound):
    """Cells, references and checks across tables are told by the keys of their rows, empty ones too."""
    supplies = sound["supplies"].with_columns(minimum=pl.lit(-1.0), product=pl.lit("tray"))
    demands = sound["demands"].with_columns(product=pl.lit("tray"))
    with pytest.raises(DataError) as caught:
        recheck({**sound.frames, "supplies": supplies, "demands": demands}, "a test")
    assert sorted(fault.place for fault in caught.value.faults) == [
        "a test: demands west/tray/all/, product",
        "a test: supplies gdl/tray, minimum",
        "a test: supplies gdl/tray, product",
    ]
