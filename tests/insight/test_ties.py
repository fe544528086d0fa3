"""Near ties: all sets of sites that cost nearly as little, and how often a site is among them."""

from __future__ import annotations

from dataclasses import replace
from threading import Event

import polars as pl
import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from tests.insight.facilities import THREE, Facilities, facilities

from reshore import design
from reshore.errors import StoppedError, UsageError
from reshore.footprint.conditions import without
from reshore.insight import ties
from reshore.insight.designs import designs
from reshore.insight.regret import regrets
from reshore.insight.tied import Ended
from reshore.insight.ties import near_ties


@settings(
    max_examples=3,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(drawn=facilities())
def test_all_sets_that_are_near_are_found(drawn):
    """Complete, sorted by cost, with the frequency of each site."""
    costs = drawn.costs()
    most = min(costs.values()) * 1.15
    near = {used: cost for used, cost in costs.items() if cost <= most}
    assume(all(abs(cost - most) > 1e-3 for cost in costs.values()))
    model = drawn.model()
    found = near_ties(model, design(model, gap=0.0, threads=1), near=0.15, most=20)
    assert found.complete
    assert {tuple(used): cost for used, cost in found.designs.select("used", "objective").iter_rows()} == (
        pytest.approx(near, abs=1e-6)
    )
    assert found.designs["objective"].is_sorted()
    assert found.designs["high"].to_list() == pytest.approx(
        [cost - min(costs.values()) for cost in sorted(near.values())], abs=1e-6
    )
    for site, share in found.sites.select("site", "frequency").iter_rows():
        assert share == pytest.approx(sum(site in used for used in near) / len(near))


@pytest.fixture(scope="module")
def model():
    """Return the model of three sites."""
    return THREE.model()


@pytest.fixture(scope="module")
def plan(model):
    """Return its best plan."""
    return design(model, gap=0.0, threads=1)


def test_what_differs_is_told(model, plan):
    """Sites against the run's plan, the run's own design among the others."""
    found = near_ties(model, plan, near=0.07)
    assert found.designs.select("name", "added", "dropped", "tie").rows() == [
        ("run", [], [], True),
        ("design 1", ["c2"], ["o3"], False),
        ("design 2", ["c1"], ["o3"], False),
    ]
    assert found.most == pytest.approx(315 * 1.07)
    assert found.modules.is_empty()


def test_as_many_as_were_asked_for(model, plan):
    """The list may not be complete then."""
    found = near_ties(model, plan, near=0.5, most=2)
    assert found.designs.height == 2
    assert found.ended is Ended.MOST
    assert not found.complete


def test_time_is_over(model, plan):
    """What was found by then is told, and that there may be more."""
    found = near_ties(model, plan, near=0.5, time_limit=0.0)
    assert found.designs["name"].to_list() == ["run"]
    assert found.ended is Ended.TIME
    assert not found.complete


def test_a_plan_that_is_not_the_best(model):
    """A cheaper design comes first, and the run's is near or not against that."""
    poor = replace(design(model, gap=0.0, threads=1, conditions=[without("o3")]), bound=315.0)
    found = near_ties(model, poor, near=0.07, known=regrets(model, poor).designs)
    assert found.designs.select("used", "better").rows() == [
        (["f4", "o3"], True),
        (["c2", "f4"], False),
        (["c1", "f4"], False),
    ]
    assert found.best.high == pytest.approx(315.0)
    alone = near_ties(model, poor, near=0.01)
    assert alone.designs.select("used", "near").rows() == [(["f4", "o3"], True), (["c2", "f4"], False)]


def test_searches_start_from_known_plans(model, plan, monkeypatch):
    """The cheapest that isn't found yet."""
    seen = []

    def noted(model, plan, variants, **words):
        seen.extend(None if one.start is None else sorted(one.start.used) for one in variants)
        return designs(model, plan, variants, **words)

    known = regrets(model, plan).designs
    monkeypatch.setattr(ties, "designs", noted)
    near_ties(model, plan, near=0.07, known=known)
    assert seen == [["c2", "f4"], ["c1", "f4"], None]


def test_designs_that_may_or_may_not_be_near(model, plan, monkeypatch):
    """They are kept apart, and the list isn't called complete."""
    loose = {"design 1": 316.0, "design 2": 317.0, "design 3": 345.0}

    def loosely(*args, **words):
        found = designs(*args, **words)
        return found.with_columns(bound=found["name"].replace_strict(loose, default=400.0))

    monkeypatch.setattr(ties, "designs", loosely)
    found = near_ties(model, plan, near=0.04)
    assert found.designs.select("objective", "bound", "near").rows() == [
        (pytest.approx(315.0), pytest.approx(315.0), True),
        (pytest.approx(325.0), 316.0, True),
        (pytest.approx(335.0), 317.0, False),
    ]
    assert found.ended is Ended.PROVEN
    assert found.undecided == 1
    assert not found.complete
    assert dict(found.sites.select("site", "frequency").iter_rows())["c1"] == 0.0


def test_designs_that_differ_in_modules():
    """Told apart by resources that get modules, where the sites are the same."""
    resources = [
        {"site": "f1", "resource": name, "hours_per_year": 8, "installed": 2, "maximum": 3}
        | {"module_cost": cost, "asset_life": 1}
        for name, cost in (("big", 3.0), ("small", 2.0))
    ]
    one = Facilities({"f1": 40.0}, {("f1", "north"): 5.0})
    model = one.model(resources=resources)
    made = model["processes"].with_columns(resource=pl.lit("big"), hours_per_unit=pl.lit(1.0))
    model = model.with_frames(processes=made)
    plan = design(model, gap=0.0, threads=1)
    assert near_ties(model, plan).ended is Ended.PROVEN
    found = near_ties(model, plan, near=0.07, by="modules")
    assert found.designs.select("equipped", "high").rows() == [
        ([], 0.0),
        (["f1/small"], pytest.approx(2.0)),
        (["f1/big"], pytest.approx(3.0)),
        (["f1/big", "f1/small"], pytest.approx(5.0)),
    ]
    assert found.complete
    assert found.modules.rows() == [("f1", "big", 0.5), ("f1", "small", 0.5)]


def test_stopped_and_gone_on_with(model, plan, tmp_path):
    """Designs that are found are kept."""
    cancel, seen = Event(), []

    def stop(done, most, _):
        seen.append((done, most))
        cancel.set()

    words = {"near": 0.07, "folder": tmp_path}
    with pytest.raises(StoppedError):
        near_ties(model, plan, **words, on_progress=stop, cancel=cancel)
    assert seen == [(2, 10)]
    kept = next(tmp_path.rglob("*.parquet")).stat().st_mtime_ns
    again = near_ties(model, plan, **words)
    assert next((tmp_path / "design-1").glob("*.parquet")).stat().st_mtime_ns == kept
    assert again.designs.height == 3


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ({"by": "colour"}, "'colour', but by sites or modules"),
        ({"near": -0.1}, "near -0.1"),
        ({"near": 1.0}, "near 1 "),
        ({"most": 1}, "1 designs at most"),
    ],
)
def test_what_makes_no_sense(model, plan, words, told):
    """Options out of their range are refused."""
    with pytest.raises(UsageError, match=told):
        near_ties(model, plan, **words)
