"""Scenarios: a model and the rows of one scenario make a new model, checked again."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

import polars as pl

from reshore.errors import DataError, Fault, UsageError
from reshore.tables import change, schema
from reshore.tables.problem import nearest
from reshore.tables.recheck import recheck

if TYPE_CHECKING:
    from reshore.tables.model import Model


def scenarios(model: Model) -> list[str]:
    """Return the names of a model's scenarios, in the order in which they are written."""
    return model["scenarios"]["scenario"].unique(maintain_order=True).to_list()


def apply(model: Model, name: str) -> Model:
    """Return the model as it is under a scenario; the model itself stays as it is.

    Rows are applied in their `order`, each to what the rows before it made.

    Raises
    ------
    UsageError
        If there is no such scenario.
    DataError
        If rows of the scenario make no sense or find nothing to change, or the tables that come of them are
        not sound.
    """
    rows = model["scenarios"].filter(pl.col("scenario") == name).sort("order", maintain_order=True)
    if rows.is_empty():
        raise UsageError(_unknown(name, scenarios(model)))
    return changed(model, rows, f"scenario {name!r}")


def changed(model: Model, rows: pl.DataFrame, by: str) -> Model:
    """Return the model with changes made to its tables, checked again.

    Parameters
    ----------
    model
        A checked model; it stays as it is.
    rows
        Changes as rows of `scenarios` without a name: order, table, where, column, action, value. They are
        made one after the other, as they stand.
    by
        What asks for them, for messages.

    Raises
    ------
    DataError
        If rows make no sense or find nothing to change, or the tables that come of them are not sound.
    """
    frames = {**model.frames, "settings": _all_settings(model["settings"])}
    faults: list[Fault] = []
    for row in rows.iter_rows(named=True):
        place = f"{by}, order {row['order']}"
        wrong = [Fault(f"{place}, {column}", *said) for column, *said in change.problems(row)]
        if not wrong:
            try:
                frames |= change.made(frames, row, place)
            except DataError as error:
                wrong = list(error.faults)
        faults += wrong
    if faults:
        raise DataError(faults)
    frames["settings"] = frames["settings"].filter(pl.col("value").is_not_null())
    settings = recheck(frames, by)
    return replace(model, frames=MappingProxyType(frames), settings=MappingProxyType(settings))


def _all_settings(written: pl.DataFrame) -> pl.DataFrame:
    """Add the settings that are not written, with their defaults, so that a scenario finds them."""
    every = [(column.name, column.default or None) for column in schema.settings()]
    known = pl.DataFrame(every, schema={"key": pl.String, "value": pl.String}, orient="row")
    return pl.concat([written, known.join(written, on="key", how="anti")], how="diagonal")


def _unknown(name: str, names: list[str]) -> str:
    if not names:
        return f"there is no scenario {name!r}: the table scenarios has no rows"
    listed = ", ".join(names)
    return " ".join(
        part for part in (f"there is no scenario {name!r}, only: {listed};", nearest(name, names)) if part
    ).rstrip(";")
