"""Agreements: what they cover, who is a member, and how far they limit drawback."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from reshore.footprint.trade.scope import covered
from reshore.tables import blocs

if TYPE_CHECKING:
    from reshore.tables.model import Model

DEEMED = "deemed"
"""Basis on which whatever a member exports qualifies."""

FREELY, LESSER, NO_RELIEF = "free", "lesser", "none"
STRICTNESS = (FREELY, LESSER, NO_RELIEF)
"""How far agreements limit relief from duty, the strictest last."""

TERMS = ("basis", "threshold", "digits", "de_minimis", "rate", "drawback")


@dataclass(frozen=True, slots=True)
class Cover:
    """The terms on which an agreement covers a product.

    Attributes
    ----------
    basis
        How a good qualifies: deemed, rvc or tariff_shift.
    threshold
        Least regional value content (share; None with another basis).
    digits
        Digits of the HS code that a component from outside has to change.
    de_minimis
        Most value of components that don't, as a share of the good's value.
    rate
        Ad valorem rate of a good that qualifies.
    drawback
        Limit of drawback: free, lesser or none.
    """

    basis: str
    threshold: float | None
    digits: int
    de_minimis: float
    rate: float
    drawback: str


@dataclass(frozen=True, slots=True)
class Agreements:
    """Agreements over time.

    Attributes
    ----------
    members
        agreement, country, period: who is a member on the first day of the period.
    covers
        agreement, product and the terms of the row with the longest prefix of the product's HS code.
    """

    members: pl.DataFrame
    covers: pl.DataFrame
    _terms: dict[str, dict[str, Cover]]
    _memberships: frozenset[tuple[str, str, str]]

    @classmethod
    def of(cls, model: Model) -> Agreements:
        """Read the agreements of a model."""
        rows = model["agreements"]
        members = (
            rows.select("agreement", bloc="members")
            .unique()
            .join(blocs.members(model), on="bloc")
            .select("agreement", "country", "period")
            .unique()
            .sort("agreement", "country", "period")
        )
        covers = (
            covered(model, rows.select("agreement", "hs", *TERMS))
            .sort(
                "agreement",
                "product",
                pl.col("hs").str.len_chars().fill_null(0),
                descending=[False, False, True],
            )
            .unique(["agreement", "product"], keep="first", maintain_order=True)
            .select("agreement", "product", *TERMS)
        )
        terms: dict[str, dict[str, Cover]] = {}
        for agreement, product, *values in covers.iter_rows():
            terms.setdefault(product, {})[agreement] = Cover(*values)
        return cls(members, covers, terms, frozenset(members.iter_rows()))

    def covering(self, product: str) -> dict[str, Cover]:
        """Return the agreements that cover a product, each with its terms."""
        return self._terms.get(product, {})

    def member(self, agreement: str, country: str, period: str) -> bool:
        """Return whether a country is a member on the first day of a period."""
        return (agreement, country, period) in self._memberships

    def strictest(self, product: str, one: str, other: str, period: str) -> str:
        """Return the strictest limit of drawback of the agreements that two countries share on a product.

        Returns
        -------
        One of `STRICTNESS`; the mildest if they share none.
        """
        limits = [
            cover.drawback
            for agreement, cover in self.covering(product).items()
            if self.member(agreement, one, period) and self.member(agreement, other, period)
        ]
        return max(limits, key=STRICTNESS.index, default=STRICTNESS[0])
