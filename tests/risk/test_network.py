"""Levels, shares and the order of items, as the kernel gets them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from tests.risk.operations import changed, drawn, small

from reshore.risk.network import network
from reshore.risk.options import Options
from reshore.risk.policy import Ordering, Policy

if TYPE_CHECKING:
    from reshore.risk.arrays import Network


def built(policy: Policy | None = None, *ready: int) -> Network:
    """Return the network of the small operation."""
    return network(Options.of(small()), policy or Policy(), ready)


def arrays(part: object) -> list[np.ndarray]:
    """Return all arrays of a network."""
    return [array for group in part for array in arrays(group)] if isinstance(part, tuple) else [part]


def test_levels() -> None:
    """A level holds the cover and what goes out in the mean lead time; batches raise it."""
    routine = built().routine
    # Items: racks in M1 and M2, chips and racks in P1 and P2, chips in S1 and S2.
    assert routine.rate.tolist() == [25, 15, 50, 25, 30, 15, 60, 20]
    assert routine.level.tolist() == pytest.approx(
        [25 + 10 * 4 + 15 * 1, 15 * 5, 100 + 50 * 0, 0, 40 + 10 * 3 + 20 * 4, 0, 0, 0]
    )
    batches = built(Policy(Ordering.S_S, 3.0)).routine
    assert batches.level == pytest.approx(routine.level + 2 * routine.rate)


def test_shares() -> None:
    """Sources are asked in the plan's shares."""
    share = built().routine.share
    assert share.tolist() == pytest.approx([1, 1, 1, 1, 0.4, 1, 0.6, 0, 1, 1 / 3, 0, 2 / 3, 0])


def test_what_the_plan_does_not_bring_in_is_asked_of_the_cheapest() -> None:
    """Without chips from S1, P1 asks S1 still: of lanes that aren't used it is the cheaper."""
    operation = changed(small(), "moves", "rate", {4: 0.0})
    options = Options.of(operation)
    share = network(options, Policy()).routine.share
    assert (share[options.moves + 4], share[options.moves + 6]) == (1, 0)


def test_sources() -> None:
    """Of each item: those that are asked, others, detours; what is ready is known."""
    sources = built(None, 7).sources
    begin, other, around, end = (
        int(array[1]) for array in (sources.start, sources.other, sources.around, sources.start[1:])
    )
    assert sources.option[begin:other].tolist() == [5]
    assert sources.option[other:around].tolist() == [7]
    assert sources.option[around:end].tolist() == [12]
    assert sources.reserve.tolist() == [-1, 7, -1, -1, -1, -1, -1, -1]


def test_classes() -> None:
    """Segments with priority come first, others share the last class; items hold for both."""
    made = built(Policy(priority=("sovereign",)))
    assert made.draws.rank.tolist() == [1, 0, 1]
    assert made.part[0].tolist() == pytest.approx([0.2, 0.8])
    assert made.part[1].tolist() == [0, 1]
    assert made.part[5].tolist() == pytest.approx([0.2, 0.8])
    assert made.part.sum(axis=1) == pytest.approx(1)


def test_goods_under_way_arrive_evenly() -> None:
    """A move of 3.5 days counts as one of a week, and has a week's goods under way; 28 days are four."""
    coming = built().coming
    assert coming[0, 0] == pytest.approx(10 + 15)
    assert coming[1:4, 0] == pytest.approx(10)
    assert coming[4:, 0] == pytest.approx(0)


@pytest.mark.parametrize("seed", range(5))
def test_the_kernel_is_compiled_once(seed: int) -> None:
    """All arrays are writable and of one layout, whatever the operation."""
    for array in arrays(network(Options.of(drawn(seed)), Policy())):
        assert array.flags.writeable
        assert array.flags.c_contiguous
        assert array.dtype in (np.int64, np.float64, np.bool_)
