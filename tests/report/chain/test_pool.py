"""A flow with too many nodes is drawn with the smallest of each stage as one."""

from __future__ import annotations

import polars as pl
import pytest

from reshore.report.chain.flow import FIGURES, value_flow
from reshore.report.chain.pool import OTHERS, pooled


def test_a_small_flow_stays_as_it_is(chain_plan, chain_model):
    """What can be read is not pooled."""
    flow = value_flow(chain_plan, chain_model)

    assert pooled(flow).nodes.equals(flow.nodes)
    assert pooled(flow).links.equals(flow.links)


@pytest.mark.parametrize(("nodes", "links"), [(4, 80), (40, 3)])
def test_the_smallest_of_a_stage_become_one(chain_plan, chain_model, nodes, links):
    """Bounds on nodes and on links hold, and no value is lost."""
    flow = value_flow(chain_plan, chain_model)
    small = pooled(flow, nodes, links)

    assert small.nodes.height <= nodes
    assert small.links.height <= links
    assert OTHERS in small.nodes["country"]
    assert small.nodes.select(FIGURES).sum().row(0) == pytest.approx(flow.nodes.select(FIGURES).sum().row(0))
    assert small.links["value"].sum() == pytest.approx(flow.links["value"].sum())


def test_where_stages_are_too_many_each_is_one_node(chain_plan, chain_model):
    """Below one node a stage there is nothing left to pool."""
    small = pooled(value_flow(chain_plan, chain_model), 1, 1)

    assert small.nodes.select("level", "country").rows() == [(1, OTHERS), (0, "MEX"), (-1, OTHERS)]
    assert small.links.filter(pl.col("level") == 1)["value"].to_list() == pytest.approx([1000.0])
