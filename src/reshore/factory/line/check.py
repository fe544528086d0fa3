"""What is wrong with a line, all faults at once."""

from __future__ import annotations

from collections import Counter
from math import inf, isfinite
from typing import TYPE_CHECKING

from reshore.errors import Fault
from reshore.factory.line.records import WEEK
from reshore.factory.line.release import Conwip, Plan, Poisson, Saturated, Takt

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reshore.factory.line.line import Group, Line, Product, Step


def faults(line: Line) -> list[Fault]:
    """Return what is wrong: names and numbers first, and where these are right, what can never finish."""
    found = [*_names(line), *_numbers(line), *_steps(line)]
    return found or [*_needs(line), *_endless(line), *_locked(line), *_circular(line)]


def _names(line: Line) -> Iterator[Fault]:
    yield from _unique("group", (group.name for group in line.groups))
    yield from _unique("product", (product.name for product in line.products))
    yield from _unique("pool", (pool.name for pool in line.pools))
    for product in line.products:
        way = line.way(product.name)
        if not way:
            yield Fault(_product(product), "it has no steps", "give it one step or more")
        yield from _unique(f"step of {product.name}", (step.name for step in way))
        yield from _unique(f"task of {product.name}", (task.name for step in way for task in step.tasks))
    known = {product.name for product in line.products}
    for step in line.steps:
        if step.product not in known:
            yield Fault(_step(step), "there is no such product", _choice(known))


def _unique(what: str, names: Iterable[str]) -> Iterator[Fault]:
    for name, count in Counter(names).items():
        if count > 1:
            yield Fault(f"{what} {name!r}", f"there are {count} of this name", "give each a name of its own")


def _numbers(line: Line) -> Iterator[Fault]:
    for group in line.groups:
        yield from _group(group)
    for pool in line.pools:
        if pool.capacity is not None:
            yield from _least(f"pool {pool.name!r}", "capacity", pool.capacity, 0)
    for product in line.products:
        yield from _release(product)
    if line.crews is not None:
        yield from _least("line", "crews", line.crews, 1)
    yield from _least("line", "base_power", line.base_power, 0)
    if line.moves is not None:
        yield from _above("moves", "speed", line.moves.speed)
        yield from _least("moves", "aisle", line.moves.aisle, 0)
        yield from _least("moves", "vehicles", inf if line.moves.vehicles is None else line.moves.vehicles, 1)


def _group(group: Group) -> Iterator[Fault]:
    place = f"group {group.name!r}"
    yield from _least(place, "servers", group.servers, 1)
    yield from _least(place, "batch", group.batch, 1)
    yield from _least(place, "buffer", inf if group.buffer is None else group.buffer, 0)
    yield from _least(place, "changeover", group.changeover, 0)
    yield from _least(place, "idle_power", group.idle_power, 0)
    if not isfinite(group.changeover) or not isfinite(group.x):
        yield Fault(place, "changeover and x have to be finite", "write numbers")
    if group.failures is not None:
        yield from _above(place, "hours_between", group.failures.hours_between)
        yield from _above(place, "hours_to_repair", group.failures.hours_to_repair)
    ends = [0.0, *(end for interval in group.opens for end in interval), WEEK]
    apart = all(before[1] < after[0] for before, after in zip(group.opens, group.opens[1:], strict=False))
    if ends != sorted(ends) or not apart or any(begin >= end for begin, end in group.opens):
        remedy = f"write (from, to) with 0 <= from < to <= {WEEK:g}, rising and apart"
        yield Fault(place, f"open hours {group.opens} are no hours of a week", remedy)


def _release(product: Product) -> Iterator[Fault]:
    place, rule = _product(product), product.release
    if product.store is not None:
        yield from _above(place, "store", product.store)
    if isinstance(rule, Takt | Poisson):
        yield from _above(place, "hours between units", rule.hours)
    elif isinstance(rule, Conwip):
        yield from _least(place, "units inside", rule.units, 1)
    elif isinstance(rule, Plan) and (
        list(rule.times) != sorted(rule.times) or min(rule.times, default=0) < 0
    ):
        yield Fault(place, "its planned times fall, or begin below 0", "write them rising from 0 on")


def _steps(line: Line) -> Iterator[Fault]:
    groups = {group.name for group in line.groups}
    pools = {pool.name for pool in line.pools}
    stored = {product.name for product in line.products if product.store is not None}
    for step in line.steps:
        place = _step(step)
        if step.group not in groups:
            yield Fault(place, f"there is no group {step.group!r}", _choice(groups))
        for pool, amount in step.takes.items():
            if pool not in pools:
                yield Fault(place, f"there is no pool {pool!r}", _choice(pools))
            yield from _least(place, f"what it takes of {pool!r}", amount, 0)
        for component, quantity in step.components.items():
            if component not in stored:
                problem = f"component {component!r} has no store"
                yield Fault(place, problem, "give its product a store, or leave it out where it is bought in")
            yield from _above(place, f"quantity of {component!r}", quantity)
        yield from _tasks(line, step)


