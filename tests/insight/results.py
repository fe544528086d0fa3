"""An explanation, written by hand, of the plan and model that the tests of reports use."""

from __future__ import annotations

from typing import Any

import polars as pl

from reshore.insight.frames import FRAMES
from reshore.insight.result import WhyResult
from reshore.insight.tied import Ended

USED = ("gdl", "hou", "hsn", "jrz", "par", "skh", "szx", "tsm")
"""Sites of the run's plan."""


def frame(name: str, rows: list[tuple[Any, ...]]) -> pl.DataFrame:
    """Return a frame of an explanation."""
    return pl.DataFrame(rows, schema=dict(FRAMES[name].dtypes), orient="row")


def nothing() -> dict[str, pl.DataFrame]:
    """Return the frames, none with rows."""
    return {name: spec.empty() for name, spec in FRAMES.items()}


def near() -> dict[str, pl.DataFrame]:
    """Return the frames of near ties and regrets."""
    own = sorted(USED)
    more, other = sorted([*USED, "maa"]), sorted({*USED, "maa"} - {"gdl"})
    less = sorted({*USED} - {"hou"})
    return {
        "designs": frame(
            "designs",
            [
                (*row, added, dropped, [], 2.0)
                for *row, added, dropped in [
                    ("run", "optimal", 0.996e6, 1e6, 0.0, 4e3, True, True, own, [], []),
                    ("design 1", "optimal", 0.999e6, 1.003e6, 0.0, 7e3, True, True, more, ["maa"], []),
                    (
                        "design 2",
                        "optimal",
                        1.006e6,
                        1.009e6,
                        6e3,
                        1.3e4,
                        False,
                        True,
                        other,
                        ["maa"],
                        ["gdl"],
                    ),
                    ("design 3", "feasible", 0.998e6, 1.02e6, 0.0, 2.4e4, True, False, less, [], ["hou"]),
                ]
            ],
        ),
        "sites": frame(
            "sites",
            [
                ("gdl", "MEX", "candidate", False, True, 2 / 3, "out", "optimal", 6e3, 1.3e4, False),
                ("hou", "USA", "candidate", False, True, 1.0, "out", "feasible", 0.0, 2.4e4, True),
                ("hsn", "TWN", "open", True, True, 1.0, None, None, None, None, None),
                ("jrz", "MEX", "open", False, True, 1.0, "out", "infeasible", None, None, False),
                ("maa", "IND", "candidate", False, False, 2 / 3, "in", "optimal", 0.0, 7e3, True),
                ("szx", "CHN", "open", False, True, 1.0, "out", "no plan in time", None, None, True),
            ],
        ),
    }


FACTS: dict[str, Any] = {
    "best": [0.996e6, 1e6],
    "near_most": 1.01e6,
    "ended": str(Ended.MOST),
    "complete": False,
    "designs": {"Sites forced in or out": 5, "Near ties": 3},
    "remarks": [],
    "seconds": {"Near ties": 1.5},
    "versions": {"reshore": "0.1.0"},
}


def result(**changes: Any) -> WhyResult:
    """Return the result; `changes` replace attributes."""
    attributes = {
        "model_name": "servers",
        "scenario": "",
        "currency": "kUSD",
        "frames": nothing() | near(),
        "options": {"site": "", "near": 0.01, "most": 10, "by": "sites"},
        "facts": FACTS,
    }
    return WhyResult(**{**attributes, **changes})
