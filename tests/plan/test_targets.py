"""The target path: rules by country beside what the plan does, as amounts and as shares."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl
import pytest

from reshore.plan.frames import FRAMES
from reshore.plan.targets import targets

if TYPE_CHECKING:
    from collections.abc import Callable

    from reshore.plan.plan import Plan
    from reshore.tables.model import Model

PERIODS = (
    {"period": "2025Q4", "start": "2025-10-01", "months": 3},
    {"period": "26", "start": "2026-01-01", "months": 12},
)
LINE = {"rule": "cap", "period": "26", "measure": "value_added", "sense": "<=", "violation": 0.0}
CAP = {"rule": "cap", "measure": "value_added", "activity": "make", "where": "country = 'CHN'", "limit": 70}


@pytest.fixture
def stand(
    plan_with: Callable[..., Plan], plan: Plan, make_model: Callable[..., Model]
) -> Callable[..., pl.DataFrame]:
    """Return what gives the target path of rules and of the lines that a plan has for them."""

    def build(rules: list[dict[str, Any]], lines: list[dict[str, Any]], **tables: Any) -> pl.DataFrame:
        frame = pl.DataFrame([LINE | line for line in lines], schema=dict(FRAMES["rules"].dtypes))
        found = plan_with(frames={**plan.frames, "rules": frame})
        return targets(found, make_model(periods=PERIODS, rules=[CAP | rule for rule in rules], **tables))

    return build


def test_slack_is_what_is_left_to_the_limit(stand: Callable[..., pl.DataFrame]):
    """At most 70: 64 leaves 6. At least 70: 64 misses by 6. Exactly 70: 76 and 64 are both off by 6."""
    lines = [
        {"rule": "most", "value": 64.0, "sense": "<=", "limit": 70.0},
        {"rule": "least", "value": 64.0, "sense": ">=", "limit": 70.0, "violation": 6.0},
        {"rule": "same", "value": 76.0, "sense": "=", "limit": 70.0, "violation": 6.0},
        {"rule": "equal", "value": 64.0, "sense": "=", "limit": 70.0, "violation": 6.0},
    ]
    found = stand([{"rule": line["rule"], "sense": line["sense"]} for line in lines], lines)
    assert found["slack"].to_list() == [6.0, -6.0, -6.0, -6.0]
    assert found["kept"].to_list() == [True, False, False, False]
    assert set(found["unit"]) == {"kEUR"}
    assert found["actual_share"].null_count() == found["limit_share"].null_count() == 4


def test_share_is_shown_as_it_was_written(stand: Callable[..., pl.DataFrame]):
    """At most 0.8, from 2026 on 0.5: of 100, 60 is 0.6: within the one, and not the other."""
    series = [{"table": "rules", "key": "cap", "column": "limit", "period": "26", "value": 0.5}]
    lines = [
        {"period": "26", "value": 60.0, "limit": 50.0, "violation": 10.0},
        {"period": "2025Q4", "value": 60.0, "limit": 80.0},
    ]
    found = stand([{"limit": 0.8, "of": "true"}], lines, series=series)
    assert found.select("year", "period", "actual_share", "limit_share", "kept").rows() == [
        ("2025", "2025Q4", pytest.approx(0.6), 0.8, True),
        ("2026", "26", pytest.approx(0.6), 0.5, False),
    ]


def test_share_of_nothing_is_not_known(stand: Callable[..., pl.DataFrame]):
    """A limit of 0 doesn't say what it is a share of."""
    found = stand([{"limit": 0.5, "of": "true"}], [{"value": 0.0, "limit": 0.0}])
    assert found.select("actual_share", "slack", "kept").row(0) == (None, 0.0, True)


def test_sum_over_periods_has_no_year(stand: Callable[..., pl.DataFrame]):
    """A cumulative rule stands after the periods of its own, and has neither year nor share."""
    lines = [{"period": None, "value": 9.0, "limit": 10.0, "measure": "units"}]
    found = stand([{"measure": "units", "periods": "cumulative", "limit": 10}], lines)
    assert found.select("year", "period", "slack", "unit").row(0) == (None, None, 1.0, "unit")


@pytest.mark.parametrize(
    ("where", "shown"),
    [
        ("country = 'CHN' and product = 'rack'", True),
        ("array_contains(processed_blocs, 'EU')", True),
        ("destination_country = 'CHN'", True),
        ("site = 'country'", False),
        (None, False),
    ],
)
def test_rules_that_tell_countries_apart(stand: Callable[..., pl.DataFrame], where: str, shown: bool):
    """A rule is on the path if its condition names a country or bloc by one of its attributes."""
    assert stand([{"where": where}], [{"value": 1.0, "limit": 2.0}]).height == shown


def test_rounding_is_no_miss(stand: Callable[..., pl.DataFrame]):
    """A violation of a hundred-millionth of the limit is the solver's; one of a thousandth is the plan's."""
    for violation, kept in ((1e-6, True), (0.1, False)):
        line = {"value": 100.0, "limit": 100.0, "violation": violation}
        assert stand([{}], [line])["kept"].to_list() == [kept]
