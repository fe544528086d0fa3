"""Which of the duty rows that match a crossing is in force in each layer, day by day."""

from __future__ import annotations

import polars as pl

SPELL = ("case", "begins")
"""What names a spell: days of a crossing on which the same rows stand."""


def in_force(matched: pl.DataFrame) -> pl.DataFrame:
    """Return for each spell the most specific row of each layer.

    A spell begins where one of the rows that match begins or ends.

    Returns
    -------
    case, begins and ends (of the spell), row, layer, period.
    """
    edges = pl.concat([matched.select("case", begins=day) for day in ("begins", "ends")])
    spells = (
        edges.unique()
        .sort(SPELL)
        .with_columns(ends=pl.col("begins").shift(-1).over("case"))
        .filter(pl.col("ends").is_not_null())
    )
    return (
        spells.join(matched.rename({"begins": "since", "ends": "until"}), on="case")
        .filter(pl.col("since") <= pl.col("begins"), pl.col("ends") <= pl.col("until"))
        .filter(pl.col("rank") == pl.col("rank").max().over(*SPELL, "layer"))
        .drop("since", "until", "rank")
    )
