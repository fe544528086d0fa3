"""Provenance: what a unit of a followed product remembers."""

from __future__ import annotations

from dataclasses import dataclass, replace

FREE, BOND, MADE, OUT = "free", "bond", "made", "out"
"""Customs statuses: in free circulation, suspended as it entered, made in bond, made of goods paid back."""

REST = "~"
"""Segment that stands for all that no duty row names."""

NO_CLAIM = (0.0, 0.0, 0.0, 0.0)
CLAIM = ("full_ad_valorem", "full_per_kg", "lesser_ad_valorem", "lesser_per_kg")
"""Rates that are paid back should the good leave again: wholly, and no more than it pays where it goes."""


@dataclass(frozen=True, slots=True, order=True)
class Provenance:
    """What a unit remembers, as far as it is told apart.

    Attributes
    ----------
    processed
        Country in which it was last processed; None = not told apart.
    origin
        Country of non-preferential origin, or several that nothing tells apart, with spaces; None = any.
    labels
        Names, sorted.
    status, via, bound, segment, claim
        See docs/semantics.md, Trade.
    """

    processed: str | None = None
    origin: str | None = None
    labels: tuple[str, ...] = ()
    status: str = FREE
    via: str | None = None
    bound: str | None = None
    segment: str | None = None
    claim: tuple[float, float, float, float] = NO_CLAIM

    @property
    def name(self) -> str:
        """Name, unique for a product."""
        parts = [
            self.processed or "",
            (self.origin or "").replace(" ", "+"),
            "+".join(self.labels),
            "" if self.status == FREE else self.status,
            f"via {self.via}" if self.via else "",
            f"for {self.bound}" if self.bound else "",
            f"segment {self.segment}" if self.segment else "",
            "paid " + " ".join(f"{rate:.12g}" for rate in self.claim) if any(self.claim) else "",
        ]
        return "/".join(part for part in parts if part) or "any"

    @property
    def goods(self) -> Provenance:
        """What stays with the goods when they cross a border."""
        return Provenance(self.processed, self.origin, self.labels)

    @property
    def first_origin(self) -> str | None:
        """One of the countries of origin: duties are the same for all."""
        return self.origin.split()[0] if self.origin else None

    def without_claim(self) -> Provenance:
        """Return it without what could be paid back."""
        return replace(self, claim=NO_CLAIM)
