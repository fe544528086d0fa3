"""A check holds a number to the size of what it is compared with, and names the worst row."""

from __future__ import annotations

import polars as pl
import pytest

from reshore.audit.findings import Findings


@pytest.fixture
def rows():
    return pl.DataFrame({"name": ["small", "large"], "found": [1.0, 1e6], "right": [1.0, 1e6 + 0.5]})


def test_violations_are_set_against_the_size_of_their_row(rows):
    """Half a unit in a million is within a millionth; the same on one unit is not."""
    findings = Findings(1e-6)
    findings.equal("frame", "large", rows, ["name"], ("found", "right"))
    near = rows.with_columns(right=pl.Series([1.5, 1e6]))
    findings.equal("frame", "small", near, ["name"], ("found", "right"))
    large, small = findings.checks
    assert large.ok
    assert large.worst == 0.5
    assert large.relative == pytest.approx(0.5 / (1 + 1e6 + 0.5))
    assert not small.ok
    assert small.where == "small: found 1, right 1.5"


def test_a_side_counts_where_it_matters(rows):
    """Too little is no violation of a limit from above, nor too much of one from below."""
    findings = Findings(0.0)
    findings.at_most("frame", "most", rows, ["name"], ("found", "right"))
    findings.at_least("frame", "least", rows, ["name"], ("found", "right"))
    assert [check.ok for check in findings.checks] == [True, False]


@pytest.mark.parametrize("missing", [None, float("nan")])
def test_what_cannot_be_compared_is_wrong(missing):
    """A row without counterpart fails by more than any limit."""
    findings = Findings(1e9)
    gaps = pl.DataFrame(
        {"name": ["a"], "found": [1.0], "right": [missing]}, schema_overrides={"right": pl.Float64}
    )
    findings.equal("frame", "gap", gaps, ["name"], ("found", "right"))
    assert findings.checks[0].worst == float("inf")
    assert not findings.checks[0].ok


def test_a_third_column_may_say_how_large():
    """The difference of two large numbers is as exact as they are, not as it is itself."""
    findings = Findings(1e-6)
    frame = pl.DataFrame({"name": ["a"], "found": [1.0], "right": [1.1], "size": [1e6]})
    findings.equal("frame", "difference", frame, ["name"], ("found", "right"), "size")
    assert findings.checks[0].ok


def test_rows_that_may_not_be_are_counted(rows):
    """No tolerance for what has to be exact."""
    findings = Findings(1e-6)
    findings.never("frame", "none", rows, ["name"])
    findings.never("frame", "fine", rows.clear(), ["name"])
    none, fine = findings.checks
    assert (none.worst, none.where, none.ok) == (2.0, "small", False)
    assert fine.ok


def test_no_rows_no_violation(rows):
    """A frame without rows holds nothing that could be wrong."""
    findings = Findings(1e-6)
    findings.equal("frame", "empty", rows.clear(), ["name"], ("found", "right"))
    assert findings.checks[0].ok
