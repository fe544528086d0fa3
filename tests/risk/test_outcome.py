"""Losses of a thin margin: what is sold for 100 and costs 80."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.risk.operations import Draft, drawn
from tests.risk.realisations import happening, realised

from reshore.risk.outcome import loss
from reshore.risk.recourse import Recourse
from reshore.risk.simulation import Simulation

if TYPE_CHECKING:
    from reshore.risk.operation import Operation

ENGINES = pytest.mark.parametrize("engine", [Recourse, Simulation])
UNMET = pytest.mark.parametrize("unmet", ["lost", "backlog"])
WEEKS = 6


def thin(capacity: float | None = None) -> Operation:
    """Return a shop that sells 10 a week for 100 each, of a supplier next door."""
    draft = Draft()
    draft.product("chip", value=80.0, holding=0.0)
    draft.site("S", "TWN", "supplier")
    draft.market("M", "TWN")
    draft.buy("S", "chip", rate=10.0, cost=80.0, capacity=capacity)
    draft.lane("S", "M", {"chip": 10.0})
    draft.demand("M", "chip", rate=10.0, weight=20.0, outlay=80.0)
    return draft.done()


@ENGINES
@UNMET
def test_a_unit_lost_loses_its_margin(engine: type[Recourse | Simulation], unmet: str) -> None:
    """What isn't bought isn't paid: of 100 lost, 80 are saved. Who waits till the end waits a week, too."""
    made = engine(thin(capacity=10.0), WEEKS, unmet)
    outcome = made.run(realised(buys={(0, WEEKS - 1): 9.0}))
    waiting = 2.0 if unmet == "backlog" else 0.0
    assert outcome.lost.tolist() == pytest.approx([1.0])
    assert made.loss(outcome) == pytest.approx(20.0 + waiting)


@ENGINES
def test_a_surge_that_is_served_loses_nothing(engine: type[Recourse | Simulation]) -> None:
    """Another unit is bought for 80, and 80 is its outlay."""
    made = engine(thin(), WEEKS)
    outcome = made.run(realised(demands={(0, 2): 11.0}))
    assert outcome.costs.total - made.base.costs.total == pytest.approx(80.0)
    assert made.loss(outcome) == 0.0


@ENGINES
def test_a_surge_that_is_not_served_loses_its_margin(engine: type[Recourse | Simulation]) -> None:
    """Whoever comes in vain would have brought 20."""
    made = engine(thin(capacity=10.0), WEEKS)
    assert made.loss(made.run(realised(demands={(0, 2): 11.0}))) == pytest.approx(20.0)


@ENGINES
@UNMET
def test_a_drop_loses_its_margin(engine: type[Recourse | Simulation], unmet: str) -> None:
    """80 less is spent, 100 less come in."""
    made = engine(thin(), WEEKS, unmet)
    assert made.loss(made.run(realised(demands={(0, 2): 9.0}))) == pytest.approx(20.0)


@ENGINES
def test_what_surges_and_drops(engine: type[Recourse | Simulation]) -> None:
    """Weeks are counted one by one: more in one doesn't make up for less in another."""
    made = engine(thin(), WEEKS)
    assert made.loss(made.run(realised(demands={(0, 1): 13.0, (0, 4): 7.0}))) == pytest.approx(60.0)


def test_dearer_goods_are_still_sold() -> None:
    """At 99 a unit still brings 1: recourse sells it, and loses 19."""
    engine = Recourse(thin(capacity=10.0), WEEKS)
    outcome = engine.run(realised(buy_cost={(0, WEEKS - 1): 99.0}))
    assert outcome.lost.tolist() == pytest.approx([0.0])
    assert engine.loss(outcome) == pytest.approx(190.0)


def test_gains_count_as_such() -> None:
    """Cheaper goods are no loss: it is less than 0."""
    engine = Recourse(thin(capacity=10.0), WEEKS)
    outcome = engine.run(realised(buy_cost={(0, 2): 70.0}))
    assert loss(engine, outcome) == pytest.approx(-100.0)


@settings(max_examples=15, deadline=None, derandomize=True)
@given(st.integers(0, 500))
def test_recourse_never_gains_by_less_demand(seed: int) -> None:
    """Where everything gets scarcer and dearer and demand drops, recourse loses 0 or more."""
    operation = drawn(seed)
    rates = operation.demands["rate"]
    worse = happening(operation, WEEKS, seed, worse=True)
    drop = realised(demands={(row, week): 0.4 * rates[row] for row in range(len(rates)) for week in (1, 3)})
    engine = Recourse(operation, WEEKS)
    for demands in (drop.demands, drop.demands.none()):
        changes = {name: getattr(worse, name) for name in worse.__slots__} | {"demands": demands}
        assert engine.loss(engine.run(type(worse)(**changes))) >= 0.0
