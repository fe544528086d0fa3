"""Occurrence: which provenances of each followed product can be at which place, found by following them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reshore.footprint.provenance.borders import Claims
from reshore.footprint.provenance.leaving import NOWHERE, Leaving
from reshore.footprint.provenance.outputs import Making, Output
from reshore.footprint.provenance.provenance import FREE, MADE, OUT, Provenance
from reshore.footprint.provenance.sources import Sources

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reshore.footprint.provenance.asked import Question
    from reshore.footprint.provenance.borders import Borders, Way
    from reshore.footprint.provenance.lanes import Lane, Lanes
    from reshore.footprint.provenance.processes import Process


@dataclass(slots=True)
class Found:
    """What is found out about a followed product.

    Attributes
    ----------
    there
        Place -> provenances that can be there.
    bought, opening
        (site, period), place -> provenance.
    becomes
        (provenance, way, period) -> provenances with which it may arrive.
    """

    there: dict[str, set[Provenance]] = field(default_factory=dict)
    bought: dict[tuple[str, str], Provenance] = field(default_factory=dict)
    opening: dict[str, Provenance] = field(default_factory=dict)
    becomes: dict[tuple[Provenance, Way, str], list[Provenance]] = field(default_factory=dict)


@dataclass(slots=True)
class Occurrence:
    """Everything that can occur.

    Attributes
    ----------
    products
        Followed product -> what is found out about it.
    outputs
        (output, period) of processes that make or use a followed product.
    """

    products: dict[str, Found] = field(default_factory=dict)
    outputs: list[tuple[Output, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Search:
    """The search for what can occur, product by product, components first.

    Attributes
    ----------
    borders
        What customs make of goods.
    questions
        Product -> what is asked of it, in order.
    classes
        Product -> country -> name of its class of origins (None: not told apart).
    made
        Product -> the processes that make it.
    lanes
        Where they lead.
    sources
        Product -> where it comes from but from processes.
    """

    borders: Borders
    questions: Mapping[str, Question]
    classes: Mapping[str, Mapping[str, str | None]]
    made: Mapping[str, Sequence[Process]]
    lanes: Lanes
    sources: Mapping[str, Sources]

    def run(self) -> Occurrence:
        """Find what can occur."""
        found = Occurrence()
        claims = Claims(self.borders)
        leaving = Leaving.of(self.borders, self.lanes, self.questions, self.made)
        for product in self.questions:
            outputs = self._outputs(product, found, leaving)
            if not self._followed(product, outputs):
                found.outputs += [(one, period) for one, period in outputs if one.drawn]
                continue
            found.outputs += outputs
            found.products[product] = self._follow(product, outputs, claims)
        return found

    def _followed(self, product: str, outputs: Iterable[tuple[Output, str]]) -> bool:
        """Whether anything about units of a product can be told apart."""
        return (
            self.questions[product].any
            or any(output.provenance.status != FREE for output, _ in outputs)
            or any(self.borders.matters(product, way) for way in self._ways(product))
        )

    def _ways(self, product: str) -> frozenset[Way]:
        return self.lanes.ways.get(product, frozenset())

    def _outputs(self, product: str, found: Occurrence, leaving: Leaving) -> list[tuple[Output, str]]:
        """Return the outputs of the processes of a product in each period."""
        agreements, labels = self.borders.agreements, frozenset(self.questions[product].labels)
        classes = self.classes[product]
        covering = agreements.covering(product)
        made = []
        for process in self.made.get(product, ()):
            there = {
                component: tuple(sorted(found.products[component].there.get(process.site, ()), key=repr))
                for component in process.components
                if component in found.products
            }
            known: dict[object, list[Output]] = {}
            for period in self.borders.periods:
                member = {
                    name: cover
                    for name, cover in covering.items()
                    if name in labels and agreements.member(name, process.country, period)
                }
                bounds = leaving.bounds(product, process.country, period) if there else NOWHERE
                state = (tuple(member), bounds[MADE], bounds[OUT])
                if state not in known:
                    making = Making(
                        process=process,
                        there=there,
                        processed=self.questions[product].processed,
                        origin_class=lambda country: classes.get(country) if country else None,
                        labels=labels,
                        covering=member,
                        leaving=bounds,
                    )
                    known[state] = list(making.outputs())
                made += [(output, period) for output in known[state]]
        return made

    def _seen(self, product: str, processed: str, origin: str, labels: frozenset[str]) -> Provenance:
        """Return a provenance as far as it is told apart for a product."""
        question = self.questions[product]
        return Provenance(
            processed if question.processed else None,
            self.classes[product][origin],
            tuple(sorted(labels & question.labels)),
        )

    def _follow(self, product: str, outputs: Iterable[tuple[Output, str]], claims: Claims) -> Found:
        """Follow a product from where it comes about along all lanes."""
        sources = self.sources.get(product, Sources())
        found = Found(
            bought={key: self._seen(product, *goods) for key, goods in sources.bought.items()},
            opening={key: self._seen(product, *goods) for key, goods in sources.opening.items()},
        )
        sites = {process.name: process.site for process in self.made.get(product, ())}
        seeds = [(site, one) for (site, _), one in found.bought.items()]
        seeds += found.opening.items()
        seeds += [
            (sites[output.process], output.provenance) for output, _ in outputs if all(output.drawn.values())
        ]
        leaving: dict[str, list[Lane]] = {}
        for lane in self.lanes.carrying(product):
            leaving.setdefault(lane.origin, []).append(lane)
        claims.learn(product, {one.goods for _, one in seeds}, self._ways(product))
        waiting = list(dict.fromkeys(seeds))
        for place, one in waiting:
            found.there.setdefault(place, set()).add(one)
        while waiting:
            place, one = waiting.pop()
            for lane in leaving.get(place, ()):
                for after in self._becomes(product, found, one, lane.way, claims):
                    there = found.there.setdefault(lane.destination, set())
                    if after not in there:
                        there.add(after)
                        waiting.append((lane.destination, after))
        return found

    def _becomes(
        self, product: str, found: Found, goods: Provenance, way: Way, claims: Claims
    ) -> set[Provenance]:
        """Everything that a unit may become on a way in any period; remembered by period."""
        last: set[Provenance] = set()
        for period in self.borders.periods:
            key = (goods, way, period)
            if key not in found.becomes:
                found.becomes[key] = self.borders.arrivals(product, goods, way, period, claims)
            last.update(found.becomes[key])
        return last
