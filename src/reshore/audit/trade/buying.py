"""Checks of where `purchases` come from: the country, origin and labels of their supply."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reshore.audit.trade.faults import refuse
from reshore.audit.trade.goods import NO_CLAIM, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reshore.audit.case import Case
    from reshore.audit.findings import Findings
    from reshore.audit.trade.faults import Fault

FRAME = "purchases"
KEYS = ("site", "product", "provenance", "period")
CHECKS = (
    *("processed where it is supplied", "origin of the supply", "labels of the supply"),
    *("labels that the supply has", "bought free"),
)


def check_supplies(case: Case, findings: Findings) -> None:
    """Hold the provenance of what is bought against its row of `supplies`."""
    refuse(findings, FRAME, CHECKS, _faults(case), KEYS)


def _faults(case: Case) -> Iterator[Fault]:
    supplies = {
        (row["site"], row["product"]): (row["origin"], words(row["labels"]))
        for row in case.model["supplies"].iter_rows(named=True)
    }
    countries = dict(case.model["sites"].select("site", "country").iter_rows())
    for row in case.frames[FRAME].iter_rows(named=True):
        goods = case.goods(row["product"], row["provenance"])
        if not goods.name or (row["site"], row["product"]) not in supplies:
            continue
        origin, labels = supplies[row["site"], row["product"]]
        home = countries[row["site"]]
        labels |= case.law.native(case.hs_codes[goods.product], origin or home, row["period"])
        if goods.processed and home not in goods.processed:
            yield "processed where it is supplied", row
        if goods.origins and (origin or home) not in goods.origins:
            yield "origin of the supply", row
        if not goods.labels <= labels:
            yield "labels of the supply", row
        if not labels & case.goods.labels(goods.product) <= goods.labels:
            yield "labels that the supply has", row
        if (goods.status, goods.segment, goods.claim) != ("free", "", NO_CLAIM):
            yield "bought free", row
