"""The kernels without the compiler."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.factory.line import made

from reshore.chance.streams import Streams
from reshore.factory.line.encode import encode
from reshore.factory.line.line import Basis, Failures, Group, Kind, Line, Moves, Pool, Product
from reshore.factory.line.release import Conwip, Poisson, Takt
from reshore.factory.line.replication import by_events, by_recursion


def whole():
    """Return a line with a bit of everything."""
    groups = (
        Group("a", 2, 3, failures=Failures(9, 2), opens=((0.0, 40.0), (48.0, 90.0)), changeover=0.2),
        Group("b", 2, 6, 2, failures=Failures(20, 3, Basis.CLOCK), x=40.0, row=1),
        Group("c", failures=Failures(9, 2)),
    )
    steps = (
        made.work("unit", "s", "a", "gamma(1, 0.4)", {"people": 2}, {"part": 0.5}),
        made.work("unit", "t", "b", "lognormal(1.5, 1)", {"power": 40}, good=0.7, rework="s"),
        made.work("other", "v", "a", "uniform(0.5, 2)"),
        made.work("part", "u", "c", "triangular(0, 0.3, 2)", {"people": 1}),
    )
    products = (
        Product("unit", Poisson(1.5)),
        Product("other", Poisson(9.0)),
        Product("part", Conwip(4), store=6.0),
    )
    pools = (Pool("people", Kind.PEOPLE, 3.0), Pool("power", Kind.POWER, 60.0))
    return Line(groups, products, steps, pools, 1, Moves(1.0, 1, 3.0))


def told():
    """Return what came of some runs."""
    plain = made.serial(["exponential(1)"] * 3, Takt(1.2), buffer=1, failures=Failures(9, 2))
    lines = []
    for line, kernel in ((whole(), by_events), (plain, by_events), (plain, by_recursion)):
        state, before = kernel(encode(line, Streams(0), 168.0), 1, 56.0, 168.0)
        meters = (before, state.shares, state.inside, state.output, state.energy, state.pools.integral)
        lines += [", ".join(f"{time:.9f}" for time in times) for _, *times in made.left(state)]
        lines += [", ".join(f"{number:.9g}" for number in meter.ravel().tolist()) for meter in meters]
    return "\n".join(lines)


def test_kernels_without_numba_give_the_same(pytestconfig):
    """Plain Python goes through the same events."""
    plain = subprocess.run(
        [sys.executable, "-c", "from tests.factory.line.test_kernel import told; print(told())"],
        cwd=pytestconfig.rootpath,
        env={**os.environ, "NUMBA_DISABLE_JIT": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert plain.stdout == told() + "\n"
    assert len(plain.stdout.splitlines()) > 150
