"""The simulation goes on as planned, turns to others when it has to, and never does what can't be done."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.risk.operations import Draft, changed, drawn, small
from tests.risk.realisations import happening, realised

from reshore.errors import UsageError
from reshore.risk.policy import Ordering, Policy
from reshore.risk.recourse import Recourse
from reshore.risk.simulation import Simulation
from reshore.risk.transit import in_weeks, under_way

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reshore.risk.operation import Operation
    from reshore.risk.realisation import Change, Realisation
    from reshore.risk.simulation import Trace

    Floats = NDArray[np.float64]

SEEDS = st.integers(0, 10_000)


def chain() -> Operation:
    """Return a supplier and a market a week away that wants 10 a week and has 5 in stock."""
    draft = Draft()
    draft.product("chip", value=2.0, holding=0.1)
    draft.site("S", "TWN", "supplier")
    draft.market("M", "USA")
    draft.buy("S", "chip", rate=10.0, cost=2.0, capacity=12.0)
    draft.lane("S", "M", {"chip": 10.0}, days=7.0, cost=1.0)
    draft.demand("M", "chip", rate=10.0, weight=20.0)
    draft.stocks = {("M", "chip"): 5.0}
    return draft.done()


def closed(name: str, row: int, *weeks: int) -> dict[str, dict[tuple[int, int], float]]:
    """Return what `realised` needs to close a row in some weeks."""
    return {name: {(row, week): 0.0 for week in weeks}}


def test_two_places_by_hand() -> None:
    """A lane closed for one week: what waited at the supplier leaves a week later, and 5 units are lost."""
    engine = Simulation(chain(), 6)
    realisation = realised(**closed("moves", 0, 1))
    trace, outcome = engine.trace(realisation), engine.run(realisation)
    assert trace.buy[0].tolist() == [10, 10, 10, 5, 10, 10]
    assert trace.move[0].tolist() == [10, 0, 20, 5, 10, 10]
    assert trace.served[0].tolist() == [10, 10, 5, 10, 10, 10]
    assert trace.stock.tolist() == [[5, 5, 0, 10, 5, 5], [0, 10, 0, 0, 0, 0]]
    costs = outcome.costs
    assert (costs.make, costs.buy, costs.move, costs.unmet, costs.left) == (0, 110, 55, 100, -30)
    assert costs.hold == pytest.approx(9.5)
    assert outcome.lost.tolist() == [5]
    assert engine.loss(outcome) == pytest.approx(110 + 55 + 100 - 30 + 9.5 - (120 + 60 - 30 + 6 * 1.5))


def test_two_places_by_hand_with_a_backlog() -> None:
    """What is wanted in vain waits a week, and comes with the next goods."""
    engine = Simulation(chain(), 6, "backlog")
    outcome = engine.run(realised(**closed("moves", 0, 1)))
    assert outcome.served[0].tolist() == [10, 10, 5, 15, 10, 10]
    assert outcome.costs.unmet == pytest.approx(5 * 20 * 0.02)
    assert outcome.lost.tolist() == [0]


def test_what_still_waits_at_the_end_is_lost() -> None:
    """A lane that stays closed: each unit costs its weight, and a share for every week."""
    outcome = Simulation(chain(), 4, "backlog").run(realised(**closed("moves", 0, 0, 1, 2, 3)))
    assert outcome.served[0].tolist() == [10, 5, 0, 0]
    assert outcome.lost.tolist() == [25]
    assert outcome.costs.unmet == pytest.approx(20 * (25 + 0.02 * (5 + 15 + 25)))


@pytest.mark.parametrize("seed", [None, *range(12)])
def test_without_events_the_plan_goes_on(seed: int | None) -> None:
    """Every make, buy and move is done at its rate, stocks stay as they are, and nothing is lost."""
    operation = small() if seed is None else drawn(seed)
    engine = Simulation(operation, 10)
    trace = engine.trace(realised())
    for name in ("make", "buy", "move"):
        rates = getattr(operation, f"{name}s")["rate"].to_numpy()
        assert getattr(trace, name) == pytest.approx(np.repeat(rates[:, None], 10, axis=1), abs=1e-9)
    stock = operation.items["stock"].to_numpy()
    assert trace.stock == pytest.approx(np.repeat(stock[:, None], 10, axis=1), abs=1e-9)
    assert engine.base.lost == pytest.approx(0.0, abs=1e-9)


def policies(seed: int, operation: Operation) -> Policy:
    """Return one policy or another."""
    segments = tuple(sorted(set(operation.demands["segment"]), reverse=True))
    return Policy(list(Ordering)[seed % 2], 1 + seed % 3, seed % 4, segments[: seed % 3])


@settings(deadline=None, max_examples=30, derandomize=True)
@given(SEEDS)
def test_never_cheaper_than_recourse(seed: int) -> None:
    """Who knows all beforehand can do whatever the simulation does."""
    operation, unmet = drawn(seed), ("lost", "backlog")[seed // 2 % 2]
    realisation = happening(operation, 12, seed)
    simulated = Simulation(operation, 12, unmet, policies(seed, operation)).run(realisation)
    recourse = Recourse(operation, 12, unmet).run(realisation)
    assert simulated.wanted == pytest.approx(recourse.wanted)
    assert simulated.costs.total >= recourse.costs.total - 1e-6 * abs(recourse.costs.total)


def weekly(change: Change, usual: Floats, weeks: int) -> Floats:
    """Return numbers by row and week."""
    values = np.repeat(usual[:, None], weeks, axis=1)
    values[change.row, change.week] = change.value
    return values


def arrivals(days: Floats, sent: Floats) -> Floats:
    """Return what arrives by row and week."""
    transit, weeks = in_weeks(days), sent.shape[1]
    found = np.zeros((len(sent), weeks + int(transit.max(initial=0))))
    for row, lead in enumerate(transit):
        found[row, lead : lead + weeks] = sent[row]
    return found[:, :weeks]


def imbalance(operation: Operation, realisation: Realisation, trace: Trace) -> Floats:
    """Return what comes to items less what goes and stays, by week."""
    weeks, moves, uses = trace.stock.shape[1], operation.moves, operation.uses
    detours = operation.detours.join(moves, on="move", suffix="_usual", maintain_order="left")
    destroyed = weekly(realisation.destroyed, np.zeros(operation.items.height), weeks)
    before = np.column_stack([operation.items["stock"].to_numpy(), trace.stock[:, :-1]])
    net = before * (1 - destroyed) - trace.stock
    there = under_way(in_weeks(moves["days"].to_numpy()), moves["rate"].to_numpy(), weeks)
    days = (detours["days"] + detours["days_usual"]).to_numpy()
    np.add.at(net, moves["target_item"].to_numpy(), there[:, :-1] - there[:, 1:])
    np.add.at(net, moves["target_item"].to_numpy(), arrivals(moves["days"].to_numpy(), trace.move))
    np.add.at(net, detours["target_item"].to_numpy(), arrivals(days, trace.detour))
    np.add.at(net, moves["origin_item"].to_numpy(), -trace.move)
    np.add.at(net, detours["origin_item"].to_numpy(), -trace.detour)
    np.add.at(net, operation.makes["item"].to_numpy(), trace.make)
    np.add.at(
        net,
        uses["item"].to_numpy(),
        -uses["quantity"].to_numpy()[:, None] * trace.make[uses["make"].to_numpy()],
    )
    np.add.at(net, operation.buys["item"].to_numpy(), trace.buy)
    np.add.at(net, operation.demands["item"].to_numpy(), -trace.served)
    return net


def excess(operation: Operation, realisation: Realisation, trace: Trace) -> list[Floats]:
    """Return by how much limits are exceeded."""
    weeks, nothing = trace.stock.shape[1], np.inf
    makes, buys, moves = operation.makes, operation.buys, operation.moves
    detours = operation.detours.join(moves, on="move", suffix="_usual", maintain_order="left")
    worked = np.zeros((operation.resources.height, weeks))
    on = makes["resource_index"].is_not_null().to_numpy()
    hours = (makes["hours"].to_numpy()[:, None] * trace.make)[on]
    np.add.at(worked, makes["resource_index"].drop_nulls().to_numpy(), hours)
    carried = np.zeros((operation.lanes.height, weeks))
    np.add.at(carried, moves["lane_index"].to_numpy(), trace.move)
    np.add.at(carried, detours["lane_index"].to_numpy(), trace.detour)
    place = dict(zip(operation.sites["site"], operation.sites["site_index"], strict=True))
    left = np.zeros((operation.sites.height, weeks))
    origins = [place[operation.items["place"][item]] for item in moves["origin_item"]]
    np.add.at(left, origins, trace.move)
    np.add.at(left, [origins[move] for move in detours["move"]], trace.detour)
    capacity, throughput = operation.lanes["capacity"], operation.sites["throughput"].fill_null(nothing)
    limits = [
        (trace.make, realisation.makes, np.full(makes.height, nothing)),
        (trace.buy, realisation.buys, buys["capacity"].fill_null(nothing).to_numpy()),
        (trace.move, realisation.moves, np.full(moves.height, nothing)),
        (trace.detour, realisation.detours, np.zeros(detours.height)),
        (worked, realisation.hours, operation.resources["hours"].to_numpy()),
        (carried, realisation.lanes, capacity.fill_null(nothing).to_numpy()),
    ]
    kept = [done - weekly(change, usual, weeks) for done, change, usual in limits]
    return [*kept, left - throughput.to_numpy()[:, None]]


@settings(deadline=None, max_examples=30, derandomize=True)
@given(SEEDS)
def test_goods_are_kept_and_limits_too(seed: int) -> None:
    """What comes to an item is used, moved, served, destroyed or there at the end; no limit is broken."""
    operation, unmet = drawn(seed), ("lost", "backlog")[seed // 2 % 2]
    realisation = happening(operation, 12, seed)
    engine = Simulation(operation, 12, unmet, policies(seed, operation))
    trace, outcome = engine.trace(realisation), engine.run(realisation)
    assert imbalance(operation, realisation, trace) == pytest.approx(0.0, abs=1e-6)
    for amount in excess(operation, realisation, trace):
        assert (amount <= 1e-6).all()
    for amount in (trace.make, trace.buy, trace.move, trace.detour, trace.stock, trace.served):
        assert (amount >= -1e-9).all()
    if unmet == "lost":
        assert (trace.served <= outcome.wanted + 1e-9).all()
    assert (trace.served.cumsum(axis=1) <= outcome.wanted.cumsum(axis=1) + 1e-6).all()


def test_replications_leave_no_trace() -> None:
    """Each gives the same alone, with others, and in any order."""
    operation = drawn(3)
    realisations = [happening(operation, 10, 3, number, weight=0.5) for number in range(4)]
    engine = Simulation(operation, 10)
    together = engine.runs(realisations)
    for outcome, realisation in reversed(list(zip(together, realisations, strict=True))):
        alone = engine.run(realisation)
        assert (alone.costs, alone.number, alone.weight) == (outcome.costs, realisation.number, 0.5)
        assert np.array_equal(alone.served, outcome.served)
    assert engine.run(realised()).costs == engine.base.costs


def moved(operation: Operation, trace: Trace, lane: str) -> Floats:
    """Return what is moved on a lane by week."""
    index = operation.lanes["lane"].to_list().index(lane)
    return trace.move[operation.moves["lane_index"].to_list().index(index)]


STOP = {"hours": {(0, week): 0.0 for week in range(12)}}
"""P1's line stands still."""


