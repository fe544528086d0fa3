"""Lines written by hand, and lines at random with everything switched on."""

from __future__ import annotations

from math import log1p
from typing import TYPE_CHECKING, Any

import numpy as np
from hypothesis import strategies as st

from reshore.chance.distribution import Distribution
from reshore.chance.philox import uniform_at
from reshore.chance.streams import Streams
from reshore.factory.line.encode import encode
from reshore.factory.line.line import Basis, Failures, Group, Kind, Line, Moves, Pool, Product, Step, Task
from reshore.factory.line.release import Conwip, Plan, Poisson, Saturated, Takt
from reshore.factory.line.replication import by_events

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reshore.factory.line.release import Release
    from reshore.factory.line.state import State

SHIFTS = (((6.5, 14.0), (30.5, 38.0), (54.0, 100.0)), ((0.0, 40.0), (60.0, 168.0)), ((20.0, 168.0),))
"""Open hours whose ends fall on no other's."""


def hours(text: str) -> Distribution:
    """Return a distribution."""
    return Distribution.parse(text)


def serial(
    times: Sequence[str],
    release: Release | None = None,
    *,
    buffer: int | None = 2,
    failures: Failures | None = None,
) -> Line:
    """Return single servers in a row, one task each."""
    groups = tuple(Group(f"g{at}", buffer=buffer, failures=failures) for at in range(len(times)))
    steps = tuple(
        Step("unit", f"s{at}", f"g{at}", (Task(f"t{at}", hours(text)),)) for at, text in enumerate(times)
    )
    return Line(groups, (Product("unit", release or Saturated()),), steps)


def work(
    product: str,
    name: str,
    group: str,
    time: str,
    takes: Mapping[str, float] | None = None,
    components: Mapping[str, float] | None = None,
    **checks: Any,
) -> Step:
    """Return a step of one task, whose name is that of the step."""
    task = Task(name, hours(time), **checks)
    return Step(product, name, group, (task,), takes or {}, components or {})


def alone(time: str, times: Sequence[float] = (0.0,), group: Group | None = None) -> Line:
    """Return one group with one task of planned units."""
    place = group or Group("g")
    return Line((place,), (Product("unit", Plan(tuple(times))),), (work("unit", "s", place.name, time),))


def side_by_side(
    pools: Sequence[Pool],
    *jobs: tuple[Group | str, float, str, Mapping[str, float]],
    crews: int | None = None,
) -> Line:
    """Return groups that share pools: each, when its one unit comes, its hours, and what it takes."""
    rows = [(Group(g) if isinstance(g, str) else g, *job) for g, *job in jobs]
    products = tuple(Product(group.name, Plan((time,))) for group, time, _, _ in rows)
    steps = tuple(work(g.name, g.name, g.name, text, takes) for g, _, text, takes in rows)
    return Line(tuple(group for group, *_ in rows), products, steps, tuple(pools), crews)


def outage(group: str, number: int, half: int) -> float:
    """Return what the first server's time to a failure, half 0, or of its repair, half 1, is to the mean."""
    place = number << 1 | half
    return -log1p(-uniform_at(Streams(0).key("failure", group), 0, place))


def failing_once(fails: float, repair: float, basis: Basis = Basis.WORKING, **more: Any) -> Group:
    """Return a group that fails after some hours, for some hours, and then not for a hundred."""
    for name in (f"{fails:g}/{number}" for number in range(1_000)):
        between = fails / outage(name, 0, 0)
        if between * outage(name, 1, 0) > 100:
            return Group(name, failures=Failures(between, repair / outage(name, 0, 1), basis), **more)
    raise AssertionError


def unlucky_once(units: int) -> tuple[str, float]:
    """Return a task of product `unit` and its share of good ones: of so many, the first alone fails, once."""
    for name in map(str, range(1_000)):
        key = Streams(0).key("task", "unit", name)
        first, *others = (
            uniform_at(key, 0, again << 40 | unit << 1 | 1)
            for unit, again in [(0, 0), (0, 1), *((unit, 0) for unit in range(1, units))]
        )
        if first > max(others):
            return name, (first + max(others)) / 2
    raise AssertionError


def planned(line: Line, until: float = 1_000.0) -> State:
    """Return a line after a run without warm-up, which ends with the last planned unit."""
    return by_events(encode(line, Streams(0), until), 0, 0.0, until)[0]


def left(state: State) -> list[tuple[int, float, float]]:
    """Return product, time of entry and of leaving of good units, in the order in which they left."""
    rows = state.left[: int(state.clock.logged[0])]
    return list(zip(rows.product.tolist(), rows.entered.tolist(), rows.left.tolist(), strict=True))


def left_at(state: State) -> list[float]:
    """Return when good units left."""
    return [round(time, 9) for _, _, time in left(state)]


