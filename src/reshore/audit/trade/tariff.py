"""What goods pay at a crossing: layer by layer, day by day, the most specific row of each."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from reshore.audit.trade.goods import Claim

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from reshore.audit.case import Case

COLUMNS = ("ad_valorem", "per_kg", "kind", "to", "combine", "exempt", "excludes", "drawback")

DIGITS = 12
"""Decimals in which rates are compared."""

Row = dict[str, Any]


class Crossing(NamedTuple):
    """What decides on a duty.

    `product` is whose value and mass say which of several layers is the largest, `hs` the code at which goods
    are charged; a segment that no row is for is empty.
    """

    product: str
    hs: str
    origin: str
    labels: frozenset[str]
    exporter: str
    importer: str
    segment: str
    period: str


@dataclass(slots=True)
class Layer:
    """What a layer charges a unit, on average over the days of a period.

    Attributes
    ----------
    name, preference
        The layer, and the agreement that replaces or waives it, the last one of the period; empty for none.
    ad_valorem, per_kg
        Share of the customs value, and amount a kg.
    spares
        Whether there is anything that the preference replaces or waives.
    """

    name: str
    preference: str = ""
    ad_valorem: float = 0.0
    per_kg: float = 0.0
    spares: bool = False

    @property
    def rounded(self) -> tuple[str, float, float]:
        """Preference and rates without the last digits, which depend on how a period is cut into days."""
        return self.preference, round(self.ad_valorem, DIGITS), round(self.per_kg, DIGITS)


@dataclass(frozen=True, slots=True)
class Assessment:
    """All layers of a crossing, and what of them may be paid back."""

    layers: Sequence[Layer]
    claim: Claim

    def layer(self, name: str) -> tuple[str, float, float] | None:
        """Return preference and rates of a layer, to be compared; None where it is not there."""
        return next((layer.rounded for layer in self.layers if layer.name == name), None)

    @property
    def paid(self) -> tuple[object, ...]:
        """What is charged and what may be claimed of it, to be compared."""
        rates = [(layer.name, *layer.rounded[1:]) for layer in self.layers if any(layer.rounded[1:])]
        return (*sorted(rates), *(round(number, DIGITS) for number in self.claim))

    def amount(self, value: float, mass: float) -> float:
        """Return the duty of a unit of a customs value and a mass."""
        return sum(layer.ad_valorem * value + layer.per_kg * mass for layer in self.layers)


class Tariff:
    """The table `duties`, ready to be asked."""

    def __init__(self, case: Case) -> None:
        self._law = case.law
        self._ticks = {tick.period: tick for tick in case.clock}
        self._worth = {
            (product, period): value
            for product, period, value in case.worth.select("product", "period", "worth").iter_rows()
        }
        self._mass = dict(case.model["products"].select("product", "mass").iter_rows())
        self._rows: dict[str, list[Row]] = defaultdict(list)
        for row in case.by_period("duties", COLUMNS).iter_rows(named=True):
            self._rows[row["period"]].append(row)
        self._known: dict[Crossing, Assessment] = {}

    def assess(self, crossing: Crossing) -> Assessment:
        """Return what a crossing pays, averaged over the days of its period."""
        if crossing not in self._known:
            self._known[crossing] = self._assess(crossing)
        return self._known[crossing]

    def segments(self, hs: str | None, importer: str) -> frozenset[str]:
        """Return the segments that rows for goods and their importer name, on any day.

        Layers that never charge and exclude no other count for nothing.
        """
        every = [row for rows in self._rows.values() for row in rows]
        alive = {row["layer"] for row in every if row["ad_valorem"] or row["per_kg"] or row["excludes"]}
        return frozenset(
            row["segment"]
            for period, rows in self._rows.items()
            for row in rows
            if row["segment"] and row["layer"] in alive and (hs or "").startswith(row["hs"] or "")
            if self._match(row["importer"], importer, period) is not None
        )

    def _assess(self, crossing: Crossing) -> Assessment:
        tick = self._ticks[crossing.period]
        rows = list(self._matching(crossing))
        dates = {
            day for row in rows for day in (row["from"], row["to"]) if day and tick.start < day < tick.end
        }
        layers: dict[str, Layer] = {}
        claim = dict.fromkeys(Claim._fields, 0.0)
        for first, after in pairwise(sorted({tick.start, tick.end, *dates})):
            share = (after - first).days / (tick.end - tick.start).days
            for row, preference, ad_valorem, per_kg in self._charged(crossing, _of_day(rows, first)):
                layer = layers.setdefault(row["layer"], Layer(row["layer"]))
                layer.preference = preference or layer.preference
                layer.spares |= bool(preference) and bool(row["ad_valorem"] or row["per_kg"])
                layer.ad_valorem += share * ad_valorem
                layer.per_kg += share * per_kg
                if row["drawback"] != "none":
                    claim[f"{row['drawback']}_ad_valorem"] += share * ad_valorem
                    claim[f"{row['drawback']}_per_kg"] += share * per_kg
        return Assessment(tuple(layers.values()), Claim(**claim))

    def _charged(self, crossing: Crossing, rows: Sequence[Row]) -> Iterator[tuple[Row, str, float, float]]:
        """Yield what applies on a day: the row, the agreement that changes it, and the rates charged."""
        waived = {
            row["layer"]: row["exempt"]
            for row in rows
            if row["kind"] == "additional" and row["exempt"] and self._qualifies(row["exempt"], crossing)
        }
        excluded = {(row["excludes"], row["layer"]) for row in rows if row["layer"] not in waived}
        out = {layer for layer, by in excluded if layer != by}
        stays = [row for row in rows if row["layer"] not in out]
        largest = self._largest(crossing, [row for row in stays if row["layer"] not in waived])
        for row in stays:
            if row["layer"] in waived:
                yield row, waived[row["layer"]], 0.0, 0.0
            elif row["kind"] == "base":
                yield (row, *self._preferred(row, crossing))
            elif row["combine"] != "max" or row["layer"] == largest:
                yield row, "", row["ad_valorem"], row["per_kg"]

    def _largest(self, crossing: Crossing, rows: Sequence[Row]) -> str:
        """Layer of the largest of the additional rows of which only one is charged, the first where equal."""
        value, mass = self._worth[crossing.product, crossing.period], self._mass[crossing.product]
        rivals = [row for row in rows if row["kind"] == "additional" and row["combine"] == "max"]
        amounts = {row["layer"]: row["ad_valorem"] * value + row["per_kg"] * mass for row in rivals}
        return min(amounts, key=lambda layer: (-amounts[layer], layer), default="")

    def _preferred(self, row: Row, crossing: Crossing) -> tuple[str, float, float]:
        """Return agreement and rates of a base row: the lowest rate that the good qualifies for, if less."""
        value, mass = self._worth[crossing.product, crossing.period], self._mass[crossing.product]
        due = row["ad_valorem"] * value + row["per_kg"] * mass
        lower = [
            (covering["rate"], agreement)
            for agreement in self._law.agreements
            if (covering := self._law.covering(agreement, crossing.hs))
            and covering["rate"] * value < due
            and self._qualifies(agreement, crossing)
        ]
        if not lower:
            return "", row["ad_valorem"], row["per_kg"]
        rate, agreement = min(lower)
        return agreement, rate, 0.0

    def _qualifies(self, agreement: str, crossing: Crossing) -> bool:
        row = self._law.covering(agreement, crossing.hs)
        if row is None:
            return False
        ends = (crossing.exporter, crossing.importer)
        inside = all(self._law.within(country, row["members"], crossing.period) for country in ends)
        return inside and (agreement in crossing.labels or row["basis"] == "deemed")

    def _matching(self, crossing: Crossing) -> Iterator[Row]:
        """Yield the rows that match on some day, with how specific they are as `rank`."""
        for row in self._rows[crossing.period]:
            if not crossing.hs.startswith(row["hs"] or ""):
                continue
            if row["segment"] and row["segment"] != crossing.segment:
                continue
            cells = (
                (row["importer"], crossing.importer),
                (row["origin"], crossing.origin),
                (row["exporter"], crossing.exporter),
            )
            levels = [self._match(cell, country, crossing.period) for cell, country in cells]
            if None not in levels:
                yield row | {"rank": (*levels, len(row["hs"] or ""), bool(row["segment"]))}

    def _match(self, cell: str | None, country: str, period: str) -> int | None:
        """Return how specific a match is: 2 for the country, 1 for a bloc, 0 for any; None for no match."""
        if not cell:
            return 0
        if cell == country:
            return 2
        return 1 if self._law.within(country, cell, period) else None


def _of_day(rows: Sequence[Row], day: date) -> list[Row]:
    """Return the most specific row of each layer that is in force on a day."""
    best: dict[str, Row] = {}
    for row in rows:
        if (row["from"] and row["from"] > day) or (row["to"] and row["to"] <= day):
            continue
        if row["layer"] not in best or row["rank"] > best[row["layer"]]["rank"]:
            best[row["layer"]] = row
    return list(best.values())
