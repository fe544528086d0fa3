"""A stress test's result, written by hand, of the plan and model that the tests of reports use."""

from __future__ import annotations

from typing import Any

import polars as pl

from reshore.risk.frames import FRAMES
from reshore.risk.result import StressResult

EXPOSURES = [
    # kind, name, ttr, stated, tts, impact, units_lost, index, spend
    ("supplier", "tsm", 180.0, True, 12.0, 9e5, 420.0, 1.0, 4e4),
    ("supplier", "skh", 90.0, True, 95.0, 0.0, 0.0, 0.0, 9e3),
    ("site", "gdl", 60.0, True, 30.0, 2.5e5, 110.0, 1.0, 3e5),
    ("site", "hsn", None, False, 20.0, None, None, None, 6e5),
    ("site", "par", 45.0, False, None, 0.0, 0.0, 0.0, 1e5),
    ("country", "TWN", 180.0, True, 5.0, 1.4e6, 700.0, 1.0, 6.4e5),
    ("country", "MEX", 60.0, True, 30.0, 2.5e5, 110.0, 0.18, 4e5),
    ("passage", "panama", 30.0, False, 40.0, 0.0, 0.0, 0.0, 900.0),
    ("border", "TWN>MEX", 30.0, False, 21.0, 4e4, 15.0, 1.0, 800.0),
    ("mode", "air", 30.0, False, 18.0, 6e4, 22.0, 1.0, 2e3),
    ("supply", "TWN chip", 180.0, True, 12.0, 9e5, 420.0, 1.0, 4e4),
    ("named", "west coast", 30.0, False, 10.0, 1e4, 4.0, 1.0, 500.0),
]


def frame(name: str, rows: list[tuple[Any, ...]]) -> pl.DataFrame:
    """Return a frame of a stress test."""
    return pl.DataFrame(rows, schema=dict(FRAMES[name].dtypes), orient="row")


def exposed() -> dict[str, pl.DataFrame]:
    """Return the frames of a stress test without hazards."""
    segments = [
        (kind, name, segment, share)
        for kind, name, ttr, _, _, impact, *_ in EXPOSURES
        if ttr is not None
        for segment, share in (("commercial", 0.3 if impact else 0.0), ("sovereign", 0.05 if impact else 0.0))
    ]
    return {
        **{name: spec.empty() for name, spec in FRAMES.items()},
        "exposures": frame("exposures", EXPOSURES),
        "exposure_segments": frame("exposure_segments", segments),
        "concentration": frame(
            "concentration", [("chip", 5e3, 0.8, 0.62, 2, 0.0), ("board", 9e3, 1.0, 1.0, 1, 9e3)]
        ),
        "passages": frame("passages", [("panama", 700.0), ("suez", 0.0)]),
    }


def played() -> dict[str, pl.DataFrame]:
    """Return the frames of a stress test with hazards, by both engines."""
    parts: dict[str, list[tuple[Any, ...]]] = {name: [] for name in FRAMES}
    for engine, factor in (("recourse", 1.0), ("simulation", 1.6)):
        losses = [factor * 1000.0 * number for number in range(20)]
        for number, loss in enumerate(losses):
            weeks = float(number % 7)
            costs = (4e5, 3e5, 2e5, 1e5, loss, 0.0, 1e6 + loss, loss, loss, loss / 50, weeks)
            parts["replications"].append((engine, number + 1, number % 3, 0.05, *costs, number % 3))
            parts["exceedance"].append((engine, loss, 1 - (number + 1) / 20))
        for segment, depth in (("commercial", 0.2), ("sovereign", 0.05)):
            for week in range(78):
                low = 1 - factor * depth / 2 * max(0.0, 1 - abs(week - 30) / 30)
                parts["service"].append((engine, segment, week, (1 + low) / 2, low, low, 1.0, 1.0, 1.0))
        mean, tail = factor * 9.5e3, factor * 1.9e4
        parts["losses"].append(
            (
                engine,
                mean,
                0.8 * mean,
                1.2 * mean,
                0.9 * tail,
                0.8 * tail,
                tail,
                tail,
                0.9 * tail,
                1.1 * tail,
                3.4,
                3.0,
                3.8,
            )
        )
        for hazard, rate, share in (("taiwan_quake", 0.1, 0.7), ("suez_shut", 0.3, 0.3), ("flood", 0.2, 0.0)):
            parts["hazards"].append((engine, hazard, rate, share * mean, share * tail))
    parts["foresight"] = [(19, 1.0095e6, 1.0152e6, 5.7e3, 5e3, 6.4e3)]
    parts["fixes"] = [
        ("two weeks of chips at gdl", "stock", 500.0, 6e3, 4e3, 8e3, 12.0),
        ("second source of boards", "source", 0.0, 900.0, -100.0, 1900.0, None),
    ]
    parts["failures"] = [("recourse", 21, 2, 0.001, "the solver gave up: kUnknown")]
    parts["events"] = [(number, 0, "taiwan_quake", 7.5, 30.0, 0.8, 2) for number in range(1, 20)]
    return {**exposed(), **{name: frame(name, rows) for name, rows in parts.items() if rows}}


def result(**changes: Any) -> StressResult:
    """Return the result, with hazards; `changes` replace attributes."""
    attributes = {
        "model_name": "servers",
        "scenario": "",
        "period": "2028",
        "currency": "kUSD",
        "frames": played(),
        "options": {
            "replications": 20,
            "recourse_replications": 20,
            "window": 52,
            "tail": 26,
            "seed": 0,
            "ttr": 30.0,
            "sets": [],
        },
        "facts": {
            "remarks": ["hazard 'flood' hits nothing that runs or could"],
            "sets": len(EXPOSURES),
            "seconds": {"exposure": 1.5},
            "versions": {"reshore": "0.1.0"},
        },
    }
    return StressResult(**{**attributes, **changes})
