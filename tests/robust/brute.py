"""Every decision in every future: what plans for many futures are held against."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from reshore.lp.solution import Options
from reshore.robust.stage import VALUE, FirstStage, flows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from reshore.robust.case import Case

SITES = ("far", "near")


def costs(ready: Sequence[Case]) -> NDArray[np.float64]:
    """Return what each decision costs in each future, infinite without flows.

    Sites are closed, or open in the only period with none, one or two modules of their line.
    """
    rows = []
    for chosen in product([None, 0, 1, 2], repeat=len(SITES)):
        stage = decided(dict(zip(SITES, chosen, strict=True)))
        found = [flows(case, stage, Options()) for case in ready]
        rows.append(
            [
                np.inf if one is None else one.objective + case.constant
                for case, one in zip(ready, found, strict=True)
            ]
        )
    return np.array(rows)


def decided(modules: dict[str, int | None]) -> FirstStage:
    """Return the decision that opens sites in y1 with so many modules each; None leaves one closed."""
    opened = [site for site, count in modules.items() if count is not None]
    at = pl.DataFrame({"site": opened}, schema={"site": pl.String}).with_columns(
        pl.lit("y1").alias("period"), pl.lit(1.0).alias(VALUE)
    )
    built = [(site, "line", "y1", float(count)) for site, count in modules.items() if count]
    schema = {"site": pl.String, "resource": pl.String, "period": pl.String, VALUE: pl.Float64}
    return FirstStage({"open": at, "start": at, "build": pl.DataFrame(built, schema=schema, orient="row")})
