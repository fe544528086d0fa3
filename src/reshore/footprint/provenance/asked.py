"""What is asked of the provenance of each product: by duties, agreements, rules, and what is made of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polars as pl

from reshore.footprint.attributes import possible
from reshore.footprint.provenance.processes import FREE_ZONE
from reshore.tables import select
from reshore.tables.provenance import Provenance

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping

    from reshore.footprint.provenance.processes import Process
    from reshore.footprint.trade.agreements import Agreements
    from reshore.footprint.trade.tariff import Tariff
    from reshore.tables.model import Model

QUALIFYING = frozenset({"rvc", "tariff_shift"})
"""Ways to qualify that depend on what a good is made of."""

ABOUT_PROCESSED = frozenset({"processed", "processed_blocs"})
ABOUT_ORIGIN = frozenset({"goods_origin", "goods_origin_blocs"})
ABOUT_LABELS = frozenset({"labels"})


@dataclass(slots=True)
class Question:
    """What is asked of one product.

    Attributes
    ----------
    processed
        Whether the country last processed is told apart.
    origins
        Country -> what tells its origin apart from that of others: countries of one class are equal.
    labels
        Labels that are told apart.
    use
        Whether a rule counts what is used of it.
    """

    processed: bool = False
    origins: dict[str, tuple[Hashable, ...]] = field(default_factory=dict)
    labels: set[str] = field(default_factory=set)
    use: bool = False

    @property
    def by_origin(self) -> bool:
        """Whether origins are told apart at all."""
        return len(set(self.origins.values())) > 1

    @property
    def any(self) -> bool:
        """Whether anything is asked."""
        return self.processed or self.by_origin or bool(self.labels) or self.use

    def tell_origins_apart(self, classes: Mapping[str, Hashable]) -> None:
        """Split the classes of origins further."""
        for country, key in self.origins.items():
            self.origins[country] = (*key, classes[country])


def asked(
    model: Model,
    order: Iterable[str],
    made: Iterable[Process],
    tariff: Tariff,
    agreements: Agreements,
    activities: Mapping[str, pl.DataFrame],
) -> dict[str, Question]:
    """Return what is asked of every product.

    Parameters
    ----------
    order
        Products, components before what is made of them.
    activities
        Activity -> what rules on it may select, with the attributes that are known before provenance is.
    """
    countries = model["countries"]["country"].to_list()
    questions = {product: Question(origins=dict.fromkeys(countries, ())) for product in order}
    known = _labels(model)
    for product in model["products"].filter("followed")["product"]:
        questions[product].processed = True
        questions[product].tell_origins_apart({country: country for country in countries})
        questions[product].labels |= known | set(agreements.covering(product))
    _by_duties(questions, tariff, agreements)
    _by_rules(questions, model, known | set(model["agreements"]["agreement"]), activities)
    _by_products(questions, tuple(made), tariff)
    return questions


def _labels(model: Model) -> set[str]:
    """Return the labels that the user gives."""
    texts = [*model["processes"]["labels"].drop_nulls(), *model["supplies"]["labels"].drop_nulls()]
    stocked = [Provenance.parse(text).labels for text in model["stocks"]["provenance"].drop_nulls()]
    return {entry.rpartition(":")[2] for text in texts for entry in text.split()}.union(*stocked)


def _by_duties(questions: Mapping[str, Question], tariff: Tariff, agreements: Agreements) -> None:
    """Duties ask for origins, and for labels of agreements that replace or waive what they charge."""
    for product, question in questions.items():
        question.tell_origins_apart(tariff.partition(product))
        for name, cover in agreements.covering(product).items():
            if cover.basis not in QUALIFYING:
                continue
            countries = agreements.members.filter(pl.col("agreement") == name)["country"].unique()
            if any(tariff.may_charge(product, country) for country in countries):
                question.labels.add(name)


def _by_rules(
    questions: Mapping[str, Question],
    model: Model,
    known: set[str],
    activities: Mapping[str, pl.DataFrame],
) -> None:
    """Rules ask for what their conditions name, of the products that they may select."""
    for rule in model["rules"].iter_rows(named=True):
        frame = activities.get(rule["activity"])
        if frame is None:
            continue
        whole = [rule["of"]] if rule["of"] and rule["of"] != "baseline" else []
        counted = "component" if rule["activity"] == "use" else "product"
        for condition in (rule["where"], *whole):
            names = select.names(condition) if condition else frozenset()
            about = names & (ABOUT_PROCESSED | ABOUT_ORIGIN | ABOUT_LABELS)
            if not about and rule["activity"] != "use":
                continue
            for product in possible(rule["activity"], frame, condition)[counted].unique().sort():
                question = questions[product]
                question.use |= rule["activity"] == "use"
                question.processed |= bool(about & ABOUT_PROCESSED)
                if about & ABOUT_ORIGIN:
                    question.tell_origins_apart({country: country for country in question.origins})
                if about & ABOUT_LABELS:
                    question.labels |= (known & select.literals(condition)) or known


def _by_free_zones(
    product: str, made: Iterable[Process], questions: Mapping[str, Question], tariff: Tariff
) -> None:
    """Ask of components used in free zones what duties ask at the HS code of the product."""
    covering = tariff.agreements.covering(product)
    qualifying = {name for name in covering if covering[name].basis in QUALIFYING}
    for process in made:
        for component in process.components if process.regime == FREE_ZONE else ():
            if not tariff.may_charge(component, process.country):
                continue  # nobody suspends what is free
            questions[component].tell_origins_apart(tariff.partition(product))
            questions[component].labels |= qualifying & tariff.agreements.covering(component).keys()


def _by_products(questions: Mapping[str, Question], made: tuple[Process, ...], tariff: Tariff) -> None:
    """Ask of components what is asked of the product that they decide."""
    agreements = tariff.agreements
    by_product: dict[str, list[Process]] = {}
    for process in made:
        by_product.setdefault(process.product, []).append(process)
    for product in reversed(list(questions)):
        _by_free_zones(product, by_product.get(product, []), questions, tariff)
        question = questions[product]
        covering = agreements.covering(product)
        qualifying = {
            name for name in question.labels if name in covering and covering[name].basis in QUALIFYING
        }
        for process in by_product.get(product, []):
            for component in process.components:
                questions[component].labels |= qualifying & set(agreements.covering(component))
            for component, label in process.inherited:
                if label in question.labels:
                    questions[component].labels.add(label)
            if process.origin is None:
                continue
            passed = questions[process.origin]
            if question.by_origin:
                passed.tell_origins_apart(question.origins)
            if process.repack:
                passed.processed |= question.processed
                passed.labels |= question.labels