@pytest.mark.parametrize("delay", [0, 2, 5])
def test_a_share_goes_to_others_after_the_delay(delay: int) -> None:
    """When P1's line has stood still for so long, M2 asks P2 for racks, and P2 asks for more chips."""
    operation = changed(small(), "moves", "days", {3: 35.0})
    trace = Simulation(operation, 12, policy=Policy(delay=delay)).trace(realised(**STOP))
    sent = moved(operation, trace, "P2 M2 sea")
    assert (sent[:delay] == 0).all()
    assert (sent[delay:] > 0).all()
    assert moved(operation, trace, "P1 M2 sea").sum() == 0
    assert (moved(operation, trace, "S1 P2 sea")[delay:] > 10).all()


def test_when_sources_are_back_they_are_asked_again() -> None:
    """After the line runs again M2 asks P1 alone."""
    operation = small()
    stop = {"hours": {(0, week): 0.0 for week in range(6)}}
    trace = Simulation(operation, 20).trace(realised(**stop))
    sent = moved(operation, trace, "P2 M2 sea")
    assert sent[2:6].sum() > 0
    assert sent[6:].sum() == 0
    assert (moved(operation, trace, "P1 M2 sea")[6:] > 0).all()


def test_a_make_asks_for_no_more_than_it_can_use() -> None:
    """P2 is asked for twice what its line can make: chips don't pile up there, nor where none works."""
    operation = small()
    trace = Simulation(operation, 30).trace(realised(hours={(0, week): 0.0 for week in range(30)}))
    assert trace.make[1, 1:] == pytest.approx(20.0)
    assert trace.stock[4, 10:] == pytest.approx(40.0)
    assert trace.stock[2, 1:] == pytest.approx(100.0)


