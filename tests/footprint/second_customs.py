"""What customs charge, by the second formulation: plain Python, day by day, from docs/semantics.md alone."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any, NamedTuple

Tables = dict[str, list[dict[str, Any]]]
Claim = tuple[float, float, float, float]
NOTHING: Claim = (0.0, 0.0, 0.0, 0.0)


class Good(NamedTuple):
    """A provenance, with every attribute told apart."""

    processed: str
    origin: str
    labels: frozenset[str] = frozenset()
    status: str = "free"
    via: str = ""
    bound: str = ""
    segment: str = ""
    claim: Claim = NOTHING


class AmbiguousError(Exception):
    """Two rows of a layer are equally specific: no model says such a thing."""


@dataclass
class Charge:
    """Rates of a period, averaged over its days."""

    ad_valorem: float = 0.0
    per_kg: float = 0.0
    claim: list[float] = field(default_factory=lambda: [0.0] * 4)

    def amount(self, value: float, mass: float) -> float:
        return self.ad_valorem * value + self.per_kg * mass


class Customs:
    """Territories, agreements, duties and customs values of a model's tables."""

    def __init__(self, tables: Tables) -> None:
        self.tables = {name: tables.get(name, []) for name in TABLES}
        self.names = [row["period"] for row in tables["periods"]]
        self.starts = [row["start"] for row in tables["periods"]]
        last = tables["periods"][-1]
        months = self.starts[-1].month - 1 + last["months"]
        self.ends = [*self.starts[1:], date(self.starts[-1].year + months // 12, months % 12 + 1, 1)]
        self.products = {row["product"]: row for row in tables["products"]}
        self.basis = {row["country"]: row.get("customs_basis", "FOB") for row in tables["countries"]}
        self.charges: dict[tuple[Any, ...], Charge] = {}

    def number(self, table: str, key: str, column: str, t: int, usual: float) -> float:
        """Return the latest number of a row at or before a period."""
        for u in range(t, -1, -1):
            for row in self.tables["series"]:
                named = (row["table"], row["key"], row["column"], row["period"])
                if named == (table, key, column, self.names[u]):
                    return float(row["value"])
        return usual

    def value(self, product: str, t: int) -> float:
        return self.number("products", product, "value", t, float(self.products[product].get("value", 0)))

    def mass(self, product: str) -> float:
        return float(self.products[product].get("mass", 0))

    def code(self, product: str) -> str:
        return self.products[product].get("hs_code") or ""

    # countries

    def blocs(self, country: str, t: int) -> set[str]:
        """Return the blocs that a country is a member of on the first day of a period."""
        return {
            row["bloc"]
            for row in self.tables["blocs"]
            if row["country"] == country
            and (row.get("from") is None or row["from"] <= self.starts[t])
            and (row.get("to") is None or row["to"] > self.starts[t])
        }

    def territory(self, country: str, t: int) -> str:
        unions = {row["bloc"] for row in self.tables["blocs"] if row.get("kind") == "customs_union"}
        return next(iter(self.blocs(country, t) & unions), country)

    def meets(self, cell: str | None, country: str, t: int) -> int | None:
        """Return how specific a cell is that a country meets (2 country, 1 bloc, 0 empty), or None."""
        if not cell:
            return 0
        if cell == country:
            return 2
        return 1 if cell in self.blocs(country, t) else None

    # agreements

    @cached_property
    def agreements(self) -> list[str]:
        return sorted({row["agreement"] for row in self.tables["agreements"]})

    def covering(self, agreement: str, code: str) -> dict[str, Any] | None:
        """Return the row of an agreement that covers an HS code: the longest prefix."""
        rows = [
            row
            for row in self.tables["agreements"]
            if row["agreement"] == agreement and code.startswith(row.get("hs") or "")
        ]
        return max(rows, key=lambda row: len(row.get("hs") or ""), default=None)

    def shared(self, code: str, countries: tuple[str, ...], t: int) -> list[dict[str, Any]]:
        """Return the rows of agreements that cover an HS code and have all these members."""
        rows = [self.covering(agreement, code) for agreement in self.agreements]
        return [row for row in rows if row and all(row["members"] in self.blocs(c, t) for c in countries)]

    def qualifying(
        self, code: str, labels: frozenset[str], ends: tuple[str, str], t: int
    ) -> dict[str, float]:
        """Return agreement -> rate, of those that a good qualifies under on a border."""
        return {
            row["agreement"]: float(row.get("rate", 0))
            for row in self.shared(code, ends, t)
            if row["agreement"] in labels or row.get("basis", "rvc") == "deemed"
        }

    def relief(self, code: str, country: str, bound: str, t: int) -> str:
        """Return the strictest word on drawback of the agreements between two countries."""
        found = {row.get("drawback", "free") for row in self.shared(code, (country, bound), t)}
        return next((word for word in ("none", "lesser") if word in found), "free")

    # duties

    def segments(self, product: str, importer: str) -> set[str]:
        """Return the segments that duty rows of a product and an importer name, on any day."""
        return {
            row["segment"]
            for row in self.tables["duties"]
            if row.get("segment")
            and row["layer"] in self.alive
            and self.code(product).startswith(row.get("hs") or "")
            and any(self.meets(row.get("importer"), importer, t) is not None for t in range(len(self.names)))
        }

    @cached_property
    def alive(self) -> set[str]:
        """Layers that charge something some day, or exclude another."""
        changed = {
            row["key"].split("/")[0] for row in self.tables.get("series", ()) if row["table"] == "duties"
        }
        charging = {
            row["layer"]
            for row in self.tables["duties"]
            if row.get("ad_valorem") or row.get("per_kg") or row.get("excludes")
        }
        return charging | changed

    @cached_property
    def days(self) -> list[Counter[frozenset[int]]]:
        """Days of each period on which the same rows of `duties` are in force."""
        found = []
        for start, end in zip(self.starts, self.ends, strict=True):
            days: Counter[frozenset[int]] = Counter()
            day = start
            while day < end:
                rows = enumerate(self.tables["duties"])
                days[frozenset(index for index, row in rows if runs(row, day))] += 1
                day += timedelta(days=1)
            found.append(days)
        return found

    def charge(
        self,
        product: str,
        good: Good,
        exporter: str,
        importer: str,
        segment: str,
        t: int,
        code: str | None = None,
    ) -> Charge:
        """Return the mean rates of a crossing over the days of a period."""
        code = self.code(product) if code is None else code
        key = (product, good.origin, good.labels, exporter, importer, segment, t, code)
        if key not in self.charges:
            charge, count = Charge(), sum(self.days[t].values())
            for rows, days in self.days[t].items():
                for row, rates in self.charged(rows, product, good, exporter, importer, segment, t, code):
                    share = days / count
                    charge.ad_valorem += rates[0] * share
                    charge.per_kg += rates[1] * share
                    place = {"full": 0, "lesser": 2}.get(row.get("drawback", "none"))
                    if place is not None:
                        charge.claim[place] += rates[0] * share
                        charge.claim[place + 1] += rates[1] * share
            self.charges[key] = charge
        return self.charges[key]

    def charged(
        self,
        active: frozenset[int],
        product: str,
        good: Good,
        exporter: str,
        importer: str,
        segment: str,
        t: int,
        code: str,
    ) -> list[tuple[dict[str, Any], tuple[float, float]]]:
        """Return the rows charged on a day, one a layer, with their rates."""
        rows = self.tables["duties"]
        specific: dict[str, list[tuple[tuple[int, ...], dict[str, Any]]]] = {}
        for index in sorted(active):
            row = rows[index]
            levels = [
                self.meets(row.get("importer"), importer, t),
                self.meets(row.get("origin"), good.origin, t),
                self.meets(row.get("exporter"), exporter, t),
            ]
            fits = code.startswith(row.get("hs") or "") and (row.get("segment") or segment) == segment
            if fits and None not in levels:
                rank = (*levels, len(row.get("hs") or ""), 1 if row.get("segment") else 0)
                specific.setdefault(row["layer"], []).append((rank, row))
        applies: dict[str, dict[str, Any]] = {}
        for layer, found in specific.items():
            best = max(rank for rank, _ in found)
            chosen = [row for rank, row in found if rank == best]
            if len(chosen) > 1:
                raise AmbiguousError(layer)
            applies[layer] = chosen[0]

        under = self.qualifying(code, good.labels, (exporter, importer), t)
        additional = [layer for layer, row in applies.items() if row.get("kind") != "base"]
        waived = {layer for layer in additional if applies[layer].get("exempt") in under}
        shut = {
            row["excludes"]
            for layer, row in applies.items()
            if row.get("excludes") and row["excludes"] != layer and layer not in waived
        }
        rates: dict[str, tuple[float, float]] = {}
        for layer, row in applies.items():
            if layer in waived or layer in shut:
                continue
            key = "/".join(str(row.get(name) or "") for name in KEY)
            ad_valorem = self.number("duties", key, "ad_valorem", t, float(row.get("ad_valorem", 0)))
            per_kg = self.number("duties", key, "per_kg", t, float(row.get("per_kg", 0)))
            due = ad_valorem * self.value(product, t) + per_kg * self.mass(product)
            if layer not in additional and under and min(under.values()) * self.value(product, t) < due:
                ad_valorem, per_kg = min(under.values()), 0.0
            rates[layer] = (ad_valorem, per_kg)

        def size(layer: str) -> float:
            return rates[layer][0] * self.value(product, t) + rates[layer][1] * self.mass(product)

        rivals = sorted(layer for layer in rates if applies[layer].get("combine") == "max")
        rivals = [layer for layer in rivals if layer in additional]
        largest = max(rivals, key=size, default="")
        for layer in rivals:
            if layer != largest:
                del rates[layer]
        return [(applies[layer], rates[layer]) for layer in sorted(rates)]

    def customs_value(self, product: str, importer: str, t: int, seller: str | None = None) -> float:
        """Return the customs value of a unit, freight apart."""
        ranked = []
        for row in self.tables["customs_values"]:
            named = (seller, importer, self.names[t])
            asked = list(zip((row.get("seller"), row.get("importer"), row.get("period")), named, strict=True))
            if row["product"] == product and all(not cell or cell == name for cell, name in asked):
                ranked.append((tuple(bool(cell) for cell, _ in asked), float(row["value"])))
        return max(ranked)[1] if ranked else self.value(product, t)

    def paid(self, claim: Claim, value: float, mass: float) -> tuple[float, float]:
        """Return what a claim gives back of a unit: in full, and as the lesser of two duties."""
        return claim[0] * value + claim[1] * mass, claim[2] * value + claim[3] * mass


TABLES = ("products", "countries", "blocs", "agreements", "duties", "customs_values", "series")
KEY = ("layer", "importer", "origin", "exporter", "hs", "segment", "from")


def runs(row: dict[str, Any], day: date) -> bool:
    """Return whether a row of duties is in force on a day."""
    return (row.get("from") is None or row["from"] <= day) and (row.get("to") is None or day < row["to"])
