"""What holds of every network with trade: more duty, fewer rules, following for nothing, order of rows."""

from __future__ import annotations

import random
from copy import deepcopy
from datetime import date
from math import inf
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from tests.footprint.second_customs import AmbiguousError
from tests.footprint.second_trade import Second, TooLargeError
from tests.footprint.trade_networks import CONDITIONS, networks

from reshore.footprint.network import Network
from reshore.footprint.program import FootprintProgram
from reshore.lp import highs
from reshore.lp.solution import Options, Status

if TYPE_CHECKING:
    from tests.footprint.second_customs import Tables

FEW = settings(
    max_examples=3,
    derandomize=True,
    database=None,
    # what goes wrong is written down as drawn: to make it smaller takes minutes
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
CLOSE = 1e-6


def program(model: Any) -> FootprintProgram:
    return FootprintProgram.of(Network.of(model))


def least(model: Any) -> float:
    """Objective of the best plan; infinite where there is none."""
    footprint = program(model)
    solution = highs.solve(footprint.program, Options(gap=1e-9))
    if solution.status is Status.INFEASIBLE:
        return inf
    assert solution.status is Status.OPTIMAL, solution.raw_status
    return solution.objective + footprint.network.storing.constant(footprint.network.clock)


@st.composite
def sound(draw: st.DrawFn, without: tuple[str, ...] = (), needs: str = "") -> tuple[dict[str, Any], Tables]:
    """Draw a network that has a plan and says no two things at once."""
    setting, tables = draw(networks(without=without, needs=needs))
    try:
        assume(Second(setting, tables, CONDITIONS).least() < inf)
    except (AmbiguousError, TooLargeError):
        assume(False)
    return setting, tables


# --- duties and rules -------------------------------------------------------------------------------------


@FEW
@given(network=sound(without=("values", "repack", "rules")), data=st.data())
def test_more_duty_never_lowers_cost(network, data, make_model):
    """One more duty point costs something or nothing.

    That is so where what is paid back was paid (one customs value), where no rule limits cost, and where the
    higher rate doesn't choose what is charged: the largest of several, or a preference in place of a row.
    """
    setting, tables = network
    for row in tables["duties"]:
        row |= {"combine": "add"} | ({"per_kg": 0} if row.get("kind") == "base" else {})
    tables["series"] = []
    before = least(make_model(settings=setting, **tables))
    more = deepcopy(tables)
    row = data.draw(st.sampled_from(more["duties"]))
    row["ad_valorem"] += data.draw(st.sampled_from([0.01, 0.3]))
    assert least(make_model(settings=setting, **more)) >= before * (1 - CLOSE) - CLOSE


@FEW
@given(network=sound(needs="rules"), data=st.data())
def test_relaxing_a_rule_never_raises_cost(network, data, make_model):
    """A rule that goes, has a price, or asks for less leaves the cost or lowers it."""
    setting, tables = network
    before = least(make_model(settings=setting, **tables))
    relaxed = deepcopy(tables)
    rule = data.draw(st.sampled_from(relaxed["rules"]))
    how = data.draw(st.sampled_from(["drop", "price", "limit"]))
    if how == "drop":
        relaxed["rules"].remove(rule)
    elif how == "price":
        rule["price"] = min(rule["price"] or inf, 20)
    else:
        rule["limit"] *= 0.5 if rule.get("sense") == ">=" else 1.5
    assert least(make_model(settings=setting, **relaxed)) <= before * (1 + CLOSE) + CLOSE


# --- following --------------------------------------------------------------------------------------------


@FEW
@given(network=sound())
def test_following_everything_never_changes_cost(network, make_model):
    """What is merged because nothing can tell it apart costs what it costs apart."""
    setting, tables = network
    apart = deepcopy(tables)
    for row in apart["products"]:
        row["followed"] = True
    together = least(make_model(settings=setting, **tables))
    assert least(make_model(settings=setting, **apart)) == pytest.approx(together, rel=CLOSE, abs=CLOSE)


def test_following_without_duties_never_changes_cost(rich):
    """Origins that nobody asks for are carried along for nothing, whatever else is in the network."""
    products = rich["products"].with_columns(followed=pl.lit(value=True))
    stocks = rich["stocks"].with_columns(provenance=pl.lit("CHN / CHN / "))
    followed = rich.with_frames(products=products, stocks=stocks)
    assert least(followed) == pytest.approx(least(rich), rel=CLOSE)


@FEW
@given(network=sound(), seed=st.integers(0, 999))
def test_the_order_of_rows_never_matters(network, seed, make_model):
    """Rows of every table in another order give a program of the same size and the same cost."""
    setting, tables = network
    mixed = {table: random.Random(seed).sample(rows, len(rows)) for table, rows in tables.items()}
    first, second = (make_model(settings=setting, **rows) for rows in (tables, mixed))
    assert program(first).program.shape == program(second).program.shape
    assert least(second) == pytest.approx(least(first), rel=CLOSE, abs=CLOSE)


# --- a model without trade --------------------------------------------------------------------------------


def test_tables_of_trade_that_concern_nothing_leave_the_program_as_it_is(rich, make_model):
    """Duties on goods that nobody has, and agreements about them, give the same arrays to the last bit."""
    words = {"hs": "01", "drawback": "full"}
    idle = make_model(
        blocs=[{"bloc": "UNION", "country": country} for country in ("CHN", "MEX", "USA")],
        agreements=[{"agreement": "PACT", "members": "UNION", "hs": "01", "basis": "deemed"}],
        duties=[{"layer": "mfn", "importer": "USA", "ad_valorem": 0.1, "from": date(2024, 2, 1), **words}],
    )
    products = rich["products"].with_columns(hs_code=pl.lit("847150"))
    plain = rich.with_frames(products=products)
    frames = {table: idle[table] for table in ("blocs", "agreements", "duties")}
    before, after = program(rich).program, program(plain.with_frames(**frames)).program
    for name in ("cost", "lower", "upper", "row_lower", "row_upper", "integer"):
        assert np.array_equal(getattr(after, name), getattr(before, name)), name
    assert (after.matrix != before.matrix).nnz == 0
    assert {name for name, block in after.rows.items() if not block.size} >= {"use"}
    for now, then in ((after.columns, before.columns), (after.rows, before.rows)):
        assert {name: block.size for name, block in now.items()} == {
            name: block.size for name, block in then.items()
        }
