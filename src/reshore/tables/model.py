"""The model: the user's tables, checked, as immutable frames."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from reshore.tables import schema

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl


@dataclass(frozen=True, slots=True, weakref_slot=True, repr=False, eq=False)
class Model:
    """Checked tables; every table of the schema is there, if need be without rows, with defaults filled in.

    Attributes
    ----------
    name
        What the model is called in reports.
    frames
        One frame a table, with the columns and types of the schema.
    settings
        Value of every setting, in its own type; None where it is empty.
    """

    name: str
    frames: Mapping[str, pl.DataFrame]
    settings: Mapping[str, Any]

    def __repr__(self) -> str:
        """Return one line: the name, and how much there is."""
        filled = [frame.height for frame in self.frames.values() if frame.height]
        return f"<Model {self.name}: {sum(filled):,} rows in {len(filled)} tables>"

    def __getitem__(self, table: str) -> pl.DataFrame:
        """Return the frame of a table."""
        return self.frames[table]

    def with_frames(self, **frames: pl.DataFrame) -> Model:
        """Return a model in which some frames are replaced; the settings stay.

        Raises
        ------
        KeyError
            If a table is not in the schema.
        """
        for table in frames:
            if table not in schema.tables():
                raise KeyError(table)
        return replace(self, frames=MappingProxyType({**self.frames, **frames}))
