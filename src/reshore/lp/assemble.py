"""Terms to program: families of constraints say which columns meet which rows, by keys and never by index arithmetic."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from scipy.sparse import coo_array

from reshore.lp.block import POSITION, Block
from reshore.lp.program import LinearProgram

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray


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
        Whether lines of the relation that meet no row, or no column, are left out. Otherwise they are an error.
    """

    block: Block
    coefficient: float | str = 1.0
    on: Mapping[str, str] | None = None
    through: pl.DataFrame | None = None
    partial: bool = False


class Assembler:
    """Collects columns, then rows, and gives the frozen program."""

    def __init__(self) -> None:
        self._columns: dict[str, Block] = {}
        self._rows: dict[str, Block] = {}
        self._column_data: list[
            tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], bool]
        ] = []
        self._row_data: list[tuple[NDArray[np.float64], NDArray[np.float64]]] = []
        self._triplets: list[tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.float64]]] = []

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
            If the name is taken or a key occurs twice.
        """
        if name in self._columns:
            raise ValueError(f"columns {name} exist already")
        offset = sum(block.size for block in self._columns.values())
        block = Block.lay_out(name, frame, keys, offset)
        self._columns[name] = block
        self._column_data.append(
            (_vector(block, cost), _vector(block, lower), _vector(block, upper), integer)
        )
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
            If the name is taken, a key occurs twice, or a term that is not partial meets no row or column.
        """
        if name in self._rows:
            raise ValueError(f"rows {name} exist already")
        offset = sum(block.size for block in self._rows.values())
        block = Block.lay_out(name, frame, keys, offset)
        self._rows[name] = block
        self._row_data.append((_vector(block, lower), _vector(block, upper)))
        self._triplets.extend(_entries(block, term) for term in terms if term.block.size)
        return block

    def build(self) -> LinearProgram:
        """Put the program together. Entries that meet in one place are added up."""
        shape = tuple(sum(block.size for block in blocks.values()) for blocks in (self._rows, self._columns))
        row, column, value = (_join([triplet[part] for triplet in self._triplets]) for part in range(3))
        matrix = coo_array((value, (row, column)), shape=shape).tocsr()
        matrix.sum_duplicates()
        cost, lower, upper = (_join([data[part] for data in self._column_data]) for part in range(3))
        integer = _join([np.full(len(data[0]), data[3]) for data in self._column_data])
        return LinearProgram(
            cost=cost,
            lower=lower,
            upper=upper,
            matrix=matrix,
            row_lower=_join([data[0] for data in self._row_data]),
            row_upper=_join([data[1] for data in self._row_data]),
            integer=integer.astype(bool),
            columns=dict(self._columns),
            rows=dict(self._rows),
        )


def _join(parts: list[NDArray[np.generic]]) -> NDArray[np.generic]:
    return np.concatenate(parts) if parts else np.empty(0)


def _vector(block: Block, value: float | str) -> NDArray[np.float64]:
    """One number an entry of the block, from a number or a column of its frame."""
    if isinstance(value, str):
        return block.frame[value].cast(pl.Float64).to_numpy()
    return np.full(block.size, value, dtype=np.float64)


def _entries(rows: Block, term: Term) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.float64]]:
    """Row positions, column positions and coefficients of one term."""
    on = {key: (term.on or {}).get(key, key) for key in rows.keys}
    column = "#column"
    if term.through is None:
        relation = term.block.frame.rename({POSITION: column})
    else:
        keys = term.block.keys
        columns = term.block.frame.select(*keys, pl.col(POSITION).alias(column))
        relation = term.through.join(columns, on=keys, how="left", validate="m:1", maintain_order="left")
    relation = relation.join(
        rows.frame.select(*(pl.col(key).alias(f"#{key}") for key in rows.keys), POSITION),
        left_on=list(on.values()),
        right_on=[f"#{key}" for key in rows.keys],
        how="left",
        validate="m:1",
        maintain_order="left",
    )
    lost = relation.filter(pl.col(POSITION).is_null() | pl.col(column).is_null())
    if lost.height and not term.partial:
        raise ValueError(
            f"rows {rows.name}: {lost.height} of {relation.height} entries of {term.block.name} "
            f"meet no row or column, first {lost.row(0, named=True)}"
        )
    if lost.height:
        relation = relation.filter(pl.col(POSITION).is_not_null() & pl.col(column).is_not_null())
    if isinstance(term.coefficient, str):
        value = relation[term.coefficient].cast(pl.Float64).to_numpy()
    else:
        value = np.full(relation.height, term.coefficient, dtype=np.float64)
    return relation[POSITION].to_numpy(), relation[column].to_numpy(), value
