"""Leaving: the countries for which goods that have to leave can be bound to a purpose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reshore.footprint.provenance.provenance import MADE, OUT
from reshore.footprint.trade.agreements import FREELY, LESSER, NO_RELIEF

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reshore.footprint.provenance.borders import Borders
    from reshore.footprint.provenance.lanes import Lanes
    from reshore.footprint.provenance.processes import Process

NOWHERE: Mapping[str, tuple[str, ...]] = {MADE: (), OUT: ()}


@dataclass(frozen=True, slots=True)
class Leaving:
    """Where goods can leave for, as they are or repacked.

    Attributes
    ----------
    borders, lanes
        The law, and where lanes lead.
    packed
        Product -> itself and what it can be repacked into.
    """

    borders: Borders
    lanes: Lanes
    packed: Mapping[str, frozenset[str]]

    @classmethod
    def of(
        cls,
        borders: Borders,
        lanes: Lanes,
        order: Iterable[str],
        made: Mapping[str, Sequence[Process]],
    ) -> Leaving:
        """Find what every product can be repacked into; `order` has components before their products."""
        packed = {product: {product} for product in order}
        for product in reversed(list(packed)):
            for process in made.get(product, ()):
                if process.repack and process.origin:
                    packed[process.origin] |= packed[product]
        return cls(borders, lanes, {product: frozenset(found) for product, found in packed.items()})

    def bounds(self, product: str, country: str, period: str) -> dict[str, tuple[str, ...]]:
        """Return status -> the countries that output made in a country can be bound for to a purpose.

        Being bound has one where duty is paid back up to what the good pays there, or where goods without a
        bound may not leave for, though nothing limits the relief of this output.
        """
        borders = self.borders
        made: list[str] = []
        out: list[str] = []
        for abroad in self._abroad(product, country, period):
            own = borders.agreements.strictest(product, country, abroad, period)
            limited = self._limited(product, country, abroad)
            pays = borders.tariff.may_charge(product, abroad)
            if (own == LESSER and pays) or (own == FREELY and limited):
                made.append(abroad)
            if own != NO_RELIEF and (pays or limited):
                out.append(abroad)
        return {MADE: tuple(made), OUT: tuple(out)}

    def _abroad(self, product: str, country: str, period: str) -> list[str]:
        """Countries for which lanes leave with the product, or with what it is repacked into."""
        land = self.borders.territory[country, period]
        return sorted(
            {
                way.importer
                for packed in self.packed[product]
                for way in self.lanes.ways.get(packed, frozenset())
                if self.borders.territory[way.exporter, period] == land and self.borders.crossed(way, period)
            }
        )

    def _limited(self, product: str, country: str, abroad: str) -> bool:
        """Whether goods without a bound may not, in some period, leave for a country from the territory."""
        borders = self.borders
        return any(
            borders.agreements.strictest(packed, one, abroad, period) != FREELY
            for (one, period), land in borders.territory.items()
            if land == borders.territory[country, period]
            for packed in self.packed[product]
        )
