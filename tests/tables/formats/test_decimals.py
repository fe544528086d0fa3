"""Numbers in text: whatever a country's style, a number is read as it was meant or refused."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reshore.tables.formats.decimals import numbers, point, sign_of

AMOUNT = (
    st.decimals(-10_000_000, 10_000_000, places=3) | st.decimals(-2000, 2000, places=1) | st.integers(0, 9999)
)


@given(st.lists(AMOUNT, min_size=1, max_size=6), st.sampled_from([".", ","]), st.booleans())
def test_a_number_is_read_as_meant_or_refused(amounts, sign, grouped):
    """Written with points or commas, with or without separators of thousands, it is never misread."""
    other = {".": ",", ",": "."}[sign]
    swap = str.maketrans({".": sign, ",": other})
    texts = [(f"{amount:,}" if grouped else f"{amount}").translate(swap) for amount in amounts]
    column = pl.Series(texts)
    values, problem = numbers(column, sign_of([column]), "x")
    for amount, value, wrong in zip(amounts, values, problem.rows, strict=True):
        assert wrong or value == float(amount)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_floats_are_read_to_the_last_bit(value):
    """As Python writes them, so they come back."""
    values, problem = numbers(pl.Series([repr(value)]), ".", "x")
    assert values.to_list() == [value]
    assert not problem.rows.any()


@pytest.mark.parametrize(
    ("texts", "sign"),
    [
        (["1,5"], ","),
        (["1.5"], "."),
        (["1,500", "1.5"], "."),
        (["1,500"], ""),
        (["0,500"], ","),
        (["1234,567"], ","),
        (["1,5", "1.5"], ","),
        (["12", None], ""),
        ([], ""),
    ],
)
def test_clear_numbers_show_the_sign(texts, sign):
    """A zero before it, or other than three digits behind it, makes a sign one of decimals."""
    assert sign_of([pl.Series(texts, dtype=pl.String)]) == sign


def test_only_numbers_get_points():
    """A text with a comma stays what it is."""
    texts = pl.Series(["0,05", "a,b", "1,2,3", None])
    assert point(texts, ",").to_list() == ["0.05", "a,b", "1,2,3", None]
    assert point(texts, ".") is texts
