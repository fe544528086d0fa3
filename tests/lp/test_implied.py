"""Bounds that rows imply."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.lp.drawn import draw

from reshore.lp.highs import solve
from reshore.lp.implied import implied
from reshore.lp.solution import Status
from reshore.lp.stages import Stages


@pytest.mark.parametrize("seed", range(10))
def test_no_flows_are_outside(seed):
    """The least and the most of each flow, over all decisions, are within those implied."""
    drawn = draw(seed)
    stages = Stages.of(drawn.program, drawn.first)
    relaxed = replace(drawn.program, integer=np.zeros_like(drawn.first))
    for part in stages.parts:
        least, most = implied(part, stages.master.lower, stages.master.upper)
        assert (least >= part.program.lower).all()
        for column, low, high in zip(part.columns.tolist(), least, most, strict=True):
            for sign, end in ((1.0, low), (-1.0, -high)):
                cost = np.zeros(len(drawn.first))
                cost[column] = sign
                found = solve(replace(relaxed, cost=cost))
                if found.status is Status.OPTIMAL:
                    assert found.objective >= end - 1e-6
                elif found.status is Status.UNBOUNDED:
                    assert np.isinf(end)


def part_of(make, matrix, low, high, **bounds):
    """The one part of a program whose first column is decided."""
    program = make([0] * len(matrix[0]), matrix, low, high, **bounds)
    stages = Stages.of(program, np.arange(len(matrix[0])) == 0)
    (part,) = stages.parts
    return part, stages.master.lower, stages.master.upper


def test_demand_goes_back_through_a_chain(make):
    """What is sold is what was shipped is what was made is half of what was bought."""
    chain = [[0, 1, 0, 0, 0], [0, 1, -1, 0, 0], [0, 0, 1, -1, 0], [0, 0, 0, 2, -1]]
    part, *box = part_of(make, chain, [0, 0, 0, 0], [7, 0, 0, 0], upper=[1, *[np.inf] * 4])
    assert implied(part, *box)[1].tolist() == [7, 7, 7, 14]


def test_capacity_at_its_largest(make):
    """Of a decision the value counts that leaves most room, in links as in rows."""
    rows = [[-4, 2, 0], [-4, 1, 1]]
    part, *box = part_of(make, rows, -np.inf, [0, 1], upper=[3, np.inf, np.inf])
    assert implied(part, *box)[1].tolist() == [6, 13]


def test_what_can_go_below_zero_limits_nothing(make):
    """A flow without a least in the same row, and a decision without an end, leave the other without one."""
    free = {"lower": [0, 0, -np.inf], "upper": [1, np.inf, 0]}
    part, *box = part_of(make, [[0, 1, 1]], -np.inf, 5, **free)
    assert implied(part, *box)[1].tolist() == [np.inf, 0]
    part, *box = part_of(make, [[-1, 1, 1]], -np.inf, 5, upper=np.inf)
    assert implied(part, *box)[1].tolist() == [np.inf, np.inf]


def test_a_least_from_rows(make):
    """A column without a least takes it from a row, whatever its sign there."""
    ends = {"lower": [0, 0, -np.inf], "upper": [1, 3, np.inf]}
    part, *box = part_of(make, [[0, 1, 2]], 1, np.inf, **ends)
    assert implied(part, *box)[0].tolist() == [0, -1]
    part, *box = part_of(make, [[0, -1, -2]], -np.inf, -1, **ends)
    assert implied(part, *box)[0].tolist() == [0, -1]
