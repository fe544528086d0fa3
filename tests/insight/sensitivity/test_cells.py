"""Cells as they are asked for: read, by ranges, and all faults at once."""

from __future__ import annotations

import pytest
from tests.insight.rivals import NEAR_AND_FAR

from reshore.errors import DataError, UsageError
from reshore.insight.sensitivity.cells import cells
from reshore.tables.address import Address


def test_absolute_values_and_factors():
    """Units are those of the schema, money in the model's currency; factors have none."""
    rate, cost, price = cells(
        NEAR_AND_FAR.model(),
        [
            "duties: layer = 'tariff_far': ad_valorem: 0, 0.5",
            "lanes:: cost_per_unit: x0.5, x2",
            "settings: key = 'carbon_price': value: 0, 100",
        ],
    )
    assert rate.name == "ad_valorem of duties where layer = 'tariff_far'"
    assert (rate.low, rate.high, rate.action, rate.unit, rate.whole) == (0.0, 0.5, "set", "share", False)
    assert (cost.low, cost.high, cost.action, cost.unit) == (0.5, 2.0, "multiply", "factor")
    assert (price.low, price.high) == (0.0, 100.0)
    variant = price.variant(100.0).of(NEAR_AND_FAR.model())
    assert variant.settings["carbon_price"] == 100.0


def test_money_and_whole_numbers():
    """A column of whole numbers takes whole numbers alone."""
    wage, months = cells(
        NEAR_AND_FAR.model(),
        ["countries:: labour_rate: 1, 9", "sites: site = 'near': months_to_open: 0, 3"],
    )
    assert wage.unit == "USD/hour"
    assert (months.whole, months.unit) == (True, "month")


def test_ranges():
    """Without cells, those of the table: the 5th and 95th percentile of each distribution."""
    rows = [
        {"range": "wages", "table": "countries", "column": "labour_rate", "value": "uniform(0.9, 1.1)"},
        {
            "range": "tariff",
            "table": "duties",
            "where": "layer = 'tariff_far'",
            "column": "ad_valorem",
            "action": "set",
            "value": "uniform(0, 1)",
        },
    ]
    wages, tariff = cells(NEAR_AND_FAR.model(ranges=rows))
    assert (wages.name, wages.action, wages.low, wages.high) == (
        "wages",
        "multiply",
        pytest.approx(0.91),
        pytest.approx(1.09),
    )
    assert tariff.address == Address("duties", "layer = 'tariff_far'", ("ad_valorem",))
    assert (tariff.low, tariff.high) == (pytest.approx(0.05), pytest.approx(0.95))
    more = cells(NEAR_AND_FAR.model(ranges=rows), ["ranges", "settings: key = 'carbon_price': value: 0, 100"])
    assert [cell.name for cell in more] == ["value of settings where key = 'carbon_price'", "wages", "tariff"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("duties: ad_valorem: 0, 1", "not of the form TABLE: WHERE: COLUMN: low, high"),
        ("duties:: ad_valorem: 0, 1, 2", "not of the form"),
        ("duties:: ad_valorem: few, many", "few, many is neither"),
        ("duties:: ad_valorem: 0, x2", "0, x2 is neither"),
        ("duties:: ad_valorem: 1, 0", "its low end 1 is not below its high end 0"),
        ("duties:: ad_valorem: 0, nan", "its low end 0 is not below its high end nan"),
        ("moons:: ad_valorem: 0, 1", "a scenario can't change table 'moons'"),
        ("duties:: ad_valorum: 0, 1", "did you mean 'ad_valorem'"),
        ("duties:: layer: 0, 1", "part of the key"),
        ("duties: layer = 'none': ad_valorem: 0, 1", "no row of duties"),
        ("sites:: status: 0, 1", "status of sites is a text, and no number"),
        ("sites:: months_to_open: 0, 2.5", "it takes whole numbers alone"),
        ("sites:: months_to_open: x1, x2", "months_to_open of sites is a whole number"),
        ("sites:: fixed_cost: -1, 1", "fixed_cost -1 is below 0"),
        ("settings: key = 'carbon_price': value: x1, x2", "can only be set"),
    ],
)
def test_what_makes_no_sense(text, told):
    """It is told with the cell that it is wrong in."""
    with pytest.raises(DataError, match="cell") as error:
        cells(NEAR_AND_FAR.model(), [text])
    assert told in str(error.value)


def test_all_faults_at_once():
    """Of all cells, and of both their ends."""
    texts = [
        "duties: 1",
        "duties:: ad_valorem: 1, 0",
        "lanes:: days: 1, 2",
        "lanes:: days: 2, 3",
        "moons:: a: 0, 1",
    ]
    with pytest.raises(DataError) as error:
        cells(NEAR_AND_FAR.model(), texts)
    assert [fault.place for fault in error.value.faults] == [
        "cell 'duties: 1'",
        "cell 'days of lanes'",
        "cell 'ad_valorem of duties'",
        "cell 'a of moons', table",
    ]


def test_nothing_to_vary():
    """Without ranges, cells have to be named; a distribution of one value, or none, is no range."""
    with pytest.raises(UsageError, match="the table ranges has no rows"):
        cells(NEAR_AND_FAR.model())
    row = {"range": "wages", "table": "countries", "column": "labour_rate"}
    with pytest.raises(DataError, match="x1 is not below its high end x1"):
        cells(NEAR_AND_FAR.model(ranges=[{**row, "value": "1"}]))
    with pytest.raises(DataError, match="ranges wages, value"):
        cells(NEAR_AND_FAR.model(ranges=[{**row, "value": "a few"}]))
