"""Tasks that must not share a station: the fewest stations as a mixed-integer program, for small lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from reshore.errors import SolverError
from reshore.factory.balance.exact import Found
from reshore.lp.assemble import Assembler, Term
from reshore.lp.highs import solve
from reshore.lp.solution import Options, Status

if TYPE_CHECKING:
    from reshore.factory.balance.grouping import Groups
    from reshore.lp.block import Block
    from reshore.lp.program import LinearProgram


def fewest_apart(groups: Groups, takt: int, bound: int, seconds: float) -> Found:
    """Find the line with the fewest stations that keeps tasks apart.

    Parameters
    ----------
    groups, takt
        What is done, and the time of a station in units of the groups.
    bound
        No line has fewer stations.
    seconds
        Time limit; the line of a simple heuristic is returned where it comes before a better one.
    """
    best = _one_by_one(groups, takt, bound)
    if best.proven:
        return best
    slots = min(len(groups.members), best.used)
    program = fewest_program(groups, takt, slots, bound)
    solution = solve(program, Options(gap=0.0, time_limit=seconds))
    if np.isfinite(solution.bound):
        bound = max(bound, int(np.ceil(solution.bound - 1e-6)))
    if solution.status is Status.INFEASIBLE or not solution.has_plan:
        if solution.status is not Status.NO_PLAN:
            raise SolverError(f"balancing: {solution.raw_status}")
        return Found(best.station, best.used, bound)
    place = program.columns["place"].values(solution.x).filter(pl.col("value") > 0.5).sort("task")
    station = np.unique(place["slot"].to_numpy(), return_inverse=True)[1].astype(np.int64)
    used = round(solution.objective)
    return Found(station, used, bound) if used < best.used else Found(best.station, best.used, bound)


def fewest_program(groups: Groups, takt: int, slots: int, bound: int) -> LinearProgram:
    """Return the program of a line of at most so many places.

    Columns ``place[task,slot]`` and ``open[slot,kind,width]``: minimise the sum of widths.
    """
    width = groups.widths(takt)
    tasks = pl.DataFrame(
        {
            "task": np.arange(len(width)),
            "kind": groups.kind,
            "least": width,
            "load": groups.time / takt,
        }
    )
    line = pl.DataFrame({"slot": np.arange(slots)})
    widths = tasks.select("kind", width="least").unique()
    program = Assembler()
    place = program.columns("place", tasks.join(line, how="cross"), ["task", "slot"], upper=1, integer=True)
    opened = program.columns(
        "open", line.join(widths, how="cross"), ["slot", "kind", "width"], upper=1, cost="width", integer=True
    )
    program.rows("once", tasks, ["task"], [Term(place)], lower=1, upper=1)
    program.rows("single", line, ["slot"], [Term(opened)], upper=1)
    program.rows(
        "time",
        line.join(tasks.select("kind").unique(), how="cross"),
        ["slot", "kind"],
        [Term(place, "load"), Term(opened, "less", through=opened.frame.with_columns(less=-pl.col("width")))],
        upper=0,
    )
    wide = place.frame.join(opened.frame.select("slot", "kind", "width"), on=["slot", "kind"])
    program.rows(
        "wide",
        place.frame.select("task", "slot"),
        ["task", "slot"],
        [Term(place), Term(opened, -1, through=wide.filter(pl.col("width") >= pl.col("least")))],
        upper=0,
    )
    exact = place.frame.with_columns(width=pl.col("least"))
    program.rows(
        "asked",
        opened.frame.select("slot", "kind", "width"),
        ["slot", "kind", "width"],
        [Term(opened), Term(place, -1, through=exact)],
        upper=0,
    )
    _in_order(program, groups, line, place)
    _kept_apart(program, groups, line, place)
    later = opened.frame.with_columns(slot_before=pl.col("slot") - 1)
    program.rows(
        "next",
        line.filter(pl.col("slot") < slots - 1),
        ["slot"],
        [Term(opened, -1, partial=True), Term(opened, 1, {"slot": "slot_before"}, later, partial=True)],
        upper=0,
    )
    total = opened.frame.with_columns(line=pl.lit("line"))
    whole = pl.DataFrame({"line": ["line"]})
    program.rows("least", whole, ["line"], [Term(opened, "width", through=total)], lower=bound)
    return program.build()


def _in_order(program: Assembler, groups: Groups, line: pl.DataFrame, place: Block) -> None:
    """Put no task before its predecessors: of the first places of the line, it takes no larger a sum."""
    arrows = pl.DataFrame(groups.graph.arrows, schema={"first": pl.Int64, "then": pl.Int64}, orient="row")
    so_far = line.join_where(line, pl.col("slot") >= pl.col("slot_right")).rename(
        {"slot": "end", "slot_right": "slot"}
    )
    sums = arrows.join(so_far, how="cross")
    program.rows(
        "order",
        arrows.join(line.rename({"slot": "end"}), how="cross"),
        ["first", "then", "end"],
        [
            Term(place, 1, through=sums.with_columns(task=pl.col("then"))),
            Term(place, -1, through=sums.with_columns(task=pl.col("first"))),
        ],
        upper=0,
    )


def _kept_apart(program: Assembler, groups: Groups, line: pl.DataFrame, place: Block) -> None:
    pairs = sorted({(min(pair), max(pair)) for pair in groups.apart})
    apart = pl.DataFrame(pairs, schema={"a": pl.Int64, "b": pl.Int64}, orient="row").join(line, how="cross")
    program.rows(
        "apart",
        apart,
        ["a", "b", "slot"],
        [Term(place, through=apart.with_columns(task=pl.col(end))) for end in ("a", "b")],
        upper=1,
    )


def _one_by_one(groups: Groups, takt: int, bound: int) -> Found:
    """Take groups in order of precedence; open a station when the next doesn't fit into the last."""
    width = groups.widths(takt)
    barred = {frozenset(pair) for pair in groups.apart}
    station = np.zeros(len(width), np.int64)
    stations: list[list[int]] = []
    for group in groups.graph.order:
        last = stations[-1] if stations else []
        wide = max(int(width[task]) for task in (*last, group))
        fits = sum(int(groups.time[task]) for task in (*last, group)) <= wide * takt
        wider = last and wide > max(int(width[task]) for task in last)
        alike = all(groups.kind[task] == groups.kind[group] for task in last)
        free = all(frozenset((task, group)) not in barred for task in last)
        if not last or not (fits and alike and free) or wider:
            stations.append([])
        stations[-1].append(group)
        station[group] = len(stations) - 1
    used = sum(max(int(width[task]) for task in tasks) for tasks in stations)
    return Found(station, used, bound)
