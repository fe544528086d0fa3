"""Goods as the plan tells them apart: the frame `provenances`, and what may be behind a merged one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from reshore.tables.provenance import Provenance

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import polars as pl

    from reshore.tables.model import Model


class Claim(NamedTuple):
    """What is paid back for a unit should it leave again."""

    full_ad_valorem: float = 0.0
    full_per_kg: float = 0.0
    lesser_ad_valorem: float = 0.0
    lesser_per_kg: float = 0.0


NO_CLAIM = Claim()


@dataclass(frozen=True, slots=True)
class Goods:
    """A product of one provenance.

    Attributes
    ----------
    product, name
        The product, and the name of its provenance; empty where it isn't followed.
    processed, origins
        Countries of which one last processed it, is its origin; empty for any at all.
    labels
        What it has.
    status, via, bound, segment
        As the frame has them, empty text for empty cells.
    claim
        What is paid back should it leave.
    """

    product: str
    name: str = ""
    processed: frozenset[str] = frozenset()
    origins: frozenset[str] = frozenset()
    labels: frozenset[str] = frozenset()
    status: str = "free"
    via: str = ""
    bound: str = ""
    segment: str = ""
    claim: Claim = NO_CLAIM


class Catalogue:
    """All goods that the plan names, and what else the tables say of where products come from."""

    def __init__(self, model: Model, frame: pl.DataFrame) -> None:
        self._goods = {
            (row["product"], row["provenance"]): _goods(row) for row in frame.iter_rows(named=True)
        }
        self.followed = frozenset(product for product, _ in self._goods)
        self._labels: dict[str, frozenset[str]] = {}
        for product in self.followed:
            named = (goods.labels for goods in self if goods.product == product)
            self._labels[product] = frozenset().union(*named)
        every = _labels(model)
        self._labels |= dict.fromkeys(model["products"].filter("followed")["product"], every)
        self._processed, self._origins = _possible(model)

    def __call__(self, product: str, name: str | None) -> Goods:
        """Return the goods of a name; what isn't followed, or isn't known, has no attributes."""
        return self._goods.get((product, name or ""), Goods(product, name or ""))

    def __iter__(self) -> Iterator[Goods]:
        return iter(self._goods.values())

    def labels(self, product: str) -> frozenset[str]:
        """Return the labels of a product that are told apart: what any of it has, or the table asks for."""
        return self._labels.get(product, frozenset())

    def opening(self, product: str, cell: str | None) -> str:
        """Return the name of opening stock by its cell of `stocks`; empty if the plan has no such goods."""
        stated = Provenance.parse(cell) if cell else None
        fitting = [
            goods
            for goods in self
            if (goods.product, goods.status, goods.segment, goods.claim) == (product, "free", "", NO_CLAIM)
            and (stated is None or _fits(goods, stated))
        ]
        # Of several, that with the most labels: the others are told apart from it by what they lack.
        best = max(fitting, key=lambda goods: len(goods.labels), default=None)
        return best.name if best else ""

    def origins(self, goods: Goods) -> frozenset[str]:
        """Return the countries of origin that goods may have: as named, or all that can occur."""
        return goods.origins or self._origins.get(goods.product, frozenset())

    def processed(self, goods: Goods) -> frozenset[str]:
        """Return the countries that may have processed goods last; otherwise as `origins`."""
        return goods.processed or self._processed.get(goods.product, frozenset())


def words(cell: str | None) -> frozenset[str]:
    """Return the names in a cell that lists them."""
    return frozenset((cell or "").split())


def _fits(goods: Goods, stated: Provenance) -> bool:
    """Whether stock of a stated provenance is part of goods that a plan tells apart."""
    made_there = not goods.processed or stated.processed in goods.processed
    from_there = not goods.origins or stated.goods_origin in goods.origins
    return made_there and from_there and goods.labels <= stated.labels


def _labels(model: Model) -> frozenset[str]:
    """All labels that the tables confer."""
    written = words(" ".join(model["supplies"]["labels"].drop_nulls()))
    conferred = (
        label.rpartition(":")[2] for label in words(" ".join(model["processes"]["labels"].drop_nulls()))
    )
    return written | frozenset(conferred) | frozenset(model["agreements"]["agreement"])


def _goods(row: Mapping[str, Any]) -> Goods:
    return Goods(
        row["product"],
        row["provenance"],
        words(row["processed"]),
        words(row["goods_origin"]),
        words(row["labels"]),
        row["status"],
        row["via"] or "",
        row["bound"] or "",
        row["segment"] or "",
        Claim(*(row[number] for number in Claim._fields)),
    )


def _possible(model: Model) -> tuple[Mapping[str, frozenset[str]], Mapping[str, frozenset[str]]]:
    """Countries that can be behind each product: that processed it last, that it originates in."""
    countries = dict(model["sites"].select("site", "country").iter_rows())
    processed: dict[str, set[str]] = {product: set() for product in model["products"]["product"]}
    origins: dict[str, set[str]] = {product: set() for product in model["products"]["product"]}
    for row in model["supplies"].iter_rows(named=True):
        processed[row["product"]].add(countries[row["site"]])
        origins[row["product"]].add(row["origin"] or countries[row["site"]])
    for row in model["stocks"].iter_rows(named=True):
        if row["provenance"]:
            stated = Provenance.parse(row["provenance"])
            processed[row["product"]].add(stated.processed)
            origins[row["product"]].add(stated.goods_origin)
    passing = []
    for row in model["processes"].iter_rows(named=True):
        home = {countries[row["site"]]}
        if not row["repack"]:
            processed[row["product"]] |= home
        if row["origin"] == "site":
            origins[row["product"]] |= home
        else:
            passing.append((row["product"], row["origin"], row["repack"]))
    # As often as there are processes: origins may pass through all of them in turn.
    for _ in passing:
        for product, component, repack in passing:
            origins[product] |= origins[component]
            if repack:
                processed[product] |= processed[component]
    frozen = tuple(
        {product: frozenset(found) for product, found in sets.items()} for sets in (processed, origins)
    )
    return frozen[0], frozen[1]
