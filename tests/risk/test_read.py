"""An operation has the plan's rates and the tables' options, with numbers worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
import pytest
from tests.risk.operations import SCHEMAS, surplus

from reshore import design, example_path, load
from reshore.audit.case import Case
from reshore.audit.moving import arrivals
from reshore.errors import UsageError
from reshore.risk.read import operation

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from reshore.plan.plan import Plan
    from reshore.risk.operation import Operation
    from reshore.tables.model import Model

ITEM = ["place", "product"]

WEEK = 7 / 365.25
"""Share of a year that a week is."""

AT = {"latitude": 0, "longitude": 0}
GOODS = {"product": "gadget", "labour_hours": 0.5, "energy": 2, "resource": "line"}
TABLES: dict[str, Any] = {
    "settings": {"discount_rate": 0.0, "carbon_price": 100, "shortage_factor": 5, "currency": "kUSD"},
    "periods": [
        {"period": "y1", "start": "2026-01-01", "months": 12},
        {"period": "y2", "start": "2027-01-01", "months": 12},
    ],
    "countries": [
        {"country": country, "labour_rate": rate, "electricity_price": 0.1, "grid_carbon": 0.5}
        for country, rate in (("CHN", 4), ("MEX", 4), ("USA", 40))
    ],
    "sites": [
        {"site": "mine", "country": "CHN", "role": "supplier", "throughput": 365250, **AT},
        {"site": "yard", "country": "CHN", "role": "supplier", **AT},
        {"site": "plant", "country": "MEX", "group": "acme", "time_to_recover": 30, **AT},
        {"site": "fresh", "country": "USA", "status": "candidate", "first_period": "y2", **AT},
        {"site": "dear", "country": "USA", "status": "candidate", "opening_cost": 1e9, **AT},
    ],
    "markets": [{"market": "shop", "country": "USA", **AT}],
    "products": [
        {"product": "gadget", "family": "toys", "value": 100, "mass": 10, "hs_code": "9503"},
        {"product": "part", "value": 4, "mass": 2},
        {"product": "chip", "value": 30},
    ],
    "boms": [
        {"product": "gadget", "component": "part", "quantity": 2},
        {"product": "gadget", "component": "chip", "quantity": 1},
    ],
    "processes": [
        {"site": "plant", "hours_per_unit": 1, "cost_per_unit": 8, "scrap": "0.2", "rework": "0.1", **GOODS},
        {"site": "fresh", "hours_per_unit": 0.9, "cost_per_unit": 30, "scrap": "0:0.2 12:0", **GOODS},
        {"site": "dear", "hours_per_unit": 1, **GOODS},
    ],
    "resources": [
        {"site": "plant", "resource": "line", "installed": 1, "hours_per_year": 5022.1875, "maximum": 3}
        | {"module_cost": 1e7, "module_fixed_cost": 500},
        {"site": "fresh", "resource": "line", "installed": 2, "hours_per_year": 4000, "ramp": "0:0 12:1"},
        {"site": "dear", "resource": "line", "installed": 9, "hours_per_year": 4000},
    ],
    "supplies": [
        {"site": "mine", "product": "part", "unit_cost": 3, "capacity": 730500},
        {"site": "mine", "product": "chip", "ownership": "consigned"},
        {"site": "yard", "product": "part", "unit_cost": 5, "capacity": 365250, "to": "2027-07-02"},
        {"site": "yard", "product": "chip", "ownership": "consigned", "to": "2027-01-01", "unit_cost": 1},
    ],
    "stocks": [{"site": "plant", "product": "part", "opening": 280, "minimum": 350, "cost": 2}],
    "modes": [
        {"mode": "sea", "emissions": 0.01},
        {"mode": "road"},
        {"mode": "air", "cost_per_tonne_km": 0.1, "cost_per_kg": 0.05, "speed": 500, "days_fixed": 1}
        | {"emissions": 0.02},
    ],
    "lanes": [
        {"lane": "sea", "origin": "mine", "destination": "plant", "mode": "sea", "days": 10, "border_days": 4}
        | {"cost_per_unit": 0.5, "passages": "panama malacca", "capacity": 365250},
        {"lane": "ferry", "origin": "yard", "destination": "plant", "mode": "sea", "days": 20}
        | {"cost_per_kg": 0.1, "cost_per_shipment": 100, "shipment_kg": 50},
        {"lane": "air", "origin": "mine", "destination": "fresh", "mode": "air", "distance": 1000}
        | {"passages": "bering"},
        {"lane": "road", "origin": "plant", "destination": "shop", "mode": "road", "days": 7}
        | {"cost_per_unit": 2},
        {
            "lane": "fly",
            "origin": "plant",
            "destination": "shop",
            "mode": "air",
            "days": 1,
            "cost_per_unit": 6,
        },
        {"lane": "home", "origin": "fresh", "destination": "shop", "mode": "road", "days": 7}
        | {"cost_per_unit": 1},
        {"lane": "far", "origin": "dear", "destination": "shop", "mode": "road", "days": 7},
    ],
    "detours": [
        {"lane": "sea", "passage": "panama", "days": 9, "cost_per_kg": 0.1, "distance": 2000},
        {"lane": "air", "passage": "bering", "days": 1, "distance": 500},
    ],
    "duties": [{"layer": "mfn", "kind": "base", "importer": "USA", "hs": "9503", "ad_valorem": 0.1}],
    "demands": [
        {"market": "shop", "product": "gadget", "segment": segment, "period": period, "quantity": quantity}
        | {"price": 200 if segment == "state" else None}
        for period, quantity in (("y1", 1826.25), ("y2", 3652.5))
        for segment in ("state", "trade")
    ],
}
"""A plant makes 70 gadgets a week and no more; from y2 on a new one makes what else is wanted."""

FRESH = 70 - 70 * WEEK
"""Gadgets a week of the new plant: 140 are wanted, and 70 for one week come from those under way."""


@pytest.fixture(scope="module")
def model(make_model: Callable[..., Model]) -> Model:
    """Return the tables."""
    return make_model(**TABLES)


@pytest.fixture(scope="module")
def plan(model: Model) -> Plan:
    """Return the best plan, which opens the new plant in y2 and adds nothing to the old."""
    return design(model, gap=1e-9, threads=1)


@pytest.fixture(scope="module")
def last(plan: Plan, model: Model) -> Operation:
    """Return the operation of y2."""
    return operation(plan, model)


@pytest.fixture(scope="module")
def first(plan: Plan, model: Model) -> Operation:
    """Return the operation of y1."""
    return operation(plan, model, "y1")


def test_frames_are_as_documented(first: Operation, last: Operation):
    """Columns, types, and numbers of rows from 0 on."""
    for one in (first, last):
        for name, schema in SCHEMAS.items():
            frame = getattr(one, name)
            assert dict(frame.schema) == schema
            assert frame[:, 0].to_list() == list(range(frame.height))


def test_period(first: Operation, last: Operation):
    """The last period is the default."""
    assert (last.period, last.currency, last.start) == ("y2", "kUSD", "2027-01-01")
    assert (first.period, first.start) == ("y1", "2026-01-01")


def test_sites_that_run(first: Operation, last: Operation):
    """Neither the plant that is too dear nor, in y1, the new one; limits are a week."""
    assert first.sites["site"].to_list() == ["mine", "plant", "yard"]
    assert last.sites["site"].to_list() == ["fresh", "mine", "plant", "yard"]
    columns = ("site", "country", "group", "role", "throughput", "time_to_recover")
    assert last.sites.select(columns).rows()[1:3] == [
        ("mine", "CHN", None, "supplier", pytest.approx(7000), None),
        ("plant", "MEX", "acme", "plant", None, 30),
    ]


def test_makes(last: Operation):
    """Of 1.25 gadgets started a good one is left, with 1.1 times the work: (8 + 0.5 x 4 + 2 x (0.1 + 0.05)) x
    1.375 = 14.1625. The new plant scraps 0.1 in its first year: (30 + 20 + 0.3) / 0.9.
    """
    columns = ("site", "product", "variant", "resource_index", "hours", "cost", "rate")
    assert last.makes.select(columns).rows() == [
        ("fresh", "gadget", "base", 0, pytest.approx(1), pytest.approx(50.3 / 0.9), pytest.approx(FRESH)),
        ("plant", "gadget", "base", 1, pytest.approx(1.375), pytest.approx(14.1625), pytest.approx(70)),
    ]
    drawn = last.uses.join(last.items, on="item").sort("use")
    assert drawn.select("make", "place", "product").rows() == [
        *((0, "fresh", part) for part in ("chip", "part")),
        *((1, "plant", part) for part in ("chip", "part")),
    ]
    assert drawn["quantity"].to_list() == pytest.approx([1 / 0.9, 2 / 0.9, 1.25, 2.5])


def test_resources(last: Operation):
    """One unit of the new line is in service on average; the old one has room for a module, at a tenth of its
    investment and 500 a year.
    """
    assert last.resources["site"].to_list() == ["fresh", "plant"]
    assert last.resources["hours"].to_list() == pytest.approx([4000 * WEEK, 96.25])
    assert last.resources["module"].to_list() == [None, pytest.approx(96.25)]
    assert last.resources["module_cost"].to_list() == [None, pytest.approx(1_000_500)]


def test_no_room_for_a_module(plan: Plan, model: Model):
    """Where one module more is above the maximum there is none."""
    full = model["resources"].with_columns(maximum=pl.lit(1.5))
    assert operation(plan, model.with_frames(resources=full)).resources["module"].null_count() == 2


def test_module_with_interest(plan: Plan, model: Model):
    """1e7 x 0.1 / (1 - 1.1^-10), and 500."""
    charged = replace(model, settings={**model.settings, "discount_rate": 0.1})
    cost = operation(plan, charged).resources["module_cost"][1]
    assert cost == pytest.approx(1e7 * 0.1627453949 + 500)


def test_buys(first: Operation, last: Operation):
    """The yard has parts on 182 of the 365 days of y2, and chips in y1 alone; no capacity is no limit."""
    columns = ("site", "product", "capacity", "cost")
    assert last.buys.select(columns).rows() == [
        ("mine", "chip", None, 0),
        ("mine", "part", pytest.approx(14000), 3),
        ("yard", "part", pytest.approx(7000 * 182 / 365), 5),
    ]
    assert first.buys["rate"].to_list() == pytest.approx([87.5, 175 + 70 * WEEK, 0, 0])
    sent = last.moves.filter(pl.col("lane_index").is_in([0, 5])).group_by("product").agg(pl.col("rate").sum())
    assert last.buys["rate"].to_list() == pytest.approx([*sent.sort("product")["rate"], 0])


def test_lanes_and_moves(last: Operation):
    """Each lane with what it carries; a lane to or from a closed site isn't there."""
    assert last.lanes["lane"].to_list() == ["air", "ferry", "fly", "home", "road", "sea"]
    sea = last.lanes.row(by_predicate=pl.col("lane") == "sea", named=True)
    assert sea["passages"] == ["panama", "malacca"]
    assert (sea["origin_country"], sea["destination_country"]) == ("CHN", "MEX")
    assert sea["capacity"] == pytest.approx(7000)
    assert last.lanes["capacity"].null_count() == 5
    moves = last.moves.join(last.lanes, on="lane_index").sort("move")
    assert moves.select("lane", "product").rows() == [
        *(("air", part) for part in ("chip", "part")),
        *(("ferry", part) for part in ("chip", "part")),
        *((lane, "gadget") for lane in ("fly", "home", "road")),
        *(("sea", part) for part in ("chip", "part")),
    ]
    ends = [moves.join(last.items, left_on=end, right_on="item") for end in ("origin_item", "target_item")]
    assert ends[0].sort("move")["place"].to_list() == moves["origin"].to_list()
    assert ends[1].sort("move")["place"].to_list() == moves["destination"].to_list()
    assert moves["days"].to_list() == [3, 3, 20, 20, 1, 7, 7, 14, 14]


