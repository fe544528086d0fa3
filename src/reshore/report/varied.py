"""Uncertain numbers: the ranges of a model and the cells of explanations, with what their ends cost."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import inf
from typing import TYPE_CHECKING, Any

from reshore.chance.distribution import Distribution
from reshore.insight.sensitivity.cell import UNCHANGED, Cell
from reshore.insight.sensitivity.cells import FACTOR, PERCENTILES
from reshore.report.planned import planned
from reshore.tables import schema, select
from reshore.tables.address import Address, read

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reshore.report.view import View
    from reshore.tables.model import Model


@dataclass(frozen=True, slots=True)
class Varied:
    """A number, or numbers that vary together, between two ends.

    Attributes
    ----------
    name
        What it is called.
    address
        Where it stands; None where only the name is known.
    action
        What is done with a value: `set`, `multiply` or `add`.
    unit
        Unit of its values; `factor` where they multiply.
    low, best, high
        The ends, and the value of the plan between them; None where rows differ, or it isn't known.
    ends
        Rows of a tornado by `low` and `high`; none where no explanation varies it.
    """

    name: str
    address: Address | None
    action: str
    unit: str
    low: float
    best: float | None
    high: float
    ends: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def swing(self) -> float:
        """How far the cost of an end is from the plan's; infinite where one has no plan, 0 if not varied."""
        return max((_size(end) for end in self.ends.values()), default=0.0)

    def rows(self, model: Model) -> frozenset[int]:
        """Return which rows of its table it changes, counted from 0."""
        if self.address is None:
            return frozenset()
        mask = select.mask(model[self.address.table], self.address.where or None, self.name)
        return frozenset(mask.arg_true())


def varied(view: View) -> list[Varied]:
    """Return the ranges of a model and the cells that explanations vary, what moves the cost most first."""
    model = planned(view)
    ends = _ends(view)
    found = {one.name: one for one in _ranges(model, ends)}
    found |= {one.name: one for one in _cells(view, model, ends) if one.name not in found}
    return sorted(found.values(), key=lambda one: -one.swing)


def _ends(view: View) -> dict[str, dict[str, Mapping[str, Any]]]:
    found: dict[str, dict[str, Mapping[str, Any]]] = {}
    for result in view.why:
        for row in result["tornado"].iter_rows(named=True):
            found.setdefault(row["cell"], {})[row["end"]] = row
    return found


def _ranges(model: Model, ends: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> Iterator[Varied]:
    for row in model["ranges"].iter_rows(named=True):
        address = Address(row["table"], row["where"] or "", (row["column"],))
        low, high = (float(end) for end in Distribution.parse(row["value"]).quantile(PERCENTILES))
        column = schema.tables()[row["table"]].column(row["column"])
        named = column.unit.replace("currency", model.settings["currency"])
        unit = "factor" if row["action"] == "multiply" else named
        yield _varied(model, row["range"], address, row["action"], unit, (low, high), ends)


def _cells(view: View, model: Model, ends: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> Iterator[Varied]:
    """Yield what explanations vary; where a cell stands is known from how it was asked for."""
    asked = [read(text) for result in view.why for text in result.options.get("cells", ())]
    places = {found[0].name: found for found in asked if found is not None}
    for name, both in ends.items():
        place = places.get(name)
        factors = place is not None and all(value.startswith(FACTOR) for value in place[1])
        values = [both[end]["value"] for end in ("low", "high")]
        yield _varied(
            model,
            name,
            None if place is None else place[0],
            "multiply" if factors else "set",
            both["low"]["unit"],
            (values[0], values[1]),
            ends,
        )


def _varied(
    model: Model,
    name: str,
    address: Address | None,
    action: str,
    unit: str,
    values: tuple[float, float],
    ends: Mapping[str, Mapping[str, Mapping[str, Any]]],
) -> Varied:
    both = ends.get(name, {})
    units = {end["unit"] for end in both.values()}
    best = UNCHANGED.get(action)
    if best is None and address is not None:
        best = Cell(name, address, *values, action).now(model)
    low, high = (
        both[end]["value"] if end in both else value
        for end, value in zip(("low", "high"), values, strict=True)
    )
    return Varied(name, address, action, units.pop() if units else unit, low, best, high, both)


def _size(end: Mapping[str, Any]) -> float:
    """Return how far the cost of an end is from the plan's, in the middle of what is known."""
    if end["used"] is None:
        return inf
    known = [abs(value) for value in (end["low"], end["high"]) if value is not None]
    return sum(known) / len(known) if known else inf