def _tasks(line: Line, step: Step) -> Iterator[Fault]:
    names = [other.name for other in line.way(step.product)]
    earlier = names[: names.index(step.name) + 1] if step.name in names else []
    if not step.tasks:
        yield Fault(_step(step), "it has no tasks", "give it one or more")
    for task in step.tasks:
        place = f"{_step(step)}, task {task.name!r}"
        if task.hours.low < 0 or not isfinite(task.hours.mean):
            yield Fault(
                place, f"hours {task.hours.text} may be below 0 or endless", "write hours of 0 or more"
            )
        if not 0 < task.good <= 1:
            problem = f"a share of {task.good:g} passes: no unit ever ends well"
            yield Fault(place, problem if task.good <= 0 else f"a share of {task.good:g} passes", _SHARE)
        yield from _least(place, "limit of reworks", task.limit, 0)
        if task.rework is not None and task.rework not in earlier:
            problem = f"rework {task.rework!r} is neither this step nor one before it"
            yield Fault(place, problem, _choice(earlier))


def _needs(line: Line) -> Iterator[Fault]:
    """Find where more is needed at once than there ever is."""
    capacity = {pool.name: pool.capacity for pool in line.pools}
    store = {product.name: product.store for product in line.products}
    group = {group.name: group for group in line.groups}
    for step in line.steps:
        for pool, amount in step.takes.items():
            most = capacity[pool]
            if most is not None and amount > most:
                problem = f"it takes {amount:g} of {pool!r}, which has {most:g}"
                yield Fault(_step(step), problem, f"give the pool {amount:g} or more")
        for component, quantity in step.components.items():
            need, holds = quantity * group[step.group].batch, store[component]
            # The store takes whole units, so that the last of what is needed may not fit.
            if holds is not None and need > int(holds):
                problem = (
                    f"it takes {need:g} of {component!r} at once, whose store holds {int(holds):,} units"
                )
                yield Fault(_step(step), problem, f"give the store {need:g} or more")


def _endless(line: Line) -> Iterator[Fault]:
    """Find what goes on for ever without time passing."""
    group = {group.name: group for group in line.groups}
    for product in line.products:
        way = line.way(product.name)
        before: list[Step] = []
        for step in way:
            if group[step.group].buffer is None:
                break
            before.append(step)
        if isinstance(product.release, Saturated) and not _takes_time(before):
            problem = "units are released without end: none takes time before the first buffer without limit"
            yield Fault(
                _product(product), problem, "limit the buffer of its first group, or release by conwip"
            )
        if isinstance(product.release, Conwip) and not _takes_time(way):
            yield Fault(_product(product), "its units take no time at all", "give its tasks hours")
        names = [step.name for step in way]
        for step in way:
            for task in step.tasks:
                loop = (
                    [] if task.rework is None else way[names.index(task.rework) : names.index(step.name) + 1]
                )
                if loop and not _takes_time(loop):
                    place = f"{_step(step)}, task {task.name!r}"
                    yield Fault(
                        place, f"rework from {task.rework!r} on takes no time", "give its tasks hours"
                    )


def _takes_time(way: Iterable[Step]) -> bool:
    return any(task.hours.mean > 0 for step in way for task in step.tasks)


def _locked(line: Line) -> Iterator[Fault]:
    """Find where units wait for a full batch and leave no room for those that would fill it."""
    for group in line.groups:
        steps = sum(step.group == group.name for step in line.steps)
        waiting = steps * (group.batch - 1)
        if group.buffer is not None and group.buffer + group.servers * group.batch <= waiting:
            problem = f"half batches of {steps:,} steps may fill its {group.buffer:,} places"
            remedy = f"give it {waiting + 1 - group.servers * group.batch:,} places or more"
            yield Fault(f"group {group.name!r}", problem, remedy)
    batch = {group.name: group.batch for group in line.groups}
    for product in line.products:
        waiting = sum(batch[step.group] - 1 for step in line.way(product.name))
        if isinstance(product.release, Conwip) and product.release.units <= waiting:
            problem = f"{product.release.units:,} units inside may all wait for others to fill a batch"
            yield Fault(_product(product), problem, f"let {waiting + 1:,} units or more be inside")


def _circular(line: Line) -> Iterator[Fault]:
    """Find components that go into themselves, by way of others."""
    into = {
        product.name: {name for step in line.way(product.name) for name in step.components}
        for product in line.products
    }
    for product in line.products:
        seen, reached = set[str](), set(into[product.name])
        while reached - seen:
            seen |= reached
            reached = {name for component in reached for name in into[component]}
        if product.name in seen:
            yield Fault(
                _product(product), "it goes into itself", "leave out one of the components on its way"
            )


_SHARE = "write a share above 0 and at most 1"


def _least(place: str, name: str, value: float, least: float) -> Iterator[Fault]:
    if not value >= least:
        yield Fault(place, f"{name} {value:g} is below {least:g}", f"write {least:g} or more")


def _above(place: str, name: str, value: float) -> Iterator[Fault]:
    if not 0 < value < inf:
        yield Fault(place, f"{name} {value:g} is not above 0", "write a number above 0")


def _choice(names: Iterable[str]) -> str:
    return f"choose one of {', '.join(sorted(names)) or 'none'}"


def _product(product: Product) -> str:
    return f"product {product.name!r}"


def _step(step: Step) -> str:
    return f"step {step.name!r} of {step.product!r}"
