"""Properties of any plant: what is reported holds."""

from __future__ import annotations

from itertools import pairwise
from threading import Event
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tests.factory.plan.plants import tables
from tests.factory.plan.test_asked import PLAIN

from reshore.factory.plan.asked import Asked
from reshore.factory.plan.case import case
from reshore.factory.plan.fit import Fitting
from reshore.factory.plan.fit_largest import fit_largest

if TYPE_CHECKING:
    from reshore.factory.plan.fitted import Fitted

PRECISION = 0.03

few = settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])


@st.composite
def lines(draw: st.DrawFn) -> dict[str, Any]:
    """Draw the tables of a line of two to four tasks at two kinds of station, some of which test."""
    count = draw(st.integers(2, 4))
    tasks = [f"t{number}" for number in range(count)]
    routings = [
        {
            "product": "pump",
            "task": task,
            "predecessors": tasks[at - 1] if at else None,
            "hours": draw(st.sampled_from(["0.5", "uniform(0.2, 0.6)", "exponential(0.4)"])),
            "station": draw(st.sampled_from(["bench", "cell"])),
            "power": draw(st.sampled_from([0.0, 10.0, 30.0])),
            "yield": draw(st.sampled_from([0.8, 1.0, 1.0])),
            "rework": draw(st.sampled_from([None, *tasks[: at + 1]])),
            "rework_limit": 2,
        }
        for at, task in enumerate(tasks)
    ]
    size = st.sampled_from([1.0, 3.0, 4.5, 11.0])
    stations = [
        {
            "station": name,
            "length": draw(size),
            "width": draw(st.sampled_from([1.0, 2.0, 5.0])),
            "servers": draw(st.integers(1, 2)),
            "buffer": draw(st.sampled_from([None, 0, 2])),
            "hours_between_failures": draw(st.sampled_from([None, 40.0])),
            "hours_to_repair": 2.0,
            "idle_power": 0.5,
        }
        for name in ("bench", "cell")
    ]
    building = tables()["buildings"][0] | {"docks": None, "feeds": None, "vehicle_speed": None}
    building["power"] = draw(st.sampled_from([None, 100.0]))
    calendars = draw(st.sampled_from([[], tables()["calendars"]]))
    return {"routings": routings, "stations": stations, "buildings": [building], "calendars": calendars}


def fitting(pump_model: Any, line: dict[str, Any], rate: str, **options: Any) -> Fitting:
    """Return how plants of a line are tried, briefly."""
    asked = Asked(**PLAIN | {"rate": rate, "precision": PRECISION, "most": 8, "seconds": 1.0, **options})
    return Fitting(case(pump_model(**line), "brno", "pump"), asked, lambda *_: None, Event())


def check_floor(fitted: Fitted) -> None:
    """Hold that blocks of a row don't overlap, and end within the building where the floor suffices."""
    floor = fitted.tried.floor
    for row in (0, 1):
        blocks = zip(floor.blocks, floor.x, floor.row, strict=True)
        ends = sorted((x, x + block.length) for block, x, at in blocks if at == row)
        assert all(one[1] <= then[0] + 1e-6 for one, then in pairwise(ends))
    if "floor" not in fitted.binds:
        assert floor.length <= floor.building.length + 1e-6


@few
@given(line=lines(), rate=st.sampled_from([20.0, 90.0, 200.0]))
def test_what_is_reached_is_reached(pump_model: Any, line: dict[str, Any], rate: float) -> None:
    """A plant that reaches its rate does so with other luck; one that doesn't is told what binds."""
    trying = fitting(pump_model, line, f"{rate}/week")
    fitted = trying.at(rate)
    check_floor(fitted)
    assert fitted.reached or fitted.binds
    if fitted.sure:
        other = fitting(pump_model, line, f"{rate}/week", seed=1).tried(fitted.tried.sized)
        assert other.throughput.high >= rate * (1 - 2 * PRECISION)
    peak = fitted.tried.simulated.power["peak"].max()
    assert fitted.tried.sized.case.building.power is None or peak <= 100.0 + 1e-6


@few
@given(line=lines(), more=st.sampled_from([1.3, 2.5]))
def test_more_power_makes_no_less(pump_model: Any, line: dict[str, Any], more: float) -> None:
    """The largest rate of a plant that draws power grows with it, up to what else binds, and is kept."""
    assume(any(row["power"] for row in line["routings"]))
    line["buildings"][0]["length"] = 20.0
    made = []
    for power in (80.0, 80.0 * more):
        line["buildings"][0]["power"] = power
        fitted = fit_largest(fitting(pump_model, line, "max"))
        check_floor(fitted)
        assert all(limit.is_kept for limit in fitted.limits)
        assert fitted.tried.throughput.value <= fitted.rate * (1 + PRECISION)
        made.append(fitted.tried.throughput)
    assert made[1].high >= made[0].low * (1 - 2 * PRECISION)
