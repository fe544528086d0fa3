"""A plan answers what is made where and what it costs, in time order and with units."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reshore.errors import UsageError
from reshore.plan.measures import MEASURES

if TYPE_CHECKING:
    from reshore.plan.plan import Plan


def test_footprint_is_a_share_of_each_period(plan: Plan):
    """Shares are of the period; periods come in time order, the largest part first."""
    assert plan.footprint().rows() == [
        ("2025Q3", "CHN", 5.0, 1.0, "kEUR"),
        ("26", "MEX", 30.0, 0.75, "kEUR"),
        ("26", "CHN", 10.0, 0.25, "kEUR"),
    ]


def test_footprint_of_years_and_of_the_horizon(plan: Plan):
    """A year gathers the periods that start in it; the horizon gathers all."""
    by_year = plan.footprint("site", per="year")
    assert by_year.columns == ["year", "site", "amount", "share", "unit"]
    assert by_year["year"].to_list() == ["2025", "2026", "2026"]
    assert plan.footprint(("site", "year")).equals(by_year)
    horizon = plan.footprint(per="horizon")
    assert horizon["country"].to_list() == ["MEX", "CHN"]
    assert horizon["share"].to_list() == pytest.approx([30 / 45, 15 / 45])


@pytest.mark.parametrize("measure", sorted(MEASURES.keys() - {"output_value"}))
def test_every_measure_adds_up_to_its_column(plan: Plan, measure: str):
    """The parts of every measure add up to the column that it is the sum of."""
    column = plan[MEASURES[measure].frame][MEASURES[measure].column]
    assert plan.footprint("site", measure)["amount"].sum() == column.sum()


def test_share_of_nothing_is_nothing(plan: Plan):
    """Where a period's total is zero, its shares are zero and not NaN."""
    assert plan.footprint(measure="units")["share"].to_list() == [0.0, 0.0, 0.0]


def test_costs_add_up_to_the_objective(plan: Plan):
    """Discounted costs, however grouped, sum to the objective; the others to what is paid."""
    for by in ("cost", ("cost", "country"), "period", "year", ()):
        assert plan.costs(by)["amount"].sum() == plan.objective
    assert plan.costs("cost", present_value=False).rows() == [("labour", 62.0), ("transport", 44.0)]


def test_wrong_names_are_told(plan: Plan):
    """An unknown column or measure is a usage error that lists what there is."""
    with pytest.raises(UsageError, match=r"no grouping by 'continent'; there are .*country"):
        plan.footprint("continent")
    with pytest.raises(UsageError, match="no measure 'joy'; there are value_added"):
        plan.footprint(measure="joy")
    with pytest.raises(UsageError, match="no grouping by 'amount'"):
        plan.costs("amount")


def test_summary_has_figures_with_units(plan: Plan):
    """The key figures are those of the frames, each with a unit."""
    figures = {figure: (value, unit) for figure, value, unit in plan.summary().rows()}
    assert figures["net present cost"] == (100.0, "kEUR")
    assert figures["delivered, worst product"] == (0.75, "share")
    assert figures["sites running at the end"] == (2.0, "site")
    assert figures["sites opened"] == (1.0, "site")
    assert figures["capacity modules ordered"] == (2.0, "module")
    assert figures["value added"] == (45.0, "kEUR")
    assert figures["money invested"] == (100.0, "kEUR")
    assert figures["carbon of making"] == (1.5, "t CO2e")


def test_investments_are_summed_as_they_are_spent(plan: Plan):
    """By year, or by what they buy; the opening of 70 and the module of 30 are paid in 2026."""
    assert plan.investments().rows() == [("2026", 100.0)]
    assert plan.investments("kind").rows() == [("site_opening", 70.0), ("module", 30.0)]


def test_plan_shows_itself_in_one_line(plan: Plan):
    """A plan in a notebook says what it is instead of listing its frames."""
    assert repr(plan) == "<Plan of pumps, base: optimal, net present cost 100 kEUR, gap 0.20%>"


def test_plan_is_immutable(plan: Plan):
    """Neither fields nor frames nor facts can be changed."""
    with pytest.raises(AttributeError):
        plan.objective = 0.0
    with pytest.raises(TypeError):
        plan.frames["costs"] = plan["costs"]
    with pytest.raises(TypeError):
        plan.facts["seed"] = 1
