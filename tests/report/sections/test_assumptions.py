"""Rows are counted once, under the weakest grade among their sources."""

from __future__ import annotations

import polars as pl

from reshore.report.sections.assumptions import grades, section


def test_counts_by_table_and_weakest_grade(model):
    counts = {(table, grade): rows for table, grade, rows in grades(model).iter_rows()}

    assert counts["products", "A"] == 1
    assert counts["products", "B"] == 1, "a row with an A and a B source counts as B"
    assert counts["products", "E"] == 1
    assert counts["sites", "B"] == 6
    assert counts["sites", "E"] == 3
    assert counts["periods", ""] == 11
    assert not any(table == "sources" for table, _ in counts)


def test_every_row_is_counted_once(model):
    rows = sum(frame.height for name, frame in model.frames.items() if name != "sources")

    assert grades(model)["rows"].sum() == rows


def test_bars_are_shares_of_each_table(view):
    option = section(view).charts[0].option
    names = option["yAxis"]["data"]

    assert "Sites (9)" in names
    for at in range(len(names)):
        assert round(sum(one["data"][at]["value"] for one in option["series"] if one["data"][at]), 2) == 100


def test_share_of_estimates_is_said(view):
    graded = grades(view.model)
    estimates = graded.filter(pl.col("grade") == "E")["rows"].sum() / graded["rows"].sum()

    assert f"{estimates * 100:.0f}% rest on our own estimates" in section(view).body


def test_only_web_addresses_become_links(view):
    body = section(view).body

    assert '<a href="https://example.org/nvl72" rel="noopener noreferrer">Product sheet</a>' in body
    assert body.count("<a ") == 1
