"""What making uses up: as `use` says where a component is followed, else as the recipe does."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import polars as pl

from reshore.audit.trade.faults import refuse

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reshore.audit.case import Case
    from reshore.audit.findings import Findings
    from reshore.audit.trade.faults import Fault
    from reshore.audit.trade.goods import Goods

FRAME = "use"
KEYS = ("process", "provenance", "component", "period")
STATUS = "goods that may not be used so"
MAKING = ("immex", "free_zone")
"""Customs regimes under which goods are made in bond."""

Step = tuple[str, "str | None", str]
"""Process, provenance of its output, period."""


def drawn(case: Case) -> pl.DataFrame:
    """Return all components that making uses up.

    Returns
    -------
    pl.DataFrame
        process, site, country, product, variant, provenance (the output's), component, drawn (the component's
        provenance), period, units.
    """
    processes = case.model["processes"].select("process", "site", "product", "variant")
    followed = (
        case.frames["use"]
        .select(*KEYS, "drawn", "units")
        .join(processes, on="process")
        .join(case.model["sites"].select("site", "country"), on="site")
    )
    names = list(case.goods.followed)
    others = needed(case).filter(~pl.col("component").is_in(names))
    others = others.with_columns(drawn=pl.lit(None, dtype=pl.String))
    columns = (
        "process",
        "site",
        "country",
        "product",
        "variant",
        "provenance",
        "component",
        "drawn",
        "period",
    )
    return pl.concat([part.select(*columns, "units") for part in (followed, others)])


def needed(case: Case) -> pl.DataFrame:
    """Return the components that recipes ask for: as `drawn`, without `drawn`."""
    boms = case.by_period("boms", ["quantity"])
    columns = ("process", "site", "country", "product", "variant", "provenance", "period")
    return (
        case.made.select(*columns, "gross")
        .join(boms, on=["product", "variant", "period"])
        .select(*columns, "component", units=pl.col("quantity") * pl.col("gross"))
    )


def inputs(case: Case) -> Mapping[Step, dict[str, list[tuple[Goods, float]]]]:
    """Return what each process uses for an output in a period, by component: goods and units."""
    found: dict[Step, dict[str, list[tuple[Goods, float]]]] = defaultdict(lambda: defaultdict(list))
    for row in case.drawn.iter_rows(named=True):
        goods = case.goods(row["component"], row["drawn"])
        step = row["process"], row["provenance"], row["period"]
        found[step][row["component"]].append((goods, row["units"]))
    return found


def check_using(case: Case, findings: Findings) -> None:
    """Hold how much of each followed component is used, and that its status allows it."""
    followed = pl.col("component").is_in(list(case.goods.followed))
    asked = needed(case).filter(followed).group_by(KEYS).agg(needed=pl.col("units").sum())
    found = case.frames[FRAME].group_by(KEYS).agg(used=pl.col("units").sum())
    rows = asked.join(found, on=KEYS, how="full", coalesce=True, nulls_equal=True)
    rows = rows.with_columns(pl.col("used", "needed").fill_null(0.0))
    findings.equal(FRAME, "quantity", rows, KEYS, ("used", "needed"))
    refuse(findings, FRAME, (STATUS,), _faults(case), (*KEYS, "drawn"))


def _faults(case: Case) -> Iterator[Fault]:
    repacked = dict(case.model["processes"].filter("repack").select("process", "origin").iter_rows())
    for row in case.drawn.iter_rows(named=True):
        component = case.goods(row["component"], row["drawn"])
        output = case.goods(row["product"], row["provenance"])
        # What is repacked passes on all that it is, which another check holds.
        passed_on = repacked.get(row["process"]) == row["component"] and output.name
        if not passed_on and not _usable(component, output, case.regimes[row["site"]]):
            yield STATUS, row


def _usable(component: Goods, output: Goods, regime: str) -> bool:
    """Whether goods of a status may go into an output at a site of a customs regime."""
    if component.segment not in {"", "~"}:
        return False
    if component.status == "bond":
        return regime in MAKING and output.status in {"free", "made"}
    if component.status == "made":
        return regime in MAKING and output.status == "made" and not component.bound and not output.bound
    if component.status == "out":
        return output.status == "out" and not component.bound and not output.bound
    return True
