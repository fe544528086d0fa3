"""Near ties and regrets as frames of an explanation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.insight.frames import conform
from reshore.insight.regret import regret
from reshore.insight.rows import cost

if TYPE_CHECKING:
    from reshore.insight.regret import Regrets
    from reshore.insight.tied import Ties


def near_frames(ties: Ties, regrets: Regrets) -> dict[str, pl.DataFrame]:
    """Return the frames `designs`, `sites` and `resources`."""
    return {
        "designs": conform("designs", ties.designs.rename({"name": "design"})),
        "sites": conform("sites", _sites(ties, regrets)),
        "resources": conform("resources", ties.modules),
    }


def _sites(ties: Ties, regrets: Regrets) -> pl.DataFrame:
    """Return the sites, their regrets against the best plan that is known in the end."""
    frequency = ties.sites.select("site", "frequency")
    forced = regrets.sites.filter(pl.col("forced").is_not_null())["site"]
    rows = [
        (site, *regret(cost(row), ties.best))
        for site, row in zip(forced, regrets.designs.iter_rows(named=True), strict=True)
    ]
    types = {"site": pl.String, "low": pl.Float64, "high": pl.Float64, "tie": pl.Boolean}
    told = pl.DataFrame(rows, schema=types, orient="row")
    known = regrets.sites.drop("low", "high", "tie")
    return known.join(frequency, on="site").join(told, on="site", how="left").sort("site")
