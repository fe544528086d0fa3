"""Sweeps are read, and change tables as scenarios do."""

from __future__ import annotations

import pytest

from reshore.errors import DataError, UsageError
from reshore.factory.plan.case import case
from reshore.factory.plan.sweep import Sweep, variants


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
    sweep = Sweep.parse("stations: station = 'cell': buffer: 0, 2")
    with_none, with_two = (sweep.model(pumps, value) for value in sweep.values)
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
    sweep = Sweep.parse(text)
    with pytest.raises(DataError, match=told):
        sweep.model(model, sweep.values[0])


def test_columns_that_go_together(pumps):
    """Several columns take each value together."""
    sweep = Sweep.parse("buildings: : power cooling: 300, 200")
    assert sweep.name == "power and cooling of buildings"
    found = sweep.model(pumps, "200")["buildings"].select("power", "cooling").row(0)
    assert found == (200.0, 200.0)


def test_faults_of_all_values_at_once(pumps):
    """What is wrong with any value of any sweep is told before anything is simulated."""
    sweeps = [Sweep.parse("buildings:: power: 1000, 5.5, few"), Sweep.parse("nowhere:: power: 1")]
    with pytest.raises(DataError) as error:
        variants(sweeps, pumps, lambda model: case(model, "brno", "pump"))
    places = [fault.place for fault in error.value.faults]
    assert places == [
        *(3 * ["sweep of power of buildings, value '5.5': buildings brno/hall, power"]),
        "sweep of power of buildings, value 'few', value",
        "sweep of power of nowhere, value '1', table",
    ]


def test_variants(pumps):
    """Each value has its tables and its case, sweep by sweep."""
    sweeps = [
        Sweep.parse("buildings:: power: 1000, 100"),
        Sweep.parse("stations: station = 'cell': buffer: 1"),
    ]
    power, (buffer,) = variants(sweeps, pumps, lambda model: case(model, "brno", "pump"))
    assert [one.case.building.power for one in power] == [1000.0, 100.0]
    assert [one.value for one in power] == ["1000", "100"]
    assert buffer.case.kinds["cell"].buffer == 1
    assert buffer.model["stations"]["buffer"][1] == 1
