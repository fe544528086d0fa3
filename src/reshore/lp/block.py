"""A block: columns or rows of a program that share a name, laid out by a sorted frame of keys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from reshore.lp.keys import POSITION, in_order, sort

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Block:
    """Columns (or rows) of a program under one name.

    Attributes
    ----------
    name
        Name of the block, such as ``ship``.
    keys
        Names of the key columns; together they are unique and the frame is sorted by them.
    frame
        Key columns, attributes, and the position of each entry in the whole program.
    offset
        Position of the first entry.
    """

    name: str
    keys: tuple[str, ...]
    frame: pl.DataFrame
    offset: int

    @classmethod
    def lay_out(cls, name: str, frame: pl.DataFrame, keys: Sequence[str], offset: int) -> Block:
        """Sort a frame by its keys and give every row a position from `offset` on.

        Raises
        ------
        ValueError
            If a key is empty or occurs twice: such a column would be lost in every join.
        """
        if any(frame[key].null_count() for key in keys):
            raise ValueError(f"block {name}: a key of {tuple(keys)} is empty")
        if not in_order(frame, keys):
            frame = sort(frame, keys)
            if not in_order(frame, keys):
                twice = frame.filter(pl.struct(keys).is_duplicated()).select(keys).head(3).rows()
                raise ValueError(f"block {name}: keys {tuple(keys)} occur twice, first {twice}")
        positions = pl.int_range(offset, offset + pl.len(), dtype=pl.Int32).alias(POSITION)
        return cls(name, tuple(keys), frame.with_columns(positions), offset)

    @property
    def size(self) -> int:
        """Number of entries."""
        return self.frame.height

    @property
    def span(self) -> slice:
        """Where the entries stand in the arrays of the whole program."""
        return slice(self.offset, self.offset + self.size)

    def values(self, vector: NDArray[np.float64], name: str = "value") -> pl.DataFrame:
        """Return keys and attributes beside this block's part of `vector` (one value a column or row)."""
        return self.frame.drop(POSITION).with_columns(pl.Series(name, vector[self.span]))

    def positions(self, where: pl.Expr) -> NDArray[np.int32]:
        """Return the positions of the entries for which a condition on keys and attributes is true."""
        return self.frame.filter(where)[POSITION].to_numpy()

    def label(self, position: int) -> str:
        """Name of one entry for people and for MPS files, such as ``ship[a>b:sea,2025Q1]``.

        Empty parts of the key are left out.
        """
        row = self.frame.row(position - self.offset, named=True)
        return f"{self.name}[{','.join(str(row[key]) for key in self.keys if row[key] != '')}]"
