"""What is charged in each layer, of the rows in force: exclusions, preferences, the largest of several."""

from __future__ import annotations

import polars as pl

from reshore.footprint.trade.days import SPELL
from reshore.footprint.trade.qualifying import BETWEEN

LINE = ("case", "layer", "kind", "drawback")
"""What names a line of what is charged in a period."""

RATES = ("ad_valorem", "per_kg")


def charges(force: pl.DataFrame, terms: pl.DataFrame, cases: pl.DataFrame) -> pl.DataFrame:
    """Return what is charged in each spell.

    Parameters
    ----------
    force
        Rows in force by spell (`in_force`).
    terms
        What the rows say (`duty_terms`).
    cases
        case, under, preferred, preferred_rate, value and mass (of a unit).

    Returns
    -------
    case, begins, share (of the period's days), layer, kind, drawback, preference (the agreement that replaced
    or waived the row), and the rates charged: of rows that charge something, or would without an agreement.
    """
    rows = (
        force.join(terms.drop("layer", "begins", "ends"), on=["row", "period"])
        .with_columns(share=(pl.col("ends") - pl.col("begins")).dt.total_days() / pl.col("days"))
        .join(cases, on="case")
        .with_columns(waived=_waived())
    )
    rows = _largest(_not_excluded(rows)).filter((pl.col("ad_valorem") > 0) | (pl.col("per_kg") > 0))
    waived = pl.when("waived")
    replaced = (pl.col("kind") == "base") & (pl.col("preferred_rate") * pl.col("value") < _amount())
    return rows.select(
        *("case", "begins", "share", "layer", "kind", "drawback"),
        preference=waived.then("exempt").when(replaced).then("preferred"),
        ad_valorem=waived.then(0.0).when(replaced).then("preferred_rate").otherwise("ad_valorem"),
        per_kg=waived.then(0.0).when(replaced).then(0.0).otherwise("per_kg"),
    )


def averages(charged: pl.DataFrame) -> pl.DataFrame:
    """Return the average of what is charged over the days of the period, by layer and drawback.

    Returns
    -------
    case, layer, kind, drawback, preference (the last of the period), ad_valorem, per_kg.
    """
    return (
        charged.sort(*LINE, "begins")
        .group_by(LINE, maintain_order=True)
        .agg(
            pl.col("preference").drop_nulls().last(),
            *((pl.col(rate) * pl.col("share")).sum() for rate in RATES),
        )
    )


def _waived() -> pl.Expr:
    """Whether an additional row isn't charged because the good qualifies under the agreement that exempts."""
    exempt = pl.col("under").str.split(BETWEEN).list.contains(pl.col("exempt"))
    return (pl.col("kind") == "additional") & exempt.fill_null(False)


def _not_excluded(rows: pl.DataFrame) -> pl.DataFrame:
    """Leave out layers that a row of another layer excludes; one that is waived excludes nothing."""
    excluding = rows.filter(~pl.col("waived"), pl.col("excludes").is_not_null())
    excluded = excluding.select(*SPELL, layer="excludes").unique()
    return rows.join(excluded, on=[*SPELL, "layer"], how="anti")


def _largest(rows: pl.DataFrame) -> pl.DataFrame:
    """Of additional layers marked max keep the one that asks for most, the first by name where equal."""
    rivals = (pl.col("kind") == "additional") & (pl.col("combine") == "max") & ~pl.col("waived")
    largest = (
        rows.filter(rivals)
        .with_columns(amount=_amount())
        .sort("amount", "layer", descending=[True, False])
        .unique(SPELL, keep="first", maintain_order=True)
        .drop("amount")
    )
    return pl.concat([rows.filter(~rivals), largest])


def _amount() -> pl.Expr:
    """Return what a row asks for on a unit of the product's value and mass."""
    return pl.col("ad_valorem") * pl.col("value") + pl.col("per_kg") * pl.col("mass")
