"""Plans for many futures that the tests of their sections use."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest
from tests.robust.conftest import EXACT, made

from reshore.footprint.design import design
from reshore.report.robust.view import RobustView
from reshore.report.view import View
from reshore.robust.average import SampleAverage, with_average
from reshore.robust.frames import FRAMES
from reshore.robust.futures import Futures
from reshore.robust.others import with_others
from reshore.robust.solve import robust_design
from reshore.robust.worth import worth

SHORT = {"surge": 30.0, "tariff": 4.0}
"""Units that the plan for draws doesn't deliver."""


@pytest.fixture(scope="session")
def named() -> RobustView:
    """Return a plan for three named futures, with what it is worth and the base plan beside it."""
    model = made()
    plan = robust_design(model, Futures.of_scenarios(model), **EXACT)
    plan = with_others(plan, model, {"base plan": (design(model, **EXACT), model)})
    plan = plan.with_worth(worth(model, plan, threads=1))
    return RobustView(View.of(plan.main, model), plan)


@pytest.fixture(scope="session")
def bare(named: RobustView) -> RobustView:
    """Return the plan as if nothing more had been asked of it."""
    nothing = pl.lit(None, dtype=pl.Float64)
    frames = {
        **named.result.frames,
        **{name: FRAMES[name].empty() for name in ("others", "worth", "own_decisions")},
        "futures": named["futures"].with_columns(
            nothing.alias(name) for name in ("own_best", "own_bound", "regret_least", "regret_most")
        ),
    }
    return RobustView(named.view, replace(named.result, frames=frames))


@pytest.fixture(scope="session")
def drawn(bare: RobustView) -> RobustView:
    """Return it as a plan for draws that can't deliver everything, with its optimality gap."""
    plans = {}
    for name, plan in bare.result.plans.items():
        first = pl.int_range(pl.len()) == 0
        short = pl.when(first).then(SHORT.get(name, 0.0)).otherwise("short")
        plans[name] = replace(
            plan, frames={**plan.frames, "service": plan["service"].with_columns(short=short)}
        )
    itself = bare["futures"].select(
        pl.lit("itself").alias("plan"), "future", "cost", pl.lit(0.0).alias("short")
    )
    plan = replace(bare.result, plans=plans, frames={**bare.result.frames, "others": itself})
    average = SampleAverage(
        pl.DataFrame(
            {"replication": [1, 2, 3], "bound": [2100.0, 2200.0, 2150.0], "objective": [2300.0] * 3}
        ),
        bare["futures"].select("future", pl.col("cost") * 1.02),
    )
    return RobustView(bare.view, with_average(plan, average))
