"""Parquet: columns of other types are taken where they say the same, refused where they don't."""

from __future__ import annotations

from datetime import date, datetime

import polars as pl
import pytest

from reshore.tables.load import load


def _with(folder, table, **columns):
    path = folder({table: None})
    pl.DataFrame(columns).write_parquet(path / f"{table}.parquet")
    return path


def test_types_that_say_the_same_are_taken(folder):
    """Whole numbers as floats, numbers as names, times at midnight, categories, flags as numbers."""
    path = _with(
        folder,
        "periods",
        period=pl.Series([2025.0, 2026.0]),
        start=pl.Series([datetime(2025, 1, 1), datetime(2026, 1, 1)]),
        months=pl.Series([12.0, 12.0]),
    )
    model = load(path)
    assert model["periods"]["period"].to_list() == ["2025", "2026"]
    assert model["periods"]["start"].to_list() == [date(2025, 1, 1), date(2026, 1, 1)]
    assert model["periods"]["months"].dtype == pl.Int64


def test_categories_decimals_and_numbers_for_flags(folder):
    """What other tools write for texts, amounts and flags."""
    path = _with(
        folder,
        "demands",
        market=pl.Series(["us-west"], dtype=pl.Categorical),
        product=pl.Series(["rack"]),
        quantity=pl.Series([1000]).cast(pl.Decimal(10, 2)),
        single_source=pl.Series([1], dtype=pl.Int8),
        price=pl.Series([None]),
    )
    demand = load(path)["demands"].row(0, named=True)
    assert demand["quantity"] == 1000.0
    assert demand["single_source"] is True
    assert demand["price"] is None


@pytest.mark.parametrize(
    ("columns", "fault"),
    [
        ({"latitude": [float("nan"), 1.0]}, ":1:latitude: latitude nan is not a finite number"),
        ({"latitude": [1.0, float("inf")]}, ":2:latitude: latitude inf is not a finite number"),
        ({"latitude": ["north", "1"]}, ":1:latitude: latitude 'north' is not a number"),
        ({"months_to_open": [1.0, 1.5]}, ":2:months_to_open: months_to_open 1.5 is not a whole number"),
        ({"latitude": [True, False]}, ": column 'latitude' is of type Boolean, not number"),
        ({"name": [["a"], ["b"]]}, ": column 'name' is of type List(String), not text"),
        ({"hue": ["a", "b"]}, ": 'hue' is not a column of sites"),
    ],
)
def test_types_that_say_something_else_are_refused(folder, faults, columns, fault):
    """A place in Parquet is the number of the row."""
    right = {
        "site": ["gdl", "hou"],
        "country": ["MEX", "USA"],
        "latitude": [1.0, 2.0],
        "longitude": [1.0, 2.0],
    }
    assert faults(_with(folder, "sites", **{**right, **columns})) == [f"model/sites.parquet{fault}"]


def test_times_of_day_are_no_dates(folder, faults):
    """A time that is not midnight would be lost."""
    path = _with(folder, "periods", period=["2025"], start=[datetime(2025, 1, 1, 12)], months=[12])
    (fault,) = faults(path)
    assert fault.startswith("model/periods.parquet:1:start: start '2025-01-01T12:00:00")


def test_a_file_that_is_no_parquet_is_told(folder, faults):
    """Whatever the reader says, people get one line."""
    path = folder({"sites": None})
    (path / "sites.parquet").write_bytes(b"site\ngdl\n")
    assert faults(path)[0] == "model/sites.parquet: is not a Parquet file, or only part of one"
