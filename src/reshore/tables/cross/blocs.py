"""Checks of blocs: their names are no countries', and no country is in two customs unions at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.tables.series import ROW

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reshore.errors import Fault
    from reshore.tables.cross.view import View


def names_apart(view: View) -> Iterator[Fault]:
    """Check that a name, in duties, means a bloc or a country."""
    countries = view.frames["countries"].select(bloc="country")
    wrong = view.rows("blocs").join(countries, on="bloc", how="semi").unique("bloc", keep="first")
    yield from view.tell(
        "blocs",
        "bloc",
        wrong,
        lambda row: f"{row['bloc']!r} is the code of a country, too",
        "give the bloc another name",
    )


def one_union(view: View) -> Iterator[Fault]:
    """Check that a country leaves a customs union before it joins another."""
    # an empty first day is before all others, an empty last day after: so nulls sort as they mean
    unions = view.rows("blocs").filter(kind="customs_union").sort("from", ROW, nulls_last=False)
    before = pl.col("to").shift().over("country")
    again = pl.int_range(pl.len()).over("country") > 0
    overlap = again & (before.is_null() | pl.col("from").is_null() | (pl.col("from") < before))
    other = pl.col("bloc").shift().over("country").alias("other")
    yield from view.tell(
        "blocs",
        "country",
        unions.with_columns(other).filter(overlap),
        lambda row: (
            f"{row['country']!r} is in customs unions {row['other']!r} and {row['bloc']!r} on the same days"
        ),
        "a country is in one customs union at most: end one with `to`, or write another kind",
    )
