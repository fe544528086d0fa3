"""From rows of replications to frames."""

from __future__ import annotations

import polars as pl
import pytest
from tests.factory.line import made

from reshore.factory.line import gather
from reshore.factory.line.figures import SCHEMA
from reshore.factory.line.line import Group, Kind, Line, Pool, Product
from reshore.factory.line.release import Conwip, Takt

LINE = Line(
    (Group("a", servers=2), Group("b")),
    (Product("unit", Takt(1.0)), Product("part", Conwip(2), store=3.0)),
    (made.work("unit", "s", "a", "1"), made.work("part", "t", "b", "1")),
    (Pool("people", Kind.PEOPLE), Pool("power", Kind.POWER, 30.0)),
)

ROWS = pl.DataFrame(
    [
        {
            "replication": number,
            "hours": 168.0,
            "throughput": [10.0 + number, 20.0],
            "scrap": [0.0, 1.0],
            "inside": [2.0, 3.0],
            "lead_mean": [4.0, None],
            "lead_median": [3.0, None],
            "lead_95": [9.0 + number, 5.0 if number else None],
            "shares": [0.5, 0.1, 0.1, 0.1, 0.0, 0.0, 0.0, 0.2] + [0.0] * 7 + [1.0],
            "pool_mean": [1.0 + number, 12.0],
            "pool_peak": [2.0, 20.0 + number],
            "power_mean": [10.0 + number, None],
            "power_peak": [30.0 - number, None],
            "inside_over_time": [1.0, 2.0, 0.0, 0.0, 3.0, 3.0 + 2 * number, 0.0, 0.0],
            "output_over_time": [0.0, 4.0, 0.0, 0.0, 1.0, 1.0, 0.0, 0.0],
        }
        for number in range(2)
    ],
    schema=SCHEMA,
)


def test_figures_of_products():
    """A row a replication and product; means with intervals where there are two values or more."""
    replications = gather.by_product(LINE, ROWS)
    assert replications.select("replication", "product", "throughput").rows() == [
        (0, "unit", 10),
        (0, "part", 20),
        (1, "unit", 11),
        (1, "part", 20),
    ]
    summary = gather.summary(LINE, replications, 0.95)
    found = {(product, figure): numbers for product, figure, _, *numbers in summary.rows()}
    # Student's 97.5 % quantile with one degree of freedom is 12.706.
    assert found["unit", "throughput"] == pytest.approx([10.5, 10.5 - 6.353, 10.5 + 6.353], abs=1e-3)
    assert found["part", "throughput"] == [20, 20, 20]
    assert found["part", "lead_mean"] == found["part", "lead_95"] == [None, None, None]


def test_shares_and_load():
    """Load is of open time; a group that is always closed has none."""
    groups = gather.groups(LINE, ROWS)
    assert groups.select("group", "servers", "working", "closed").rows() == [
        ("a", 2, 0.5, 0.2),
        ("b", 1, 0, 1),
    ]
    assert groups["load"].to_list() == [pytest.approx(0.75), 0]


def test_pools_and_power():
    """Means are means, peaks the greatest of all; what wasn't measured is unknown."""
    assert gather.pools(LINE, ROWS).rows() == [
        ("people", "people", None, 1.5, 2.0),
        ("power", "power", 30.0, 12.0, 21.0),
    ]
    assert gather.power(ROWS).rows() == [(0, 10.5, 30.0), (1, None, None)]


def test_series():
    """Series end with the last bin in which there is something, the same for all products."""
    assert gather.series(LINE, ROWS).rows() == [
        ("unit", 0.0, 1.0, 0.0),
        ("unit", 8.0, 2.0, 4.0),
        ("part", 0.0, 3.0, 1.0),
        ("part", 8.0, 4.0, 1.0),
    ]


def test_lines_without_pools():
    """A line without pools has an empty frame of them."""
    plain = Line(LINE.groups[:1], LINE.products[:1], LINE.steps[:1])
    rows = ROWS.with_columns(
        pool_mean=pl.lit([], pl.List(pl.Float64)), pool_peak=pl.lit([], pl.List(pl.Float64))
    )
    assert gather.pools(plain, rows).height == 0
