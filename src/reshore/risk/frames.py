"""The frames of a stress test: which there are, their columns and types.

What each number means stands in docs/stress.md.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

import polars as pl

from reshore.plan.frames import spec

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.plan.frames import FrameSpec

FRAMES: Mapping[str, FrameSpec] = MappingProxyType(
    {
        "exposures": spec(
            "kind name ttr:number stated:flag tts:number impact:number units_lost:number index:number"
            " spend:number",
            optional="ttr tts impact units_lost index",
        ),
        "exposure_segments": spec("kind name segment share:number"),
        "concentration": spec(
            "product value:number by_country:number by_site:number sources:integer single:number"
        ),
        "passages": spec("passage value:number"),
        "replications": spec(
            "engine replication:integer stratum:integer weight:number make:number buy:number move:number"
            " hold:number unmet:number left:number cost:number loss:number lost_value:number"
            " units_lost:number recovery:number events:integer"
        ),
        "events": spec(
            "replication:integer event:integer hazard start:number duration:number severity:number"
            " hit:integer"
        ),
        "service": spec(
            "engine segment week:integer mean:number q05:number q25:number q50:number q75:number q95:number"
        ),
        "losses": spec(
            "engine expected:number expected_low:number expected_high:number var95:number var95_low:number"
            " var95_high:number cvar95:number cvar95_low:number cvar95_high:number recovery:number"
            " recovery_low:number recovery_high:number"
        ),
        "foresight": spec(
            "replications:integer recourse:number simulation:number gap:number gap_low:number gap_high:number"
        ),
        "exceedance": spec("engine loss:number probability:number"),
        "hazards": spec("engine hazard events:number mean_part:number tail_part:number"),
        "fixes": spec(
            "fix kind cost_year:number cvar_removed:number low:number high:number ratio:number",
            optional="ratio",
        ),
        "failures": spec("engine replication:integer stratum:integer weight:number problem"),
    }
)
"""Every frame of a stress test; those of what wasn't asked for are empty.

Money is in the currency of the model, times are in days, but `recovery` is in weeks. In `exposures`, an
empty `ttr` is not known, an empty `tts` has no end, and `spend` is what goods that the set makes and buys, or
else moves, are worth a year. `value` and `single` of `concentration` and `value` of `passages` are a week,
`events` of `hazards` a year.
"""


def conform(name: str, frame: pl.DataFrame) -> pl.DataFrame:
    """Return the columns that a frame of a stress test has, in its types."""
    return frame.select(pl.col(column).cast(dtype) for column, dtype in FRAMES[name].dtypes.items())
