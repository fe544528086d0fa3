"""The chart of capacity has each site's busiest resource, the tables what is short and its worth."""

from __future__ import annotations

import polars as pl
import pytest

from reshore.plan.frames import FRAMES
from reshore.report.sections.capacity import MOST_SITES, section
from reshore.report.view import View

PERIODS = ("2024Q4", "2025Q1", "2025Q2")
HOURS = {
    ("gdl", "line"): (1000.0, 995.0, 400.0),
    ("gdl", "test"): (200.0, 1000.0, 999.0),
    ("jrz", "line"): (300.0, 300.0, 100.0),
    ("hou", "line"): (0.0, 0.0, 700.0),
}
"""Hours used of a thousand in each period, by site and resource."""


def frames(plan, hours=HOURS, country="MEX"):
    rows = [
        (site, country, resource, period, 0, 4.0, 1000.0, used)
        for (site, resource), amounts in hours.items()
        for period, used in zip(PERIODS, amounts, strict=True)
    ]
    marginals = [("capacity", "gdl/test", period, -2.0, "kUSD/hour") for period in PERIODS[1:]]
    found = {"capacity": rows, "marginals": marginals}
    return {
        **plan.frames,
        **{
            name: pl.DataFrame(told, schema=dict(FRAMES[name].dtypes), orient="row")
            for name, told in found.items()
        },
    }


@pytest.fixture(scope="module")
def used(plan, model, make_plan):
    return section(View.of(make_plan(frames=frames(plan)), model))


def test_a_cell_is_the_busiest_resource(used):
    """Its class, its figure and all resources in the tooltip."""
    (drawn,) = used.charts
    sites = drawn.option["yAxis"]["data"]
    figures = {
        (sites[item["value"][1]], item["value"][0]): item["label"]["formatter"]
        for series in drawn.option["series"]
        if series["type"] == "scatter"
        for item in series["data"]
    }
    full = next(one for one in drawn.option["series"] if one["name"] == "Full, 98% or more")

    assert sites == ["Guadalajara", "Houston", "Ciudad Juárez"]
    assert [figures[key] for key in sorted(figures) if key[0] == "Guadalajara"] == ["100", "100", "100"]
    assert [figures[key] for key in sorted(figures) if key[0] == "Houston"] == ["0", "0", "70"]
    assert len(full["data"]) == 3
    assert "line: 100% (1.00 thousand of 1.00 thousand hours)" in full["data"][0]["tooltip"]["formatter"]
    assert "test: 20% (200 of 1.00 thousand hours)" in full["data"][0]["tooltip"]["formatter"]


def test_what_is_full_and_what_idle(used):
    """Said in words above the chart."""
    assert "1 of 3 sites have a resource that is full (98% or more) at some time." in used.body
    assert "Never more than half in use, in any resource: Ciudad Juárez." in used.body


def test_bottlenecks_by_what_more_would_save(used):
    """A hundredth of 2,000 hours at 2 kUSD is 40 kUSD; what has no marginal value saves nothing."""
    table = used.body.split("Where capacity is short")[1].split("</table>")[0]

    assert table.index("<td>test</td><td>2025Q1 to 2025Q2</td>") < table.index(
        "<td>line</td><td>2024Q4 to 2025Q1</td>"
    )
    assert '<td class="number">40.0</td>' in table
    assert '<td class="number">nothing</td>' in table
    assert "Houston" not in table


def test_every_resource_has_a_row(used):
    """Use over the horizon, peak and when."""
    table = used.body.split("Every resource as a table")[1]

    assert table.count('scope="row"') == len(HOURS)
    assert '<td class="number">23%</td><td class="number">30%</td><td>2024Q4</td>' in table


def test_many_sites_are_counted_beyond_the_first(plan, model, make_plan):
    """The chart keeps to the busiest, the table has all."""
    sites = [f"s{i:03d}" for i in range(200)]
    hours = {(site, "line"): (900.0 - i, 900.0, 900.0) for i, site in enumerate(sites)}
    view = View.of(make_plan(frames=frames(plan, hours)), model)
    places = {**view.places, **{site: site for site in sites}}
    object.__setattr__(view, "places", places)
    found = section(view)

    assert found.charts[0].option["yAxis"]["data"] == sites[:MOST_SITES]
    assert f"{200 - MOST_SITES} more sites, less used than these, are in the table alone." in found.body
    assert found.body.count('scope="row"') == 200


def test_no_capacity_no_section(plan, model, make_plan):
    """A plan whose sites have no limits has nothing to tell."""
    none = make_plan(frames={**plan.frames, "capacity": plan["capacity"].clear()})
    assert section(View.of(none, model)) is None


def test_no_site_is_ever_full(plan, model, make_plan):
    """Nothing is counted where there is nothing to count."""
    hours = {place: tuple(used / 2 for used in three) for place, three in HOURS.items()}
    body = section(View.of(make_plan(frames=frames(plan, hours)), model)).body
    assert "No site has a resource that is ever full (98% or more)." in body.replace(
        "\N{NO-BREAK SPACE}", " "
    )
