"""What scenarios start from."""

from __future__ import annotations

import numpy as np
import pytest
from tests.lp.transport import transport

from reshore.lp.basis import Basis
from reshore.lp.resolve import Resolver
from reshore.lp.start import NEAR, Start


@pytest.mark.parametrize("seed", range(3))
def test_cheap_columns_are_near(seed):
    """Each row has its basic columns, and of others no fewer than asked for, none of them dearer."""
    resolver = Resolver(transport(seed))
    start = Start.of(resolver.program, Basis.of(resolver.program, resolver.basis), resolver.base)
    assert start.reduced == pytest.approx(resolver.base.reduced_cost)
    assert start.duals == pytest.approx(resolver.base.row_dual)
    assert start.near[start.basis.columns].all()
    assert not start.near.all()
    for row in range(resolver.program.shape[0]):
        columns = start.matrix[[row]].indices
        others = columns[~np.isin(columns, start.basis.columns)]
        costs = np.sort(np.abs(start.reduced[others]))
        near = others[start.near[others]]
        assert len(near) >= min(NEAR, len(others))
        assert np.sort(np.abs(start.reduced[near]))[:NEAR] == pytest.approx(costs[:NEAR])