def test_a_source_that_is_ready_waits_for_no_delay() -> None:
    """The same second source, made ready, is asked in the first week."""
    operation = changed(small(), "moves", "days", {3: 35.0})
    trace = Simulation(operation, 12, ready=[("moves", 3)]).trace(realised(**STOP))
    assert (trace.move[3] > 0).all()


def test_open_sources_take_over_in_their_shares() -> None:
    """M1 loses its lane from P1: P2 is asked for more, as far as its line can make it."""
    operation = small()
    lane = operation.lanes["lane"].to_list().index("P1 M1 sea")
    move = operation.moves["lane_index"].to_list().index(lane)
    trace = Simulation(operation, 8).trace(realised(**closed("moves", move, *range(8))))
    sent = moved(operation, trace, "P2 M1 road")
    assert sent[0] == pytest.approx(15.0)
    # Between them, for the shorter way, goods under way from P1 count.
    assert sent[3:] == pytest.approx(20.0)


def test_detours_are_taken_at_once() -> None:
    """With Suez shut and its detour open, goods leave in the same week, and more of them for a longer way."""
    operation = small()
    move = operation.detours["move"][0]
    shut = {"moves": {(move, 2): 0.0}, "detours": {(0, 2): np.inf}}
    engine = Simulation(operation, 20)
    trace, outcome = engine.trace(realised(**shut)), engine.run(realised(**shut))
    assert trace.detour[0, 2] > 15
    assert trace.detour[0].sum() == trace.detour[0, 2]
    assert trace.move[move, 2] == 0
    fares = operation.moves["cost"].to_numpy()
    paid = fares @ trace.move.sum(axis=1) + (fares[move] + 3) * trace.detour.sum()
    assert outcome.costs.move == pytest.approx(paid)


