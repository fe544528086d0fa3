"""An explanation, written by hand, of the plan and model that the tests of reports use."""

from __future__ import annotations

from typing import Any

import polars as pl

from reshore.insight.frames import FRAMES
from reshore.insight.result import WhyResult
from reshore.insight.tied import Ended

USED = ("gdl", "hou", "hsn", "jrz", "par", "skh", "szx", "tsm")
"""Sites of the run's plan."""


COST = (0.996e6, 1e6)
"""Bound and objective of the run's plan."""


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
                    ("run", "optimal", *COST, 0.0, 4e3, True, True, own, [], []),
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


def card() -> dict[str, pl.DataFrame]:
    """Return the frames of the card of Guadalajara."""
    return {
        "makes": frame("makes", [("rack", 4200.0, 0.4)]),
        "sends": frame("sends", [("rack", "us", 4000.0, 0.6), ("rack", "fr", 200.0, 0.1)]),
    }


def drivers() -> dict[str, pl.DataFrame]:
    """Return the frames of two causes: one counts, of the other it isn't known."""
    sets = [
        ([], 5e4, 4e4, 6e4, 0.0, 0.0, 0.0, True),
        (["labour"], 2e4, 1e4, 3e4, -3e4, -5e4, -1e4, False),
        (["closeness"], 4.5e4, 3e4, 6.5e4, -5e3, -3e4, 2.5e4, True),
        (["labour", "closeness"], 1e4, 0.0, 2e4, -4e4, -6e4, -2e4, False),
    ]
    return {
        "drivers": frame(
            "drivers",
            [
                ("labour", "wages", -3.25e4, -5.5e4, -1e4, False, 0.81, -3e4, -5e4, -1e4),
                ("closeness", "closeness to the markets", -7.5e3, -3e4, 1.5e4, True, 0.19, -5e3, -3e4, 2.5e4),
            ],
        ),
        "interactions": frame("interactions", [("labour", "closeness", -5e3, -6e4, 5e4, True)]),
        "coalitions": frame("coalitions", sets),
    }


TARIFF, WAGE, SHARE = "tariff of Mexico", "wage in Mexico", "share of China"
"""Cells that are varied: of the first, sites change; of the last, one end has no plan."""


def cells() -> dict[str, pl.DataFrame]:
    """Return the frames of three cells."""
    own, instead = sorted(USED), sorted({*USED, "maa"} - {"gdl"})
    kept = ("optimal", 0.99e6, 0.992e6, -1e4, -4e3, False, own, [], [])
    lost = ("optimal", 1.05e6, 1.06e6, 5e4, 6.4e4, False, instead, ["maa"], ["gdl"])
    same = ("optimal", 0.998e6, 1.002e6, -2e3, 6e3, True, own, [], [])
    none = ("infeasible", None, None, None, None, False, None, None, None)
    ends = [
        (TARIFF, "share", "low", 0.0, *kept),
        (TARIFF, "share", "high", 0.5, *lost),
        (WAGE, "factor", "low", 0.5, *same),
        (WAGE, "factor", "high", 2.0, *same),
        (SHARE, "share", "low", 0.0, *none),
        (SHARE, "share", "high", 1.0, *kept),
    ]
    costs = (0.99e6, 0.992e6, 1.05e6, 1.06e6)
    return {
        "tornado": frame("tornado", ends),
        "breakevens": frame(
            "breakevens",
            [
                (TARIFF, "share", "firm", 0.2, 0.21, None, None, own, instead, ["maa"], ["gdl"], *costs),
                (TARIFF, "share", "not firm", 0.3, 0.31, 0.25, 0.4, own, instead, ["maa"], ["gdl"], *costs),
                (WAGE, "factor", "none found", 0.5, 2.0, None, None, own, own, [], [], *costs),
                (
                    SHARE,
                    "share",
                    "firm",
                    0.1,
                    0.11,
                    None,
                    None,
                    None,
                    own,
                    None,
                    None,
                    None,
                    None,
                    *costs[:2],
                ),
            ],
        ),
        "points": frame("points", [(TARIFF, "share", 0.0, "optimal", 0.99e6, 0.992e6, own)]),
    }


AXES = [{"cell": TARIFF, "unit": "share", "now": 0.25}, {"cell": WAGE, "unit": "factor", "now": None}]
"""Cells of the map."""


def mapped() -> dict[str, pl.DataFrame]:
    """Return the frame of a map of two by three points, one of them without a plan."""
    own = ("as planned", sorted(USED), [], [])
    other = ("with maa", sorted([*USED, "maa"]), ["maa"], [])
    rows = [
        (x, y, "optimal", 0.99e6, 1e6, *(own if x < 0.5 else other))
        for x in (0.0, 0.5)
        for y in (0.5, 1.0, 2.0)
    ]
    rows[-1] = (0.5, 2.0, "infeasible", None, None, "infeasible", None, None, None)
    return {"map": frame("map", rows)}


def traded() -> dict[str, pl.DataFrame]:
    """Return the frame of a frontier of China's share, with a knee and today's network."""
    own = sorted(USED)
    rows = [
        (0.4, 0.4, 0.996e6, 1e6, 0.0, 4e3, False, False),
        (0.2, 0.19, 1.01e6, 1.02e6, 1e4, 2.4e4, True, False),
        (0.0, 0.0, 1.2e6, 1.21e6, 2e5, 2.14e5, False, False),
        (None, 0.5, 1.1e6, 1.12e6, 1e5, 1.24e5, False, True),
    ]
    return {
        "frontier": frame(
            "frontier",
            [
                (
                    "share:CHN",
                    limit,
                    value,
                    "share",
                    "optimal",
                    bound,
                    cost,
                    low,
                    high,
                    own,
                    [],
                    [],
                    knee,
                    today,
                )
                for limit, value, bound, cost, low, high, knee, today in rows
            ],
        )
    }


FACTS: dict[str, Any] = {
    "best": [*COST],
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


def whole(**changes: Any) -> WhyResult:
    """Return the explanation of a site with all that can be asked for."""
    frames = nothing() | near() | card() | drivers() | cells() | mapped()
    options = {"site": "gdl", "near": 0.01, "most": 10, "by": "sites"}
    told = {"total": [-6e4, -2e4], "advantage": [4e4, 6e4], "left_out": ["policy_rules"], "axes": AXES}
    remarks = ["a plan that costs less than the run's was found"]
    facts = {**FACTS, **told, "remarks": remarks}
    return result(**{"frames": frames, "options": options, "facts": facts, **changes})


def tradeoff(**changes: Any) -> WhyResult:
    """Return a frontier."""
    facts = {"dominated": 1, "remarks": [], "designs": {"Frontier": 9}, "seconds": {}, "versions": {}}
    options = {"of": "share:CHN", "more": False, "points": 8}
    return result(**{"frames": nothing() | traded(), "options": options, "facts": facts, **changes})