def share(state: State, group: int) -> list[float]:
    """Return the hours of a group's server time, by `codes.Share`."""
    return [round(hours, 9) for hours in state.shares[group].tolist()]


def mean_throughput(line: Line, numbers: range, warm_up: float, until: float, seed: int) -> np.ndarray:
    """Return good units an hour of each replication of a line with one product."""
    empty = encode(line, Streams(seed), until)
    found = []
    for number in numbers:
        state, before = by_events(empty, number, warm_up, until)
        found.append((state.products.finished[0] - before[0, 0]) / (until - warm_up))
    return np.array(found)


times = st.sampled_from(
    ["exponential(1)", "uniform(0.5, 2)", "gamma(1, 0.4)", "lognormal(1.5, 1)", "triangular(0, 0.3, 2)"]
)
failing = st.one_of(
    st.none(),
    st.builds(
        Failures,
        st.floats(3, 30),
        st.floats(0.3, 3),
        st.sampled_from(list(Basis)),
    ),
)


@st.composite
def any_line(draw: st.DrawFn) -> Line:
    """Return a line with all that a line can have; units go through its groups one way, so it can't lock."""
    count = draw(st.integers(2, 4))
    groups = [draw(_group(f"g{at}", at)) for at in range(count)]
    products = [Product("a", draw(_release(0.123)))]
    components: dict[str, float] = {}
    if draw(st.booleans()):
        groups.append(draw(_group("parts", 9)))
        products.append(Product("part", draw(st.sampled_from([Conwip(5), Takt(0.7)])), store=12.0))
        components = {"part": draw(st.sampled_from([0.5, 1.0, 3.0]))}
    if draw(st.booleans()):
        products.append(Product("b", draw(_release(0.456))))
    pools = (
        Pool("people", Kind.PEOPLE, draw(st.sampled_from([None, 2.0, 3.0]))),
        Pool("power", Kind.POWER, draw(st.sampled_from([None, 50.0, 90.0]))),
        Pool("cooling", Kind.COOLING, draw(st.sampled_from([None, 40.0]))),
    )
    steps: list[Step] = []
    for product in products:
        places = [count] if product.name == "part" else sorted(draw(_places(count)))
        names: list[str] = []
        for at in places:
            names.append(f"{product.name}{at}")
            inside = components if product.name == "a" and len(names) == 1 else {}
            steps.append(draw(_step(product.name, tuple(names), groups[at].name, inside)))
    return Line(
        groups=tuple(groups),
        products=tuple(products),
        steps=tuple(steps),
        pools=pools,
        crews=draw(st.sampled_from([None, 1])),
        moves=draw(st.sampled_from([None, Moves(2.0), Moves(1.0, 1, 3.0)])),
        base_power=draw(st.sampled_from([0.0, 7.0])),
    )


def _places(count: int) -> st.SearchStrategy[set[int]]:
    return st.sets(st.integers(0, count - 1), min_size=1)


@st.composite
def _group(draw: st.DrawFn, name: str, at: int) -> Group:
    batch = draw(st.sampled_from([1, 1, 1, 2, 3]))
    return Group(
        name,
        servers=draw(st.integers(1, 3)),
        buffer=draw(st.sampled_from([None, 0, 1, 3])) if batch == 1 else draw(st.sampled_from([6, 9])),
        batch=batch,
        failures=draw(failing),
        changeover=draw(st.sampled_from([0.0, 0.37])),
        opens=draw(st.sampled_from([(), (), *SHIFTS])),
        idle_power=draw(st.sampled_from([0.0, 1.5])),
        x=7.0 * at * at,
        row=at % 2,
    )


def _release(offset: float) -> st.SearchStrategy[Release]:
    plan = st.lists(st.integers(0, 200), max_size=40).map(
        lambda times: Plan(tuple(sorted(time + offset for time in times)))
    )
    return st.one_of(
        st.builds(Takt, st.floats(0.5, 3)),
        st.builds(Poisson, st.floats(0.5, 3)),
        st.builds(Conwip, st.integers(9, 20)),
        plan,
    )


@st.composite
def _step(
    draw: st.DrawFn, product: str, way: tuple[str, ...], group: str, components: dict[str, float]
) -> Step:
    tasks = tuple(
        Task(
            f"{way[-1]}/{number}",
            hours(draw(times)),
            draw(st.sampled_from([1.0, 1.0, 0.7])),
            draw(st.sampled_from([None, *way])),
            draw(st.integers(0, 2)),
        )
        for number in range(draw(st.integers(1, 2)))
    )
    takes = {
        "people": draw(st.sampled_from([0.0, 0.5, 1.0, 2.0])),
        "power": draw(st.sampled_from([0.0, 12.5, 40.0])),
        "cooling": draw(st.sampled_from([0.0, 30.0])),
    }
    return Step(product, way[-1], group, tasks, takes, components)
