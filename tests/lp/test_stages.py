"""A program taken apart by its first stage."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.sparse import block_diag, csc_array, csr_array, hstack, vstack
from tests.lp.drawn import draw, known

from reshore.lp.highs import solve
from reshore.lp.program import LinearProgram
from reshore.lp.solution import Options
from reshore.lp.stages import MOST, Stages, links


def together(stages):
    """One program of all parts again, the first stage first; links are rows."""
    decided, parts = len(stages.first), stages.parts
    later = sum(len(part.columns) for part in parts)
    flows = [part.program.matrix for part in parts]
    bound = [
        csr_array((np.ones(len(part.linked)), (np.arange(len(part.linked)), part.linked)), shape)
        for part in parts
        for shape in [(len(part.linked), len(part.columns))]
    ]
    rows = [
        hstack([stages.master.matrix, csr_array((stages.master.shape[0], later))]),
        hstack([vstack([part.coupling for part in parts]), block_diag(flows)]),
        hstack([vstack([-part.links for part in parts]), block_diag(bound)]),
    ]
    whole = [stages.master, *(part.program for part in parts)]
    reach = np.concatenate([part.reach for part in parts])

    def joined(name):
        return np.concatenate([getattr(program, name) for program in whole])

    return LinearProgram(
        cost=joined("cost"),
        lower=joined("lower"),
        upper=joined("upper"),
        matrix=csc_array(vstack(rows)),
        row_lower=np.append(joined("row_lower"), np.full(len(reach), -np.inf)),
        row_upper=np.append(joined("row_upper"), reach),
        integer=np.concatenate([stages.master.integer, np.zeros(len(joined("cost")) - decided, dtype=bool)]),
        columns={},
        rows={},
    )


@pytest.mark.parametrize("seed", range(10))
def test_the_parts_together_are_the_program(seed):
    """Put together again they have the same rows in number, the same columns and the same optimum."""
    drawn, _, _ = known(seed)
    stages = Stages.of(drawn.program, drawn.first)
    columns = np.concatenate([stages.first, *(part.columns for part in stages.parts)])
    assert np.array_equal(np.sort(columns), np.arange(drawn.program.shape[1]))
    again = together(stages)
    assert again.shape == drawn.program.shape
    before, after = solve(drawn.program, Options(gap=0)), solve(again, Options(gap=0))
    assert after.status is before.status
    assert after.objective == pytest.approx(before.objective, rel=1e-7, nan_ok=True)


@pytest.mark.parametrize("seed", range(10))
def test_each_part_is_joined_by_its_own_rows(seed):
    """No row of a part falls apart into two groups of columns, and none holds nothing."""
    drawn = draw(seed)
    for part in Stages.of(drawn.program, drawn.first).parts:
        assert (np.diff(csr_array(part.program.matrix).indptr) > 0).all()
        reached, grown = {0}, True
        rows = csr_array(part.program.matrix).toarray() != 0
        while grown:
            more = {c for row in rows if row[list(reached)].any() for c in np.flatnonzero(row)}
            grown, reached = not more <= reached, reached | more
        assert len(reached) == len(part.columns) or not rows.any()


def periods(make, *, stock):
    """A site decided once, and goods made and served in two periods; stock joins these."""
    # open, make1, serve1, make2, serve2, hold
    matrix = [[0, 1, -1, 0, 0, -1], [0, 0, 0, 1, -1, 1], [-5, 1, 0, 0, 0, 0], [-5, 0, 0, 1, 0, 0]]
    program = make([9, 1, -4, 2, -4, 0], matrix, [0, 0, -np.inf, -np.inf], 0, upper=[1, 9, 3, 9, 3, 9])
    program = replace(program, integer=np.arange(6) == 0)
    if stock:
        return program
    return replace(
        program,
        cost=program.cost[:5],
        lower=program.lower[:5],
        upper=program.upper[:5],
        matrix=program.matrix[:, :5],
        integer=program.integer[:5],
    )


@pytest.mark.parametrize(("stock", "parts"), [(False, 2), (True, 1)])
def test_parts_are_apart_where_flows_are(make, stock, parts):
    """Two periods without stock are two parts, with stock one."""
    program = periods(make, stock=stock)
    stages = Stages.of(program, program.integer)
    assert len(stages.parts) == parts
    assert stages.master.shape == (0, 1)
    assert sum(len(part.linked) for part in stages.parts) == 2


def test_columns_without_rows_are_one_part(make):
    """Flows in no row, or limited by links alone, need not be a part each."""
    program = make(
        [1, 2, 3, 4, 5],
        [[-1, 1, 0, 0, 0], [0, 0, 0, 1, 1]],
        [-np.inf, 1],
        [0, np.inf],
        integer=[1, 0, 0, 0, 0],
        upper=[1, 9, 9, 9, 9],
    )
    stages = Stages.of(program, program.integer)
    assert sorted(part.columns.tolist() for part in stages.parts) == [[1, 2], [3, 4]]
    assert [part.program.shape for part in stages.parts if 1 in part.columns] == [(0, 2)]


@pytest.mark.parametrize("count", [MOST, MOST + 1, 100])
def test_there_are_not_too_many_parts(make, count):
    """Flows that could all be apart are put together by neighbours, about as many in each part."""
    rows = np.hstack([np.zeros((count, 1)), np.repeat(np.eye(count), 2, axis=1)])
    program = make(np.ones(2 * count + 1), rows, 1, 2, upper=3, integer=np.arange(2 * count + 1) == 0)
    parts = Stages.of(program, program.integer).parts
    sizes = [part.program.shape[0] for part in parts]
    assert len(parts) == MOST
    assert sum(sizes) == count
    assert max(sizes) - min(sizes) <= 1
    assert all(part.program.shape[1] == 2 * size for part, size in zip(parts, sizes, strict=True))


LINKS = {
    "a limit by a switch": ([-4, 1, 0], -np.inf, 0.0, {}, True),
    "with a coefficient": ([-4, 2, 0], -np.inf, 6.0, {}, True),
    "with a coefficient below zero": ([4, -1, 0], -np.inf, 6.0, {}, False),
    "an equality": ([-4, 1, 0], 0.0, 0.0, {}, False),
    "a least": ([-4, 1, 0], 0.0, np.inf, {}, False),
    "without an end": ([-4, 1, 0], -np.inf, np.inf, {}, False),
    "of two flows": ([-4, 1, 1], -np.inf, 0.0, {}, False),
    "of none": ([1, 0, 0], -np.inf, 1.0, {}, False),
    "without a decision": ([0, 1, 0], -np.inf, 5.0, {}, False),
    "below the least of the column": ([-4, 1, 0], -np.inf, 0.0, {"lower": [0, 1, 0]}, False),
    "down to the least of the column": ([-4, 1, 0], -np.inf, 1.0, {"lower": [0, 1, 0]}, True),
    "a decision takes room": ([4, 1, 0], -np.inf, 4.0, {}, True),
    "a decision takes more than there is": ([4, 1, 0], -np.inf, 3.0, {}, False),
    "a decision without an end gives room": ([-4, 1, 0], -np.inf, 0.0, {"upper": [np.inf, 9, 9]}, True),
    "a decision without an end takes room": ([4, 1, 0], -np.inf, 9.0, {"upper": [np.inf, 9, 9]}, False),
}


@pytest.mark.parametrize("name", LINKS)
def test_what_is_a_link(make, name):
    """A row is a bound on a flow if it has no other, and no decision pushes it below the flow's least."""
    row, low, high, bounds, expected = LINKS[name]
    program = make([1, 1, 1], [row], low, high, **{"upper": [1, 9, 9], **bounds})
    assert links(program, np.array([True, False, False])).tolist() == [expected]


def test_zeros_that_are_stored_count_for_nothing(make):
    """A coefficient of zero joins no parts and makes no link."""
    program = make([1, 1, 1], [[-4, 1, 1]], -np.inf, 0, upper=[1, 9, 9])
    program.matrix.data[2] = 0.0
    before = program.matrix.nnz
    stages = Stages.of(program, np.array([True, False, False]))
    assert [len(part.linked) for part in stages.parts] == [1]
    assert program.matrix.nnz == before


def test_an_integer_has_to_be_decided_first(make):
    """An integer column among the flows is refused."""
    program = make([1, 1], [[1, 1]], 1, 2, integer=[1, 1])
    with pytest.raises(ValueError, match="integer column"):
        Stages.of(program, np.array([True, False]))


def test_programs_of_one_stage(make):
    """All columns first leaves no parts; none first leaves a master without columns."""
    program = make([1, 1], [[1, 1]], 1, 2)
    everything = Stages.of(program, np.array([True, True]))
    assert not everything.parts
    assert everything.master.shape == (1, 2)
    nothing = Stages.of(program, np.array([False, False]))
    assert nothing.master.shape == (0, 0)
    assert [part.program.shape for part in nothing.parts] == [(1, 2)]
