"""First plans by rounding."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reshore.lp.assemble import Assembler, Term
from reshore.lp.highs import solve
from reshore.lp.solution import Options, Status
from reshore.lp.start import rounding_start


def location(seed, *, exactly=None):
    """Sites with modules of capacity and a fixed cost serve markets; `exactly` so many sites, if given."""
    chance = np.random.default_rng(seed)
    sites = pl.DataFrame({"site": range(5), "fixed": chance.uniform(20, 60, 5), "all": 0})
    markets = pl.DataFrame({"market": range(8), "demand": chance.uniform(1, 5, 8)})
    lanes = (
        sites.select("site").join(markets, how="cross").with_columns(cost=pl.Series(chance.uniform(1, 9, 40)))
    )
    assembler = Assembler()
    ship = assembler.columns("ship", lanes, ["site", "market"], cost="cost")
    opened = assembler.columns("open", sites, ["site"], cost="fixed", upper=1, integer=True)
    build = assembler.columns("build", sites, ["site"], cost=7, upper=4, integer=True)
    assembler.rows("demand", markets, ["market"], [Term(ship)], lower="demand")
    assembler.rows("capacity", sites, ["site"], [Term(ship), Term(build, -6.0)], upper=0)
    assembler.rows("modules", sites, ["site"], [Term(build), Term(opened, -4.0)], upper=0)
    if exactly is not None:
        count = pl.DataFrame({"all": [0]})
        assembler.rows("count", count, ["all"], [Term(opened)], lower=exactly, upper=exactly)
    return assembler.build()


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from([["open", "build"], ["open"]]), st.sampled_from([None, 2, 3]))
def test_a_start_is_a_plan(seed, blocks, exactly):
    """It keeps bounds and rows, is whole in every integer column, and costs no less than the optimum."""
    program = location(seed, exactly=exactly)
    start = rounding_start(program, blocks)
    assert start is not None
    x, activity = start.x, program.matrix @ start.x
    assert np.array_equal(x[program.integer], np.round(x[program.integer]))
    assert ((x >= program.lower - 1e-9) & (x <= program.upper + 1e-9)).all()
    assert ((activity >= program.row_lower - 1e-6) & (activity <= program.row_upper + 1e-6)).all()
    best = solve(program, Options(gap=0), start=x)
    assert best.objective <= start.objective + 1e-6


def test_where_no_threshold_fits_the_fractional_ones_are_searched():
    """Exactly two of five: rounding up opens too many, or too few, and a search among them finds the plan."""
    program = location(3, exactly=2)
    start = rounding_start(program, ["open", "build"])
    assert start.x[program.columns["open"].span].sum() == pytest.approx(2)


def test_without_a_plan_there_is_no_start():
    """An infeasible relaxation, infeasible integers and a lack of time all give None."""
    assert rounding_start(location(0, exactly=7), ["open"]) is None
    assert rounding_start(location(0, exactly=2.5), ["open"]) is None
    assert rounding_start(location(0), ["open"], Options(time_limit=0)) is None
    assert solve(location(0, exactly=2.5)).status is Status.INFEASIBLE
