"""The frames of a stress test that come of replications: service, losses, each hazard's part."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.risk import statistics
from reshore.risk.asked import Engines
from reshore.risk.foresight import foresight
from reshore.risk.frames import conform

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.risk.ensemble import Replications


def played(ran: Mapping[str, Replications], window: int, seed: int) -> dict[str, pl.DataFrame]:
    """Return the frames of what engines gave, of which one may have had fewer of the same replications.

    Parameters
    ----------
    ran
        What each engine gave, by its name.
    window
        Weeks in which events begin.
    seed
        Of the bootstrap.
    """
    parts = {
        "replications": [(engine, result.replications) for engine, result in ran.items()],
        "service": [(engine, statistics.fan(result)) for engine, result in ran.items()],
        "losses": [(engine, _losses(result, seed)) for engine, result in ran.items()],
        "exceedance": [(engine, statistics.exceedance(result)) for engine, result in ran.items()],
        "hazards": [(engine, statistics.parts(result, window)) for engine, result in ran.items()],
        "failures": [(engine, result.failures) for engine, result in ran.items()],
    }
    frames = {
        name: pl.concat([conform(name, frame.with_columns(engine=pl.lit(engine))) for engine, frame in rows])
        for name, rows in parts.items()
    }
    events = pl.concat([conform("events", result.events) for result in ran.values()])
    frames["events"] = events.unique().sort("replication", "event", "hazard")
    if {*ran} == {Engines.RECOURSE, Engines.SIMULATION}:
        gap = foresight(ran[Engines.RECOURSE], ran[Engines.SIMULATION], seed)
        frames["foresight"] = conform("foresight", gap)
    return frames


def _losses(result: Replications, seed: int) -> pl.DataFrame:
    found = statistics.losses(result, seed)
    named = {
        "expected": found.expected,
        "var95": found.at_risk,
        "cvar95": found.tail,
        "recovery": found.recovery,
    }
    cells: dict[str, float] = {}
    for name, estimate in named.items():
        cells |= {name: estimate.value, f"{name}_low": estimate.low, f"{name}_high": estimate.high}
    return pl.DataFrame(cells)
