"""How a program is searched: any way gives the same plan, and the one that fits is chosen."""

from __future__ import annotations

from math import inf

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from tests.footprint.test_second_formulation import networks
from tests.footprint.trade_networks import networks as trade_networks

from reshore.errors import InfeasibleError, UsageError
from reshore.footprint import method
from reshore.footprint.design import design
from reshore.footprint.method import Method, as_method, by_site, choose, first
from reshore.footprint.network import Network
from reshore.footprint.program import FootprintProgram
from reshore.lp.solution import Options

FEW = settings(
    max_examples=2,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
WAYS = (Method.DIRECT, Method.GUIDED, Method.DECOMPOSE)


def least(model, way, **words):
    """Objective of the audited plan that a method finds; infinite where there is none."""
    try:
        plan = design(model, gap=1e-7, threads=1, method=way, **words)
    except InfeasibleError:
        return inf
    assert plan.status == "optimal"
    assert plan.bound <= plan.objective + 1e-6 * max(1.0, abs(plan.objective))
    return plan.objective


def program(model):
    return FootprintProgram.of(Network.of(model))


@FEW
@given(network=networks())
def test_networks_cost_the_same_in_any_way(network, make_model):
    """Each method ends with a plan of the same cost that passes its audit, or all find none."""
    setting, tables = network
    model = make_model(settings=setting, **tables)
    direct, *others = (least(model, way) for way in WAYS)
    assert others == pytest.approx([direct] * 2, rel=1e-6, abs=1e-4)


@FEW
@given(network=trade_networks())
def test_networks_with_trade_cost_the_same_in_any_way(network, make_model):
    """The same with duties, agreements and bond."""
    setting, tables = network
    model = make_model(settings=setting, **tables)
    direct, *others = (least(model, way) for way in WAYS)
    assert others == pytest.approx([direct] * 2, rel=1e-6, abs=1e-4)


@pytest.mark.parametrize("way", WAYS[1:])
def test_a_rich_network(rich, solve, way):
    """Every family of constraints, a start from its own plan, and a fact that says how."""
    plan = design(rich, gap=1e-7, threads=1, method=way)
    assert plan.objective == pytest.approx(solve(rich).objective, rel=1e-6)
    assert plan.facts["method"] == way
    assert plan.audit
    again = design(rich, gap=1e-7, threads=1, method=way, start=plan)
    assert again.objective == pytest.approx(plan.objective, rel=1e-6)


@pytest.mark.parametrize("way", WAYS)
def test_a_rule_that_cannot_be_kept(small, way):
    """Any method finds that there is no plan, and the message names the rule."""
    rules = [
        {"rule": name, "activity": "make", "sense": sense, "limit": limit}
        for name, sense, limit in (("at_most", "<=", 50), ("at_least", ">=", 60))
    ]
    with pytest.raises(InfeasibleError, match="at_"):
        design(small(rules=rules), threads=1, method=way)


def location(small, *, chain=False):
    """Three sites that may open for two markets, from nothing or from parts that one of them makes."""
    sites = ["one", "two", "three"]
    markets = ["us", "mx"]
    return small(
        sites=[{"site": site, "status": "candidate", "opening_cost": 40 + 7 * len(site)} for site in sites],
        markets=[{"market": market} for market in markets],
        products=[{"product": "good", "value": 10}, *([{"product": "part", "value": 2}] if chain else [])],
        processes=[
            *({"site": site, "product": "good"} for site in sites),
            *({"site": site, "product": "part"} for site in sites if chain),
        ],
        boms=[{"product": "good", "component": "part"}] if chain else [],
        lanes=[
            {"origin": site, "destination": market, "cost_per_unit": 1 + abs(3 * index - 2 * to)}
            for index, site in enumerate(sites)
            for to, market in enumerate(markets)
        ],
        demands=[
            {"market": market, "product": "good", "quantity": 50, "shortage_cost": 90} for market in markets
        ],
    )


def test_auto_takes_the_solver_for_what_is_small(small):
    """Programs below the size are solved directly, and so is auto's plan."""
    model = location(small)
    assert choose(program(model)) is Method.DIRECT
    assert design(model, threads=1).facts["method"] == "direct"


def test_auto_looks_at_the_links_of_what_is_large(small, monkeypatch):
    """Where most rows only link a flow to a decision, these are apart; else plans come first."""
    monkeypatch.setattr(method, "LARGE", 1)
    footprint = program(location(small))
    share = method.links(footprint.program, first(footprint)).sum() / footprint.program.shape[0]
    monkeypatch.setattr(method, "LINKED", share)
    assert choose(footprint) is Method.DECOMPOSE
    monkeypatch.setattr(method, "LINKED", share * 1.01)
    assert choose(footprint) is Method.GUIDED
    assert design(location(small), threads=1).facts["method"] == "guided"


def test_auto_takes_the_solver_where_nothing_is_whole(small, monkeypatch):
    """An LP is no search, however large."""
    monkeypatch.setattr(method, "LARGE", 1)
    assert choose(program(small())) is Method.DIRECT


def test_decisions_come_first(rich):
    """Every integer and what follows from integers alone is decided first, flows aren't."""
    footprint = program(rich)
    chosen = first(footprint)
    assert chosen[footprint.program.integer].all()
    for name, block in footprint.columns.items():
        assert chosen[block.span].all() == (name in method.FIRST) or not block.size
        assert chosen[block.span].any() == (name in method.FIRST) or not block.size


def test_decisions_of_a_site_have_its_number(rich):
    """Opening, closing and modules of a site have one number, other sites others, flows none."""
    footprint = program(rich)
    numbers, sites = by_site(footprint), {}
    for name, block in footprint.columns.items():
        if name not in method.FIRST or "site" not in block.keys:
            assert (numbers[block.span] == -1).all()
            continue
        for site, number in zip(block.frame["site"], numbers[block.span].tolist(), strict=True):
            assert sites.setdefault(site, number) == number
    assert len(set(sites.values())) == len(sites) > 1
    assert np.array_equal(np.unique(numbers[numbers >= 0]), np.arange(len(sites)))


def test_methods_by_name(small):
    """A method is known by its name; another name is refused, with those that there are."""
    assert [as_method(name) for name in ("auto", "direct", "guided", "decompose")] == list(Method)
    with pytest.raises(UsageError, match=r"no method 'fast'; there are auto, direct, guided, decompose"):
        design(small(), method="fast")


def test_methods_are_passed_on(small, monkeypatch):
    """A search has the start, the progress and the way to stop it that it was given."""
    seen = {}

    def note(name):
        def search(*_, **words):
            seen[name] = words

        return search

    footprint = program(location(small))
    for name in ("solve", "guided", "decompose"):
        monkeypatch.setattr(method, name, note(name))
    start, cancel = np.full(footprint.program.shape[1], np.nan), object()
    for way in WAYS:
        method.search(footprint, way, Options(), start=start, on_progress=print, cancel=cancel)
    assert set(seen) == {"solve", "guided", "decompose"}
    for words in seen.values():
        assert words["start"] is start
        assert words["on_progress"] is print
        assert words["cancel"] is cancel
