from __future__ import annotations

import os
import subprocess
import sys

import numpy as np
from tests.factory.balance.lines import JACKSON_BEFORE, JACKSON_TIMES

from reshore.factory.balance.exact import Limits, fewest
from reshore.factory.balance.graph import Graph

PLAIN = """
import numpy as np
from reshore.factory.balance.exact import Limits, fewest
from reshore.factory.balance.graph import Graph
draw = np.random.default_rng(5)
arrows = [(a, b) for b in range(16) for a in range(b) if draw.random() < 0.1]
time = draw.integers(3, 13, 16)
for takt in (13, 17, 20):
    found = fewest(Graph.of(16, arrows), time, time * 0, time * 0 + 1, takt, Limits())
    print(found.used, found.bound, found.station.tolist())
"""


def jackson() -> tuple[Graph, np.ndarray]:
    """Return graph and times of Jackson's line."""
    arrows = [(a - 1, b) for b, before in enumerate(JACKSON_BEFORE) for a in before]
    return Graph.of(len(JACKSON_TIMES), arrows), np.array(JACKSON_TIMES, np.int64)


def test_forward_and_backward_agree():
    """The line is as short when all arrows are turned."""
    graph, time = jackson()
    for takt in range(7, 47):
        there = fewest(graph, time, time * 0, time * 0 + 1, takt, Limits())
        back = fewest(graph.turned(), time, time * 0, time * 0 + 1, takt, Limits())
        assert there.proven
        assert there.used == back.used == back.bound


def test_goal():
    """With a goal, a line of as many stations is enough, and a proof that there is none says no more."""
    graph, time = jackson()
    assert fewest(graph, time, time * 0, time * 0 + 1, 7, Limits(), 9).used <= 9
    none = fewest(graph, time, time * 0, time * 0 + 1, 7, Limits(), 7)
    assert none.bound == 8


def test_kernels_without_numba_give_the_same():
    """Plain Python walks through the same states."""
    plain = {**os.environ, "NUMBA_DISABLE_JIT": "1"}
    said = [
        subprocess.run([sys.executable, "-c", PLAIN], env=env, capture_output=True, text=True, check=True)
        for env in (os.environ, plain)
    ]
    assert said[0].stdout == said[1].stdout
    assert len(said[0].stdout.splitlines()) == 3


def test_memory_that_is_full(monkeypatch):
    """Where the memory is used up, the best line is returned without a proof."""
    monkeypatch.setattr("reshore.factory.balance.side.ROOM", 8)
    draw = np.random.default_rng(9)
    time = draw.integers(20, 60, 50)
    graph = Graph.of(50, [(a, b) for b in range(50) for a in range(b) if draw.random() < 0.05])
    found = fewest(graph, time, time * 0, time * 0 + 1, 130, Limits(states=64))
    assert (found.used, found.bound, found.proven) == (18, 17, False)


def test_numba_is_asked_for():
    """Without numba, the message says how to get it."""
    without = "import sys; sys.modules['numba'] = None\n" + PLAIN
    run = subprocess.run([sys.executable, "-c", without], capture_output=True, text=True, check=False)
    assert 'UsageError: balancing a line needs numba: pip install "reshore[sim]"' in run.stderr
