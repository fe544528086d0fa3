"""Published network design instances: read as they are meant, and solved to their optima."""

from __future__ import annotations

import numpy as np
import pytest
from benchmarks.instances import data_folder
from benchmarks.netdes import instances

from reshore.lp.decompose import decompose
from reshore.lp.highs import solve
from reshore.lp.solution import Options, Status
from reshore.lp.stages import Stages

SMALL = ("network-10-10-H-01", "network-10-10-L-01", "network-10-20-H-01")


def published(*names):
    if not (data_folder() / "netdes").is_dir():
        pytest.skip("no folder netdes of published instances: name theirs by RESHORE_DATA")
    return list(instances(*names))


def test_all_are_read():
    """Each has what its name says, and goods that come from somewhere."""
    for one in published():
        _, nodes, scenarios, *_ = one.name.split("-")
        assert (one.nodes, len(one.probability)) == (int(nodes), int(scenarios))
        assert one.probability.sum() == pytest.approx(1.0)
        assert np.abs(one.supply.sum(axis=1)).max() == 0
        assert (one.fixed > 0).all()
        assert one.lower <= one.upper


@pytest.mark.parametrize("name", SMALL)
def test_published_optima(name):
    """Decisions apart from scenarios, and the extensive form, find what is published and prove it."""
    (one,) = published(name)
    program, first = one.program()
    assert len(Stages.of(program, first).parts) == min(16, len(one.probability))
    apart = decompose(program, first, Options(gap=1e-6))
    assert apart.status is Status.OPTIMAL
    assert apart.objective == pytest.approx(one.upper, abs=0.1)
    assert apart.bound == pytest.approx(one.lower, abs=0.1)
    assert solve(program, Options(gap=1e-6)).objective == pytest.approx(one.upper, abs=0.1)
