"""What giving way is worth comes from the marginal values of a plan, in points where a limit is a share."""

from __future__ import annotations

import polars as pl
import pytest
from tests.report.conftest import frame

from reshore.report.worth import limits


def found(plan, model, make_plan, rules, marginals=()):
    """Limits of the plan with other rows of `rules` and `marginals`."""
    written = [("rule", *row, "kUSD/measure") for row in marginals]
    changed = {"rules": frame("rules", rules), "marginals": frame("marginals", written)}
    return limits(make_plan(frames={**plan.frames, **changed}), model)


def test_a_plan_at_its_limit_binds(plan, model, make_plan):
    rows = [("china-cap", period, "value_added", value, "<=", 1e6, 0.0) for period, value in
            [("2027", 1e6), ("2028", 1e6 - 0.5), ("2024Q4", 0.9e6)]]  # fmt: skip
    told = found(plan, model, make_plan, rows)

    assert dict(told.select("period", "binds").iter_rows()) == {"2024Q4": False, "2027": True, "2028": True}
    assert told["period"].to_list() == ["2024Q4", "2027", "2028"], "in time order"


def test_a_sum_of_periods_has_the_limit_and_the_worth_of_its_last(plan, model, make_plan):
    cumulative = model.with_frames(rules=model["rules"].with_columns(periods=pl.lit("cumulative")))
    told = found(
        plan, cumulative, make_plan, [("china-cap", None, "value_added", 30.0, "<=", 30.0, 0.0)],
        [("china-cap", "2028", -2.0)],
    )  # fmt: skip

    assert told.select("limit_share", "worth").row(0) == pytest.approx((0.3, 2.0))


def test_what_decides_is_not_known(plan, model, make_plan):
    rows = [("two-sources", "2027", "sources", 2.0, ">=", 2.0, 0.0)]

    assert found(plan, model, make_plan, rows)["worth"].to_list() == [None]
    assert found(plan, model, make_plan, rows, [("two-sources", "2027", 3.0)])["worth"].to_list() == [3.0]
