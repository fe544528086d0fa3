"""Columns have their unit in the header and as many decimals as their size asks for."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from reshore.report.workbook.field import HOURS, MONEY, MONEY_YEAR, SHARE, Field, Kind, kind_of, number_format


@pytest.mark.parametrize(
    ("field", "header"),
    [
        (Field("Amount", MONEY), "Amount (kUSD)"),
        (Field("Amount", MONEY_YEAR), "Amount (kUSD a year)"),
        (Field("Labour", HOURS), "Labour (h)"),
        (Field("Use", SHARE), "Use"),
        (Field("Site"), "Site"),
    ],
)
def test_header(field: Field, header: str) -> None:
    """A unit stands behind the name; a share has its sign in each cell instead."""
    assert field.header("kUSD") == header


@pytest.mark.parametrize(
    ("values", "unit", "kind"),
    [
        (["a"], "", Kind.TEXT),
        ([["a", "b"]], "", Kind.TEXT),
        ([date(2026, 1, 1)], "", Kind.DATE),
        ([True], "", Kind.FLAG),
        ([0.5], SHARE, Kind.SHARE),
        ([0.5], MONEY, Kind.NUMBER),
        ([2], "", Kind.NUMBER),
    ],
)
def test_kind(values: list[object], unit: str, kind: Kind) -> None:
    """What a column is follows from its type, and for numbers from its unit."""
    assert kind_of(pl.Series(values), unit) is kind


@pytest.mark.parametrize(
    ("values", "kind", "expected"),
    [
        ([1.0, 250.0], Kind.NUMBER, "#,##0"),
        ([0.4, 12_000.5], Kind.NUMBER, "#,##0"),
        ([0.4, 120.5], Kind.NUMBER, "#,##0.0"),
        ([-2.25, 1.0], Kind.NUMBER, "#,##0.00"),
        ([0.031, None], Kind.NUMBER, "#,##0.0000"),
        ([None], Kind.NUMBER, "#,##0"),
        ([0.0625], Kind.WRITTEN, "General"),
        ([2_000_000.0], Kind.WRITTEN, "#,##0"),
        ([0.5], Kind.SHARE, "0.0%"),
    ],
)
def test_number_format(values: list[float | None], kind: Kind, expected: str) -> None:
    """Large numbers need no decimals, small ones do; what was written is shown whole."""
    assert number_format(pl.Series(values, dtype=pl.Float64), kind) == expected
