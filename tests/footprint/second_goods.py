"""What may happen to goods in the second formulation: where they come from, what they become."""

from __future__ import annotations

from itertools import chain, combinations, product
from typing import TYPE_CHECKING, Any, NamedTuple

from tests.footprint.second_customs import NOTHING, Customs, Good, Tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FACTORIES = ("immex", "free_zone")
"""Regimes under which goods are made in bond."""


class Move(NamedTuple):
    """How a unit arrives: with what provenance, and the duty and drawback of it."""

    arrives: Good
    duty: float
    drawback: float


class Taking(NamedTuple):
    """What drawing a unit costs: charged less paid back, and what may be paid back up to a duty."""

    charge: float
    capped: float


class Goods:
    """What may happen to goods, from a model's tables."""

    def __init__(self, tables: Tables) -> None:
        self.customs = Customs(tables)
        self.sites = {row["site"]: row for row in tables["sites"]}
        self.markets = {row["market"]: row for row in tables["markets"]}
        places = chain(self.sites.items(), self.markets.items())
        self.country = {place: row["country"] for place, row in places}
        self.regime = {site: row.get("bonded") or "none" for site, row in self.sites.items()}
        self.recipe: dict[tuple[str, str], dict[str, float]] = {}
        for row in tables.get("boms", []):
            recipe = self.recipe.setdefault((row["product"], row.get("variant", "base")), {})
            recipe[row["component"]] = row["quantity"]

    def bought(self, row: dict[str, Any], t: int) -> Good:
        country = self.country[row["site"]]
        origin = row.get("origin") or country
        under = self.customs.shared(self.customs.code(row["product"]), (origin,), t)
        labels = {*(row.get("labels") or "").split(), *(found["agreement"] for found in under)}
        return Good(country, origin, frozenset(labels))

    def in_stock(self, row: dict[str, Any]) -> Good:
        processed, origin, labels = (part.split() for part in row["provenance"].split("/"))
        return Good(processed[0], origin[0], frozenset(labels))

    def outputs(self, row: dict[str, Any], t: int, at_hand: dict[str, set[Good]]) -> Iterator[Good]:
        """Yield every provenance that a process may give its output."""
        components = self.components(row)
        if row.get("repack"):
            yield from at_hand.get(row["origin"], ())
            return
        country = self.country[row["site"]]
        named = row.get("origin", "site")
        origins = {country} if named == "site" else {good.origin for good in at_hand.get(named, ())}
        always, perhaps = set(), set()
        for label in (row.get("labels") or "").split():
            component, colon, passed = label.rpartition(":")
            if not colon:
                always.add(label)
            elif any(passed in good.labels for good in at_hand.get(component, ())):
                perhaps.add(passed)
        for found in self.customs.shared(self.customs.code(row["product"]), (country,), t):
            (always if found.get("basis", "rvc") == "deemed" else perhaps).add(found["agreement"])
        bounds = ["", *sorted({*self.country.values()} - {country})]
        states = [("free", ""), *(("out", bound) for bound in bounds)]
        if self.regime[row["site"]] in FACTORIES:
            states += [("made", bound) for bound in bounds]
        if all(at_hand.get(component) for component in components):
            for origin, extra, (status, bound) in product(origins, subsets(perhaps - always), states):
                labels = frozenset({*always, *extra})
                yield Good(country, origin, labels, status=status, bound=bound)

    def components(self, row: dict[str, Any]) -> dict[str, float]:
        return self.recipe.get((row["product"], row.get("variant", "base")), {})

    def takes(self, row: dict[str, Any], output: Good, component: str, good: Good, t: int) -> Taking | None:
        """Return what it costs to draw a unit of a component for an output; None where it may not be."""
        if row.get("repack"):
            return Taking(0.0, 0.0) if component != row["origin"] or good == output else None
        country, customs = self.country[row["site"]], self.customs
        if good.segment not in {"", "~"} or (row.get("origin") == component and good.origin != output.origin):
            return None
        for label in (row.get("labels") or "").split():
            asked, colon, passed = label.rpartition(":")
            if colon and asked == component and (passed in output.labels) != (passed in good.labels):
                return None
        value, mass = customs.customs_value(component, country, t), customs.mass(component)
        made = customs.code(row["product"])
        relief = customs.relief(made, country, output.bound, t) if output.bound else ""
        if good.status == "bond":
            if self.regime[row["site"]] not in FACTORIES or output.status == "out":
                return None
            zone = self.regime[row["site"]] == "free_zone"
            code = made if zone else customs.code(component)
            duty = customs.charge(component, good, good.via, country, "", t, code).amount(value, mass)
            if output.status == "free" or relief == "none":
                return Taking(duty, 0.0)
            return Taking(duty, duty) if relief == "lesser" else Taking(0.0, 0.0)
        if good.status == "made":
            same = (output.status, output.bound, good.bound) == ("made", "", "")
            return Taking(0.0, 0.0) if same else None
        if good.status == "out":
            loose = output.status == "out" and not (good.bound or output.bound)
            return Taking(0.0, 0.0) if loose else None
        if output.status != "out" or relief == "none":
            return Taking(0.0, 0.0)
        full, lesser = customs.paid(good.claim, value, mass)
        if not output.bound:
            return Taking(-full, 0.0)
        return Taking(0.0, full + lesser) if relief == "lesser" else Taking(-full, lesser)

    def pays_in_bound(self, row: dict[str, Any], output: Good, t: int) -> float:
        """Return the duty that a unit of output pays in the country that it is bound for."""
        item, customs = row["product"], self.customs
        value = customs.customs_value(item, output.bound, t, row["site"])
        charge = customs.charge(item, output, self.country[row["site"]], output.bound, "", t)
        return charge.amount(value, customs.mass(item))

    def moves(self, row: dict[str, Any], item: str, good: Good, t: int) -> Iterator[Move]:
        """Yield every way in which a unit that leaves on a lane may arrive."""
        customs = self.customs
        here, there = self.country[row["origin"]], self.country[row["destination"]]
        at_site = row["destination"] in self.sites
        bonded = at_site and self.regime[row["destination"]] != "none"
        mass, value = customs.mass(item), customs.customs_value(item, here, t)
        plain = Good(good.processed, good.origin, good.labels)
        if customs.territory(here, t) == customs.territory(there, t):
            if good.status == "free":
                yield Move(good if at_site else good._replace(claim=NOTHING), 0.0, 0.0)
            elif bonded or (good.status == "out" and at_site):
                yield Move(good, 0.0, 0.0)
            elif good.status == "bond":
                for segment in self.segments(item, here):
                    charge = customs.charge(item, good, good.via, here, segment, t)
                    yield Move(plain._replace(segment=segment), charge.amount(value, mass), 0.0)
            return
        if good.status in {"made", "out"}:
            limited = customs.relief(customs.code(item), here, there, t) != "free"
            if good.bound not in {"", there} or (not good.bound and limited):
                return
        full, lesser = customs.paid(good.claim, value, mass)
        for segment in self.segments(item, there):
            charge = customs.charge(item, good, here, there, segment, t)
            dutiable = customs.customs_value(item, there, t, row["origin"])
            if customs.basis[there] == "CIF":
                dutiable += self.transport(row, item)
            duty = charge.amount(dutiable, mass)
            claim = tuple(round(rate, 12) for rate in charge.claim) if at_site else NOTHING
            yield Move(plain._replace(segment=segment, claim=claim), duty, full + min(lesser, duty))
        if bonded:
            yield Move(plain._replace(status="bond", via=here), 0.0, full)

    def segments(self, item: str, importer: str) -> list[str]:
        named = sorted(self.customs.segments(item, importer))
        return [*named, "~"] if named else [""]

    def serves(self, market: str, item: str, good: Good, segment: str) -> bool:
        unnamed = segment not in self.customs.segments(item, self.country[market])
        return good.status == "free" and (good.segment in {"", segment} or (good.segment == "~" and unnamed))

    def transport(self, row: dict[str, Any], item: str) -> float:
        return float(row.get("cost_per_unit") or 0) + self.customs.mass(item) * (row.get("cost_per_kg") or 0)


def subsets(labels: Iterable[str]) -> Iterator[tuple[str, ...]]:
    ordered = sorted(labels)
    return chain.from_iterable(combinations(ordered, size) for size in range(len(ordered) + 1))
