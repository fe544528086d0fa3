"""Where goods at a place come from: shares of the countries that made or sold them, along what was shipped.

Where goods from several countries pass through one place, what leaves it is taken to be of all of them, in
proportion.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from scipy.sparse import csc_array, diags_array
from scipy.sparse.linalg import splu

if TYPE_CHECKING:
    from collections.abc import Iterator

START = ""
"""Where goods come from that were in stock or on their way before the first period."""

NOISE = 1e-6
"""Share of what leaves a place that is too little to have been there at the start."""

SHARES = {"product": pl.String, "place": pl.String, "country": pl.String, "share": pl.Float64}


def origins(came: pl.DataFrame, moved: pl.DataFrame, gone: pl.DataFrame) -> pl.DataFrame:
    """Return the countries that goods at each place come from.

    Parameters
    ----------
    came
        What was made or bought: product, place, country, units.
    moved
        What was shipped: product, origin, destination, units.
    gone
        What was used or sold: product, place, units.

    Returns
    -------
    pl.DataFrame
        product, place, country, share; the shares of a product at a place sum to 1.
    """
    by_product = [frame.partition_by("product", as_dict=True) for frame in (came, moved, gone)]
    rows = [
        (str(product), *row)
        for (product,) in gone.select("product").unique(maintain_order=True).iter_rows()
        for row in _mixed(
            *(
                parts.get((product,), frame.clear())
                for parts, frame in zip(by_product, (came, moved, gone), strict=True)
            )
        )
    ]
    return pl.DataFrame(rows, schema=SHARES, orient="row")


def _mixed(came: pl.DataFrame, moved: pl.DataFrame, gone: pl.DataFrame) -> Iterator[tuple[str, str, float]]:
    """Yield place, country and share of one product.

    With T the units through each place, S those that came up there by country and M those moved from place
    to place, the shares F solve T F = S + M F.
    """
    places = sorted({*came["place"], *moved["origin"], *moved["destination"], *gone["place"]})
    countries = [START, *sorted(set(came["country"]))]
    at = {place: i for i, place in enumerate(places)}
    column = {country: i for i, country in enumerate(countries)}
    source = np.zeros((len(places), len(countries)))
    for place, country, units in came.select("place", "country", "units").iter_rows():
        source[at[place], column[country]] += units
    start = [at[place] for place in moved["origin"]]
    end = [at[place] for place in moved["destination"]]
    units = moved["units"].to_numpy()
    arrived = np.bincount(end, units, len(places))
    left = np.bincount(start, units, len(places)) + np.bincount(
        [at[place] for place in gone["place"]], gone["units"].to_numpy(), len(places)
    )
    lacking = left - arrived - source.sum(axis=1)
    source[:, 0] = np.where(lacking > NOISE * left, lacking, 0.0)
    through = arrived + source.sum(axis=1)
    between = csc_array((units, (end, start)), shape=(len(places), len(places)))
    shares = splu(csc_array(diags_array(through) - between)).solve(source)
    for i, j in zip(*np.nonzero(shares > NOISE), strict=True):
        yield places[i], countries[j], float(shares[i, j])
