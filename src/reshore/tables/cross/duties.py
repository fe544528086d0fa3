"""Checks of duties: of the rows of a layer that match a good on a day, one is the most specific."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.tables.blocs import members
from reshore.tables.periods import periods
from reshore.tables.series import ROW

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reshore.errors import Fault
    from reshore.tables.cross.view import Row, View

COUNTRIES = ("importer", "origin", "exporter")
BLOCS_APART = "let the blocs have no common member, or write two layers if both are charged"

SCOPE = ("layer", *COUNTRIES, "hs", "segment")


def one_a_day(view: View) -> Iterator[Fault]:
    """Rows of one layer and scope follow each other in time."""
    # an empty first day is before all others, an empty last day after: so nulls sort as they mean
    rows = view.rows("duties").sort("from", nulls_last=False)
    before = pl.col("to").shift().over(SCOPE)
    again = pl.int_range(pl.len()).over(SCOPE) > 0
    overlap = again & (before.is_null() | pl.col("from").is_null() | (pl.col("from") < before))
    yield from view.tell(
        "duties",
        "from",
        rows.filter(overlap),
        lambda row: (
            f"layer {row['layer']!r} has another row for the same goods and countries on the same days"
        ),
        "let one end with `to` on the day the other begins",
    )


def share_no_member(view: View) -> Iterator[Fault]:
    """Rows of one layer that name two blocs are for countries apart, or for other days."""
    clashes = _clashes(view)
    first = pl.coalesce(pl.when(pl.col(f"{name}@").is_not_null()).then(pl.lit(name)) for name in COUNTRIES)
    for column in COUNTRIES:

        def say(row: Row, column: str = column) -> str:
            return (
                f"layer {row['layer']!r} has another row as specific as this one: {row['common']!r} is in "
                f"{column} {row['here']!r} and in its {row['there']!r} on the same days"
            )

        found = clashes.filter(first == column)
        found = found.select(ROW, "layer", here=column, there=f"{column}#", common=f"{column}@")
        yield from view.tell("duties", column, found, say, BLOCS_APART)


def _clashes(view: View) -> pl.DataFrame:
    """Rows that an earlier row ties with through blocs, once each: its `importer#` and so on beside them."""
    shared = _shared(view)
    names = shared["bloc"].unique().implode()
    rows = view.rows("duties").select(ROW, *SCOPE, "from", "to")
    some = rows.filter(pl.any_horizontal(pl.col(column).is_in(names) for column in COUNTRIES))
    reach = some.join(_phases(view), how="cross").filter(_overlap())
    scope, theirs = ["layer", "hs", "segment"], ["layer", "hs", "segment"]
    for column in COUNTRIES:
        scope, theirs = [*scope, column], [*theirs, f"{column}#"]
        # only what some row names is followed on: a bloc may share members with many that none does
        reach = _reached(reach, shared, column).join(
            rows, left_on=theirs, right_on=scope, how="semi", nulls_equal=True
        )
    return (
        reach.filter(pl.any_horizontal(pl.col(f"{column}@").is_not_null() for column in COUNTRIES))
        .join(rows, left_on=theirs, right_on=scope, nulls_equal=True, suffix="~")
        .filter(pl.col(f"{ROW}~") < pl.col(ROW), _overlap("~"))
        .sort(ROW, "start", f"{ROW}~")
        .unique(ROW, keep="first", maintain_order=True)
    )


def _phases(view: View) -> pl.DataFrame:
    """Return runs of periods in which no membership changes: the first `period`, `start` and `end`."""
    changes = pl.concat([view.frames["blocs"]["from"], view.frames["blocs"]["to"]]).drop_nulls().sort()
    time = periods(view.model())
    run = changes.search_sorted(time["start"], side="right")
    return (
        time.with_columns(run.alias("run"))
        .group_by("run", maintain_order=True)
        .agg(pl.col("period", "start").first(), pl.col("end").last())
        .drop("run")
    )


def _shared(view: View) -> pl.DataFrame:
    """Pairs of blocs with a common member, by period: `bloc`, `other`, `period`, `country`."""
    member = members(view.model())
    return (
        member.join(member, on=["country", "period"], suffix="#")
        .filter(pl.col("bloc") != pl.col("bloc#"))
        .group_by("bloc", "period", other="bloc#")
        .agg(pl.col("country").min())
    )


def _overlap(suffix: str = "") -> pl.Expr:
    """Whether a row, and one with a suffix, and the period have a day in common."""
    first = pl.max_horizontal("start", "from", f"from{suffix}")
    return first < pl.min_horizontal("end", "to", f"to{suffix}")


def _reached(rows: pl.DataFrame, shared: pl.DataFrame, column: str) -> pl.DataFrame:
    """Add what another row may name in a column for the same country: the same, or a bloc that shares it.

    That is `column#`, and the country shared `column@`, empty where the other row names the same.
    """
    same = rows.with_columns(
        pl.col(column).alias(f"{column}#"), pl.lit(None, dtype=pl.String).alias(f"{column}@")
    )
    others = shared.rename({"bloc": column, "other": f"{column}#", "country": f"{column}@"})
    return pl.concat([same, rows.join(others, on=[column, "period"]).select(same.columns)])
