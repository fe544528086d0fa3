"""Checks of labels: they are the user's own, and what is passed on comes from a component."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.tables.problem import nearest, show
from reshore.tables.provenance import Provenance
from reshore.tables.series import ROW

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reshore.errors import Fault
    from reshore.tables.cross.view import View

PASSES = ":"
"""Stands between a component and the label that it passes on."""


def conferred_by_people(view: View) -> Iterator[Fault]:
    """Check that no label has the name of an agreement: goods qualify, and are not declared to."""
    agreements = view.frames["agreements"].select(label="agreement")
    for table in ("supplies", "processes"):
        wrong = _labels(view, table).join(agreements, on="label", how="semi")
        yield from view.tell(
            table,
            "labels",
            wrong.sort(ROW, "entry").unique(ROW, keep="first"),
            lambda row: f"label {row['entry']!r} is that of an agreement",
            "goods get it where they qualify under its row in agreements; give yours another name",
        )


def passed_on_by_components(view: View) -> Iterator[Fault]:
    """Check that ``component:label`` names a component of the recipe; supplies have none."""
    recipe = view.frames["boms"].select("product", "variant", "component")
    passed = _labels(view, "processes").filter(pl.col("component").is_not_null())
    wrong = passed.join(recipe, on=["product", "variant", "component"], how="anti")
    for row in wrong.iter_rows(named=True):
        parts = recipe.filter(product=row["product"], variant=row["variant"])["component"]
        listed = f"components are: {', '.join(parts)}" if parts.len() else "nothing goes in"
        problem = (
            f"label {show(row['entry'])}: {show(row['component'])} is not a component of {row['product']!r}"
        )
        yield view.fault("processes", row, "labels", problem, nearest(row["component"], parts) or listed)
    nested = passed.filter(pl.col("label").str.contains(PASSES, literal=True) | (pl.col("label") == ""))
    yield from view.tell(
        "processes",
        "labels",
        nested.join(recipe, on=["product", "variant", "component"], how="semi").unique(ROW, keep="first"),
        lambda row: f"label {row['entry']!r} is not of the form component:label",
    )
    bought = _labels(view, "supplies").filter(pl.col("component").is_not_null())
    yield from view.tell(
        "supplies",
        "labels",
        bought.unique(ROW, keep="first"),
        lambda row: f"label {row['entry']!r} holds ':', which passes on the label of a component",
        "what is supplied has no components here: write the label alone",
    )


def given_somewhere(view: View) -> Iterator[Fault]:
    """Check that a label that is passed on is one that something has (a warning)."""
    made = _labels(view, "processes")
    own = made.filter(pl.col("component").is_null())["label"]
    stocked = (Provenance.parse(text).labels for text in view.frames["stocks"]["provenance"].drop_nulls())
    known = {*own, *_labels(view, "supplies")["label"], *(label for labels in stocked for label in labels)}
    passed = made.filter(pl.col("component").is_not_null(), ~pl.col("label").is_in(list(known)))
    for row in passed.iter_rows(named=True):
        problem = f"label {show(row['entry'])}: no supply, process or stock has {show(row['label'])}"
        yield view.fault("processes", row, "labels", problem, nearest(row["label"], sorted(known)))


def _labels(view: View, table: str) -> pl.DataFrame:
    """Rows of a table for each of their labels: the entry as written, its component (or none) and label."""
    entry = pl.col("labels").str.extract_all(r"\S+").alias("entry")
    parts = pl.col("entry").str.splitn(PASSES, 2).struct
    passes = pl.col("entry").str.contains(PASSES, literal=True)
    return (
        view.rows(table)
        .with_columns(entry)
        .explode("entry")
        .drop_nulls("entry")
        .with_columns(
            component=pl.when(passes).then(parts.field("field_0")),
            label=pl.when(passes).then(parts.field("field_1")).otherwise("entry"),
        )
    )
