"""The frames of an explanation: which there are, their columns and types.

What each number means stands in docs/why.md.
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
        "designs": spec(
            "design status objective:number bound:number low:number high:number tie:flag near:flag"
            " seconds:number",
            optional="bound low high seconds",
        ),
        "design_sites": spec("design site"),
        "design_resources": spec("design site resource"),
        "sites": spec(
            "site country status fixed:flag in_plan:flag frequency:number forced found low:number"
            " high:number tie:flag",
            optional="forced found low high tie",
        ),
        "resources": spec("site resource frequency:number"),
        "makes": spec("product units:number share:number"),
        "sends": spec("product destination units:number share:number"),
    }
)
"""Every frame of an explanation; those of what wasn't asked for are empty.

Money is net present, in the currency of the model; an end of an interval that is empty is not known.
`designs` has near ties, the cheapest first, and designs of which isn't known whether they are; the run's own
is called `run`, and `design_sites` and `design_resources` say what each uses. `low` and `high` are those of
what a design costs more than the best, or of the regret of a site. `makes` and `sends` are of the site that
was asked for, their shares those of all that the plan makes of the product, and of all that the destination
gets of it.
"""


def conform(name: str, frame: pl.DataFrame) -> pl.DataFrame:
    """Return the columns that a frame of an explanation has, in its types, what isn't finite left empty."""
    wanted = FRAMES[name]
    told = frame.select(pl.col(column).cast(dtype) for column, dtype in wanted.dtypes.items())
    unknown = [
        pl.when(pl.col(column).is_finite()).then(column).alias(column)
        for column in wanted.dtypes
        if column in wanted.optional and wanted.dtypes[column] is pl.Float64
    ]
    return told.with_columns(unknown)
