"""Checks of routings: tasks that name each other are of one product, and units get through them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from reshore.tables.cross.circle import circle, path
from reshore.tables.problem import nearest, show
from reshore.tables.series import ROW

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from reshore.errors import Fault
    from reshore.tables.cross.view import Row, View

    Rows = Mapping[str, Row]
    Neighbours = Mapping[str, list[str]]

NAMING = ("predecessors", "rework", "together", "apart")
"""Columns that name tasks of the same product."""


class _Plan(NamedTuple):
    """The routing of a product: its rows by task, and the tasks of its own directly before and after each."""

    product: str
    rows: Rows
    before: Neighbours
    after: Neighbours

    def loop(self, task: str) -> set[str]:
        """Return the tasks that a unit does again when it fails at one; none where it doesn't go back."""
        back = self.rows[task]["rework"]
        return _reached(self.before, task) & _reached(self.after, back) if back in self.rows else set()


def names_are_of_one_product(view: View) -> Iterator[Fault]:
    """Check that predecessors, rework, together and apart name tasks of the same product."""
    for plan in _plans(view):
        for row in plan.rows.values():
            for column in NAMING:
                for name in _items(row[column]):
                    if name not in plan.rows:
                        problem = f"{column} {show(name)} is not a task of {plan.product!r}"
                        remedy = nearest(name, plan.rows) or f"its tasks are {', '.join(plan.rows)}"
                        yield view.fault("routings", row, column, problem, remedy)


def precedence_is_acyclic(view: View) -> Iterator[Fault]:
    """Check that no task has to wait for itself; each circle is named once, from its first row on."""
    for plan in _plans(view):
        before = {task: [*names] for task, names in plan.before.items()}
        while found := circle(before):
            first = min(range(len(found)), key=lambda i: plan.rows[found[i]][ROW])
            way = [*found[first:], *found[:first], found[first]]
            problem = f"a task of {plan.product!r} waits for itself: {path(way, 'tasks')}"
            yield view.fault(
                "routings", plan.rows[way[0]], "predecessors", problem, "leave out one of the predecessors"
            )
            before[way[0]].remove(way[-2])


def rework_goes_back(view: View) -> Iterator[Fault]:
    """Check that a unit that fails goes back to the same task, or one that it has been through."""
    for plan in _plans(view):
        for task, row in plan.rows.items():
            back = row["rework"]
            if back in plan.rows and back not in _reached(plan.before, task):
                problem = f"rework {show(back)} does not come before {task!r}"
                remedy = "name the task itself, or one that has to come before it"
                yield view.fault("routings", row, "rework", problem, remedy)


def units_pass(view: View) -> Iterator[Fault]:
    """Check that some units pass each task, as else nothing is ever made."""

    def say(row: Row) -> str:
        end = f"the loop back to {row['rework']!r} always fails" if row["rework"] else "all are scrap"
        return f"no unit of {row['product']!r} passes {row['task']!r}: {end}"

    yield from view.tell(
        "routings",
        "yield",
        view.rows("routings").filter(pl.col("yield") == 0),
        say,
        "write the share of units that pass, above 0",
    )


def loops_take_time(view: View) -> Iterator[Fault]:
    """Check that what a unit does again when it fails takes time.

    Only hours written as a plain 0 are seen here; other distributions are read by the plant.
    """
    for plan in _plans(view):
        for task, row in plan.rows.items():
            again = plan.loop(task) if row["yield"] < 1 else set()
            if again and all(_is_zero(plan.rows[name]["hours"]) for name in again):
                named = ", ".join(repr(name) for name in plan.rows if name in again)
                problem = f"rework at {task!r} takes no time: hours are 0 at {named}"
                yield view.fault("routings", row, "hours", problem, "write the hours of one of them")


def zones_can_be_kept(view: View) -> Iterator[Fault]:
    """Check that tasks that share a station may do so, and can."""
    for plan in _plans(view):
        zone = _zones(plan)
        for task, row in plan.rows.items():
            for name in _items(row["apart"]):
                if name in plan.rows and zone[name] == zone[task]:
                    same = "itself" if name == task else f"{name!r}, with which it shares one by together"
                    problem = f"{task!r} can't have another station than {same}"
                    yield view.fault("routings", row, "apart", problem, "leave one of the two out")
            head = plan.rows[zone[task]]
            if row["station"] != head["station"]:
                problem = (
                    f"station {_cell(row['station'])} of {task!r} is not {_cell(head['station'])} of "
                    f"{head['task']!r}, with which it shares one by together"
                )
                yield view.fault("routings", row, "station", problem, "write one kind for both")


def components_go_in_once(view: View) -> Iterator[Fault]:
    """Check that a task takes components of its product, each of which no other task takes."""
    parts: dict[str, set[str]] = defaultdict(set)
    for product, component in view.frames["boms"].select("product", "component").iter_rows():
        parts[product].add(component)
    for plan in _plans(view):
        taken: dict[str, str] = {}
        for task, row in plan.rows.items():
            for name in dict.fromkeys(_items(row["components"])):
                if name not in parts[plan.product]:
                    problem = f"components: {show(name)} is not in the bill of materials of {plan.product!r}"
                    remedy = nearest(name, parts[plan.product]) or "write it in boms, or leave it out"
                    yield view.fault("routings", row, "components", problem, remedy)
                elif taken.setdefault(name, task) != task:
                    problem = f"components: {show(name)} goes in at {taken[name]!r} already"
                    yield view.fault("routings", row, "components", problem, "name it at one task")


def tasks_run_at_stations(view: View) -> Iterator[Fault]:
    """Check that tasks are done at stations, not in areas."""
    areas = view.frames["stations"].filter(pl.col("role") != "station").select("station", "role")
    yield from view.tell(
        "routings",
        "station",
        view.rows("routings").join(areas, on="station"),
        lambda row: f"station {show(row['station'])} of {row['task']!r} is an area, of role {row['role']!r}",
        "name a kind of station, or write role 'station' for it",
    )


def _plans(view: View) -> Iterator[_Plan]:
    for _, rows in view.rows("routings").group_by("product", maintain_order=True):
        tasks: Rows = {row["task"]: row for row in rows.iter_rows(named=True)}
        before = {
            task: [name for name in dict.fromkeys(_items(row["predecessors"])) if name in tasks]
            for task, row in tasks.items()
        }
        after: dict[str, list[str]] = {task: [] for task in tasks}
        for task, names in before.items():
            for name in names:
                after[name].append(task)
        yield _Plan(rows["product"][0], tasks, before, after)


def _reached(next_to: Neighbours, task: str) -> set[str]:
    """Return a task and all that is reached from it."""
    found, new = {task}, [task]
    while new:
        fresh = {*next_to[new.pop()]} - found
        found |= fresh
        new += fresh
    return found


def _zones(plan: _Plan) -> dict[str, str]:
    """Return for each task the first of those that share its station."""
    zone = {task: task for task in plan.rows}
    for task, row in plan.rows.items():
        for name in _items(row["together"]):
            if name in zone:
                joined = {zone[task], zone[name]}
                head = min(joined, key=lambda known: int(plan.rows[known][ROW]))
                zone = {known: head if own in joined else own for known, own in zone.items()}
    return zone


def _items(cell: str | None) -> Iterable[str]:
    return (cell or "").split()


def _is_zero(hours: str) -> bool:
    try:
        return float(hours) == 0
    except ValueError:
        return False


def _cell(value: str | None) -> str:
    return "empty" if value is None else show(value)
