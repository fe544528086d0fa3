"""The audit as a whole: a sound plan passes, and a wrong number in any frame and column is found."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from reshore.audit.audit import audit_plan
from reshore.errors import AuditError
from reshore.plan.frames import FRAMES

UNCHECKED = {
    ("marginals", "family"),
    ("marginals", "name"),
    ("marginals", "value"),
    ("marginals", "unit"),
}
"""Marginal values are the solver's own: nothing in the tables or the plan says what they should be."""

TRADE = {"deliveries", "use", "provenances", "duties"}
"""Frames that are empty where no product is followed."""

COLUMNS = [
    (frame, column)
    for frame, spec in FRAMES.items()
    for column in spec.dtypes
    if frame not in TRADE and (frame, column) not in UNCHECKED
]


def with_frame(plan, name, frame):
    return replace(plan, frames={**plan.frames, name: frame})


def with_cell(plan, name, row, column, value):
    frame = plan[name]
    values = frame[column].to_list()
    values[row] = value
    return with_frame(plan, name, frame.with_columns(pl.Series(column, values, dtype=frame[column].dtype)))


def wrong(value, dtype):
    """A value near enough to be overlooked."""
    if dtype == pl.Boolean:
        return not value
    if dtype == pl.Date:
        return date(value.year + 1, value.month, value.day)
    if dtype == pl.Int64:
        return value + 1
    if dtype == pl.Float64:
        return value * 1.00001 if abs(value) > 1 else value + 0.0001
    return "nowhere"


def telling_row(frame, column):
    """The row with the largest number; else the first."""
    return frame[column].abs().arg_max() if frame[column].dtype.is_numeric() else 0


def test_a_sound_plan_passes(plan, network):
    """Two programs written apart from one page of definitions agree on every number."""
    audit = audit_plan(plan, network)
    assert audit.ok, audit.summary()
    assert audit.worst < 1e-9
    assert audit.recomputed == pytest.approx(plan.objective, rel=1e-9)
    audit.raise_if_failed()


def test_the_network_shows_what_is_audited(plan):
    """The plants below mean something only if every frame has rows and every kind of cost occurs."""
    assert {name for name, frame in plan.frames.items() if frame.is_empty()} == TRADE
    lines = set(plan["costs"]["cost"])
    assert lines >= {
        *("site_fixed", "site_opening", "site_closing", "salvage", "write_off", "module", "module_fixed"),
        *("production", "labour", "energy", "carbon", "purchase", "transport", "opening_pipeline"),
        *("transit_capital", "storage", "stock_capital", "shortage", "rule_penalty"),
    }
    assert plan["sites"]["started"].any()
    assert plan["sites"]["stopped"].any()


@pytest.mark.parametrize(("name", "column"), COLUMNS)
def test_a_wrong_value_is_found(plan, network, name, column):
    """One cell a little off, in every column of every frame."""
    frame = plan[name]
    row = telling_row(frame, column)
    spoilt = with_cell(plan, name, row, column, wrong(frame[column][row], frame[column].dtype))
    with pytest.raises(AuditError, match="the plan failed its audit"):
        audit_plan(spoilt, network).raise_if_failed()


def test_a_small_number_where_there_was_none_is_found(plan, network):
    """Zeros are numbers too: a tenth of a thousandth where nothing should be."""
    for name, column in (("capacity", "hours_used"), ("service", "short"), ("rules", "violation")):
        row = plan[name][column].arg_min()
        assert plan[name][column][row] == 0
        assert not audit_plan(with_cell(plan, name, row, column, 0.0001), network).ok


@pytest.mark.parametrize("name", sorted({*FRAMES} - TRADE - {"marginals"}))
def test_a_missing_row_is_found(plan, network, name):
    """Without its largest row a frame is no longer whole."""
    frame = plan[name]
    largest = telling_row(frame, next((c for c in frame.columns if frame[c].dtype == pl.Float64), "period"))
    kept = frame.with_row_index("row").filter(pl.col("row") != largest).drop("row")
    assert not audit_plan(with_frame(plan, name, kept), network).ok


@pytest.mark.parametrize("name", sorted({*FRAMES} - TRADE - {"marginals"}))
def test_a_row_too_many_is_found(plan, network, name):
    """A row that stands twice counts twice, or is refused as such."""
    frame = plan[name]
    largest = telling_row(frame, next((c for c in frame.columns if frame[c].dtype == pl.Float64), "period"))
    doubled = pl.concat([frame, frame.slice(largest, 1)])
    assert not audit_plan(with_frame(plan, name, doubled), network).ok


def test_another_objective_is_found(plan, network):
    """The plan must cost what it says, to a millionth."""
    audit = audit_plan(replace(plan, objective=plan.objective * (1 + 2e-6)), network)
    assert [check.name for check in audit.failed] == ["objective"]
    assert audit.objective_difference == pytest.approx(-2e-6 * plan.objective, rel=1e-3)
    assert "objective" in audit.summary()


def test_the_tolerance_is_that_of_the_caller(plan, network):
    """What is a fault to a millionth is none to a tenth."""
    spoilt = replace(plan, objective=plan.objective * 1.01)
    assert not audit_plan(spoilt, network).ok
    assert audit_plan(spoilt, network, tolerance=0.1).ok


def test_what_a_plan_keeps_of_its_audit(plan, network):
    """The facts are plain values, fit for a record."""
    facts = audit_plan(plan, network).facts()
    assert facts["ok"] is True
    assert facts["checks"] > 100
    assert isinstance(facts["worst"], str)
    assert abs(facts["objective_difference"]) < 1e-6
    assert plan.audit["ok"] is True


