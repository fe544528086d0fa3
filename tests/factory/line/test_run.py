"""Simulations from a line to its result."""

from __future__ import annotations

import subprocess
import sys
from threading import Event

import numpy as np
import polars as pl
import pytest
from tests.factory.line import made

from reshore.errors import StoppedError
from reshore.factory.line.line import Group, Kind, Line, Pool, Product
from reshore.factory.line.options import Options
from reshore.factory.line.release import Plan, Takt
from reshore.factory.line.result import Method
from reshore.factory.line.run import relative, simulate, until_precise

SHORT = Options(warm_up=168.0, hours=1_680.0, least=4, precision=0.2)


def test_simulated_line():
    """The slowest of three stations is the bottleneck; shares, figures and series go together."""
    line = made.serial(["exponential(1)", "exponential(1.5)", "exponential(1)"])
    found = simulate(line, Options(precision=0.02))
    throughput = found.figure("unit", "throughput")
    assert found.bottleneck == "g1"
    assert found.method is Method.RECURSION
    assert found.precise
    assert throughput.high - throughput.value <= 0.02 * throughput.value
    assert 0.5 * 112 < throughput.value < 112
    shares = found.groups.select(pl.sum_horizontal(pl.exclude("group", "servers", "load")))
    assert shares.to_series().to_list() == pytest.approx([1, 1, 1])
    lead, inside = found.figure("unit", "lead_mean"), found.figure("unit", "inside")
    assert lead.value * throughput.value / 168 == pytest.approx(inside.value, rel=0.01)
    late = found.series.filter(pl.col("hour") >= found.warm_up)
    assert late["output"].sum() * 168 / found.hours == pytest.approx(throughput.value)
    assert late["inside"].to_numpy().mean() == pytest.approx(inside.value)


def test_replications_until_precise():
    """More replications are run for a narrower interval, up to as many as are allowed."""
    line, done = made.serial(["exponential(1)"], Takt(1.5)), []

    def told(count, most):
        done.append((count, most))

    wide = simulate(line, SHORT)
    fine = Options(warm_up=168.0, hours=1_680.0, least=4, most=40, precision=0.002)
    narrow = simulate(line, fine, on_progress=told)
    assert (wide.precise, wide.replications.height) == (True, 4)
    assert 4 < narrow.replications.height <= 40
    assert done[0] == (4, 40)
    assert done[-1] == (narrow.replications.height, 40)
    few = simulate(line, Options(warm_up=0.0, hours=168.0, least=2, most=3, precision=0.0001))
    assert (few.precise, few.replications.height) == (False, 3)


def test_how_many_replications():
    """As many are run next as the interval so far asks for, and a tenth more; at least one."""
    asked = list[range]()

    def replicate(numbers):
        asked.append(numbers)
        return pl.DataFrame({"number": list(numbers)})

    def width(rows):
        return {8: 0.02, 36: 0.0100001}.get(rows.height, 0.009)

    rows, precise = until_precise(replicate, width, Options(precision=0.01))
    assert [(numbers.start, numbers.stop) for numbers in asked] == [(0, 8), (8, 36), (36, 40)]
    assert precise
    assert rows["number"].to_list() == list(range(40))


def test_relative_width():
    """An interval around nothing is as wide as can be, unless there is nothing but nothing."""
    assert relative(1.0, 4.0) == 0.25
    assert relative(1.0, 0.0) == np.inf
    assert relative(0.0, 0.0) == 0


def test_planned_units_and_events():
    """A planned line that never varies is the same in each replication."""
    line = made.side_by_side(
        [Pool("power", Kind.POWER, 50.0)], ("one", 0.0, "2", {"power": 30}), ("two", 1.0, "2", {"power": 30})
    )
    found = simulate(line)
    assert found.method is Method.EVENTS
    assert (found.warm_up, found.hours) == (0, 4)
    lead = found.figure("two", "lead_mean")
    assert (lead.low, lead.value, lead.high) == (3, 3, 3)
    assert found.power["mean"][:5].to_list() == [30, 30, 30, 30, None]
    assert found.pools.row(0) == ("power", "power", 50.0, 30.0, 30.0)


def test_nothing_ends_well():
    """Of a line that makes scrap alone, times aren't known, and the throughput is none, precisely."""
    steps = (made.work("unit", "s", "g", "1", good=1e-12),)
    found = simulate(Line((Group("g"),), (Product("unit", Plan((0.0, 1.0))),), steps), Options(least=2))
    assert found.precise
    assert found.figure("unit", "throughput").value == 0
    with pytest.raises(KeyError):
        found.figure("unit", "lead_mean")
    with pytest.raises(KeyError):
        found.figure("unit", "speed")


def test_stopped():
    """A simulation can be stopped."""
    cancel = Event()
    cancel.set()
    with pytest.raises(StoppedError):
        simulate(made.serial(["exponential(1)"]), cancel=cancel)


def test_numba_is_asked_for():
    """Without numba, the message says how to get it."""
    code = "\n".join(
        (
            "import sys; sys.modules['numba'] = None",
            "from reshore.factory.line.run import load_study",
            "load_study()",
        )
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert 'UsageError: simulating a line needs numba: pip install "reshore[sim]"' in run.stderr
