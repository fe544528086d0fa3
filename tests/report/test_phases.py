"""Phases: what has to be ordered when, and how capacity comes up."""

from __future__ import annotations

from datetime import date

import pytest
from tests.report.conftest import rows

from reshore.report.phases import Phases, after, before, months, steps
from reshore.tables.profile import Profile


@pytest.fixture(scope="module")
def phases(model) -> Phases:
    """Those of two resources at one site, and of a site without any."""
    places = [("gdl", "line", "0:0.5 6:1"), ("gdl", "test", "0:0.2 9:1"), ("jrz", "line", "1")]
    resources = [
        {"site": site, "resource": resource, "ramp": ramp, "months_to_install": 12}
        for site, resource, ramp in places
    ]
    return Phases.of(model.with_frames(resources=rows("resources", *resources)))


def test_what_takes_how_long(phases):
    """Sites and modules by their tables; what is left empty takes no time."""
    assert phases.installing["gdl", "line"] == 12
    assert phases.opening["gdl"] == 0
    assert phases.ramp("gdl", "test") == 9
    assert phases.ramp("jrz", "line") == phases.ramp("maa", "line") == 0


def test_the_slowest_resource_stands_for_its_site(phases):
    """A site without ramps has none."""
    assert phases.slowest("gdl")[0] == "test"
    assert phases.slowest("jrz") is None
    assert phases.slowest("maa") is None


def test_a_ramp_is_told_in_equal_stretches():
    """Their mean is that of the ramp."""
    ramp = Profile.parse("0:0.5 6:0.8 12:1")
    found = steps(ramp)

    assert [end for _, end, _ in found] == [3, 6, 9, 12]
    assert sum(share for *_, share in found) / len(found) == pytest.approx(ramp.mean(0, 12))
    assert months(Profile.parse("0:0.9 5:0.9")) == 0
    assert steps(Profile.parse("1")) == []


def test_days_before_and_after():
    """Whole months before keep the day of the month; a ramp may take half a month."""
    assert before(date(2026, 1, 1), 15) == date(2024, 10, 1)
    assert before(date(2026, 3, 31), 1) == date(2026, 2, 28)
    assert after(date(2026, 1, 1), 6) == date(2026, 7, 3)
