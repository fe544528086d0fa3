"""Attributes that conditions may ask for and index frames leave out: blocs over time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.tables import blocs, select

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from reshore.footprint.network import Network

BLOCS: Mapping[str, str] = {
    "blocs": "country",
    "origin_blocs": "origin_country",
    "destination_blocs": "destination_country",
    "processed_blocs": "processed",
    "goods_origin_blocs": "goods_origin",
}
"""Attribute that lists blocs -> the column with the country that is a member of them."""


def attributed(network: Network, activity: str, frame: pl.DataFrame, condition: str | None) -> pl.DataFrame:
    """Add to the rows of an activity what a condition on them names and its frame leaves out."""
    asked = select.names(condition) & set(select.attributes(activity))
    if "labels" in asked:
        # Goods that are not followed have none, rather than labels that nobody knows.
        frame = frame.with_columns(pl.col("labels").fill_null([]))
    return with_blocs(network, frame, asked)


def with_blocs(network: Network, frame: pl.DataFrame, names: Collection[str]) -> pl.DataFrame:
    """Add lists of blocs by the countries and the period of each row; an unknown country has none to tell."""
    for name, country in BLOCS.items():
        if name in names:
            members = blocs.lists(network.model).rename({"country": country, "blocs": name})
            frame = frame.join(members, on=[country, "period"], how="left", maintain_order="left")
    return frame


def possible(activity: str, frame: pl.DataFrame, condition: str | None) -> pl.DataFrame:
    """Return the rows of an activity that a condition doesn't rule out, whatever their frame leaves out."""
    if not condition or not select.names(condition):
        return select.select(frame, condition)
    unknown = {name: kind for name, kind in select.schema(activity).items() if name not in frame.columns}
    known = frame.with_columns(pl.lit(None, dtype=kind).alias(name) for name, kind in unknown.items())
    return frame.filter(~select.mask(known, f"not ({condition})"))
