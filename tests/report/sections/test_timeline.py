"""The timeline has a bar for the time a site runs and a diamond for each order of capacity."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise

import polars as pl
import pytest
from tests.report.conftest import rows

from reshore.report.sections import timeline
from reshore.report.sections.timeline import section
from reshore.report.view import View


def day(year, month):
    return datetime(year, month, 1, tzinfo=UTC).timestamp() * 1000


@pytest.fixture(scope="module")
def phased(plan, model):
    """The plan where Guadalajara takes nine months to build and six to ramp up, and modules a year."""
    candidate = pl.col("status") == "candidate"
    sites = model["sites"].with_columns(months_to_open=pl.when(candidate).then(9))
    places = [("gdl", "0:0.5 6:1"), ("jrz", "1"), ("hou", "1")]
    resources = [
        {"site": site, "resource": "rack line", "months_to_install": 12, "ramp": ramp}
        for site, ramp in places
    ]
    return View.of(plan, model.with_frames(sites=sites, resources=rows("resources", *resources)))


def test_a_chart_fits_a_page(view, monkeypatch):
    """Of many sites, those that change are drawn before those that only run."""
    every = section(view)
    names = every.charts[0].option["yAxis"]["data"]
    assert "the table has all events" not in every.body
    monkeypatch.setattr(timeline, "MOST_SITES", 4)
    fewer = section(view)
    drawn = fewer.charts[0].option["yAxis"]["data"]
    assert drawn == [name for name in names if name in drawn]
    assert {*drawn} == {"Guadalajara", "Houston", "Shenzhen", "Ciudad Juárez"}
    assert f"So are {len(names) - 4} sites that change or add less than these" in fewer.body


def test_nothing_made_and_nothing_changed_is_no_timeline(plan, model, make_plan):
    """An empty chart tells nothing."""
    still = plan["sites"].with_columns(started=False, stopped=False)
    capacity = plan["capacity"].with_columns(modules_ordered=pl.lit(0, pl.Int64))
    frames = {**plan.frames, "sites": still, "capacity": capacity, "production": plan["production"].clear()}
    assert section(View.of(make_plan(frames=frames), model)) is None


@pytest.fixture(scope="module")
def option(view):
    return section(view).charts[0].option


def test_bars_span_the_time_a_site_runs(option):
    names = option["yAxis"]["data"]
    bars = {
        names[item["value"][0]]: item["value"][1:]
        for series in option["series"]
        if series["type"] == "custom" and series["name"] not in {"Being built", "Ramps up"}
        for item in series["data"]
    }

    assert bars["Guadalajara"] == [day(2025, 7), day(2029, 1)]
    assert bars["Shenzhen"] == [day(2024, 10), day(2027, 1)]
    assert bars["Hsinchu"] == [day(2024, 10), day(2029, 1)]
    assert bars.keys() == set(names)


def test_sites_that_neither_make_nor_change_are_left_out(option):
    assert not {"TSMC Tainan", "Chennai"} & set(option["yAxis"]["data"])


def test_diamonds_are_orders(option):
    names = option["yAxis"]["data"]
    orders = {
        (names[item["value"][1]], item["value"][0]): item["label"]["formatter"]
        for item in option["series"][-1]["data"]
    }

    assert orders == {
        ("Guadalajara", day(2025, 7)): "+2",
        ("Houston", day(2026, 1)): "+2",
        ("Ciudad Juárez", day(2026, 4)): "+3",
    }


def test_events_are_in_the_order_of_time(view):
    body = section(view).body

    assert body.index("2025Q3</th>") < body.index("2026Q1</th>") < body.index("2027</th>")
    assert "3 modules of rack line" in body


def bars(view, name):
    (found,) = (one for one in section(view).charts[0].option["series"] if one["name"] == name)
    return found["data"]


def test_a_new_site_is_built_before_it_opens(phased):
    """The bar begins where the decision is due, as many months before as the site takes."""
    names = section(phased).charts[0].option["yAxis"]["data"]
    built = {names[item["value"][0]]: item["value"][1:] for item in bars(phased, "Being built")}

    assert built == {
        "Guadalajara": [day(2024, 10), day(2025, 7)],
        "Houston": [day(2025, 4), day(2026, 1)],
    }


def test_a_ramp_darkens_until_all_capacity_is_there(phased):
    """Its stretches follow each other from the opening to full capacity, where the site's own bar begins."""
    ramp = bars(phased, "Ramps up")
    ends = [item["value"][1:] for item in ramp]
    opens = [item["value"] for item in bars(phased, "Opens")]

    assert ends[0][0] == day(2025, 7)
    assert all(before[1] == after[0] for before, after in pairwise(ends))
    assert ends[-1][1] in {start for _, start, _ in opens}
    assert len({item["itemStyle"]["color"] for item in ramp}) == len(ramp)
    assert "56% of rack line in months 0 to 1.5" in ramp[0]["tooltip"]["formatter"]


def test_the_table_says_when_to_decide(phased):
    """A site by its time to open, modules by theirs; full capacity after the ramp."""
    body = section(phased).body

    assert "<td>opens</td><td>October 2024</td><td>December 2025</td>" in body
    assert "<td>3 modules of rack line</td><td>April 2025</td><td>April 2026</td>" in body


def test_without_times_and_ramps_sites_run_from_their_opening(option):
    """Nothing is drawn of phases that the tables say nothing of."""
    assert not {"Being built", "Ramps up"} & {one["name"] for one in option["series"]}
