"""The same small models written in linopy: equal matrices up to order and sign, equal optima."""

from __future__ import annotations

import itertools
import warnings

import numpy as np
import polars as pl
import pytest

from reshore.lp.assemble import Assembler, Term
from reshore.lp.highs import solve
from reshore.lp.solution import Options, Status

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # what linopy and xarray say on import is theirs
    import linopy
    import pandas as pd
    import xarray as xr

SITES, MARKETS, PERIODS = ("s0", "s1", "s2"), ("m0", "m1", "m2"), (0, 1)


def numbers(seed):
    """Costs, capacities and demands of a small network over two periods."""
    chance = np.random.default_rng(seed)
    shape = (len(SITES), len(MARKETS), len(PERIODS))
    return {
        "cost": chance.integers(1, 10, shape).astype(float),
        "demand": chance.integers(0, 6, shape[1:]).astype(float),
        "capacity": chance.integers(3, 9, shape[0]).astype(float),
        "fixed": chance.integers(1, 30, shape[0]).astype(float),
        "limit": float(chance.integers(8, 30)),
        "integer": bool(chance.integers(2)),
    }


def frame(names, values, value):
    """One row a key of a dense array."""
    keys = list(itertools.product(*names.values()))
    return pl.DataFrame(keys, schema=list(names), orient="row").with_columns(pl.Series(value, values.ravel()))


def ours(data):
    """The model in blocks."""
    lanes = frame({"site": SITES, "market": MARKETS, "period": PERIODS}, data["cost"], "cost")
    demand = frame({"market": MARKETS, "period": PERIODS}, data["demand"], "demand")
    places = frame({"site": SITES, "period": PERIODS}, np.repeat(data["capacity"], 2), "capacity")
    sites = pl.DataFrame({"site": SITES, "fixed": data["fixed"]})
    assembler = Assembler()
    ship = assembler.columns("ship", lanes, ["site", "market", "period"], cost="cost")
    hold = assembler.columns("hold", demand, ["market", "period"], upper=3, cost=0.5)
    short = assembler.columns("short", demand, ["market", "period"], upper="demand", cost=25)
    opened = assembler.columns("open", sites, ["site"], upper=1, cost="fixed", integer=data["integer"])
    later = demand.filter(pl.col("period") > 0).select("market", period=pl.col("period") - 1, to="period")
    assembler.rows(
        "balance",
        demand,
        ["market", "period"],
        [Term(ship), Term(short), Term(hold, -1.0), Term(hold, through=later, on={"period": "to"})],
        lower="demand",
        upper="demand",
    )
    link = places.with_columns(negative=-pl.col("capacity"))
    assembler.rows(
        "capacity", places, ["site", "period"], [Term(ship), Term(opened, "negative", through=link)], upper=0
    )
    assembler.rows(
        "limit", pl.DataFrame({"period": PERIODS}), ["period"], [Term(ship, 2.0)], upper=data["limit"]
    )
    return assembler.build()


def theirs(data):
    """The model in linopy, its variables in the order of our columns."""
    axes = {
        "site": pd.Index(SITES, name="site"),
        "market": pd.Index(MARKETS, name="market"),
        "period": pd.Index(PERIODS, name="period"),
    }

    def array(values, *dims):
        return xr.DataArray(values, dims=dims, coords={dim: axes[dim] for dim in dims})

    demand = array(data["demand"], "market", "period")
    model = linopy.Model()
    ship = model.add_variables(lower=0, coords=[axes["site"], axes["market"], axes["period"]], name="ship")
    hold = model.add_variables(lower=0, upper=3, coords=[axes["market"], axes["period"]], name="hold")
    short = model.add_variables(lower=0, upper=demand, coords=[axes["market"], axes["period"]], name="short")
    opened = model.add_variables(
        lower=0, upper=1, coords=[axes["site"]], name="open", integer=data["integer"]
    )
    carried = ship.sum("site") + short - hold + hold.shift(period=1).fillna(0)
    model.add_constraints(carried == demand, name="balance")
    model.add_constraints(ship.sum("market") - array(data["capacity"], "site") * opened <= 0, name="capacity")
    model.add_constraints(2 * ship.sum(["site", "market"]) <= data["limit"], name="limit")
    freight = (ship * array(data["cost"], "site", "market", "period")).sum()
    fixed = (opened * array(data["fixed"], "site")).sum()
    model.add_objective(freight + 0.5 * hold.sum() + 25 * short.sum() + fixed)
    return model


def lines(matrix, lower, upper):
    """Rows with their limits, each with the sign that makes its first entry positive, in sorted order."""
    found = []
    for row, low, high in zip(matrix.tolist(), lower.tolist(), upper.tolist(), strict=True):
        flip = next(value for value in row if value) < 0
        found.append(([-v for v in row], -high, -low) if flip else (row, low, high))
    return sorted(found)


@pytest.mark.parametrize("seed", range(8))
def test_the_same_model_in_linopy(seed):
    """Columns, rows and optimum are those of another modelling layer."""
    data = numbers(seed)
    program, model = ours(data), theirs(data)
    other = model.matrices
    assert np.array_equal(program.cost, other.c)
    assert np.array_equal(program.lower, other.lb)
    assert np.array_equal(program.upper, other.ub)
    below, above = np.isin(other.sense, [">", "="]), np.isin(other.sense, ["<", "="])
    assert lines(program.matrix.toarray(), program.row_lower, program.row_upper) == lines(
        other.A.toarray(), np.where(below, other.b, -np.inf), np.where(above, other.b, np.inf)
    )
    solution = solve(program, Options(gap=0))
    model.solve("highs", io_api="direct", output_flag=False, mip_rel_gap=0)
    assert solution.status is Status.OPTIMAL
    assert solution.objective == pytest.approx(model.objective.value)
