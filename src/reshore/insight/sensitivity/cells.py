"""Cells as they are asked for: in one line each, or by the table `ranges`; all faults at once."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

from reshore.chance.distribution import Distribution
from reshore.errors import DataError, Fault, UsageError
from reshore.insight.sensitivity.cell import Cell
from reshore.insight.variant import change_rows
from reshore.tables import address, change, scenario, schema
from reshore.tables.address import Address

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from reshore.tables.model import Model

FORM = "TABLE: WHERE: COLUMN: low, high"
EXAMPLE = "duties: layer = 'tariff': ad_valorem: 0, 0.5"
FACTOR = "x"
"""Stands before a value that multiplies what is there."""

RANGES = "ranges"
"""Stands for the cells of the table of that name."""

PERCENTILES = (0.05, 0.95)
"""Ends of a distribution of `ranges`."""


def cells(base: Model, texts: Sequence[str] = ()) -> tuple[Cell, ...]:
    """Read cells, and hold that tables are sound at both of their ends.

    Parameters
    ----------
    base
        The run's model, its scenario applied.
    texts
        Of the form `FORM`, absolute values or factors such as ``x0.5, x2``; `ranges` = those of the table
        `ranges`, between the 5th and 95th percentile of each, and so is none.

    Raises
    ------
    UsageError
        If ranges are asked for, and there are none.
    DataError
        If cells make no sense: all faults at once.
    """
    ranged = not texts or RANGES in texts
    if ranged and base["ranges"].is_empty():
        raise UsageError(f"the table ranges has no rows: name cells, {FORM}, such as {EXAMPLE}")
    faults = list[Fault]()
    found = list(_written(base, [text for text in texts if text != RANGES], faults))
    found += _ranges(base, faults) if ranged else ()
    names = [cell.name for cell in found]
    faults += [
        Fault(f"cell {name!r}", "it is there twice") for name in dict.fromkeys(names) if names.count(name) > 1
    ]
    for cell in found:
        faults += dict.fromkeys(_faults(base, cell))
    if faults:
        raise DataError(faults)
    return tuple(found)


def _written(base: Model, texts: Sequence[str], faults: list[Fault]) -> Iterator[Cell]:
    for text in texts:
        found = address.read(text)
        if found is None or len(found[1]) != 2:
            faults.append(Fault(f"cell {text!r}", f"it is not of the form {FORM}", f"such as {EXAMPLE}"))
            continue
        place, values = found
        action = "multiply" if all(value.startswith(FACTOR) for value in values) else "set"
        try:
            low, high = (
                float(value.removeprefix(FACTOR if action == "multiply" else "")) for value in values
            )
        except ValueError:
            said = "two numbers, or two factors such as x0.5, x2"
            faults.append(Fault(f"cell {text!r}", f"{', '.join(values)} is neither", f"write {said}"))
            continue
        yield _cell(base, place.name, place, action, (low, high))


def _ranges(base: Model, faults: list[Fault]) -> Iterator[Cell]:
    for row in base["ranges"].iter_rows(named=True):
        try:
            low, high = (float(end) for end in Distribution.parse(row["value"]).quantile(PERCENTILES))
        except ValueError as error:
            faults.append(Fault(f"ranges {row['range']}, value", str(error)))
            continue
        place = Address(row["table"], row["where"] or "", (row["column"],))
        yield _cell(base, row["range"], place, row["action"], (low, high))


def _cell(base: Model, name: str, place: Address, action: str, ends: tuple[float, float]) -> Cell:
    """Put a cell together; what its column is counts only where there is such a column."""
    table = schema.tables().get(place.table)
    types = {} if table is None else {column.name: column for column in table.columns}
    asked = [types[column] for column in place.columns if column in types]
    units = list(
        dict.fromkeys(column.unit.replace("currency", base.settings["currency"]) for column in asked)
    )
    whole = action == "set" and any(column.type == "integer" for column in asked)
    unit = "factor" if action == "multiply" else " and ".join(units)
    return Cell(name, place, *ends, action, unit, whole)


def _faults(base: Model, cell: Cell) -> Iterator[Fault]:
    """Yield what is wrong with a cell: with its ends, its column, and the tables that come of them."""
    by = f"cell {cell.name!r}"
    if not (isfinite(cell.low) and isfinite(cell.high) and cell.low < cell.high):
        yield Fault(by, f"its low end {cell.said(cell.low)} is not below its high end {cell.said(cell.high)}")
        return
    if cell.whole and not (cell.low.is_integer() and cell.high.is_integer()):
        yield Fault(by, f"{cell.said(cell.low)}, {cell.said(cell.high)}: it takes whole numbers alone")
        return
    for end in (cell.low, cell.high):
        wrong = [problem for row in cell.changes(end) for problem in _problems(row)]
        yield from (Fault(f"{by}, {column}", *said) for column, *said in wrong)
        if not wrong:
            try:
                scenario.changed(base, change_rows(cell.changes(end), by), by)
            except DataError as error:
                yield from error.faults


def _problems(row: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield what is wrong with a change, as a change and as one of a number."""
    wrong = list(change.problems(row))
    yield from wrong
    if wrong or row["table"] == "settings":
        return
    kind = schema.tables()[row["table"]].column(row["column"]).type
    if kind not in {"number", "integer"}:
        yield "column", f"{row['column']} of {row['table']} is a {kind}, and no number", ""
    elif kind == "integer" and row["action"] != "set":
        yield "column", f"{row['column']} of {row['table']} is a whole number", "write two whole numbers"