@pytest.fixture(scope="module")
def shop(make_model):
    """One site that makes widgets of 10 for one market, a tenth of a year away."""
    return make_model(
        settings={"discount_rate": 0.1, "holding_rate": 0.1},
        periods=[{"period": str(year), "start": f"{year}-01-01", "months": 12} for year in (2025, 2026)],
        countries=[{"country": "USA"}],
        sites=[{"site": "a", "country": "USA", "latitude": 30, "longitude": -95, "fixed_cost": 100}],
        markets=[{"market": "m", "country": "USA", "latitude": 40, "longitude": -75}],
        products=[{"product": "widget", "value": 10, "mass": 2}],
        processes=[{"process": "k", "site": "a", "product": "widget", "cost_per_unit": 1, "scrap": "0.2"}],
        modes=[{"mode": "road"}],
        lanes=[
            {
                "lane": "l",
                "origin": "a",
                "destination": "m",
                "mode": "road",
                "days": 36.525,
                "cost_per_unit": 0.5,
            }
        ],
        demands=[{"market": "m", "product": "widget", "quantity": 80}],
    )


@pytest.fixture(scope="module")
def shop_plan(make_plan):
    """Its plan, written down by hand; see the test."""
    made = {"process": "k", "site": "a", "country": "USA", "product": "widget", "variant": "base"}
    nothing = {"hours": 0.0, "labour_hours": 0.0, "energy": 0.0, "carbon": 0.0}
    moved = {
        "lane": "l",
        "origin": "a",
        "destination": "m",
        "mode": "road",
        "product": "widget",
        "carbon": 0.0,
    }
    asked = {"market": "m", "country": "USA", "product": "widget", "segment": "all", "demand": 80.0}
    flags = {
        "site": "a",
        "country": "USA",
        "status": "open",
        "open": True,
        "started": False,
        "stopped": False,
    }
    first, second = 1.1**-0.5, 1.1**-1.5
    amounts = [
        *[("site_fixed", "a", "", "2025", 100.0), ("site_fixed", "a", "", "2026", 100.0)],
        *[("production", "a", "widget", "2025", 100.0), ("production", "a", "widget", "2026", 83.75)],
        *[("transport", "a", "widget", "2025", 40.0), ("transport", "a", "widget", "2026", 33.5)],
        *[("transit_capital", "a", "widget", "2025", 8.0), ("transit_capital", "a", "widget", "2026", 6.7)],
        *[("opening_pipeline", "a", "widget", "2025", 80.0), ("shortage", "m", "widget", "2026", 100.0)],
    ]
    return make_plan(
        328.0 * first + 323.95 * second,
        periods=[{"period": str(year), "start": date(year, 1, 1), "months": 12} for year in (2025, 2026)],
        production=[
            made
            | nothing
            | {"period": "2025", "units": 80.0, "gross": 100.0, "value": 800.0, "value_added": 800.0},
            made
            | nothing
            | {"period": "2026", "units": 67.0, "gross": 83.75, "value": 670.0, "value_added": 670.0},
        ],
        shipments=[
            moved | {"period": "2025", "units": 80.0, "mass": 160.0},
            moved | {"period": "2026", "units": 67.0, "mass": 134.0},
        ],
        service=[
            asked | {"period": "2025", "served": 80.0, "short": 0.0},
            asked | {"period": "2026", "served": 75.0, "short": 5.0},
        ],
        sites=[flags | {"period": "2025"}, flags | {"period": "2026"}],
        costs=[
            {"cost": cost, "place": place, "country": "USA", "product": product or None, "period": period}
            | {"amount": amount, "present_value": amount * (first if period == "2025" else second)}
            for cost, place, product, period, amount in amounts
        ],
    )


def test_a_plan_worked_out_by_hand(shop, shop_plan):
    """A tenth of what leaves in a year arrives in the next one.

    2025: 80 good units of 100 gross leave; 72 arrive, and 8 that were under way at the start, bought at 10
    each: 80 served. 2026: 67 of 83.75 gross leave; 8 arrive of the year before and all 67, as nothing comes
    later: 75 served, 5 short at 2 * 10 each. Transport 0.5 a unit; transit capital 0.1 years * 10 % of 10 =
    0.1 a unit. Costs 100 + 100 + 40 + 8 + 80 = 328 and 100 + 83.75 + 33.5 + 6.7 + 100 = 323.95; discounted to
    the middle of the years 328 / 1.1^0.5 + 323.95 / 1.1^1.5 = 593.53.
    """
    audit = audit_plan(shop_plan, shop)
    assert audit.ok, audit.summary()
    assert audit.recomputed == pytest.approx(593.53, abs=0.005)


def test_a_plan_that_serves_more_than_arrives_is_refused(shop, shop_plan):
    """One unit more is served than gets there; the books of the market don't balance."""
    service = shop_plan["service"].with_columns(served=pl.Series([80.0, 76.0]), short=pl.Series([0.0, 4.0]))
    failed = {check.name for check in audit_plan(with_frame(shop_plan, "service", service), shop).failed}
    assert failed == {
        "balance where goods may be lost",
        "shortage, amount",
        "shortage, present_value",
        "objective",
    }


def test_lost_goods_are_no_fault(shop, shop_plan):
    """At a market more may arrive than is served; what is short then costs what it costs."""
    service = shop_plan["service"].with_columns(served=pl.Series([80.0, 74.0]), short=pl.Series([0.0, 6.0]))
    failed = {check.name for check in audit_plan(with_frame(shop_plan, "service", service), shop).failed}
    assert failed == {"shortage, amount", "shortage, present_value", "objective"}
