"""Checks of duty layers: what one excludes or exempts can be had, and rates are shares (warnings)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.tables import schema
from reshore.tables.problem import nearest, show
from reshore.tables.series import row_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reshore.errors import Fault
    from reshore.tables.cross.view import View

ANY_OTHER = "~"
"""What a plan calls the segments that no duty names."""

HIGHEST = 2
"""Rate above which a percentage was meant: few duties are above 200 %."""

RATES = (("duties", "ad_valorem"), ("agreements", "rate"))


def exclude_others(view: View) -> Iterator[Fault]:
    """Check that no layer excludes itself."""
    wrong = view.rows("duties").filter(pl.col("excludes") == pl.col("layer"))
    yield from view.tell(
        "duties",
        "excludes",
        wrong,
        lambda row: f"layer {row['layer']!r} excludes itself",
        "name the layer that is not charged where this row applies, or leave it empty",
    )


def exempt_what_is_additional(view: View) -> Iterator[Fault]:
    """Check that no base duty has an exemption, which it would not take."""
    wrong = view.rows("duties").filter(pl.col("exempt").is_not_null(), kind="base")
    yield from view.tell(
        "duties",
        "exempt",
        wrong,
        lambda row: (
            f"layer {row['layer']!r} is a base duty, and exempt {row['exempt']!r} is for additional ones"
        ),
        "leave exempt empty: the rate of an agreement replaces a base duty",
    )


def segments_have_names(view: View) -> Iterator[Fault]:
    """Check that no segment has the name that stands for all others."""
    for table in ("demands", "duties"):
        if table in view.frames:
            wrong = view.rows(table).filter(segment=ANY_OTHER)
            yield from view.tell(
                table,
                "segment",
                wrong,
                lambda row: f"segment {row['segment']!r} stands for any that duties don't name",
                "give the segment a name",
            )


def rates_are_shares(view: View) -> Iterator[Fault]:
    """Check that no rate, as it is written or by `series`, is a percentage (a warning)."""
    for table, column in RATES:
        later = view.changes(table, column).group_by("key").agg(pl.col("value").max())
        rows = view.rows(table).with_columns(row_key(schema.tables()[table].keys).alias("key"))
        rows = rows.join(later, on="key", how="left").with_columns(
            rate=pl.max_horizontal(column, "value"), column=pl.lit(column)
        )
        yield from view.tell(
            table,
            column,
            rows.filter(pl.col("rate") > HIGHEST),
            lambda row: f"{row['column']} {show(row['rate'])} is {100 * row['rate']:,.0f} %",
            "write 0.25 for 25 %",
        )


def exclude_one_way(view: View) -> Iterator[Fault]:
    """Check that two layers don't exclude each other (a warning): where both apply, neither is charged."""
    pairs = view.frames["duties"].select(layer="excludes", excludes="layer").drop_nulls().unique()
    wrong = view.rows("duties").join(pairs, on=["layer", "excludes"], how="semi")
    wrong = wrong.filter(pl.col("layer") > pl.col("excludes"))
    yield from view.tell(
        "duties",
        "excludes",
        wrong,
        lambda row: (
            f"layers {row['layer']!r} and {row['excludes']!r} exclude each other, and where both apply, "
            "neither is charged"
        ),
    )


def segments_buy(view: View) -> Iterator[Fault]:
    """Check that each segment with a duty of its own asks for something (a warning)."""
    known = view.frames["demands"]["segment"].unique(maintain_order=True)
    wrong = view.rows("duties").filter(
        pl.col("segment").is_not_null(), ~pl.col("segment").is_in(known.implode())
    )
    for row in wrong.iter_rows(named=True):
        problem = f"segment {show(row['segment'])} is not in demands, so that nobody pays this duty"
        yield view.fault("duties", row, "segment", problem, nearest(row["segment"], known))


def codes_are_met(view: View) -> Iterator[Fault]:
    """Check that each Harmonised System prefix is that of a product (a warning)."""
    codes = view.frames["products"].select(code="hs_code").drop_nulls().unique()
    for table in ("duties", "agreements"):
        prefixes = view.frames[table].select("hs").drop_nulls().unique()
        met = prefixes.join_where(codes, pl.col("code").str.starts_with(pl.col("hs")))
        wrong = view.rows(table).filter(pl.col("hs").is_not_null()).join(met, on="hs", how="anti")
        yield from view.tell(
            table, "hs", wrong, lambda row: f"no product has an HS code that begins with {row['hs']!r}"
        )