def test_cost_of_moves(last: Operation):
    """By air a part pays 2 kg x (0.1 + 0.05) and 4 g of carbon; by ferry 2 x (0.1 + 100 / 50). Gadgets pay 10
    of duty from Mexico, also by the lane that the plan doesn't use.
    """
    assert last.moves["cost"].to_list() == pytest.approx([0, 0.304, 0, 4.2, 16, 1, 12, 0.5, 0.5])


def test_rates_of_moves(last: Operation):
    """What left in y1 on its last 14 days comes to the plant in y2, on its last 7 to the shop."""
    y1 = 175 + 70 * WEEK
    sea = [87.5 - 87.5 * 2 * WEEK, 175 - y1 * 2 * WEEK]
    air = [FRESH / 0.9, FRESH * 2 / 0.9]
    assert last.moves["rate"].to_list() == pytest.approx([*air, 0, 0, 0, FRESH, 70, *sea])


def test_detours(last: Operation):
    """A lane with a price of its own pays 0.1 a kg and carbon for the way, one without its mode's price."""
    assert last.detours.select("move", "passage", "days").rows() == [
        *((move, "bering", 1) for move in (0, 1)),
        *((move, "panama", 9) for move in (7, 8)),
    ]
    assert last.detours["cost"].to_list() == pytest.approx([0, 0.102, 0, 0.204])


