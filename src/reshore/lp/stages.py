"""A program in two stages: decisions taken first, and the flows that follow from them, part by part."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reshore.lp.program import LinearProgram

    Floats = NDArray[np.float64]
    Positions = NDArray[np.int64]


MOST = 16
"""Parts at most. Cuts of several say more than one cut of all, but each is a run of the solver: with 300
customers 16 parts took a sixth of the time that 300 took, and one for all two thirds more than 16."""


@dataclass(frozen=True, slots=True)
class Part:
    """Flows that share no row with those of another part once the first stage is decided.

    With y the first stage, x is limited by ``row_lower - coupling @ y <= A x <= row_upper - coupling @ y``
    and, where a link limits it, by ``x[linked] <= reach + links @ y`` besides its own bounds.

    Attributes
    ----------
    columns
        Positions in the whole program.
    program
        Costs, bounds and ``A``, rows as they are where y is 0.
    coupling
        Rows x first-stage columns.
    linked
        Column of this part that each link limits; a column may have several.
    links, reach
        Links x first-stage columns, and one constant a link.
    """

    columns: Positions
    program: LinearProgram
    coupling: csr_array
    linked: Positions
    links: csr_array
    reach: Floats


@dataclass(frozen=True, slots=True)
class Stages:
    """A program taken apart by its first stage.

    Attributes
    ----------
    program
        The whole.
    first
        Positions of the columns that are decided first.
    master
        Those columns alone with the rows that hold no others.
    parts
        What follows, taken apart where it can be, but not into too many.
    """

    program: LinearProgram
    first: Positions
    master: LinearProgram
    parts: tuple[Part, ...]

    @classmethod
    def of(cls, program: LinearProgram, first: NDArray[np.bool_]) -> Stages:
        """Take a program apart.

        Parameters
        ----------
        program
            What to minimise.
        first
            One value a column: whether it belongs to the first stage; every integer column must.

        Raises
        ------
        ValueError
            If an integer column comes later.
        """
        if (program.integer & ~first).any():
            raise ValueError("an integer column does not belong to the first stage")
        rows = _rows(program)
        mine, others = np.flatnonzero(first), np.flatnonzero(~first)
        decided, following = csr_array(rows[:, mine]), csr_array(rows[:, others])
        alone, link = np.diff(following.indptr) == 0, links(program, first)
        chosen, normal = np.flatnonzero(alone), np.flatnonzero(~alone & ~link)
        master = _piece(program, mine, chosen, csr_array(decided[chosen]))
        labels = _labels(csr_array(following[normal]))
        count = int(labels.max(initial=-1)) + 1
        columns = _groups(labels, count)
        normals, linking = (
            [at[group] for group in _groups(labels[_one_column(following, at)], count)]
            for at in (normal, np.flatnonzero(link))
        )
        place = np.empty(len(others), dtype=np.int64)
        for members in columns:
            place[members] = np.arange(len(members))
        parts = [
            _part(program, decided, following, others[members], place, kept, limiting)
            for members, kept, limiting in zip(columns, normals, linking, strict=True)
        ]
        return cls(program, mine, master, tuple(parts))


def links(program: LinearProgram, first: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which rows only limit one later column by the first stage, and never below its lower bound."""
    rows = _rows(program)
    mine, others = np.flatnonzero(first), np.flatnonzero(~first)
    decided, following, lower = csr_array(rows[:, mine]), csr_array(rows[:, others]), program.lower[others]
    single = (np.diff(following.indptr) == 1) & np.isneginf(program.row_lower) & (np.diff(decided.indptr) > 0)
    single &= np.isfinite(program.row_upper)
    at = np.flatnonzero(single)
    coefficient = following.data[following.indptr[at]]
    column = following.indices[following.indptr[at]]
    limiting = csr_array(decided[at])
    low, high = program.lower[mine], program.upper[mine]
    data, where = limiting.data, limiting.indices
    most = np.where(data > 0, data * high[where], data * low[where])
    used = np.add.reduceat(np.append(most, 0.0), limiting.indptr[:-1]) if len(at) else np.empty(0)
    room = (program.row_upper[at] - used) / np.where(coefficient > 0, coefficient, np.nan)
    link = np.zeros(len(single), dtype=bool)
    link[at] = (coefficient > 0) & (room >= lower[column])
    return link


def _rows(program: LinearProgram) -> csr_array:
    rows = csr_array(program.matrix, copy=True)
    rows.eliminate_zeros()
    return rows


def _labels(rows: csr_array) -> Positions:
    """Which part each following column belongs to; those without rows are one part, as are some if many."""
    count, columns = rows.shape
    entries = coo_array(rows)
    graph = coo_array(
        (np.ones(entries.nnz, dtype=np.int8), (entries.row, count + entries.col)),
        shape=(count + columns, count + columns),
    )
    _, labels = connected_components(graph, directed=False)
    of_columns = labels[count:].astype(np.int64)
    of_columns[np.bincount(entries.col, minlength=columns) == 0] = count + columns
    _, numbered = np.unique(of_columns, return_inverse=True)
    found: int = numbered.max(initial=-1) + 1
    return numbered.astype(np.int64) * MOST // found if found > MOST else numbered.astype(np.int64)


def _groups(labels: Positions, count: int) -> list[Positions]:
    """Positions of each label from 0 on."""
    order = np.argsort(labels, kind="stable")
    return np.split(order, np.searchsorted(labels[order], np.arange(1, count))) if count else []


def _one_column(rows: csr_array, at: Positions) -> Positions:
    """Return a column of each row; all of a row are in one part."""
    return rows.indices[rows.indptr[at]].astype(np.int64)


def _part(
    program: LinearProgram,
    decided: csr_array,
    following: csr_array,
    columns: Positions,
    place: Positions,
    rows: Positions,
    links: Positions,
) -> Part:
    """Put a part together; `place` says where following columns stand in their part."""
    mine = csr_array(following[rows])
    matrix = csr_array((mine.data, place[mine.indices], mine.indptr), shape=(len(rows), len(columns)))
    limiting = csr_array(following[links])
    scale = csr_array(decided[links])
    scale.data = -scale.data / np.repeat(limiting.data, np.diff(scale.indptr))
    return Part(
        columns=columns,
        program=_piece(program, columns, rows, matrix),
        coupling=csr_array(decided[rows]),
        linked=place[limiting.indices],
        links=scale,
        reach=program.row_upper[links] / limiting.data,
    )


def _piece(program: LinearProgram, columns: Positions, rows: Positions, matrix: csr_array) -> LinearProgram:
    compressed = matrix.tocsc()
    compressed.sort_indices()
    return replace(
        program,
        cost=program.cost[columns],
        lower=program.lower[columns],
        upper=program.upper[columns],
        matrix=compressed,
        row_lower=program.row_lower[rows],
        row_upper=program.row_upper[rows],
        integer=program.integer[columns],
        columns={},
        rows={},
    )
