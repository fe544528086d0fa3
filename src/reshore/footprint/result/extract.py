"""A solution of the program as the frames of a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from reshore.footprint.result.costs import costs
from reshore.footprint.result.duties import duties
from reshore.footprint.result.flows import flows
from reshore.footprint.result.investments import investments
from reshore.footprint.result.marginals import marginals
from reshore.footprint.result.policy import rules
from reshore.footprint.result.provenances import provenances
from reshore.footprint.result.sites import capacity, sites

if TYPE_CHECKING:
    import polars as pl

    from reshore.footprint.program import FootprintProgram
    from reshore.lp.solution import Solution

NOISE = 1e-7
"""Amounts below this are the tolerance of the solver and no decision."""


def extract(footprint: FootprintProgram, solution: Solution) -> dict[str, pl.DataFrame]:
    """Return every frame of a plan."""
    network = footprint.network
    x = np.where(solution.x < NOISE, 0.0, solution.x)
    solved = {name: block.values(x, "units") for name, block in footprint.columns.items()}
    return {
        "periods": network.clock.frame.select("period", "start", "months"),
        **flows(solved),
        "provenances": provenances(network, solved),
        "duties": duties(network, solved),
        "capacity": capacity(network, solved),
        "sites": sites(network, solved),
        "investments": investments(solved),
        "rules": rules(footprint, solved),
        "costs": costs(network, solved),
        "marginals": marginals(footprint, solution),
    }