def test_items(first: Operation, last: Operation):
    """All that is made, used, bought, moved, held or wanted. Customers own 30 of a gadget's value."""
    held = last.items.select("place", "product", "kind", "country", "family", "value", "stock", "standard")
    assert held.rows() == [
        ("fresh", "chip", "site", "USA", None, 30, 0, 0),
        ("fresh", "gadget", "site", "USA", "toys", 100, 0, pytest.approx(21.6625)),
        ("fresh", "part", "site", "USA", None, 4, 0, 3),
        ("mine", "chip", "site", "CHN", None, 30, 0, 0),
        ("mine", "part", "site", "CHN", None, 4, 0, 3),
        ("plant", "chip", "site", "MEX", None, 30, 0, 0),
        ("plant", "gadget", "site", "MEX", "toys", 100, 0, pytest.approx(21.6625)),
        ("plant", "part", "site", "MEX", None, 4, pytest.approx(350), 3),
        ("shop", "gadget", "market", "USA", "toys", 100, 0, pytest.approx(21.6625)),
        ("yard", "chip", "site", "CHN", None, 30, 0, 0),
        ("yard", "part", "site", "CHN", None, 4, 0, 3),
    ]
    yearly = {"chip": 0.0, "gadget": 7.0, "part": 0.4}
    cost = [yearly[part] + 2 * (row == 7) for row, part in enumerate(last.items["product"])]
    assert last.items["holding"].to_list() == pytest.approx([WEEK * one for one in cost])
    assert first.items.filter(place="plant", product="part")["stock"].to_list() == [280]


