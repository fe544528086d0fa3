"""Recourse: least costs, what is kept on the way, and replications whose program fails."""

from __future__ import annotations

from dataclasses import astuple, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.risk.operations import drawn, small
from tests.risk.oracle import Oracle
from tests.risk.realisations import happening, realised

from reshore.lp.local import LocalResolver
from reshore.lp.resolve import Resolver
from reshore.lp.solution import Status
from reshore.risk.changes import changes
from reshore.risk.recourse import Recourse
from reshore.risk.transit import in_weeks
from reshore.risk.weekly import Unmet, Weekly

WEEKS = 7


@pytest.mark.parametrize("unmet", Unmet)
@pytest.mark.parametrize("seed", [None, *range(5)])
def test_the_cost_is_the_least(seed, unmet):
    """Of replications in which anything may happen, the cost is that of linopy's program."""
    operation = small() if seed is None else drawn(seed)
    happens = happening(operation, WEEKS, seed or 0)
    engine = Recourse(operation, WEEKS, unmet)
    expected = Oracle(operation, WEEKS, happens, unmet).cost()
    assert engine.run(happens).costs.total == pytest.approx(expected)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 200), st.sampled_from(Unmet))
def test_the_same_where_it_differs_as_in_whole(seed, unmet):
    """Solved where it differs alone, however much that is, a replication costs what the whole does."""
    operation = drawn(seed)
    weekly = Weekly.of(operation, WEEKS, unmet)
    local, whole = LocalResolver(weekly.program, most=1.0), Resolver(weekly.program)
    for number in range(3):
        changed = changes(weekly, happening(operation, WEEKS, seed, number))
        changed = replace(changed, entries=None)  # what burns needs the whole program
        assert local.run(changed).objective == pytest.approx(whole.run(changed).objective)


def bits(outcome):
    return astuple(outcome.costs), outcome.served.tobytes(), outcome.lost.tobytes()


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 30), st.randoms(use_true_random=False))
def test_the_order_changes_no_bit(seed, chance):
    """Outcomes are the same to the last bit in any order, also where stock is destroyed."""
    operation = drawn(seed)
    engine = Recourse(operation, WEEKS)
    cases = [happening(operation, WEEKS, seed, number) for number in range(4)] + [realised()]
    straight = [bits(outcome) for outcome in engine.runs(cases)]
    order = list(range(len(cases)))
    chance.shuffle(order)
    shuffled = {place: bits(engine.run(cases[place])) for place in order}
    assert [shuffled[place] for place in range(len(cases))] == straight


def test_nothing_happens():
    """Without events the loss is 0, not about 0."""
    engine = Recourse(drawn(3), WEEKS)
    assert engine.loss(engine.run(realised(number=5, weight=0.5))) == 0.0


def test_goods_in_transit_arrive_though_their_lane_closes():
    """Units are conserved, and what left a lane before it closed arrives as if it hadn't."""
    weeks, lane = 14, 0  # P1 to M1: 28 days, 10 racks a week
    operation = small()
    closed = realised(moves={(lane, week): 0.0 for week in range(3, 9)})
    engine = Recourse(operation, weeks)
    weekly = engine.weekly
    x = LocalResolver(weekly.program).run(changes(weekly, closed)).x
    made, moved, stock, served = (weekly.columns(name, x) for name in ("make", "move", "stock", "serve"))
    assert operation.moves.filter(move=lane).select("days", "origin_item").row(0) == (28.0, 3)
    assert moved[lane, 3:9].sum() == 0.0
    racks = (operation.items["product"] == "rack").to_numpy()
    place = operation.items["item"].to_numpy()[racks]
    lead = in_weeks(operation.moves["days"].to_numpy())
    of_racks = (operation.moves["product"] == "rack").to_numpy()
    late = (lead * operation.moves["rate"].to_numpy())[of_racks]
    # All that was there, under way or made is served, in stock, or under way still.
    still = (moved * (np.arange(weeks) + lead[:, None] >= weeks))[of_racks].sum()
    there = operation.items["stock"].to_numpy()[place].sum() + late.sum() + made.sum()
    assert served.sum() + stock[place, -1].sum() + still == pytest.approx(there)
    # M1 has racks of P1 from before in weeks 0 to 3, of weeks 0 to 2 in 4 to 6, and none in 7 to 12.
    other = operation.moves.filter(target_item=0, lane_index=2)["move"].item()
    before = np.concatenate([[operation.items["stock"][0]], stock[0, :-1]])
    came = served[:2].sum(axis=0) + stock[0] - before
    after_a_week = np.concatenate([[15.0], moved[other, :-1]])
    from_p1 = [10.0] * 4 + moved[lane, :3].tolist() + [0.0] * 6
    assert (came - after_a_week)[:13] == pytest.approx(from_p1, abs=1e-7)


def test_stock_that_burns():
    """All stock and supplies gone, and nothing under way that helps: what is wanted is lost."""
    operation = small()
    shut = {(row, week): 0.0 for row in range(operation.moves.height) for week in range(WEEKS)}
    engine = Recourse(operation, WEEKS)
    spared = engine.run(realised(moves=shut))
    burnt = engine.run(realised(moves=shut, destroyed={(0, 0): 1.0}))
    assert burnt.lost.sum() == pytest.approx(spared.lost.sum() + 25.0)
    assert burnt.costs.unmet == pytest.approx(burnt.lost @ operation.demands["worth"].to_numpy())


def test_what_fails_is_named():
    """A replication without a solution says so, in the solver's words, and the next is as it was."""
    engine = Recourse(small(), WEEKS)
    before = bits(engine.run(realised(hours={(0, 1): 5.0})))
    failed = engine.run(realised(number=7, weight=0.25, hours={(0, 1): -1.0}))
    assert (failed.number, failed.weight, failed.failure) == (7, 0.25, "Infeasible")
    assert np.isnan([failed.costs.total, engine.loss(failed), failed.served.sum(), failed.lost.sum()]).all()
    assert failed.wanted.tolist() == engine.base.wanted.tolist()
    assert bits(engine.run(realised(hours={(0, 1): 5.0}))) == before


def test_tried_again_without_the_basis(monkeypatch):
    """Where the solver fails from the stored basis, it tries without; where it fails again, that is told."""
    engine = Recourse(small(), WEEKS)
    usual, tries = LocalResolver.run, []

    def fails(self, changes, *, cold=False, **options):
        solution = usual(self, changes, cold=cold, **options)
        tries.append(cold)
        if not cold or stubborn:
            return type(solution).without_plan(self.program.shape, Status.FAILED, "Unknown")
        return solution

    monkeypatch.setattr(LocalResolver, "run", fails)
    stubborn = False
    assert engine.run(realised()).costs.total == pytest.approx(engine.base.costs.total)
    stubborn = True
    assert engine.run(realised()).failure == "Unknown"
    assert tries == [False, True] * 2


def test_ctrl_c(monkeypatch):
    """Ctrl-C within a search is passed on, not counted as a failure."""
    engine = Recourse(small(), WEEKS)
    usual = LocalResolver.run

    def stopped(self, changes, *, cancel, **options):
        cancel.set()
        return usual(self, changes, cancel=cancel, **options)

    monkeypatch.setattr(LocalResolver, "run", stopped)
    with pytest.raises(KeyboardInterrupt):
        engine.run(realised(hours={(0, 1): 5.0}))
