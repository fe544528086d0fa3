"""Checks of `shipments`: which goods may leave and arrive, as what, and what they may claim."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from reshore.audit.trade.charging import assess
from reshore.audit.trade.faults import refuse
from reshore.audit.trade.goods import NO_CLAIM

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reshore.audit.case import Case
    from reshore.audit.findings import Findings
    from reshore.audit.trade.faults import Fault
    from reshore.audit.trade.goods import Goods

FRAME = "shipments"
KEYS = ("lane", "product", "provenance", "arrives", "period")
CHECKS = (
    *("country, origin and labels stay", "goods that may not leave", "goods that may not leave for there"),
    *("status on arrival", "what enters bond", "segment on arrival", "claim on arrival"),
    *("moved within a territory", "goods that may not stand there"),
)

Row = dict[str, Any]


def check_borders(case: Case, findings: Findings) -> None:
    """Hold what becomes of the goods of each shipment."""
    refuse(findings, FRAME, CHECKS, _faults(case), KEYS)


def _faults(case: Case) -> Iterator[Fault]:
    countries = case.places.select("place", "country")
    rows = case.shipped.join(countries.rename({"place": "origin", "country": "home"}), on="origin").join(
        countries.rename({"place": "destination", "country": "abroad"}), on="destination"
    )
    columns = (*KEYS, "origin", "destination", "home", "abroad")
    for row in rows.select(columns).iter_rows(named=True):
        leaves = case.goods(row["product"], row["provenance"])
        arrives = case.goods(row["product"], row["arrives"])
        crosses = case.law.crosses(row["home"], row["abroad"], row["period"])
        found = (
            [*_crossing(case, row, leaves, arrives)] if crosses else [*_inland(case, row, leaves, arrives)]
        )
        if _nature(leaves) != _nature(arrives):
            found.append("country, origin and labels stay")
        if not _may_stand(case, row["destination"], arrives):
            found.append("goods that may not stand there")
        yield from ((name, row) for name in found)


def _nature(goods: Goods) -> tuple[frozenset[str], ...]:
    return goods.processed, goods.origins, goods.labels


def _may_stand(case: Case, place: str, goods: Goods) -> bool:
    """Whether goods may be at a place: free ones anywhere, claims and goods that have to leave at sites."""
    site = place not in case.markets
    if goods.status == "free":
        return site or goods.claim == NO_CLAIM
    return site and (goods.status == "out" or case.regimes[place] != "none")


def _crossing(case: Case, row: Row, leaves: Goods, arrives: Goods) -> Iterator[str]:
    """Yield what is wrong with goods that cross a border."""
    home, abroad, period = row["home"], row["abroad"], row["period"]
    if leaves.status in {"made", "out"} and leaves.bound not in {"", abroad}:
        yield "goods that may not leave"
    if leaves.status in {"made", "out"} and not leaves.bound:
        relief = case.law.limit(case.hs_codes[leaves.product], home, abroad, period)
        if relief != "free":
            yield "goods that may not leave for there"
    if arrives.status not in {"free", "bond"} or arrives.bound:
        yield "status on arrival"
    if arrives.status == "bond" and arrives.via != home:
        yield "what enters bond"
    if arrives.status == "free":
        yield from _arrival(case, row, leaves, arrives)


def _arrival(case: Case, row: Row, leaves: Goods, arrives: Goods) -> Iterator[str]:
    """Yield what is wrong with goods that arrive free from abroad."""
    ends = row["home"], row["abroad"]
    if not _segment_fits(case, leaves, arrives, ends, row["period"]):
        yield "segment on arrival"
    duty = assess(case, leaves, ends, row["period"], segment=arrives.segment)
    # What nobody asks back is not followed: a number may be 0 whatever was paid.
    if any(
        mine and not _close(mine, paid) for mine, paid in zip(arrives.claim, duty.first.claim, strict=True)
    ):
        yield "claim on arrival"


def _inland(case: Case, row: Row, leaves: Goods, arrives: Goods) -> Iterator[str]:
    """Yield what is wrong with goods that stay within a territory."""
    at_market = row["destination"] in case.markets
    released = leaves.status == "bond" and case.regimes[row["destination"]] == "none"
    if released:
        if (arrives.status, arrives.claim) != ("free", NO_CLAIM):
            yield "moved within a territory"
        if not _segment_fits(case, leaves, arrives, (leaves.via, row["home"]), row["period"]):
            yield "segment on arrival"
    elif leaves != arrives and not (at_market and _without_claim(leaves) == _without_claim(arrives)):
        yield "moved within a territory"


def _without_claim(goods: Goods) -> Goods:
    return replace(goods, name="", claim=NO_CLAIM)


def _segment_fits(case: Case, leaves: Goods, arrives: Goods, ends: tuple[str, str], period: str) -> bool:
    """Whether goods have a segment where duties of their importer name any, and one of those.

    Where all segments pay the same, none need be told apart.
    """
    named = case.tariff.segments(case.hs_codes[leaves.product], ends[1])
    if arrives.segment or not named:
        return arrives.segment in ({*named, "~"} if named else {""})
    duties = [assess(case, leaves, ends, period, segment=segment).first for segment in ("", *named)]
    return all(duty.paid == duties[0].paid for duty in duties)


def _close(one: float, other: float) -> bool:
    """Whether two rates are the same but for rounding."""
    return abs(one - other) <= 1e-9 * (1 + abs(other))