def test_demands(last: Operation):
    """What has a price loses its margin over the mean cost of a gadget, what has none 5 x its value."""
    columns = ("market", "country", "product", "segment", "item", "rate")
    assert last.demands.select(columns).rows() == [
        ("shop", "USA", "gadget", segment, 8, pytest.approx(70)) for segment in ("state", "trade")
    ]
    sea, air = last.moves["rate"][7:], last.moves["rate"][:2]
    chip = 0.5 * sea[0] / (sea[0] + air[0])
    part = 3 + (0.5 * sea[1] + 0.304 * air[1]) / (sea[1] + air[1])
    made = 70 * (14.1625 + 2.5 * part + 1.25 * chip) + FRESH * (50.3 + 2 * part + chip) / 0.9
    mean = (made + 70 * 12 + FRESH) / (70 + FRESH)
    assert last.demands["weight"].to_list() == pytest.approx([200 - mean, 500])
    assert last.demands["worth"].to_list() == [200, 500]
    assert last.demands["outlay"].to_list() == pytest.approx([mean, mean])


def test_what_is_short_anyway_does_not_count(plan: Plan, model: Model):
    """Demand is what the plan serves: 521.79 of a year's gadgets are 10 a week."""
    served = pl.when(pl.col("segment") == "trade").then(10 / WEEK).otherwise(0.0)
    short = changed(plan, service=plan["service"].with_columns(served=served))
    assert operation(short, model).demands.select("segment", "rate").rows() == [("trade", pytest.approx(10))]


