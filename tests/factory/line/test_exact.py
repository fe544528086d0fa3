"""Simulated throughputs of flow lines beside exact ones, from their Markov chains."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import numpy as np
import pytest
from tests.factory.line import made

from reshore.chance.intervals import mean
from reshore.chance.streams import Streams
from reshore.factory.line.encode import encode
from reshore.factory.line.line import Failures
from reshore.factory.line.replication import by_events, by_recursion

DATA = Path(os.environ.get("RESHORE_DATA", "../shared/data")) / "flow_line" / "throughput_exact.csv"
WARM_UP, UNTIL = 504.0, 10_584.0

Place = tuple[tuple[int, ...], str]


def settled(waiting: list[int], status: list[str], buffer: int) -> Place:
    """Let units that are done (B) leave, and idle servers (I) begin to work (W), as far as they can."""
    last = len(status) - 1
    changed = True
    while changed:
        changed = False
        for j in range(last, -1, -1):
            if status[j] == "B" and (j == last or waiting[j + 1] < buffer or status[j + 1] == "I"):
                status[j] = "I"
                waiting[j + 1] += j < last
                changed = True
            if status[j] == "I" and waiting[j] > 0:
                status[j] = "W"
                waiting[j] -= j > 0
                changed = True
    return tuple(waiting), "".join(status)


def moves(place: Place, buffer: int, fail: float, repair: float) -> list[tuple[float, Place, float]]:
    """Return rate, next state and units that leave; servers work at rate 1, and the first never starves."""
    found = []
    for j, now in enumerate(place[1]):
        for then, rate in {"W": [("B", 1.0), ("D", fail)], "D": [("W", repair)]}.get(now, []):
            status = [*place[1]]
            status[j] = then
            leaves = float(then == "B" and j == len(status) - 1)
            if rate:
                found.append((rate, settled([*place[0]], status, buffer), leaves))
    return found


def throughput(machines: int, buffer: int, fail: float, repair: float) -> float:
    """Return units an hour in the long run."""
    start = settled([1] + [0] * machines, ["I"] * machines, buffer)
    number, todo, rates, output = {start: 0}, [start], {}, {}
    while todo:
        place = todo.pop()
        for rate, then, leaves in moves(place, buffer, fail, repair):
            if then not in number:
                number[then] = len(number)
                todo.append(then)
            pair = number[place], number[then]
            rates[pair] = rates.get(pair, 0.0) + rate
            output[number[place]] = output.get(number[place], 0.0) + rate * leaves
    balance = np.zeros((len(number), len(number)))
    for (here, there), rate in rates.items():
        balance[there, here] += rate
        balance[here, here] -= rate
    balance[-1] = 1.0
    share = np.linalg.solve(balance, np.eye(len(number))[-1])
    return float(sum(share[at] * rate for at, rate in output.items()))


def simulated(machines: int, buffer: int, fail: float, repair: float, kernel) -> list[float]:
    """Return units an hour of some replications."""
    failures = Failures(1 / fail, 1 / repair) if fail else None
    line = made.serial(["exponential(1)"] * machines, buffer=buffer, failures=failures)
    empty = encode(line, Streams(11), UNTIL)
    runs = []
    for number in range(12):
        state, before = kernel(empty, number, WARM_UP, UNTIL)
        runs.append((state.products.finished[0] - before[0, 0]) / (UNTIL - WARM_UP))
    return runs


def test_chain():
    """Two servers without places between them make 2/3, and with failures as few as was published."""
    assert throughput(2, 0, 0, 0) == pytest.approx(2 / 3)
    assert throughput(3, 0, 0, 0) == pytest.approx(22 / 39)
    assert throughput(3, 2, 0.01, 0.1) == pytest.approx(0.6142958223)


@pytest.mark.parametrize("kernel", [by_events, by_recursion])
@pytest.mark.parametrize("case", [(2, 0, 0, 0), (3, 1, 0, 0), (2, 2, 0.1, 0.5), (4, 1, 0.02, 0.1)])
def test_throughput(case, kernel):
    """The exact throughput lies in the 99.9 % interval of either kernel."""
    interval = mean(np.array(simulated(*case, kernel)), 0.999)
    assert interval.low < throughput(*case) < interval.high
    assert interval.high - interval.low < 0.06 * interval.value


@pytest.mark.skipif(not DATA.exists(), reason="the exact throughputs are not part of the project")
def test_all_throughputs():
    """All exact throughputs of a folder of data lie in the 99.9 % intervals."""
    with DATA.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    outside = []
    for row in rows:
        case = int(row["M"]), int(row["B"]), float(row["fail_rate"]), float(row["repair_rate"])
        interval = mean(np.array(simulated(*case, by_recursion)), 0.999)
        if not interval.low < float(row["throughput"]) < interval.high:
            outside.append((case, interval))
    assert len(rows) > 30
    assert not outside
