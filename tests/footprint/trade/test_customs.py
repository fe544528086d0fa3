"""Customs values: the row that names seller, importer or period, else the product's value; freight if CIF."""

from __future__ import annotations

import polars as pl
import pytest

from reshore.footprint.prepare.clock import Clock
from reshore.footprint.prepare.goods import Goods
from reshore.footprint.trade.customs import customs_values

ASKED = {"product": "rack", "seller": "tsmc", "importer": "USA", "period": "2025"}


@pytest.fixture(scope="module")
def value(world):
    """Return the function that gives the customs value of one unit by rows of the table."""

    def read(*rows, **change):
        model = world(customs_values=[{"product": "rack", **row} for row in rows])
        asked = pl.DataFrame([{**ASKED, **change}], schema=dict.fromkeys(ASKED, pl.String))
        found = customs_values(model, Goods.of(model, Clock.of(model)).frame, asked)
        assert found.columns == [*ASKED, "freight", "customs_value"]
        return found["customs_value"].item()

    return read


def test_a_product_without_a_row_is_worth_its_value(value):
    """A row of another product, seller, importer or period doesn't count."""
    others = [{"product": "board"}, {"seller": "other"}, {"importer": "MEX"}, {"period": "2026"}]
    assert value(*({"value": 1, **other} for other in others)) == 100


ORDER = [
    {"seller": "tsmc", "importer": "USA", "period": "2025"},
    {"seller": "tsmc", "importer": "USA"},
    {"seller": "tsmc", "period": "2025"},
    {"seller": "tsmc"},
    {"importer": "USA", "period": "2025"},
    {"importer": "USA"},
    {"period": "2025"},
    {},
]


@pytest.mark.parametrize("first", range(len(ORDER)))
def test_the_seller_goes_before_the_importer_and_that_before_the_period(value, first):
    """Of the rows from some place on, the first one counts, in whatever order they are written."""
    rows = [{**row, "value": rank} for rank, row in enumerate(ORDER)][first:]
    assert value(*rows) == value(*rows[::-1]) == first


def test_without_a_seller_rows_that_name_one_do_not_count(value):
    """Nor is the value of another good asked."""
    assert value({"seller": "tsmc", "value": 7}, seller=None) == 100
    assert value({"seller": "tsmc", "value": 7}, {"value": 8}, seller=None) == 8


def test_the_product_s_value_is_that_of_the_period(world):
    """From 2026 on a rack is worth 90."""
    series = [{"table": "products", "key": "rack", "column": "value", "period": "2026", "value": 90}]
    model = world(series=series)
    asked = pl.DataFrame([{**ASKED, "period": period} for period in ("2026", "2025")])
    found = customs_values(model, Goods.of(model, Clock.of(model)).frame, asked)
    assert found["customs_value"].to_list() == [90, 100]


def test_freight_counts_where_the_importer_is_cif(world):
    """Germany counts it, the United States don't; the order is that of the question."""
    model = world(
        countries=[{"country": "DEU", "customs_basis": "CIF"}, {"country": "USA", "customs_basis": "FOB"}]
    )
    asked = pl.DataFrame([{**ASKED, "importer": importer} for importer in ("USA", "DEU", "USA")])
    found = customs_values(model, Goods.of(model, Clock.of(model)).frame, asked)
    assert found["freight"].to_list() == [False, True, False]
