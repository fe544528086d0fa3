"""Capacity, service and footprint by year are sums of the frames, with names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest
from tests.report.conftest import build_model, build_plan, frame

from reshore.plan.frames import FRAMES
from reshore.report.language import speaking
from reshore.report.view import View
from reshore.report.workbook.ready import capacity_and_use, footprint, service_by_market
from reshore.report.workbook.shares import footprint_by_year

if TYPE_CHECKING:
    from tests.report.workbook.conftest import Book


def test_capacity(plan_view: View) -> None:
    """Hours of a year are those of its periods, and use is what part of them is used."""
    rows = capacity_and_use(plan_view).frame
    found = rows.filter((pl.col("site") == "gdl") & (pl.col("year") == "2025")).row(0, named=True)
    assert found["site_name"] == "Guadalajara"
    assert found["country_name"] == "Mexico"
    assert (found["modules_ordered"], found["hours_available"], found["hours_used"]) == (2, 5400.0, 4200.0)
    assert found["use"] == pytest.approx(7 / 9)
    assert rows["year"].unique(maintain_order=True).sort().to_list() == [
        "2024",
        "2025",
        "2026",
        "2027",
        "2028",
    ]


def test_capacity_that_never_is(plan_view: View) -> None:
    """A resource without hours in a year has no row there; hours used without any available have no share."""
    rows = [
        ("gdl", "MEX", "line", "2024Q4", 0, 0.0, 0.0, 0.0),
        ("gdl", "MEX", "line", "2027", 0, 0.0, 0.0, 5.0),
    ]
    frames = {**plan_view.plan.frames, "capacity": frame("capacity", rows)}
    found = capacity_and_use(View.of(build_plan(frames=frames), build_model())).frame
    assert found.select("year", "use").rows() == [("2027", None)]


def test_service(plan_view: View) -> None:
    """Demand and what is served of it, by market, product, segment and year."""
    rows = service_by_market(plan_view).frame
    found = rows.filter((pl.col("market") == "fr") & (pl.col("year") == "2028")).row(0, named=True)
    assert found["delivered"] == pytest.approx(0.96)
    assert found["demand"] == pytest.approx(found["served"] + found["short"])
    assert (found["market_name"], found["product_name"], found["unit"]) == ("France", "NVL72 rack", "rack")
    assert rows["demand"].sum() == pytest.approx(plan_view.plan["service"]["demand"].sum())


def test_service_without_demand(plan_view: View) -> None:
    """No share is reckoned of nothing."""
    rows = [("fr", "FRA", "rack", "all", "2027", 0.0, 0.0, 0.0)]
    frames = {**plan_view.plan.frames, "service": frame("service", rows)}
    assert service_by_market(View.of(build_plan(frames=frames), build_model())).frame["delivered"][0] is None


def test_footprint(plan_view: View) -> None:
    """Each measure has a unit, and its shares of a year sum to 1."""
    rows = footprint(plan_view).frame
    sums = rows.group_by("year", "measure").agg(pl.col("share").sum())
    assert sums["share"].to_list() == pytest.approx([1.0] * sums.height)
    units = dict(rows.select("measure", "unit").unique().iter_rows())
    assert units["Value added"] == "kUSD"
    assert units["Labour"] == "hour"


def test_footprint_has_units_of_the_language(plan_view: View) -> None:
    """Hours are hours in every language; currencies have no other name."""
    with speaking("fr"):
        units = footprint(plan_view).frame["unit"].unique()
    assert {"heure", "kUSD"} <= {*units}


def test_footprint_by_year(plan_view: View, book: Book) -> None:
    """Countries stand in the order of the report's charts, in its colours; years are columns."""
    sheet = footprint_by_year(plan_view)
    assert sheet.frame["country"].to_list() == list(plan_view.colours)
    assert sheet.chart.colours == list(plan_view.colours.values())
    for year in sheet.chart.points:
        assert sheet.frame[year].sum() == pytest.approx(1.0)
    chart = book.xml("xl/charts/chart2.xml")
    assert '<c:grouping val="percentStacked"/>' in chart
    assert chart.count("<c:ser>") == sheet.frame.height


def test_a_plan_that_makes_nothing() -> None:
    """Without production there are no countries, and no chart of them."""
    frames = {name: spec.empty() for name, spec in FRAMES.items()}
    frames["periods"] = build_plan()["periods"]
    assert footprint_by_year(View.of(build_plan(frames=frames), build_model())).frame.is_empty()
