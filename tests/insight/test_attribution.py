"""`attribute` as a whole: solved by hand, by trying everything, and what it refuses or has to tell."""

from __future__ import annotations

from math import inf
from threading import Event
from types import SimpleNamespace

import polars as pl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.insight.rivals import DRIVERS, NEAR_AND_FAR, rivals

from reshore import design
from reshore.errors import DataError, StoppedError, UsageError
from reshore.insight import attribution, shapley
from reshore.insight.attribution import attribute
from reshore.insight.interval import Interval
from reshore.insight.rows import Found

SCENARIOS = [
    {"scenario": "no_tariff", "table": "duties", "column": "ad_valorem", "value": "0"},
    {"scenario": "as_before", "table": "duties", "column": "ad_valorem", "value": "0.3"},
    {"scenario": "far_away", "table": "lanes", "where": "lane = 'far'", "column": "days", "value": "9"},
    {"scenario": "broken", "table": "sites", "action": "delete", "where": "site = 'near'"},
]


@pytest.fixture(scope="module")
def model():
    """Return the model of a plant that is near and one that is far."""
    return NEAR_AND_FAR.model(scenarios=SCENARIOS)


@pytest.fixture(scope="module")
def plan(model):
    """Return its best plan: all from near."""
    return design(model, gap=0.0, threads=1)


@pytest.fixture
def stub(monkeypatch):
    """Stand in for `designs`: it keeps what it is asked, and every cost is 100 unless told otherwise."""
    asked = SimpleNamespace(variants=[], options={}, rows={})

    def designs(model, plan, variants, **options):
        asked.variants, asked.options = variants, options
        rows = [
            {"name": one.name, "status": Found.OPTIMAL, "bound": 100.0, "objective": 100.0, "better": False}
            | asked.rows.get(number, {})
            for number, one in enumerate(variants)
        ]
        return pl.DataFrame(rows)

    monkeypatch.setattr(attribution, "designs", designs)
    return asked


def test_solved_by_hand(model, plan, tmp_path):
    """The tariff keeps far away, all the more where it is as close; wages alone would not keep near."""
    seen = []
    found = attribute(
        model, plan, DRIVERS, folder=tmp_path / "kept", on_progress=lambda *at: seen.append(at[:2])
    )
    assert found.drivers.select("driver", "cause").rows() == [
        ("additional_duties", "additional duties"),
        ("closeness", "closeness to the markets"),
        ("labour", "wages"),
    ]
    values = [350 / 6, 50 / 6, -400 / 6]
    assert found.drivers["value"].to_list() == pytest.approx(values)
    assert found.drivers["low"].to_list() == pytest.approx(values)
    assert found.drivers["high"].to_list() == pytest.approx(values)
    assert found.drivers["alone"].to_list() == pytest.approx([100, 0, 0])
    assert found.interactions["value"].to_list() == pytest.approx([25, -125, -25])
    costs = [211, 111, 211, 61, 211, 211, 211, 211]
    assert found.coalitions["amount"].to_list() == pytest.approx(costs)
    assert found.designs["objective"].to_list() == pytest.approx(costs)
    assert found.designs["used"].to_list()[:4] == [["near"], ["far"], ["near"], ["far"]]
    assert found.designs["name"].to_list()[3] == "additional_duties, closeness neutralised"
    assert found.total == Interval(pytest.approx(0), pytest.approx(0))
    assert (found.site, found.advantage, found.left_out, found.told) == ("", None, (), ())
    assert seen == [(done, 8) for done in range(9)]
    again = []
    resumed = attribute(
        model, plan, DRIVERS, folder=tmp_path / "kept", on_progress=lambda *at: again.append(at[:2])
    )
    assert again == [(8, 8)]
    assert resumed.drivers.equals(found.drivers)


