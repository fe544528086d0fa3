"""`why` as a whole on sites whose sets can all be tried: near ties, regrets, cards, and what it refuses."""

from __future__ import annotations

from threading import Event

import polars as pl
import pytest
from tests.insight.facilities import THREE
from tests.insight.rivals import NEAR_AND_FAR

from reshore import design, why
from reshore.errors import StoppedError, UsageError

COSTS = THREE.costs()
BEST = min(COSTS.values())


@pytest.fixture(scope="module")
def model():
    """Return the model of three sites."""
    return THREE.model()


@pytest.fixture(scope="module")
def plan(model):
    """Return its best plan."""
    return design(model, gap=0.0, threads=1)


@pytest.fixture(scope="module")
def found(model, plan):
    """Return its explanation, with near ties that cost up to a fifth more."""
    return why(model, plan, near=0.2)


def test_near_ties_are_all_sets_that_cost_as_little(found):
    """The same sets at the same costs as by trying all; the list is complete."""
    told = found["designs"].select("used", "objective")
    near = {sites: cost for sites, cost in COSTS.items() if cost <= 1.2 * BEST}
    assert {tuple(sites): cost for sites, cost in told.iter_rows()} == pytest.approx(near)
    assert found.facts["complete"]
    assert found.facts["best"] == pytest.approx([BEST, BEST])


def test_regret_of_every_site_that_can_be_forced(found):
    """The cost of the best set without a site that is used, or with one that isn't, less the best cost."""
    forced = found["sites"].drop_nulls("forced")
    assert forced["site"].to_list() == ["c1", "c2", "o3"]
    for row in forced.iter_rows(named=True):
        out = row["forced"] == "out"
        assert out == row["in_plan"]
        regret = min(cost for used, cost in COSTS.items() if (row["site"] in used) != out) - BEST
        assert (row["low"], row["high"]) == pytest.approx((regret, regret))
    assert found["sites"].filter(site="f4")["fixed"].item()


def test_card_of_a_site(model, plan):
    """What it makes and sends, with its part in that, and its own regret alone."""
    (site, *_) = (name for name in plan["sites"].filter("open")["site"] if name != "f4")
    card = why(model, plan, site=site, most=2)
    ((product, units, share),) = card["makes"].iter_rows()
    made = plan["production"].group_by("site").agg(pl.col("units").sum())
    assert product == "good"
    assert units == pytest.approx(made.filter(site=site)["units"].item())
    assert share == pytest.approx(units / made["units"].sum())
    assert card["sends"]["units"].sum() == pytest.approx(units)
    assert card["sends"]["share"].is_between(0, 1).all()
    assert card["sites"].drop_nulls("forced")["site"].to_list() == [site]
    assert site in card.title


def test_how_many_designs_it_takes_is_told_first(model, plan):
    """Before the first design, and at most as many are made."""
    told = []

    def start(stages):
        told.append(dict(stages))

    result = why(model, plan, most=3, on_start=start, on_progress=lambda step: told.append(step.stage))
    assert told[0] == {"Sites forced in or out": 3, "Near ties": 2}
    assert set(told[1:]) == set(told[0])
    assert all(result.facts["designs"][stage] <= count for stage, count in told[0].items())


def test_modules_tell_designs_apart(model, plan):
    """Without resources there is nothing more to tell apart."""
    result = why(model, plan, site="c1", by="modules", near=0.2, most=2)
    assert result["designs"].height == 2
    assert result["resources"].is_empty()


def test_a_better_plan_is_told_first(model):
    """Where the run's plan was not the best, the better one is named and regrets are against it."""
    poor = design(model, gap=0.9, threads=1)
    result = why(model, poor, gap=0.0)
    assert result.facts["best"][1] == pytest.approx(BEST)
    assert bool(result.facts["remarks"]) == (poor.objective > BEST + 1e-6)


def test_everything_that_can_be_asked_for():
    """Drivers, cells and a map are those of their own functions, and facts have what beside frames counts."""
    tariff = "duties: layer = 'tariff_far': ad_valorem: 0, 1"
    freight = "lanes: lane = 'far': cost_per_unit: 0, 20"
    rival = NEAR_AND_FAR.model()
    best = design(rival, gap=0.0, threads=1)
    found = why(
        rival,
        best,
        site="near",
        drivers=["labour", "additional_duties"],
        cells=[tariff],
        map_=[tariff, freight],
        steps=2,
        tolerance=0.5,
    )
    assert found["drivers"]["driver"].to_list() == ["labour", "additional_duties"]
    assert found["drivers"]["value"].sum() == pytest.approx(found.facts["total"][0])
    assert found.facts["advantage"] == pytest.approx([50.0, 50.0])
    assert found["coalitions"].height == 4
    assert found["tornado"]["end"].to_list() == ["low", "high"]
    assert found["breakevens"]["verdict"].to_list() == ["firm"]
    assert found["map"].height == 4
    assert [axis["now"] for axis in found.facts["axes"]] == [0.3, 6.0]
    assert found.facts["designs"]["Drivers"] == 8
    assert found.summary()["figure"].str.starts_with("part of").sum() == 2


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"site": "O3"}, "there is no site 'O3'; did you mean 'o3'"),
        ({"near": 1.0}, "near 1 is not a share"),
        ({"most": 1}, "1 designs at most are too few"),
        ({"by": "colour"}, "can't be told apart by 'colour'"),
    ],
)
def test_bad_options(model, plan, options, message):
    """They are refused before the first design."""
    begun = []
    with pytest.raises(UsageError, match=message):
        why(model, plan, **options, on_start=begun.append)
    assert not begun


def test_goes_on_where_it_was_stopped(model, plan, tmp_path):
    """What is finished is kept, the message says where, and the result is that without a stop."""
    cancel = Event()

    def stop(step):
        if step.stage == "Near ties":
            cancel.set()

    with pytest.raises(StoppedError, match=rf"stopped at near ties; .* in {tmp_path}"):
        why(model, plan, near=0.2, most=3, folder=tmp_path, on_progress=stop, cancel=cancel)
    steps = []
    again = why(model, plan, near=0.2, most=3, folder=tmp_path, on_progress=steps.append)
    assert steps[0].done == steps[0].count
    fresh = why(model, plan, near=0.2, most=3)
    assert again["sites"].equals(fresh["sites"])
    assert again["designs"].drop("seconds").equals(fresh["designs"].drop("seconds"))
