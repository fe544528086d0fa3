"""Sections on plans side by side: rows that differ first, the others folded, and charts of all plans."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import polars as pl
import pytest
from tests.report.conftest import build_plan

from reshore.report.compare import (
    capacity,
    costs,
    duty,
    facts,
    figures,
    footprint,
    inputs,
    map,
    service,
    sites,
)
from reshore.report.compare.view import CompareView
from reshore.report.words import MINUS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.plan.plan import Plan
    from reshore.report.section import Section
    from reshore.tables.model import Model


@pytest.fixture(scope="module")
def several(three: Mapping[str, tuple[Plan, Model]]) -> CompareView:
    """Return the view of three plans."""
    return CompareView.of(three)


def rows(section: Section, *, same: bool = False) -> list[list[str]]:
    """Return the rows of the first table of what differs, or of the one that is folded away."""
    above, _, below = section.body.partition("<details>")
    tables = re.findall(r"<tbody>(.*?)</tbody>", below if same else above, re.DOTALL)
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in re.findall(r"<tr.*?</tr>", tables[0])]
    return [[re.sub(r"(<[^>]+>)+", " ", cell).strip() for cell in row] for row in cells]


def named(section: Section, *, same: bool = False) -> list[str]:
    """Return what rows are of."""
    return [row[0] for row in rows(section, same=same)]


def test_figures(compared: CompareView) -> None:
    """A figure has its difference below it; what doesn't differ is folded away."""
    section = figures.section(compared)
    (cost, *_) = rows(section)
    assert cost[0] == "Net present cost"
    assert re.fullmatch(r"USD\N{NO-BREAK SPACE}[\d.]+ billion \+USD\N{NO-BREAK SPACE}[\d.]+ \w+", cost[2])
    assert "Sites closed" in named(section, same=True)
    assert "Search time" not in section.body


def test_costs_of_two(compared: CompareView) -> None:
    """The waterfall goes from 0 to the difference, by the one group that differs."""
    section = costs.section(compared)
    bounds, stacked, steps = section.charts
    assert [len(one["data"]) for one in bounds.option["series"]] == [2, 2]
    assert {one["stack"] for one in stacked.option["series"]} == {"costs"}
    dearer, whole = steps.option["series"]
    assert dearer["data"][0]["value"][1:] == whole["data"][0]["value"][1:]
    assert dearer["data"][0]["value"][1] == 0
    assert len(steps.option["yAxis"]["data"]) == 2
    assert "Transport" in steps.label


def test_costs_of_several(several: CompareView) -> None:
    """Each plan but the first has bars of its differences."""
    *_, steps = costs.section(several).charts
    assert [one["name"] for one in steps.option["series"]] == ["late", "Base case (2)"]


def test_costs_that_are_the_same(plan: Plan, model: Model) -> None:
    """Nothing to go from one to the other has no chart."""
    view = CompareView.of({"a": (plan, model), "b": (build_plan(), model)})
    section = costs.section(view)
    assert [one.key for one in section.charts] == ["compare-bounds", "compare-costs"]
    assert "Nothing differs here." in section.body


def test_sites(compared: CompareView) -> None:
    """The site that only one plan opens comes first, those that are alike are folded away."""
    section = sites.section(compared)
    first, *_ = rows(section)
    assert first[0].startswith("Guadalajara")
    assert first[1].startswith("opens 2025Q3")
    assert first[2] == "not opened"
    assert any(name.startswith("Chennai") for name in named(section, same=True))


def test_sites_of_another_model(plan: Plan, late: Plan, model: Model) -> None:
    """A site that a plan's tables don't have is no site that it doesn't open."""
    frames = {**late.frames, "sites": late["sites"].filter(pl.col("site") != "gdl")}
    other = build_plan(scenario="late", frames=frames)
    section = sites.section(CompareView.of({"a": (plan, model), "b": (other, model)}))
    assert rows(section)[0][2] == "not in the tables"


def test_dates_that_differ(plan: Plan, model: Model) -> None:
    """A site that both open, at other times, is named with both."""
    later = plan["sites"].with_columns(
        started=pl.when(pl.col("site") == "gdl").then(pl.col("period") == "2026Q1").otherwise("started")
    )
    other = build_plan(scenario="late", frames={**plan.frames, "sites": later})
    view = CompareView.of({"a": (plan, model), "b": (other, model)})
    assert sites.moved(view, 1) == ([], [], ["Guadalajara opens 2026Q1 (not: opens 2025Q3)"])
    assert sites.differing(view) == {"gdl"}


