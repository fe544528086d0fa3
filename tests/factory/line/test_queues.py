"""Simulated queues beside formulas: M/M/c, M/G/1, open networks (Jackson) and closed (Gordon, Newell)."""

from __future__ import annotations

from math import factorial

import numpy as np
import pytest
from tests.factory.line import made

from reshore.chance.intervals import mean
from reshore.factory.line.line import Group, Line, Product, Step, Task
from reshore.factory.line.options import Options
from reshore.factory.line.release import Conwip, Poisson
from reshore.factory.line.study import Length, replications


def run(line, weeks=400):
    """Return replications with the seed of these tests."""
    return replications(line, Length(1_680.0, 1_680.0 + weeks * 168.0), Options(seed=5), range(12))


def holds(rows, column, exact, product=0):
    """Tell whether the 99.9 % interval of a figure holds what is exact, and says something."""
    interval = mean(rows[column].list.get(product).to_numpy(), 0.999)
    assert interval.high - interval.low < 0.25 * interval.value
    return interval.low < exact < interval.high


def erlang_c(servers, load):
    """Return the share of units that wait before M/M/c."""
    waits = load**servers / factorial(servers) / (1 - load / servers)
    return waits / (sum(load**k / factorial(k) for k in range(servers)) + waits)


@pytest.mark.parametrize(("servers", "every"), [(1, 1 / 0.7), (3, 1 / 2.2)])
def test_poisson_and_exponential(servers, every):
    """M/M/c: throughput, units inside and lead time."""
    group = Group("g", servers=servers, buffer=None)
    step = Step("unit", "s", "g", (Task("t", made.hours("exponential(1)")),))
    rows = run(Line((group,), (Product("unit", Poisson(every)),), (step,)))
    wait = erlang_c(servers, 1 / every) / (servers - 1 / every)
    assert holds(rows, "throughput", 168 / every)
    assert holds(rows, "lead_mean", wait + 1)
    assert holds(rows, "inside", (wait + 1) / every)


@pytest.mark.parametrize("hours", ["1", "uniform(0, 2)", "gamma(1, 2)", "discrete(0.5:0.8, 3:0.2)"])
def test_poisson_and_any_times(hours):
    """M/G/1: lead time by Pollaczek and Khinchine."""
    law, rate = made.hours(hours), 0.6
    square = law.sd**2 + law.mean**2
    exact = law.mean + rate * square / 2 / (1 - rate * law.mean)
    rows = run(made.serial([hours], Poisson(1 / rate), buffer=None))
    assert holds(rows, "lead_mean", exact)


def test_open_network():
    """A network with rework: as many visits, and each queue as if it stood alone (Jackson 1957)."""
    groups = tuple(Group(f"g{at}", servers=at + 1, buffer=None) for at in range(3))
    # A unit goes back from the last step with probability 0.3, however often it has.
    steps = (
        Step("unit", "s0", "g0", (Task("t0", made.hours("exponential(0.7)")),)),
        Step("unit", "s1", "g1", (Task("t1", made.hours("exponential(1.2)")),)),
        Step("unit", "s2", "g2", (Task("t2", made.hours("exponential(2)"), 0.7, "s1", 1_000),)),
    )
    rows = run(Line(groups, (Product("unit", Poisson(1.25)),), steps))
    rates, times = [0.8, 0.8 / 0.7, 0.8 / 0.7], [0.7, 1.2, 2.0]
    inside = 0.0
    for at, (rate, hours) in enumerate(zip(rates, times, strict=True)):
        load = rate * hours
        inside += load + erlang_c(at + 1, load) * load / (at + 1 - load)
    assert holds(rows, "throughput", 168 * 0.8)
    assert holds(rows, "inside", inside)
    shares = np.mean(rows["shares"].to_list(), axis=0).reshape(3, -1)
    loads = [rate * hours / (at + 1) for at, (rate, hours) in enumerate(zip(rates, times, strict=True))]
    assert shares[:, 0] == pytest.approx(loads, rel=0.02)


def test_closed_network():
    """CONWIP without limits between is a closed network: throughput by mean value analysis."""
    times, units = [1.0, 0.8, 0.5], 6
    line = made.serial([f"exponential({hours})" for hours in times], Conwip(units), buffer=None)
    queue, rate = np.zeros(3), 0.0
    for inside in range(1, units + 1):
        stay = np.array(times) * (1 + queue)
        rate = inside / stay.sum()
        queue = rate * stay
    rows = run(line)
    assert holds(rows, "throughput", 168 * rate)
    assert holds(rows, "lead_mean", units / rate)
    assert rows["inside"].list.get(0).to_list() == pytest.approx([units] * len(rows))
