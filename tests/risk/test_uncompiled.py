"""Every kernel gives the same without the compiler, where Python would notice an index out of range."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.risk.operations import changed, drawn, small
from tests.risk.realisations import happening, realised

from reshore.risk.policy import Ordering, Policy

if TYPE_CHECKING:
    from tests.risk.uncompiled import Case

SCRIPT = Path(__file__).with_name("uncompiled.py")
WEEKS = 10


def cases() -> list[Case]:
    """Return operations, how they are simulated, and what happens to them."""
    found: list[Case] = []
    for seed in range(20, 28):
        operation = drawn(seed)
        segments = tuple(sorted(set(operation.demands["segment"])))[seed % 2 :]
        policy = Policy(list(Ordering)[seed % 2], 2.5, seed % 3, segments)
        options = {"weeks": WEEKS, "unmet": ("lost", "backlog")[seed // 2 % 2], "policy": policy}
        happens = [happening(operation, WEEKS, seed, number) for number in range(2)]
        found.append((operation, options, happens))
    stopped = realised(hours={(0, week): 0.0 for week in range(WEEKS)})
    second = changed(small(), "moves", "days", {3: 35.0})
    found.append((second, {"weeks": WEEKS, "ready": [("moves", 3)]}, [stopped]))
    return found


def run(file: Path, **environment: str) -> dict[str, Any]:
    """Run the script in a process of its own and return what it says."""
    done = subprocess.run(
        [sys.executable, SCRIPT, file],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    said: dict[str, Any] = json.loads(done.stdout)
    return said


def test_every_kernel(tmp_path: Path) -> None:
    """Plain Python runs through all of them and gives each number to the last digit."""
    pytest.importorskip("numba", reason="kernels need numba")
    file = tmp_path / "cases"
    file.write_bytes(pickle.dumps(cases()))
    compiled, plain = run(file, NUMBA_DISABLE_JIT="0"), run(file, NUMBA_DISABLE_JIT="1")
    assert plain["lines"] == compiled["lines"]
    assert len(plain["lines"]) > len(cases())
    assert {*compiled["kernels"]} <= {*plain["called"]}
    assert not plain["kernels"]
    assert not {*compiled["kernels"]} & {*compiled["called"]}