def test_nothing_served(plan: Plan, model: Model):
    """Where nothing is served there is nothing to lose; the message names when something is."""
    idle = pl.when(pl.col("period") == "y2").then(0.0).otherwise("served")
    short = changed(plan, service=plan["service"].with_columns(served=idle))
    with pytest.raises(UsageError, match=r"the plan serves nothing in y2: choose one of y1$"):
        operation(short, model)
    never = changed(plan, service=plan["service"].with_columns(served=0.0))
    with pytest.raises(UsageError, match="the plan serves nothing in y2, nor in any other period"):
        operation(never, model)


def test_margins_are_never_negative(plan: Plan, model: Model):
    """A gadget sold below its mean cost loses nothing: its outlay is all that it is worth."""
    cheap = model["demands"].with_columns(price=pl.lit(1.0))
    demands = operation(plan, model.with_frames(demands=cheap)).demands
    assert demands.select("weight", "worth", "outlay").rows() == [(0, 1, 1), (0, 1, 1)]


def test_shortage_costs_of_a_demand(plan: Plan, model: Model):
    """What a demand states goes before the default, and that is 0 where profit is sought."""
    demands = model["demands"].with_columns(
        price=pl.lit(None, pl.Float64), shortage_cost=pl.when(pl.col("segment") == "state").then(70.0)
    )
    stated = model.with_frames(demands=demands)
    assert operation(plan, stated).demands["weight"].to_list() == [70, 500]
    profit = replace(stated, settings={**model.settings, "objective": "profit"})
    assert operation(plan, profit).demands["weight"].to_list() == [70, 0]


def test_what_is_paid_back_does_not_make_moves_cheaper(plan: Plan, model: Model, last: Operation):
    """Duty of a move is what its shipments pay, so that no move has a cost below 0."""
    back = plan["duties"].with_columns(event=pl.lit("drawback"), amount=-pl.col("amount"))
    paid = changed(plan, duties=pl.concat([plan["duties"], back]))
    assert operation(paid, model).moves.equals(last.moves)


def test_unknown_period(plan: Plan, model: Model):
    """The message names the periods."""
    with pytest.raises(UsageError, match="no period 'y3'; there are y1, y2"):
        operation(plan, model, "y3")


# --- the reference case -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def racks() -> tuple[Plan, Model]:
    """Return the first quarters of the reference case without its rules, and a plan for them."""
    case = load(example_path("gb200"))
    quarters = case["periods"].head(7)
    known = [quarters["period"].implode()]
    case = case.with_frames(
        periods=quarters,
        demands=case["demands"].filter(pl.col("period").is_in(*known)),
        series=case["series"].filter(pl.col("period").is_in(*known)),
        rules=case["rules"].clear(),
        baseline=case["baseline"].clear(),
    )
    return design(case, gap=0.5, threads=1, method="direct"), case


@pytest.fixture(scope="module", params=["2025Q2", ""])
def busy(racks: tuple[Plan, Model], request: pytest.FixtureRequest) -> Operation:
    """Return its operation in an early and in the last period."""
    return operation(*racks, at=request.param)


