"""Following: the provenances that can occur in a model, as frames."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from reshore.footprint.provenance.asked import Question, asked
from reshore.footprint.provenance.borders import Way
from reshore.footprint.provenance.occurrence import Lane, Occurrence, Search, Sources
from reshore.footprint.provenance.processes import NO_REGIME, Process, processes
from reshore.footprint.provenance.provenance import CLAIM, FREE, REST, Provenance
from reshore.tables.provenance import Provenance as Written

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reshore.footprint.prepare.goods import Goods
    from reshore.footprint.provenance.borders import Borders
    from reshore.footprint.trade.agreements import Agreements
    from reshore.tables.model import Model

NONE = ""
"""Provenance of goods that aren't followed."""

WAY = {
    "origin_country": pl.String,
    "destination_country": pl.String,
    "market": pl.Boolean,
    "bonded": pl.Boolean,
}


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
        product, provenance, the kind of lane, period, arrives: what goods become on the way.
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
        sources = _sources(model, borders.agreements, activities["buy"])
        search = Search(
            borders,
            questions,
            _classes(questions, by_product, sources),
            by_product,
            _lanes(model, activities["ship"]),
            sources,
        )
        return cls._of(search.run(), borders, activities["serve"], model)

    @classmethod
    def _of(cls, found: Occurrence, borders: Borders, demand: pl.DataFrame, model: Model) -> Following:
        """Write down what was found."""
        named = frozenset(found.products)
        product_of = dict(model["processes"].select("process", "product").iter_rows())

        def name(product: str, provenance: Provenance) -> str:
            return provenance.name if product in named else NONE

        there = _frame(
            {"place": pl.String, "product": pl.String, "provenance": pl.String},
            (
                (place, product, one.name)
                for product, what in found.products.items()
                for place, units in what.there.items()
                for one in units
            ),
        )
        return cls(
            products=named,
            provenances=_provenances(found, product_of),
            made=_frame(
                {"process": pl.String, "provenance": pl.String, "period": pl.String},
                (
                    (output.process, name(product_of[output.process], output.provenance), period)
                    for output, period in found.outputs
                ),
            ),
            drawn=_frame(
                {
                    **{"process": pl.String, "provenance": pl.String, "component": pl.String},
                    **{"drawn": pl.String, "period": pl.String},
                },
                (
                    (
                        output.process,
                        name(product_of[output.process], output.provenance),
                        component,
                        unit.name,
                        period,
                    )
                    for output, period in found.outputs
                    for component, units in output.drawn.items()
                    for unit in units
                ),
            ),
            there=there,
            bought=_frame(
                {"site": pl.String, "product": pl.String, "period": pl.String, "provenance": pl.String},
                (
                    (site, product, period, one.name)
                    for product, what in found.products.items()
                    for (site, period), one in what.bought.items()
                ),
            ),
            opening=_frame(
                {"site": pl.String, "product": pl.String, "provenance": pl.String},
                (
                    (place, product, one.name)
                    for product, what in found.products.items()
                    for place, one in what.opening.items()
                ),
            ),
            becomes=_frame(
                {
                    **{"product": pl.String, "provenance": pl.String},
                    **WAY,
                    **{"period": pl.String, "arrives": pl.String},
                },
                (
                    (
                        product,
                        one.name,
                        way.exporter,
                        way.importer,
                        way.market,
                        way.bonded,
                        period,
                        after.name,
                    )
                    for product, what in found.products.items()
                    for (one, way, period), afters in what.becomes.items()
                    for after in afters
                ),
            ),
            served=_served(found, borders, demand),
        )


def kinds_of_lanes(model: Model) -> pl.DataFrame:
    """Return for each place what it is to customs on arrival: destination, market, bonded."""
    sites = model["sites"].select(
        destination="site",
        market=pl.lit(False),
        bonded=pl.col("bonded").fill_null(NO_REGIME) != NO_REGIME,
    )
    markets = model["markets"].select(destination="market", market=pl.lit(True), bonded=pl.lit(False))
    return pl.concat([sites, markets])


def _lanes(model: Model, ship: pl.DataFrame) -> dict[str, list[Lane]]:
    """Product -> the lanes that carry it, as customs see them."""
    rows = (
        ship.select("product", "origin", "destination", "origin_country", "destination_country")
        .unique()
        .join(kinds_of_lanes(model), on="destination", how="left")
        .sort(pl.all())
    )
    lanes: dict[str, list[Lane]] = {}
    for product, origin, destination, exporter, importer, market, bonded in rows.iter_rows():
        way = Way(exporter, importer, market, bonded)
        lanes.setdefault(product, []).append(Lane(origin, destination, way))
    return lanes


