"""Outputs: which provenances a process can give, and what each may be made of."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product as combinations
from typing import TYPE_CHECKING

from reshore.footprint.provenance.asked import QUALIFYING
from reshore.footprint.provenance.provenance import BOND, FREE, MADE, OUT, REST, Provenance

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from reshore.footprint.provenance.processes import Process
    from reshore.footprint.trade.agreements import Cover

Drawn = dict[str, tuple[Provenance, ...]]
"""Followed component -> the provenances of it that are there, or that may be drawn."""

Status = tuple[str, str | None]
"""Status and bound."""


@dataclass(frozen=True, slots=True)
class Output:
    """A provenance of the output of a process, with what may be drawn for it.

    Attributes
    ----------
    process, product
        Name of the process, and what it makes.
    provenance
        Of the output.
    drawn
        Followed component -> provenances of it that may be drawn.
    """

    process: str
    product: str
    provenance: Provenance
    drawn: Drawn


@dataclass(frozen=True, slots=True)
class Making:
    """What the output of one process in one period can be.

    Attributes
    ----------
    process
        The process.
    there
        Followed component -> its provenances that can be at the site.
    processed
        Whether the country last processed is told apart.
    origin_class
        Country, or class of the component's origins -> class of the output's origins; gives None where
        origins are not told apart.
    labels
        Labels that are told apart.
    covering
        Agreements that cover the product and have the site's country as a member.
    leaving
        Status -> countries that the output can leave for where what is paid there counts.
    """

    process: Process
    there: Drawn
    processed: bool
    origin_class: Callable[[str | None], str | None]
    labels: frozenset[str]
    covering: Mapping[str, Cover]
    leaving: Mapping[str, Sequence[str]]

    def outputs(self) -> Iterator[Output]:
        """Yield every output that can be made of what is there; the plain one even if nothing is."""
        if self.process.repack:
            yield from self._repacked()
            return
        for origin, labels, (status, bound) in combinations(
            self._origins(), self._labels(), self._statuses()
        ):
            processed = self.process.country if self.processed else None
            made = Provenance(processed, origin, labels, status, bound=bound)
            drawn = {
                component: tuple(one for one in units if self._fits(component, one, made))
                for component, units in self.there.items()
            }
            if all(drawn.values()) or status == FREE:
                yield self._output(made, drawn)

    def _output(self, provenance: Provenance, drawn: Drawn) -> Output:
        return Output(self.process.name, self.process.product, provenance, drawn)

    def _origins(self) -> list[str | None]:
        passing = self.process.origin
        if passing is None or passing not in self.there:
            return [self.origin_class(self.process.country)]
        return sorted({self.origin_class(one.first_origin) for one in self.there[passing]}, key=str)

    def _labels(self) -> list[tuple[str, ...]]:
        """Combine labels: conferred always, passed on or qualified for with and without."""
        deemed = {name for name, cover in self.covering.items() if cover.basis not in QUALIFYING}
        always = (self.process.conferred | deemed) & self.labels
        passed = {
            label
            for component, label in self.process.inherited
            if label in self.labels and any(label in one.labels for one in self.there.get(component, ()))
        }
        optional = sorted((passed | (self.covering.keys() & self.labels)) - always)
        return [
            tuple(sorted(always | {label for label, has in zip(optional, chosen, strict=True) if has}))
            for chosen in combinations((False, True), repeat=len(optional))
        ]

    def _statuses(self) -> list[Status]:
        units = [one for there in self.there.values() for one in there]
        found: list[Status] = [(FREE, None)]
        if self.process.uses_bond and any(one.status in {BOND, MADE} for one in units):
            found += [(MADE, None), *((MADE, country) for country in self.leaving[MADE])]
        if any(any(one.claim) or one.status == OUT for one in units):
            found += [(OUT, None), *((OUT, country) for country in self.leaving[OUT])]
        return found

    def _fits(self, component: str, unit: Provenance, made: Provenance) -> bool:
        """Whether a unit of a component may be drawn for an output."""
        if unit.segment not in {None, REST} or not self._status_fits(unit, made):
            return False
        if component == self.process.origin and self.origin_class(unit.first_origin) != made.origin:
            return False
        return all(
            (label in unit.labels) == (label in made.labels)
            for source, label in self.process.inherited
            if source == component and label in self.labels and label not in self.process.conferred
        )

    def _status_fits(self, unit: Provenance, made: Provenance) -> bool:
        if unit.status == BOND:
            return self.process.uses_bond and made.status in {FREE, MADE}
        if unit.status == MADE:
            return made.status == MADE and unit.bound is None and made.bound is None
        if unit.status == OUT:
            return made.status == OUT and unit.bound is None and made.bound is None
        return True

    def _repacked(self) -> Iterator[Output]:
        """Yield the output for each provenance of the goods repacked."""
        packed = self.process.origin
        there = self.there.get(packed, ()) if packed else ()
        other = {
            component: tuple(one for one in units if one.status == FREE and one.segment in {None, REST})
            for component, units in self.there.items()
            if component != packed
        }
        if not there:
            yield self._output(Provenance(), dict.fromkeys(self.there, ()))
        groups: dict[Provenance, list[Provenance]] = {}
        for unit in there:
            if unit.status in {BOND, MADE} and not self.process.regime:
                continue
            groups.setdefault(self._seen_as(unit), []).append(unit)
        for made, units in groups.items():
            yield self._output(made, {**other, str(packed): tuple(units)})

    def _seen_as(self, unit: Provenance) -> Provenance:
        """Return the provenance of a component as far as it is told apart for the product."""
        return Provenance(
            unit.processed if self.processed else None,
            self.origin_class(unit.first_origin),
            tuple(label for label in unit.labels if label in self.labels),
            *(unit.status, unit.via, unit.bound, unit.segment, unit.claim),
        )
