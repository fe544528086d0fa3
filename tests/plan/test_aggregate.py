"""The aggregation sums without losing anything, in one order."""

from __future__ import annotations

from datetime import date

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from reshore.plan.aggregate import total, with_share

PERIODS = pl.DataFrame(
    {"period": ["b", "a"], "start": [date(2025, 1, 1), date(2026, 1, 1)], "months": [12, 12]}
)
ROWS = st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from(["MEX", "CHN", None]), st.integers(-99, 99)))


@given(ROWS, st.permutations(["period", "country", "year"]), st.integers(0, 3))
def test_sums_are_kept(rows: list[tuple[str, str | None, int]], columns: list[str], kept: int):
    """However rows are grouped, also with empty names, the groups add up to the whole."""
    schema = {"period": pl.String, "country": pl.String, "units": pl.Int64}
    frame = pl.DataFrame(rows, schema=schema, orient="row")
    sums = total(frame, PERIODS, columns[:kept], "units")
    assert sums["amount"].sum() == frame["units"].sum()
    assert sums.select(columns[:kept]).is_unique().all()


@given(ROWS, st.randoms())
def test_order_of_rows_changes_nothing(rows: list[tuple[str, str | None, int]], random):
    """The result is the same whatever order the rows came in."""
    schema = {"period": pl.String, "country": pl.String, "units": pl.Int64}
    shuffled = random.sample(rows, len(rows))
    first, second = (
        total(pl.DataFrame(each, schema=schema, orient="row"), PERIODS, ["country", "period"], "units")
        for each in (rows, shuffled)
    )
    assert first.equals(second)


def test_shares_are_within_their_group():
    """A share is of the whole of its group, which may be more than is listed; of nothing it is 0."""
    frame = pl.DataFrame({"period": ["a", "a", "b", "c"], "amount": [1.0, 3.0, 5.0, 0.0]})
    whole = pl.DataFrame({"period": ["a", "b", "c"], "whole": [4.0, 10.0, 0.0]})
    assert with_share(frame, whole, ["period"])["share"].to_list() == [0.25, 0.75, 0.5, 0.0]
    of_eight = with_share(frame, pl.DataFrame({"whole": [8.0]}), [])
    assert of_eight["share"].to_list() == [0.125, 0.375, 0.625, 0.0]


def test_years_are_sorted_by_amount_within():
    """What begins in the course of a year isn't behind what was there from its start."""
    frame = pl.DataFrame({"period": ["25b", "25a"], "country": ["MEX", "CHN"], "amount": [3.0, 1.0]})
    periods = pl.DataFrame({"period": ["25a", "25b"], "start": [date(2025, 1, 1), date(2025, 7, 1)]})
    assert total(frame, periods, ["year", "country"], "amount")["country"].to_list() == ["MEX", "CHN"]
    assert total(frame, periods, ["period", "country"], "amount")["country"].to_list() == ["CHN", "MEX"]
