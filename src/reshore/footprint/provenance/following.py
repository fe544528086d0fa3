"""Following: the provenances that can occur in a model, as frames."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from reshore.footprint.provenance.asked import asked
from reshore.footprint.provenance.lanes import WAY, Lanes
from reshore.footprint.provenance.occurrence import Occurrence, Search
from reshore.footprint.provenance.origins import classes
from reshore.footprint.provenance.processes import Process, processes
from reshore.footprint.provenance.provenance import CLAIM, REST
from reshore.footprint.provenance.sources import sources

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reshore.footprint.prepare.goods import Goods
    from reshore.footprint.provenance.borders import Borders
    from reshore.footprint.provenance.outputs import Output
    from reshore.tables.model import Model

NONE = ""
"""Provenance of goods that aren't followed."""


@dataclass(frozen=True, slots=True)
class Following:
    """What can occur, as frames. Provenances are names, unique for a product.

    Attributes
    ----------
    products
        Followed products.
    provenances
        product, provenance, processed, goods_origin (as told apart), labels (list), first_origin (one of the
        countries of origin), status, via, bound, segment and the rates of the claim.
    made
        process, provenance, period: what a process can give; of products that aren't followed only where a
        component is.
    drawn
        process, provenance, component, drawn, period: provenances of a component that may go into an output.
    there
        place, product, provenance: what can be where.
    bought
        site, product, period, provenance.
    opening
        site, product, provenance: of the opening stock.
    becomes
        product, provenance, `lanes.WAY`, period, arrives: what goods become on the way.
    served
        market, product, provenance, segment: what may be delivered to whom.
    """

    products: frozenset[str]
    provenances: pl.DataFrame
    made: pl.DataFrame
    drawn: pl.DataFrame
    there: pl.DataFrame
    bought: pl.DataFrame
    opening: pl.DataFrame
    becomes: pl.DataFrame
    served: pl.DataFrame

    @classmethod
    def of(
        cls,
        model: Model,
        goods: Goods,
        borders: Borders,
        activities: Mapping[str, pl.DataFrame],
    ) -> Following:
        """Find what can occur in a model.

        Parameters
        ----------
        activities
            Activity -> what can be done, as the plain network has it; of ship, the lanes' attributes too.
        """
        made = processes(model)
        questions = asked(model, goods.order, made, borders.tariff, borders.agreements, activities)
        by_product: dict[str, list[Process]] = {}
        for process in made:
            by_product.setdefault(process.product, []).append(process)
        given = sources(model, borders.agreements, activities["buy"])
        search = Search(
            borders=borders,
            questions=questions,
            classes=classes(questions, by_product, given),
            made=by_product,
            lanes=Lanes.of(model, activities["ship"]),
            sources=given,
        )
        found = search.run()
        return cls(
            products=frozenset(found.products),
            provenances=_provenances(found),
            made=_made(found),
            drawn=_drawn(found),
            there=_there(found),
            bought=_bought(found),
            opening=_opening(found),
            becomes=_becomes(found),
            served=_served(found, borders, activities["serve"]),
        )


def _made(found: Occurrence) -> pl.DataFrame:
    return _frame(
        _texts("process", "provenance", "period"),
        ((output.process, _name(found, output), period) for output, period in found.outputs),
    )


def _drawn(found: Occurrence) -> pl.DataFrame:
    return _frame(
        _texts("process", "provenance", "component", "drawn", "period"),
        (
            (output.process, _name(found, output), component, unit.name, period)
            for output, period in found.outputs
            for component, units in output.drawn.items()
            for unit in units
        ),
    )


def _name(found: Occurrence, output: Output) -> str:
    return output.provenance.name if output.product in found.products else NONE


def _there(found: Occurrence) -> pl.DataFrame:
    return _frame(
        _texts("place", "product", "provenance"),
        (
            (place, product, one.name)
            for product, what in found.products.items()
            for place, units in what.there.items()
            for one in units
        ),
    )


def _bought(found: Occurrence) -> pl.DataFrame:
    return _frame(
        _texts("site", "product", "period", "provenance"),
        (
            (site, product, period, one.name)
            for product, what in found.products.items()
            for (site, period), one in what.bought.items()
        ),
    )


def _opening(found: Occurrence) -> pl.DataFrame:
    return _frame(
        _texts("site", "product", "provenance"),
        (
            (site, product, one.name)
            for product, what in found.products.items()
            for site, one in what.opening.items()
        ),
    )


def _becomes(found: Occurrence) -> pl.DataFrame:
    texts = _texts("product", "provenance", *WAY, "period", "arrives")
    return _frame(
        {**texts, "market": pl.Boolean(), "bonded": pl.Boolean()},
        (
            (
                *(product, one.name, way.exporter, way.importer, way.market, way.bonded),
                *(period, after.name),
            )
            for product, what in found.products.items()
            for (one, way, period), afters in what.becomes.items()
            for after in afters
        ),
    )


def _served(found: Occurrence, borders: Borders, demand: pl.DataFrame) -> pl.DataFrame:
    """Return what may be delivered to whom: goods at markets are free, and duty was paid for a segment."""
    asked_for = demand.select("market", "country", "product", "segment").unique()
    rows = []
    for market, country, product, segment in asked_for.sort(pl.all()).iter_rows():
        if product not in found.products:
            continue
        named = borders.tariff.names_segments(product, country)
        fitting = {None, segment} if segment in named else {None, segment, REST}
        rows += [
            (market, product, one.name, segment)
            for one in found.products[product].there.get(market, ())
            if one.segment in fitting
        ]
    return _frame(_texts("market", "product", "provenance", "segment"), rows)


def _provenances(found: Occurrence) -> pl.DataFrame:
    """Every provenance with what it says."""
    units = {
        (output.product, output.provenance.name): output.provenance
        for output, _ in found.outputs
        if output.product in found.products
    }
    for product, what in found.products.items():
        everywhere = (one for there in what.there.values() for one in there)
        for one in (*everywhere, *what.bought.values(), *what.opening.values()):
            units[product, one.name] = one
    return _frame(
        {
            **_texts("product", "provenance", "processed", "goods_origin", "first_origin"),
            "labels": pl.List(pl.String),
            **_texts("status", "via", "bound", "segment"),
            **dict.fromkeys(CLAIM, pl.Float64()),
        },
        (
            (
                *(product, name, one.processed, one.origin, one.first_origin, list(one.labels)),
                *(one.status, one.via, one.bound, one.segment, *one.claim),
            )
            for (product, name), one in units.items()
        ),
    )


def _texts(*names: str) -> dict[str, pl.DataType]:
    return dict.fromkeys(names, pl.String())


def _frame(schema: Mapping[str, pl.DataType], rows: Iterable[tuple[object, ...]]) -> pl.DataFrame:
    """Return a frame of rows, each once."""
    return pl.DataFrame(list(rows), schema=schema, orient="row").unique(maintain_order=True)
