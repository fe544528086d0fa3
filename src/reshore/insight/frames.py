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

_ENDS = "status bound:number objective:number low:number high:number tie:flag"
_BESIDE = "used:names added:names dropped:names"
_TALLY = "value:number low:number high:number tie:flag"

FRAMES: Mapping[str, FrameSpec] = MappingProxyType(
    {
        "designs": spec(
            f"design {_ENDS} near:flag {_BESIDE} equipped:names seconds:number",
            optional="bound low high seconds",
        ),
        "sites": spec(
            "site country status fixed:flag in_plan:flag frequency:number forced found low:number"
            " high:number tie:flag",
            optional="forced found low high tie",
        ),
        "resources": spec("site resource frequency:number"),
        "makes": spec("product units:number share:number"),
        "sends": spec("product destination units:number share:number"),
        "drivers": spec(
            f"driver cause {_TALLY} share:number alone:number alone_low:number alone_high:number",
            optional="value low high share alone alone_low alone_high",
        ),
        "interactions": spec(f"driver other {_TALLY}", optional="value low high"),
        "coalitions": spec(
            f"neutralised:names amount:number amount_low:number amount_high:number {_TALLY}",
            optional="amount amount_low amount_high value low high",
        ),
        "tornado": spec(
            f"cell unit end value:number {_ENDS} {_BESIDE}",
            optional="bound objective low high used added dropped",
        ),
        "breakevens": spec(
            "cell unit verdict low:number high:number tie_low:number tie_high:number below:names above:names"
            " opens:names closes:names below_bound:number below_objective:number above_bound:number"
            " above_objective:number",
            optional="tie_low tie_high below above opens closes below_bound below_objective above_bound"
            " above_objective",
        ),
        "points": spec(
            "cell unit value:number status bound:number objective:number used:names",
            optional="bound objective used",
        ),
        "map": spec(
            f"x:number y:number status bound:number objective:number region {_BESIDE}",
            optional="bound objective used added dropped",
        ),
        "frontier": spec(
            "measure limit:number value:number unit status bound:number objective:number low:number"
            f" high:number {_BESIDE} knee:flag today:flag",
            optional="limit bound low high",
        ),
    }
)
"""Every frame of an explanation; those of what wasn't asked for are empty.

Money is net present, in the currency of the model; an end of an interval that is empty is not known, and a
design without a plan has neither costs nor sites. `designs` has near ties, the cheapest first, and designs of
which isn't known whether they are; the run's own is called `run`. `low` and `high` are those of what a design
costs more than the best, of the regret of a site, of what drivers account for, or of what the end of a cell
costs more than the run's best; of a break-even, the values between which sites change. `makes` and `sends`
are of the site that was asked for, their shares those of all that the plan makes of the product, and of all
that the destination gets of it.
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
