"""Checks of agreements: how goods qualify can be worked out, and the name can be a label."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.tables.series import ROW

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reshore.errors import Fault
    from reshore.tables.cross.view import Row, View


def have_a_threshold(view: View) -> Iterator[Fault]:
    """Check that regional value content has the least that is asked for."""
    wrong = view.rows("agreements").filter(pl.col("threshold").is_null(), basis="rvc")
    yield from view.tell(
        "agreements",
        "threshold",
        wrong,
        lambda row: f"threshold is empty, and agreement {row['agreement']!r} asks for regional value content",
        "write the least share (0.6 is 60 %), or another basis",
    )


def names_are_labels(view: View) -> Iterator[Fault]:
    """Check that the name can stand in a list of labels."""
    wrong = view.rows("agreements").filter(pl.col("agreement").str.contains(r"[\s:]"))
    yield from view.tell(
        "agreements",
        "agreement",
        wrong.unique("agreement", keep="first"),
        lambda row: (
            f"agreement {row['agreement']!r} holds a blank or ':', and is the label of what qualifies"
        ),
        "labels are separated by blanks; write EU-JPN",
    )


def headings_can_change(view: View) -> Iterator[Fault]:
    """Check that goods whose tariff heading has to change, and what goes in, have codes (a warning)."""
    made = view.frames["processes"].select("product", "variant").unique()
    products = view.frames["products"].select("product", "hs_code")
    asked = _covered(view, products.join(made, on="product", how="semi")).filter(basis="tariff_shift")
    parts = (asked.join(made, on="product").join(view.frames["boms"], on=["product", "variant"])).select(
        "agreement", "digits", product="component"
    )
    goods = pl.concat([asked.select("agreement", "digits", "product"), parts])
    short = pl.col("hs_code").str.len_chars().fill_null(0) < pl.col("digits")
    wrong = view.rows("products").join(goods, on="product").filter(short)
    yield from view.tell("products", "hs_code", wrong.sort("agreement").unique(ROW, keep="first"), _uncoded)


def _covered(view: View, products: pl.DataFrame) -> pl.DataFrame:
    """Return the row of each agreement that covers a product: that with the longest prefix of its code."""
    prefix = pl.col("hs").fill_null("")
    return (
        products.join(view.frames["agreements"], how="cross")
        .filter(pl.col("hs_code").fill_null("").str.starts_with(prefix))
        .sort(prefix.str.len_chars(), descending=True, maintain_order=True)
        .unique(["product", "agreement"], keep="first", maintain_order=True)
    )


def _uncoded(row: Row) -> str:
    code = "no HS code" if row["hs_code"] is None else f"HS code {row['hs_code']}"
    return (
        f"{row['product']!r} has {code}, and agreement {row['agreement']!r} compares {row['digits']} digits"
    )
