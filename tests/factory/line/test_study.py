"""How long replications are, and what comes of them."""

from __future__ import annotations

from dataclasses import replace
from threading import Event

import numpy as np
import pytest
from polars.testing import assert_frame_equal
from tests.factory.line import made

from reshore.errors import AuditError, DataError, ReshoreError, StoppedError
from reshore.factory.line import study
from reshore.factory.line.line import Group, Line, Product
from reshore.factory.line.options import Options
from reshore.factory.line.release import Conwip, Poisson, Takt
from reshore.factory.line.study import Length, find_length, replications
from reshore.jobs.executor import Outcome
from reshore.jobs.task import Failure

STEADY = made.serial(["exponential(1)", "exponential(1)"], Takt(1.5))


def locking():
    """Return a line whose units wait for each other's places."""
    groups = (Group("a", buffer=0), Group("b", buffer=0))
    steps = tuple(made.work("unit", f"{at}", group, "uniform(1, 2)") for at, group in enumerate("aba"))
    return Line(groups, (Product("unit", Conwip(5)),), steps)


def test_length_of_a_steady_line():
    """Replications have whole weeks of warm-up, five times that, and enough units."""
    length = find_length(STEADY, Options())
    measured = length.until - length.warm_up
    assert length.settled
    assert length.warm_up % 168 == measured % 168 == 0
    assert measured >= 5 * length.warm_up
    assert measured / 1.5 > 2_000


def test_warm_up_of_a_long_line():
    """The cut comes after the hundred hours in which a line of long steps fills, and not much later."""
    line = made.serial(["uniform(90, 110)"] * 8, Conwip(400), buffer=None)
    groups = tuple(replace(group, servers=50) for group in line.groups)
    length = find_length(replace(line, groups=groups), Options())
    assert length.settled
    assert 700 < length.warm_up < 7_000


def test_shifts_are_no_warm_up():
    """Output that comes in working hours alone has no longer warm-up than as much that comes always."""
    opens = tuple((24.0 * day, 24.0 * day + 8) for day in range(5))
    group = Group("g", opens=opens)
    line = Line((group,), (Product("unit", Poisson(0.2)),), (made.work("unit", "s", "g", "uniform(0, 0.2)"),))
    length = find_length(line, Options())
    assert length.settled
    assert length.warm_up <= 4 * 168


def test_given_length():
    """Weeks that are given are taken as they are; one of them alone leaves the other to be found."""
    assert find_length(STEADY, Options(warm_up=336.0, hours=168.0)) == Length(336.0, 504.0)
    assert find_length(STEADY, Options(warm_up=336.0)).warm_up == 336
    found = find_length(STEADY, Options(hours=1_680.0))
    assert found.until - found.warm_up == 1_680


def test_planned_units_alone():
    """Such a line has no warm-up, and ends with its last unit, or when it is told to."""
    line = made.alone("1", (0.0, 500.0))
    length = find_length(line, Options())
    assert (length.warm_up, length.settled) == (0, True)
    rows = replications(line, length, Options(), range(1))
    assert rows["hours"].to_list() == [501]
    assert find_length(line, Options(hours=168.0)).until == 168


def test_replications_by_number():
    """A replication is what its number makes it, not who else is run."""
    length = Length(168.0, 672.0)
    rows = replications(STEADY, length, Options(seed=3), range(4))
    assert rows["replication"].to_list() == [0, 1, 2, 3]
    assert_frame_equal(rows[2:], replications(STEADY, length, Options(seed=3), range(2, 4)))
    other = replications(STEADY, length, Options(seed=4), range(4))
    assert (np.array(other["lead_mean"].to_list()) != np.array(rows["lead_mean"].to_list())).all()


def test_line_that_locks():
    """A line that locks is told as such, in pilots and where there are none."""
    for options in (Options(), Options(warm_up=0.0, hours=168.0)):
        with pytest.raises(DataError, match="they wait for each other"):
            replications(locking(), find_length(locking(), options), options, range(3))


def test_errors_keep_their_kind(monkeypatch):
    """A kernel at fault is told as such; a failure that doesn't come again, as it was."""

    def fails(*_):
        raise AuditError("lost")

    with monkeypatch.context() as patch:
        patch.setattr(study, "figures", fails)
        with pytest.raises(AuditError, match="lost"):
            replications(STEADY, Length(0.0, 168.0), Options(), range(2))
    monkeypatch.setattr(study, "run", lambda *_, **__: Outcome(None, (Failure(1, "process died"),)))
    with pytest.raises(ReshoreError, match="chunk 1 failed: process died"):
        replications(STEADY, Length(0.0, 168.0), Options(), range(2))


def test_stopped():
    """Pilots and replications can be stopped."""
    cancel = Event()
    cancel.set()
    with pytest.raises(StoppedError):
        find_length(STEADY, Options(), cancel)
    with pytest.raises(StoppedError):
        replications(STEADY, Length(0.0, 168.0), Options(), range(2), cancel)