def _sources(model: Model, agreements: Agreements, buy: pl.DataFrame) -> dict[str, Sources]:
    """Product -> where units of it come from that no process makes."""
    rows = buy.join(
        model["supplies"].select("site", "product", "origin", "labels"), on=["site", "product"], how="left"
    ).select("site", "product", "period", "country", pl.col("origin").fill_null(pl.col("country")), "labels")
    bought: dict[str, dict[tuple[str, str], tuple[str, str, frozenset[str]]]] = {}
    for site, product, period, country, origin, labels in rows.iter_rows():
        qualifying = {
            name for name in agreements.covering(product) if agreements.member(name, origin, period)
        }
        given = frozenset((labels or "").split()) | qualifying
        bought.setdefault(product, {})[site, period] = (country, origin, given)
    opening: dict[str, dict[str, tuple[str, str, frozenset[str]]]] = {}
    stocked = model["stocks"].filter(pl.col("provenance").is_not_null())
    for place, product, text in stocked.select("site", "product", "provenance").iter_rows():
        read = Written.parse(text)
        opening.setdefault(product, {})[place] = (read.processed, read.goods_origin, read.labels)
    return {
        product: Sources(bought.get(product, {}), opening.get(product, {}))
        for product in bought.keys() | opening.keys()
    }


def _classes(
    questions: Mapping[str, Question],
    made: Mapping[str, Sequence[Process]],
    sources: Mapping[str, Sources],
) -> dict[str, dict[str, str | None]]:
    """Product -> country -> name of its class of origins: the countries of it that can be the origin."""
    occurring: dict[str, set[str]] = {}
    classes: dict[str, dict[str, str | None]] = {}
    for product, question in questions.items():
        source = sources.get(product, Sources({}, {}))
        origins = {origin for _, origin, _ in (*source.bought.values(), *source.opening.values())}
        for process in made.get(product, ()):
            origins |= occurring[process.origin] if process.origin else {process.country}
        occurring[product] = origins
        if not question.by_origin:
            classes[product] = dict.fromkeys(question.origins, None)
            continue
        alike: dict[object, list[str]] = {}
        for country in sorted(origins):
            alike.setdefault(question.origins[country], []).append(country)
        classes[product] = {country: " ".join(group) for group in alike.values() for country in group}
    return classes


def _served(found: Occurrence, borders: Borders, demand: pl.DataFrame) -> pl.DataFrame:
    """Return what may be delivered: free goods, to the segments for which duty was paid."""
    asked_for = demand.select("market", "country", "product", "segment").unique()
    rows = []
    for market, country, product, segment in asked_for.sort(pl.all()).iter_rows():
        if product not in found.products:
            continue
        named = borders.tariff.names_segments(product, country)
        fitting = {None, segment if segment in named else REST}
        rows += [
            (market, product, one.name, segment)
            for one in found.products[product].there.get(market, ())
            if one.status == FREE and one.segment in fitting
        ]
    return _frame(
        {"market": pl.String, "product": pl.String, "provenance": pl.String, "segment": pl.String}, rows
    )


def _provenances(found: Occurrence, product_of: Mapping[str, str]) -> pl.DataFrame:
    """Every provenance with what it says."""
    made = ((product_of[output.process], output.provenance) for output, _ in found.outputs)
    units = {(product, one.name): one for product, one in made if product in found.products}
    for product, what in found.products.items():
        everywhere = (one for there in what.there.values() for one in there)
        for one in (*everywhere, *what.bought.values(), *what.opening.values()):
            units[product, one.name] = one
    schema = {
        **{"product": pl.String, "provenance": pl.String, "processed": pl.String},
        **{"goods_origin": pl.String, "first_origin": pl.String, "labels": pl.List(pl.String)},
        **{"status": pl.String, "via": pl.String, "bound": pl.String, "segment": pl.String},
        **dict.fromkeys(CLAIM, pl.Float64),
    }
    return _frame(
        schema,
        (
            (
                *(product, name, one.processed, one.origin, one.first_origin, list(one.labels)),
                *(one.status, one.via, one.bound, one.segment, *one.claim),
            )
            for (product, name), one in units.items()
        ),
    )


def _frame(schema: Mapping[str, object], rows: Iterable[tuple[object, ...]]) -> pl.DataFrame:
    """Return a frame of rows, each once."""
    return pl.DataFrame(list(rows), schema=dict(schema), orient="row").unique(maintain_order=True)  # type: ignore[arg-type]
