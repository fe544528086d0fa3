"""Checks of `provenances`: attributes that go together, names that are used, followed goods that have one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.audit.trade.faults import refuse
from reshore.audit.trade.goods import NO_CLAIM

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reshore.audit.case import Case
    from reshore.audit.findings import Findings
    from reshore.audit.trade.goods import Goods

FRAME = "provenances"
KEYS = ("product", "provenance")
NAMED = (
    *(("production", "product", "provenance"), ("purchases", "product", "provenance")),
    *(("shipments", "product", "provenance"), ("shipments", "product", "arrives")),
    *(("stock", "product", "provenance"), ("deliveries", "product", "provenance")),
    *(("use", "product", "provenance"), ("use", "component", "drawn")),
)
"""Frames that name provenances: the columns with the product and with the name."""

STATUSES = ("free", "bond", "made", "out")
CHECKS = (
    *("known status", "known countries", "via only in bond", "bound only of goods that have to leave"),
    *("segment only where duty was paid", "claims only of free goods", "claims are not negative"),
)


def check_provenances(case: Case, findings: Findings) -> None:
    """Hold the frame `provenances`, and that all frames name it where goods are followed and only there."""
    frame = case.frames[FRAME]
    findings.never(FRAME, "unique", frame.filter(pl.struct(KEYS).is_duplicated()), KEYS)
    unknown = frame.join(case.model["products"], on="product", how="anti")
    findings.never(FRAME, "known names", unknown, KEYS)
    faults = ((name, _row(goods)) for goods in case.goods for name in _wrong(case, goods))
    refuse(findings, FRAME, CHECKS, faults, KEYS)
    stated = pl.concat(_named(case, *columns) for columns in NAMED).unique(maintain_order=True)
    idle = frame.join(stated, on=KEYS, how="anti")
    findings.never(FRAME, "named by no frame", idle, KEYS)
    for name, product, provenance in NAMED:
        rows = _named(case, name, product, provenance)
        unknown = rows.filter(pl.col("provenance").is_not_null()).join(frame, on=KEYS, how="anti")
        findings.never(name, f"known {provenance}", unknown, KEYS)
        followed = rows.join(_followed(case), on="product", how="semi")
        lacking = followed.filter(pl.col("provenance").is_null())
        findings.never(name, f"followed goods without {provenance}", lacking, KEYS)


def _named(case: Case, frame: str, product: str, provenance: str) -> pl.DataFrame:
    """Product and provenance of each row of a frame."""
    columns = pl.col(product).alias("product"), pl.col(provenance).alias("provenance")
    return case.frames[frame].select(columns)


def _followed(case: Case) -> pl.DataFrame:
    """Products that are followed: those that the plan follows, and those that the tables ask for."""
    asked = case.model["products"].filter("followed")["product"]
    return pl.DataFrame({"product": sorted({*case.goods.followed, *asked})}, schema={"product": pl.String})


def _row(goods: Goods) -> dict[str, str]:
    return {"product": goods.product, "provenance": goods.name}


def _wrong(case: Case, goods: Goods) -> Iterator[str]:
    countries = {*case.model["countries"]["country"]}
    if goods.status not in STATUSES:
        yield "known status"
    if not (goods.processed | goods.origins | ({goods.via, goods.bound} - {""})) <= countries:
        yield "known countries"
    if bool(goods.via) != (goods.status == "bond"):
        yield "via only in bond"
    if goods.bound and goods.status not in {"made", "out"}:
        yield "bound only of goods that have to leave"
    if goods.segment and goods.status != "free":
        yield "segment only where duty was paid"
    if goods.claim != NO_CLAIM and goods.status != "free":
        yield "claims only of free goods"
    if min(goods.claim) < 0:
        yield "claims are not negative"
