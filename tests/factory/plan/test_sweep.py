"""Sweeps are read, and change tables as scenarios do."""

from __future__ import annotations

import pytest

from reshore.errors import DataError, UsageError
from reshore.factory.plan.sweep import Sweep


def test_a_sweep_is_read():
    """Colons and commas in conditions and distributions stay where they are."""
    found = Sweep.parse("routings: product = 'a:b' and task = 'x': hours: 24, triangular(24, 48, 168)")
    assert found == Sweep(
        "routings", "product = 'a:b' and task = 'x'", ("hours",), ("24", "triangular(24, 48, 168)")
    )
    assert Sweep.parse("buildings::power:1,2").where == ""


@pytest.mark.parametrize(
    "text", ["", "routings", "routings: hours: 1", "routings: task = 'x': hours:", "a:b:c:1,,2"]
)
def test_what_is_no_sweep(text):
    """Anything else is refused with an example."""
    with pytest.raises(UsageError, match="burn_in"):
        Sweep.parse(text)


def test_models_differ_in_the_cell(pumps):
    """Each model has one of the values in the rows selected, and nothing else is changed."""
    with_none, with_two = Sweep.parse("stations: station = 'cell': buffer: 0, 2").models(pumps)
    assert with_none["stations"]["buffer"][:2].to_list() == [5, 0]
    assert with_two["stations"]["buffer"][:2].to_list() == [5, 2]
    assert with_two["buildings"].equals(pumps["buildings"])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("stations: station = 'none': buffer: 1", "no row of stations"),
        ("stations: : buffer: few", "buffer"),
        ("stations: : station: x", "part of the key"),
        ("nowhere: : buffer: 1", "can't change table 'nowhere'"),
    ],
)
def test_faults_have_places(make_model, text, told):
    """What can't be changed is told as in scenarios."""
    model = make_model(stations=[{"station": "bench", "length": 2, "width": 2}])
    with pytest.raises(DataError, match=told):
        Sweep.parse(text).models(model)