def test_footprint(compared: CompareView) -> None:
    """Bars by country and plan, and two countries over time; the largest difference first."""
    section = footprint.section(compared)
    bars, first, second = section.charts
    assert [one["name"] for one in bars.option["series"]] == ["Base case", "late"]
    assert bars.option["yAxis"]["data"][0] == "Mexico"
    assert first.label.startswith("Mexico, share of value added")
    assert len(second.option["xAxis"]["data"]) == 11
    assert len(first.option["series"][0]["data"]) == 11


def test_footprint_of_other_periods(plan: Plan, model: Model) -> None:
    """Plans of other periods are shown by year."""
    shorter = plan["periods"].head(10)
    frames = {
        name: shorter
        if name == "periods"
        else frame.filter(pl.col("period").is_null() | pl.col("period").is_in(shorter["period"].implode()))
        if "period" in frame.columns
        else frame
        for name, frame in plan.frames.items()
    }
    view = CompareView.of({"a": (plan, model), "b": (build_plan(scenario="late", frames=frames), model)})
    _, first, _ = footprint.section(view).charts
    assert first.option["xAxis"]["data"] == ["2024", "2025", "2026", "2027", "2028"]
    assert first.option["series"][1]["data"][-1] is None


def test_capacity_service_and_duty(compared: CompareView) -> None:
    """Modules, shares delivered and duty by layer, those that differ above."""
    assert rows(capacity.section(compared)) == [["Guadalajara", "rack line", "2", f"0 {MINUS}2"]]
    assert rows(capacity.section(compared), same=True)[0][:2] == ["Houston", "rack line"]
    (market, *_), *_ = rows(service.section(compared))
    assert market == "France"
    assert sorted(named(duty.section(compared), same=True)) == ["Paid back", "mfn", "s301"]


def test_nothing_to_say(plan: Plan, model: Model) -> None:
    """Plans that make, order, ask and pay nothing have no sections on it."""
    kept = ("periods", "sites", "rules")
    frames = {name: frame if name in kept else frame.clear() for name, frame in plan.frames.items()}
    empty = build_plan(frames=frames, objective=0.0, bound=0.0, gap=0.0)
    view = CompareView.of({"a": (empty, model), "b": (empty, model)})
    for module in (footprint, capacity, service, duty):
        assert module.section(view) is None


def test_inputs(compared: CompareView) -> None:
    """The table, the row and both values."""
    section = inputs.section(compared)
    assert rows(section) == [["sites", "1", "months_to_open"]]
    assert rows(section, same=True) == [["gdl", "sites", "months_to_open", "0", "120"]]


def test_rows_that_only_one_has(plan: Plan, model: Model) -> None:
    """A row that was added or is missing is there in one plan alone."""
    other = model.with_frames(markets=model["markets"].filter(pl.col("market") != "jp"))
    view = CompareView.of({"a": (plan, model), "b": (build_plan(), other)})
    assert rows(inputs.section(view), same=True) == [["jp", "markets", "there", "missing"]]
    back = CompareView.of({"a": (plan, other), "b": (build_plan(), model)})
    assert rows(inputs.section(back), same=True) == [["jp", "markets", "missing", "there"]]


def test_more_differences_than_are_shown(plan: Plan, model: Model) -> None:
    """The first are shown, the others counted."""
    rates = pl.col("labour_rate", "electricity_price", "grid_carbon") + 1
    dear = model.with_frames(
        countries=model["countries"].with_columns(rates),
        products=model["products"].with_columns(pl.col("value", "mass").fill_null(0) + 1),
        sites=model["sites"].with_columns(pl.col("fixed_cost").fill_null(0) + 1),
    )
    view = CompareView.of({"a": (plan, model), "b": (build_plan(), dear)})
    assert "2 more differences not shown." in inputs.section(view).body


def test_map(compared: CompareView, several: CompareView) -> None:
    """Sites and lanes of all plans and of one alone; of several plans, also of some."""
    (drawn,) = map.section(compared).charts
    legend = drawn.option["legend"]["data"]
    assert legend == ["In all plans", "Only in Base case"]
    alone = [one for one in drawn.option["series"] if one["name"] == "Only in Base case"]
    assert [item["name"] for item in alone[1]["data"]] == ["Guadalajara"]
    (drawn,) = map.section(several).charts
    assert drawn.option["legend"]["data"] == ["In all plans", "In some of them"]
    assert drawn.label.endswith("1 site not in all of them")


def test_facts(several: CompareView) -> None:
    """What differs of the searches, with the run of each plan."""
    section = facts.section(several)
    assert "servers-base-3" in section.body
    assert "Rows" in named(section)
    assert "Audit" in named(section, same=True)