@settings(max_examples=3)
@given(rivals(), st.permutations(DRIVERS), st.booleans())
def test_trying_everything_gives_the_same(case, order, of_site):
    """Designs at gap 0 and every set of candidates give one function of drivers, and so one explanation."""
    moving = {
        "labour": len(set(case.wage.values())) > 1,
        "closeness": len(set(case.freight.values())) > 1,
        "additional_duties": any(list(case.tariff.values())[1:]),
    }
    drivers = [driver for driver in order if moving[driver]][: 1 if of_site else 2]
    assume(drivers)
    model = case.model()
    plan = design(model, gap=0.0, threads=1)
    site = next(iter(case.wage)) if of_site else ""
    made = dict.fromkeys(case.wage, 0.0) | dict(plan["production"].select("site", "units").iter_rows())
    found = attribute(model, plan, drivers, site=site)
    expected = []
    for names in found.coalitions["neutralised"]:
        other = case.neutralised(set(names), made)
        expected.append(other.best(without=site) - other.best(using=site) if site else -other.best())
    values = shapley.sums(shapley.values(len(drivers)), pl.Series(expected).to_numpy())
    assert found.drivers["value"].to_list() == pytest.approx(values, abs=1e-4)
    assert (found.drivers["low"] <= pl.Series(values) + 1e-4).all()
    assert (found.drivers["high"] >= pl.Series(values) - 1e-4).all()
    assert found.drivers["value"].sum() == pytest.approx(found.coalitions["value"][-1], abs=1e-6)
    assert found.coalitions["amount"].abs().to_list() == pytest.approx(
        [abs(number) for number in expected], abs=1e-4
    )


def test_advantage_of_a_site(model, plan, stub):
    """Each set is designed without the site and with it; what neutralising adds is what it accounts for."""
    stub.rows = {1: {"bound": 79.0, "objective": 80.0}, 2: {"bound": 90.0, "objective": 90.0}}
    found = attribute(model, plan, ["labour"], site="near")
    assert [variant.name for variant in stub.variants] == [
        "nothing neutralised, without near",
        "nothing neutralised, with near",
        "labour neutralised, without near",
        "labour neutralised, with near",
    ]
    assert [variant.restricts for variant in stub.variants] == [True, True, False, False]
    assert found.advantage == Interval(20.0, 21.0)
    assert found.coalitions["amount"].to_list() == [20.0, -10.0]
    assert found.drivers.select("value", "low", "high").row(0) == (-30.0, -31.0, -30.0)
    assert found.total == Interval(-31.0, -30.0)


def test_default_drivers_that_change_nothing_are_left_out(model, plan, stub):
    """They are told, and the others are designed with; options are passed on."""
    cancel = Event()
    found = attribute(model, plan, gap=0.01, time_limit=3.0, workers=2, cancel=cancel)
    assert found.left_out == ("base_duties", "freight", "policy_rules")
    assert found.told[0] == "driver 'base_duties' changes nothing in this model and is left out"
    assert found.drivers["driver"].to_list() == ["additional_duties", "closeness", "labour"]
    assert len(stub.variants) == 8
    assert stub.options == {
        "gap": 0.01,
        "time_limit": 3.0,
        "workers": 2,
        "folder": None,
        "on_progress": None,
        "cancel": cancel,
    }


def test_default_drivers_beside_others(model, plan, stub):
    """Of those that were named, each has to change something; no more than eight count that do."""
    scenario = {"scenario": "short", "table": "lanes", "column": "days", "action": "set", "value": "0.5"}
    own = NEAR_AND_FAR.model(scenarios=[*SCENARIOS, scenario])
    found = attribute(own, plan, ["default", "own=short"])
    assert found.drivers["driver"].to_list() == ["additional_duties", "closeness", "labour", "own"]
    assert found.left_out == ("base_duties", "freight", "policy_rules")
    with pytest.raises(UsageError, match="driver 'energy' changes nothing in this model: leave it out"):
        attribute(own, plan, ["default", "energy"])
    with pytest.raises(UsageError, match="driver 'labour' is named twice"):
        attribute(own, plan, ["default", "labour"])
    assert len(stub.variants) == 16


