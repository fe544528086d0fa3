"""Two lines with the same luck."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest
from tests.factory.line import made

from reshore.chance.streams import Streams
from reshore.errors import UsageError
from reshore.factory.line.compare import compare
from reshore.factory.line.encode import encode
from reshore.factory.line.line import Failures, Product
from reshore.factory.line.options import Options
from reshore.factory.line.release import Takt
from reshore.factory.line.replication import by_events
from reshore.factory.line.run import simulate

OPTIONS = Options(warm_up=168.0, hours=1_680.0, least=6, most=6)


def throughput(found):
    """Return the row of the throughput as a dictionary."""
    return found.differences.row(by_predicate=pl.col("figure") == "throughput", named=True)


def test_line_beside_itself():
    """A line differs from itself in nothing, which is precise at once."""
    line = made.serial(["exponential(1)"] * 3)
    found = compare(line, line, replace(OPTIONS, most=64))
    assert found.replications == 6
    assert found.precise
    differences = found.differences.select("difference", "low", "high")
    assert differences.unique().rows() == [(0, 0, 0)]
    assert throughput(found)["first"] == throughput(found)["second"]


def test_more_buffers():
    """Luck in common finds what five more places are worth far more narrowly than each line is known."""
    few = made.serial(["exponential(1)"] * 3, buffer=0, failures=Failures(20, 4))
    many = replace(few, groups=tuple(replace(group, buffer=5) for group in few.groups))
    row = throughput(compare(few, many, OPTIONS))
    assert row["difference"] == pytest.approx(row["second"] - row["first"])
    assert 0 < row["low"] < row["difference"] < row["high"]
    own = [simulate(line, OPTIONS).figure("unit", "throughput") for line in (few, many)]
    assert [row["first"], row["second"]] == pytest.approx([one.value for one in own])
    apart = sum((one.high - one.low) ** 2 for one in own) ** 0.5
    assert row["high"] - row["low"] < 0.7 * apart


def test_luck_is_kept():
    """Stations that are added leave the luck of those before as it was."""
    short = made.serial(["exponential(1)"] * 2, Takt(2.0), buffer=None, failures=Failures(20, 4))
    longer = made.serial(["exponential(1)"] * 2 + ["0"], Takt(2.0), buffer=None, failures=Failures(20, 4))
    runs = [by_events(encode(line, Streams(0), 168.0), 0, 0.0, 168.0)[0] for line in (short, longer)]
    assert made.left(runs[0]) == made.left(runs[1])


def test_nothing_in_common():
    """Lines of different products can't be compared."""
    line = made.serial(["1"], Takt(2.0))
    other = replace(
        line, products=(Product("other", Takt(2.0)),), steps=(replace(line.steps[0], product="other"),)
    )
    with pytest.raises(UsageError, match="no product in common"):
        compare(line, other)
