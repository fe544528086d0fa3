"""Terms to program: constraint families say which columns meet which rows, by keys, never by index."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from scipy.sparse import coo_array

from reshore.lp.block import Block
from reshore.lp.keys import NOWHERE, POSITION, locate
from reshore.lp.program import LinearProgram

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    _Entries = tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.float64]]


@dataclass(frozen=True, slots=True)
class Term:
    """Columns of one block entering the rows of a family.

    Attributes
    ----------
    block
        The columns.
    coefficient
        A number, or the name of a column of the relation.
    on
        Where a row key stands under another name in the relation: ``{row key: relation column}``.
    through
        The relation, one line an entry of the matrix: it holds the block's keys under their own names and
        the row keys. Left out, it is the block's own frame, so that every column enters at most one row.
    partial
        Whether lines of the relation that meet no row or no column are left out. Otherwise they are an error.
    """

    block: Block
    coefficient: float | str = 1.0
    on: Mapping[str, str] | None = None
    through: pl.DataFrame | None = None
    partial: bool = False


class Assembler:
    """Collects columns, then rows, and gives the frozen program."""

    def __init__(self) -> None:
        nothing = np.empty(0)
        none = np.empty(0, dtype=np.int32)
        self._columns: dict[str, Block] = {}
        self._rows: dict[str, Block] = {}
        self._cost = [nothing]
        self._lower = [nothing]
        self._upper = [nothing]
        self._integer = [np.empty(0, dtype=np.bool_)]
        self._row_lower = [nothing]
        self._row_upper = [nothing]
        self._entries: list[_Entries] = [(none, none, nothing)]

    def columns(
        self,
        name: str,
        frame: pl.DataFrame,
        keys: Sequence[str],
        *,
        lower: float | str = 0.0,
        upper: float | str = np.inf,
        cost: float | str = 0.0,
        integer: bool = False,
    ) -> Block:
        """Add a block of columns, one a row of `frame`; bounds and cost are numbers or columns of it.

        Raises
        ------
        ValueError
            If the name is taken, a key is empty or occurs twice, or a bound or cost is missing.
        """
        if name in self._columns:
            raise ValueError(f"columns {name} exist already")
        block = Block.lay_out(name, frame, keys, _size(self._columns))
        self._cost.append(_vector(block, cost))
        self._lower.append(_vector(block, lower))
        self._upper.append(_vector(block, upper))
        self._integer.append(np.full(block.size, integer))
        self._columns[name] = block
        return block

    def rows(
        self,
        name: str,
        frame: pl.DataFrame,
        keys: Sequence[str],
        terms: Sequence[Term],
        *,
        lower: float | str = -np.inf,
        upper: float | str = np.inf,
    ) -> Block:
        """Add a family of rows, one a row of `frame`, and the terms that meet in them.

        Raises
        ------
        ValueError
            If the name is taken, a key is empty or occurs twice, a bound or coefficient is missing, or a term
            that is not partial meets no row or column.
        """
        if name in self._rows:
            raise ValueError(f"rows {name} exist already")
        block = Block.lay_out(name, frame, keys, _size(self._rows))
        self._entries.extend([_entries(block, term) for term in terms])
        self._row_lower.append(_vector(block, lower))
        self._row_upper.append(_vector(block, upper))
        self._rows[name] = block
        return block

    def build(self) -> LinearProgram:
        """Put the program together. Entries that meet in one place are added up."""
        shape = (_size(self._rows), _size(self._columns))
        row, column, value = (np.concatenate(parts) for parts in zip(*self._entries, strict=True))
        matrix = coo_array((value, (row, column)), shape=shape).tocsc()  # adds up what meets
        matrix.eliminate_zeros()
        return LinearProgram(
            cost=np.concatenate(self._cost),
            lower=np.concatenate(self._lower),
            upper=np.concatenate(self._upper),
            matrix=matrix,
            row_lower=np.concatenate(self._row_lower),
            row_upper=np.concatenate(self._row_upper),
            integer=np.concatenate(self._integer),
            columns=dict(self._columns),
            rows=dict(self._rows),
        )


def _size(blocks: Mapping[str, Block]) -> int:
    return sum(block.size for block in blocks.values())


def _vector(block: Block, value: float | str) -> NDArray[np.float64]:
    """One number an entry of the block, from a number or a column of its frame."""
    vector = _numbers(block.frame, value)
    if np.isnan(vector).any():
        row = block.frame.row(int(np.isnan(vector).argmax()), named=True)
        raise ValueError(f"block {block.name}: no number in {value} at {row}")
    return vector


def _numbers(frame: pl.DataFrame, value: float | str) -> NDArray[np.float64]:
    if isinstance(value, str):
        return frame[value].cast(pl.Float64).to_numpy()
    return np.full(frame.height, value, dtype=np.float64)


def _entries(rows: Block, term: Term) -> _Entries:
    """Row positions, column positions and coefficients of one term."""
    relation = term.block.frame if term.through is None else term.through
    on = term.on or {}
    row = locate(rows, relation, [on.get(key, key) for key in rows.keys])
    if term.through is None:
        column = relation[POSITION].to_numpy()
    else:
        column = locate(term.block, relation, term.block.keys)
    value = _numbers(relation, term.coefficient)
    met = (row != NOWHERE) & (column != NOWHERE)
    if not met.all():
        if not term.partial:
            first = relation.row(int(met.argmin()), named=True)
            raise ValueError(
                f"rows {rows.name}: {np.count_nonzero(~met)} of {relation.height} entries of "
                f"{term.block.name} meet no row or column, first {first}"
            )
        row, column, value = row[met], column[met], value[met]
    if not np.isfinite(value).all():
        raise ValueError(f"rows {rows.name}: a coefficient of {term.block.name} is no finite number")
    return row, column, value