def test_designs_without_a_plan_are_told(model, plan, stub):
    """First what is better than the run's plan; then what has no ends, and why."""
    stub.rows = {
        0: {"objective": 90.0, "bound": 90.0, "better": True},
        1: {"status": Found.NO_PLAN, "objective": inf, "bound": -inf},
        2: {"status": Found.INFEASIBLE, "objective": inf, "bound": inf},
        3: {"status": Found.INFEASIBLE, "objective": inf, "bound": inf},
    }
    found = attribute(model, plan, ["labour", "closeness"])
    assert found.told == (
        "a plan that costs less than the run's was found: 90 (nothing neutralised)",
        "no plan was found in time with labour neutralised: what rests on that has no ends",
        "rules and bounds can't be kept with closeness neutralised and 1 more: "
        "what rests on that has no ends",
    )
    assert found.drivers.select("value", "low", "high").rows() == [(None, -inf, inf)] * 2
    assert found.total == Interval(-inf, inf)


def test_scenarios_as_drivers(model, plan, stub):
    """What a scenario writes is a cause of its own."""
    found = attribute(model, plan, ["far_days=far_away", "labour"])
    assert found.drivers["cause"].to_list() == ["scenario far_away", "wages"]
    _, days, wages, both = (variant.of(model) for variant in stub.variants)
    assert days["lanes"]["days"].to_list() == both["lanes"]["days"].to_list() == [0.0, 9.0]
    assert wages["countries"]["labour_rate"].to_list() == [20.0, 20.0]
    assert both["countries"].equals(wages["countries"])


def test_the_plans_own_scenario_is_the_base(model, stub):
    """Drivers change the tables that the plan was made for."""
    plan = design(model, scenario="no_tariff", gap=0.0, threads=1)
    with pytest.raises(UsageError, match="driver 'additional_duties' changes nothing in this model"):
        attribute(model, plan, ["additional_duties"])
    assert not stub.variants


@pytest.mark.parametrize(
    ("drivers", "options", "said"),
    [
        (["wages"], {}, "no driver 'wages'"),
        (["labour", "labour"], {}, "driver 'labour' is named twice"),
        (["freight"], {}, "driver 'freight' changes nothing in this model"),
        (["same=as_before"], {}, "driver 'same' changes nothing in this model"),
        (["own=nowhere"], {}, "there is no scenario 'nowhere'"),
        (
            ["labour", "additional_duties", "own=no_tariff"],
            {},
            "drivers 'additional_duties' and 'own' both write duties tariff_far/AAA/BBB////, ad_valorem",
        ),
        ([f"d{number}=no_tariff" for number in range(9)], {}, "9 drivers take 512 designs; name at most 8"),
        (
            [f"d{number}=no_tariff" for number in range(9)],
            {"site": "near"},
            "9 drivers take 1,024 designs",
        ),
        (["labour"], {"site": "nowhere"}, "there is no site 'nowhere'"),
        (["labour"], {"site": "stays"}, "site 'stays' is used in every plan"),
        (["policy_rules"], {"kept_rules": ["nothing"]}, "no rule 'nothing'"),
    ],
)
def test_refused(plan, stub, drivers, options, said):
    """What makes no sense is told before anything is designed."""
    where = {"country": "AAA", "latitude": 0, "longitude": 0}
    sites = [{"site": name, "status": "candidate", **where} for name in ("near", "far")]
    model = NEAR_AND_FAR.model(scenarios=SCENARIOS, sites=[*sites, {"site": "stays", **where}])
    with pytest.raises(UsageError, match=f"^{said}"):
        attribute(model, plan, drivers, **options)
    assert not stub.variants


def test_nothing_to_explain(plan, stub):
    """A model in which no default driver changes anything asks for others."""
    alike = NEAR_AND_FAR.neutralised(DRIVERS, {"near": 1.0, "far": 1.0}).model()
    with pytest.raises(UsageError, match="no driver changes anything in this model"):
        attribute(alike, plan)
    assert not stub.variants


def test_tables_that_are_not_sound(model, plan, stub):
    """A driver whose tables don't hold together is told as such, by its name."""
    with pytest.raises(DataError, match="scenario 'broken'"):
        attribute(model, plan, ["own=broken"])
    assert not stub.variants


def test_stopped(model, plan):
    """What was asked for before the end stops the designs."""
    cancel = Event()
    cancel.set()
    with pytest.raises(StoppedError):
        attribute(model, plan, ["labour"], cancel=cancel)
