"""Who shares a border and an agreement with whom: territories, members of blocs, goods that are covered."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from reshore.tables.blocs import members, territories

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reshore.tables.model import Model


class Law:
    """Blocs and agreements in each period."""

    def __init__(self, model: Model) -> None:
        self._territory: dict[tuple[str, str], str] = {
            (country, period): territory
            for country, period, territory in territories(model)
            .select("country", "period", "territory")
            .iter_rows()
        }
        self._blocs: dict[tuple[str, str], set[str]] = defaultdict(set)
        for bloc, country, period in members(model).select("bloc", "country", "period").iter_rows():
            self._blocs[country, period].add(bloc)
        self._covering: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
        for row in model["agreements"].iter_rows(named=True):
            self._covering[row["agreement"]].append(row)
        self.agreements = tuple(self._covering)

    def territory(self, country: str, period: str) -> str:
        """Return the customs territory that a country is part of."""
        return self._territory[country, period]

    def crosses(self, origin: str, destination: str, period: str) -> bool:
        """Whether there is a border between two countries."""
        return self.territory(origin, period) != self.territory(destination, period)

    def within(self, country: str, bloc: str, period: str) -> bool:
        """Whether a country is a member of a bloc."""
        return bloc in self._blocs.get((country, period), ())

    def covering(self, agreement: str, hs: str | None) -> Mapping[str, Any] | None:
        """Return the row of an agreement that covers goods of an HS code; None where none does."""
        found = [row for row in self._covering.get(agreement, ()) if (hs or "").startswith(row["hs"] or "")]
        return max(found, key=lambda row: len(row["hs"] or ""), default=None)

    def shared(
        self, hs: str | None, one: str, other: str, period: str
    ) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Yield the agreements, with their rows, that cover goods and that both countries are members of."""
        for agreement in self.agreements:
            row = self.covering(agreement, hs)
            if row and all(self.within(country, row["members"], period) for country in (one, other)):
                yield agreement, row

    def native(self, hs: str | None, country: str, period: str) -> frozenset[str]:
        """Return the agreements that cover goods and that their country of origin is a member of."""
        return frozenset(agreement for agreement, _ in self.shared(hs, country, country, period))

    def limit(self, hs: str | None, home: str, bound: str, period: str) -> str:
        """Return the strictest relief on what goes into goods for a country: none, lesser or free."""
        reliefs = {row["drawback"] for _, row in self.shared(hs, home, bound, period)}
        return next((relief for relief in ("none", "lesser") if relief in reliefs), "free")