def test_priority_serves_segments_in_order() -> None:
    """With half of the racks gone, sovereign demand is served in full; in proportion it is not."""
    operation = changed(small(), "items", "stock", {1: 0.0})
    stop = {"hours": {(n, week): 15.0 for n in range(2) for week in range(15)}}
    row = operation.demands["segment"].to_list().index("sovereign")
    first = Simulation(operation, 15, policy=Policy(priority=("sovereign",))).run(realised(**stop))
    fair = Simulation(operation, 15).run(realised(**stop))
    assert first.lost[row] == pytest.approx(0.0, abs=1e-9)
    assert fair.lost[row] > 1
    assert first.lost.sum() > 0


def test_batches() -> None:
    """(s, S) orders four weeks' goods every fourth week, after those that are there beyond the cover."""
    engine = Simulation(chain(), 12, policy=Policy(Ordering.S_S, batch=4.0))
    trace = engine.trace(realised(buys={(0, week): 100.0 for week in range(12)}))
    assert trace.move[0].tolist() == [40, 0, 0, 0] * 3
    assert engine.base.lost.tolist() == [0]


def test_an_unknown_segment() -> None:
    """A priority for a segment that isn't there is a mistake, said with those that are."""
    with pytest.raises(UsageError, match="no segment 'navy'; there are: commercial, sovereign"):
        Simulation(small(), 4, policy=Policy(priority=("navy",)))


def test_without_numba(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who has not installed what simulating needs is told how to."""
    monkeypatch.setitem(sys.modules, "numba", None)
    monkeypatch.delitem(sys.modules, "reshore.risk.kernel", raising=False)
    monkeypatch.delitem(sys.modules, "reshore.risk.compiled", raising=False)
    with pytest.raises(UsageError, match=r"reshore\[sim\]"):
        Simulation(small(), 4)
