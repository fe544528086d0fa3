"""Futures of a stress ensemble: what they change, what they leave, and their luck."""

from __future__ import annotations

import pytest
from tests.robust.conftest import EXACT, TWO, made

from reshore.errors import DataError, UsageError
from reshore.footprint.design import design
from reshore.risk.hazards import Hazards
from reshore.risk.read import operation
from reshore.robust.solve import robust_design
from reshore.robust.stressed import futures_of_stress
from reshore.robust.written import FREE, paces, written_out
from reshore.tables.series import by_period

FIRE = {"hazard": "fire", "effect": "capacity", "where": "site = 'far'", "rate": 0.4, "duration": 200}
CLOSED = {"hazard": "closed", "table": "lanes", "effect": "ban", "where": "origin = 'far'", "duration": 5000}
ON_DAY = {"date": "2026-01-01"}


def number(model, future, table, column, **keys):
    """Return a number of a future by period."""
    rows = by_period(future.model(model), table, [column]).filter(**keys)
    return rows[column].to_list()


def test_probabilities_are_the_weights_of_the_ensemble():
    """The base case has what is left to nothing happening; the same seed gives the same futures."""
    drawn = futures_of_stress(made(periods=TWO, hazards=[FIRE]), 6, seed=3)
    names = drawn.futures.names
    assert names[0] == "base"
    # With 0.4 events a year, in 105 whole weeks, nothing happens with this probability.
    assert 0.446 < drawn.futures.futures[0].probability < 0.55
    again = futures_of_stress(made(periods=TWO, hazards=[FIRE]), 6, seed=3)
    for one, other in zip(drawn.futures, again.futures, strict=True):
        assert one.name == other.name
        assert one.changes.equals(other.changes)
    other = futures_of_stress(made(periods=TWO, hazards=[FIRE]), 6, seed=4)
    assert [one.changes["value"].to_list() for one in other.futures] != [
        one.changes["value"].to_list() for one in drawn.futures
    ]


def test_events_are_those_of_a_stress_test():
    """What a stress test of a plan's first period draws is drawn here, for the same seed and window."""
    model = made(periods=TWO, hazards=[{**FIRE, "rate": 3, "duration": "uniform(5, 50)", "probability": 0.7}])
    tested = Hazards.of(model, operation(design(model, **EXACT), model, "y1"))
    told = [
        [
            [
                (event.start, event.duration, event.severity, event.hit.tolist())
                for event in drawn.events(place)
            ]
            for place in range(len(drawn))
        ]
        for drawn in (hazards.draw(5, 7, 52, 52) for hazards in (tested, Hazards.of_tables(model)))
    ]
    assert told[0] == told[1]
    assert any(told[0])


def test_another_hazard_leaves_the_luck_of_the_first_alone():
    """An event's start and length depend on its own hazard; how many there are may change."""
    fire = {**FIRE, **ON_DAY, "rate": None, "duration": "uniform(10, 300)"}
    surge = {"hazard": "boom", "table": "demands", "effect": "demand", "rate": 0.5, "duration": 90}
    one = futures_of_stress(made(periods=TWO, hazards=[fire]), 4)
    two = futures_of_stress(made(periods=TWO, hazards=[fire, surge]), 4)
    hours = {"table": "resources", "column": "hours_per_year", "site": "far"}
    mine = {future.name: number(one.model, future, **hours) for future in one.futures}
    theirs = {future.name: number(two.model, future, **hours) for future in two.futures}
    shared = mine.keys() & theirs.keys()
    assert len(shared) >= 3
    assert all(theirs[name] == mine[name] for name in shared)


def test_hours_are_less_by_the_share_of_days():
    """A site shut for 73 days of a year has four fifths of its hours; never none at all."""
    drawn = futures_of_stress(
        made(periods=TWO, hazards=[{**FIRE, **ON_DAY, "rate": None, "duration": 438}]), 1
    )
    (future,) = drawn.futures
    assert future.probability == 1
    hours = number(drawn.model, future, "resources", "hours_per_year", site="far")
    assert hours == pytest.approx([0.001, 0.8])
    assert number(drawn.model, future, "resources", "hours_per_year", site="near") == [1, 1]