def test_reference_case_balances(racks: tuple[Plan, Model], busy: Operation):
    """What comes to a site over the period, stock and arrivals included, leaves it; markets take the rest."""
    plan, case = racks
    landed = arrivals(Case(plan, case)).filter(period=busy.period).group_by(ITEM).agg(pl.col("units").sum())
    after = (
        plan["stock"]
        .filter(period=busy.period)
        .group_by("product", place="site")
        .agg(end=pl.col("units").sum())
    )
    months = plan["periods"].filter(period=busy.period)["months"][0]
    weeks = months / 12 / WEEK
    rows = (
        busy.items.with_columns(net=surplus(busy) - arriving(busy), through=throughput(busy))
        .join(landed, on=ITEM, how="left")
        .join(after, on=ITEM, how="left")
        .with_columns(pl.col("units", "end").fill_null(0.0))
        .with_columns(left=pl.col("stock") + pl.col("net") * weeks + pl.col("units") - pl.col("end"))
    )
    sites, markets = rows.filter(kind="site"), rows.filter(kind="market")
    assert sites.height > 100
    tolerance = 1e-6 * (sites["through"] * weeks + sites["stock"] + 1)
    assert (sites["left"].abs() <= tolerance).all()
    assert (markets["left"] >= -1e-6 * (markets["through"] * weeks + 1)).all()


def test_reference_case_costs_what_the_plan_says(racks: tuple[Plan, Model], busy: Operation):
    """Rates times costs are the plan's variable costs of the period, line by line of the same things."""
    plan, _ = racks
    lines = plan["costs"].filter(period=busy.period).group_by("cost").agg(pl.col("amount").sum())
    amounts = dict(lines.iter_rows())
    paid = (
        plan["duties"].filter(pl.col("event").is_in(["entry", "release"]), period=busy.period)["amount"].sum()
    )
    weeks = plan["periods"].filter(period=busy.period)["months"][0] / 12 / WEEK
    spent = {
        name: (getattr(busy, name)["cost"] * getattr(busy, name)["rate"]).sum() * weeks
        for name in ("makes", "buys", "moves")
    }
    carbon = amounts.get("carbon", 0.0)
    assert spent["buys"] == pytest.approx(amounts["purchase"])
    assert spent["makes"] + spent["moves"] == pytest.approx(
        amounts["production"] + amounts["labour"] + amounts["energy"] + carbon + amounts["transport"] + paid
    )


def test_reference_case_works_the_plans_hours(racks: tuple[Plan, Model], busy: Operation):
    """Hours of good units times rates are the hours used of each resource."""
    plan, _ = racks
    weeks = plan["periods"].filter(period=busy.period)["months"][0] / 12 / WEEK
    worked = busy.makes.group_by("resource_index").agg(work=(pl.col("hours") * pl.col("rate")).sum() * weeks)
    rows = busy.resources.join(worked, on="resource_index").join(
        plan["capacity"].filter(period=busy.period), on=["site", "resource"]
    )
    assert rows["work"].to_list() == pytest.approx(rows["hours_used"].to_list(), abs=1e-6)


def arriving(one: Operation) -> NDArray[np.float64]:
    """Return what the moves bring to each item a week, were there no way to go."""
    landed = np.zeros(one.items.height)
    np.add.at(landed, one.moves["target_item"].to_numpy(), one.moves["rate"].to_numpy())
    return landed


def throughput(one: Operation) -> NDArray[np.float64]:
    """Return all that is made, bought and moved of each item a week."""
    through = np.zeros(one.items.height)
    for frame, item in (
        (one.makes, "item"),
        (one.buys, "item"),
        (one.moves, "origin_item"),
        (one.moves, "target_item"),
    ):
        np.add.at(through, frame[item].to_numpy(), frame["rate"].to_numpy())
    return through


def changed(plan: Plan, **frames: pl.DataFrame) -> Plan:
    """Return a plan in which some frames are others."""
    return replace(plan, frames={**plan.frames, **frames})
