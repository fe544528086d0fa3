"""Cost lines have all that one wants to pivot by; groups of them add up."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import polars as pl
import pytest
from tests.report.conftest import build_model, build_plan, frame

from reshore.plan.frames import FRAMES
from reshore.report.view import View
from reshore.report.workbook.costs import cost_lines, costs_by_group

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.report.workbook.conftest import Book

LINES = [
    ("rule_penalty", "two-sources", None, None, "2025Q3", 5.0, 4.0),
    ("shortage", "fr", "FRA", "rack", "2027", 7.0, 6.0),
    ("mystery", "gdl", "MEX", None, "2024Q4", -1.0, -1.0),
]
PERIODS = [("2024Q4", date(2024, 10, 1), 3), ("2025Q3", date(2025, 7, 1), 3), ("2027", date(2027, 1, 1), 12)]


@pytest.fixture(scope="module")
def view() -> View:
    """Return a plan of three cost lines."""
    frames = {name: spec.empty() for name, spec in FRAMES.items()}
    frames |= {"costs": frame("costs", LINES), "periods": frame("periods", PERIODS)}
    return View.of(build_plan(frames=frames), build_model())


def test_lines(view: View) -> None:
    """Names stand beside identifiers; a place is a site, a market or a rule."""
    lines = cost_lines(view).frame
    told = [
        "year",
        "quarter",
        "cost_name",
        "group",
        "place_name",
        "place_kind",
        "country_name",
        "product_name",
    ]
    assert lines.select(told).rows() == [
        ("2025", "Q3", "Rule penalties", "Shortage and penalties", "two-sources", "rule", None, None),
        ("2027", None, "Shortage", "Shortage and penalties", "France", "market", "France", "NVL72 rack"),
        ("2024", "Q4", "Mystery", "Other", "Guadalajara", "site", "Mexico", None),
    ]
    assert lines.select("amount", "present_value").rows() == [row[-2:] for row in LINES]


def test_a_period_across_quarters_has_none() -> None:
    """Three months that begin in the middle of a quarter are no quarter."""
    frames = {name: spec.empty() for name, spec in FRAMES.items()}
    periods = [("a", date(2026, 2, 1), 3), ("b", date(2026, 5, 1), 2), ("c", date(2026, 12, 1), 1)]
    costs = [("labour", "gdl", "MEX", "rack", period, 1.0, 1.0) for period, _, _ in periods]
    frames |= {"costs": frame("costs", costs), "periods": frame("periods", periods)}
    lines = cost_lines(View.of(build_plan(frames=frames), build_model())).frame
    assert lines["quarter"].to_list() == [None, "Q2", "Q4"]


def test_groups(plan_view: View) -> None:
    """Years add up to all of them, and present values to the objective."""
    sheet = costs_by_group(plan_view)
    years = ["2024", "2025", "2026", "2027", "2028"]
    assert sheet.frame.columns == ["group", "unit", *years, "total", "present_value"]
    across = sheet.frame.select(pl.sum_horizontal(years)).to_series()
    assert across.to_list() == pytest.approx(sheet.frame["total"].to_list())
    assert sheet.frame["present_value"].sum() == pytest.approx(plan_view.plan.objective)
    assert sheet.frame["group"][0] == "Purchased materials"
    assert len(sheet.chart.colours) == sheet.frame.height


def test_totals_and_chart_in_the_workbook(book: Book) -> None:
    """The total is a sum of what a filter leaves, with its value; the chart has a series a group."""
    header, *rows = book.sheets["Costs by group"]
    assert rows[-1][0] == "Total"
    assert rows[-1][-1] == pytest.approx(build_plan().objective)
    last = len(rows)
    assert f"<f>SUBTOTAL(109,C2:C{last})</f>" in book.sheet("Costs by group")
    assert 'totalsRowCount="1"' in book.table("Costs by group")
    chart = book.xml("xl/charts/chart1.xml")
    assert chart.count("<c:ser>") == last - 1
    assert "'Costs by group'!$C$1:$G$1" in chart
    assert header[2:7] == ["2024", "2025", "2026", "2027", "2028"]
    assert 'descr="Costs by group and year, as they fall due"' in book.xml("xl/drawings/drawing1.xml")


@pytest.mark.parametrize("back", [False, True])
def test_stacks_of_costs_begin_at_nothing(make_book: Callable[..., Book], back: bool) -> None:
    """Where the axis begins is left to the program only if there is a year with money back."""
    plan = build_plan()
    first = pl.when(pl.int_range(pl.len()) == 0).then(-1e6 if back else 1.0).otherwise(1.0)
    costs = plan["costs"].with_columns(pl.col("amount", "present_value").abs() * first)
    book = make_book(build_plan(frames={**plan.frames, "costs": costs}))
    axis = book.xml("xl/charts/chart1.xml").partition("<c:valAx>")[2]
    assert ('<c:min val="0"/>' in axis) is not back