def test_what_has_no_limit_keeps_a_share_of_the_pace():
    """Lanes without a capacity get one that no plan reaches, and in an event the share left of the pace."""
    half = {**CLOSED, **ON_DAY, "effect": "lane", "severity": 0.25, "duration": 365}
    model = made(periods=TWO, hazards=[half])
    drawn = futures_of_stress(model, 1)
    (future,) = drawn.futures
    assert number(drawn.model, future, "lanes", "capacity", lane="far-east") == pytest.approx([45, 600])
    limits = by_period(drawn.model, "lanes", ["capacity"]).filter(lane="far-east")["capacity"]
    assert limits.to_list() == [FREE * 60] * 2
    assert paces(model)[1] == {("east", "good"): 60, ("west", "good"): 50}
    assert drawn.model["lanes"]["capacity"].is_null().all()


def test_the_base_case_costs_what_it_did():
    """Tables written out mean the same: generated lanes, fares of modes, demands of every period."""
    modes = [{"mode": "sea", "generate": True, "speed": 900, "cost_per_tonne_km": 0.1, "cost_per_kg": 0.5}]
    sites = [{**row, "longitude": 30 * at} for at, row in enumerate(made()["sites"].to_dicts())]
    sites = [{name: value for name, value in row.items() if value is not None} for row in sites]
    products = [{"product": "good", "value": 40, "mass": 2}]
    model = made(periods=TWO, modes=modes, lanes=[], sites=sites, products=products)
    lanes = ["far:east:sea", "near:west:sea"]
    cells = [("lanes", lane, column) for lane in lanes for column in ("capacity", "cost_per_kg")]
    cells.append(("resources", "far/line", "hours_per_year"))
    written = written_out(model, cells, ["east/good/all"])
    assert written["lanes"]["lane"].to_list() == lanes
    assert written["demands"].height == 3
    assert written["series"].height == 10
    assert design(written, **EXACT).objective == pytest.approx(design(model, **EXACT).objective)


def test_a_plan_for_what_may_happen():
    """Where the cheap site is cut off, the plan serves from the near one, in its own future alone."""
    model = made(periods=TWO, hazards=[{**CLOSED, "rate": 1.5}])
    drawn = futures_of_stress(model, 4, seed=1)
    plan = robust_design(drawn.model, drawn.futures, **EXACT)
    lost = [name for name, one in plan.plans.items() if one["service"]["short"].sum() > 1e-6]
    assert "base" not in lost
    assert set(plan["decisions"]["site"]) >= {"near"}
    base = plan.plans["base"].objective
    assert all(one.objective >= base - 1e-6 for one in plan.plans.values())


def test_dearer_lanes_and_surges_of_demand():
    """Costs and demands of the periods hit are higher by the share of their days."""
    dear = {"hazard": "fares", "table": "lanes", "effect": "cost", "severity": 1, "duration": 73, **ON_DAY}
    boom = {
        "hazard": "boom",
        "table": "demands",
        "effect": "demand",
        "severity": 0.5,
        "duration": 146,
        **ON_DAY,
    }
    drawn = futures_of_stress(made(periods=TWO, hazards=[dear, boom]), 1)
    (future,) = drawn.futures
    assert number(drawn.model, future, "lanes", "cost_per_unit", lane="far-east") == pytest.approx([3.6, 3])
    quantity = number(drawn.model, future, "demands", "quantity", market="east")
    assert quantity == pytest.approx([72, 60])


def test_hazards_that_are_left_out_are_told():
    """Duties and stocks have no number of a period by row; what hits nothing is said to."""
    rows = [
        FIRE,
        {"hazard": "tariff", "table": "lanes", "effect": "duty", "rate": 1, "duration": 30},
        {"hazard": "flood", "effect": "stock", "rate": 1, "duration": 30},
        {**FIRE, "hazard": "nowhere", "where": "site = 'moon'"},
    ]
    remarks = futures_of_stress(made(hazards=rows), 3).remarks
    assert [remark.split("'")[1] for remark in remarks] == ["tariff", "flood", "nowhere"]


def test_bad_input():
    """No hazards, no samples, and distributions that can't be read."""
    with pytest.raises(UsageError, match="the table hazards has no rows"):
        futures_of_stress(made(), 3)
    with pytest.raises(UsageError, match="too few"):
        futures_of_stress(made(hazards=[FIRE]), 0)
    with pytest.raises(DataError, match="duration"):
        futures_of_stress(made(hazards=[{**FIRE, "duration": "often"}]), 3)
