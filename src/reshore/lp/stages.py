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
        What follows, taken apart where it can be.
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
        rows = csr_array(program.matrix)
        mine, others = np.flatnonzero(first), np.flatnonzero(~first)
        decided, following = csr_array(rows[:, mine]), csr_array(rows[:, others])
        counts = np.diff(following.indptr)
        link = links(program, first)
        chosen = np.flatnonzero(counts == 0)
        master = _piece(program, mine, chosen, csr_array(decided[chosen]))
        normal = np.flatnonzero((counts > 0) & ~link)
        labels = _labels(csr_array(following[normal]))
        parts = []
        for label in range(labels.max(initial=-1) + 1):
            members = np.flatnonzero(labels == label)
            kept = normal[_touched(csr_array(following[normal]), members)]
            parts.append(_part(program, decided, following, others, members, kept, np.flatnonzero(link)))
        return cls(program, mine, master, tuple(parts))


def links(program: LinearProgram, first: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which rows only limit one later column by the first stage, and never below its lower bound."""
    rows = csr_array(program.matrix)
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


def _labels(rows: csr_array) -> NDArray[np.int64]:
    """Which part each following column belongs to."""
    count, columns = rows.shape
    entries = coo_array(rows)
    graph = coo_array(
        (np.ones(entries.nnz, dtype=np.int8), (entries.row, count + entries.col)),
        shape=(count + columns, count + columns),
    )
    _, labels = connected_components(graph, directed=False)
    _, numbered = np.unique(labels[count:], return_inverse=True)
    return numbered.astype(np.int64)


def _touched(rows: csr_array, members: Positions) -> Positions:
    return np.flatnonzero(np.diff(csr_array(rows[:, members]).indptr) > 0)


def _part(
    program: LinearProgram,
    decided: csr_array,
    following: csr_array,
    others: Positions,
    members: Positions,
    rows: Positions,
    links: Positions,
) -> Part:
    within = csr_array(csr_array(following[links])[:, members])
    here = np.flatnonzero(np.diff(within.indptr) > 0)
    coefficient = within.data
    scale = csr_array(decided[links[here]])
    scale.data = -scale.data / np.repeat(coefficient, np.diff(scale.indptr))
    matrix = csr_array(csr_array(following[rows])[:, members])
    return Part(
        columns=others[members],
        program=_piece(program, others[members], rows, matrix),
        coupling=csr_array(decided[rows]),
        linked=within.indices.astype(np.int64),
        links=scale,
        reach=program.row_upper[links[here]] / coefficient,
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
