"""What commands share that explain a plan: the plan of a run, and what lies ahead."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from reshore.plan.plan import Plan
    from reshore.tables.model import Model


def plan_of(run: str) -> "tuple[str, Plan, Model]":
    """Return the name of the run that holds a plan, the plan and its model.

    An explanation leads to the plan that it explains.

    Raises
    ------
    UsageError
        If there is no such run, or it is none of a plan for one future.
    """
    from reshore.cli.find import find_run
    from reshore.errors import UsageError
    from reshore.factory.plan.record import is_plant
    from reshore.insight import record
    from reshore.plan.record import load_model, load_plan
    from reshore.risk.record import is_stress
    from reshore.robust.record import is_robust
    from reshore.runs import store

    path = find_run(run)
    other = next(
        (
            what
            for what, is_one in (
                ("a plant", is_plant),
                ("a stress test", is_stress),
                ("a plan for many futures", is_robust),
            )
            if is_one(path)
        ),
        "",
    )
    if other:
        raise UsageError(f"{path} is {other}; name the run of a plan, which `reshore design` made")
    told = store.load(path).record.get(record.GROUP, {})
    return told.get("of") or path.name, load_plan(path), load_model(path)


def print_effort(stages: "Mapping[str, int]") -> None:
    """Write to standard error how many designs lie ahead, and for what."""
    import sys

    from reshore.report.words import counted

    named = ", ".join(f"{stage.lower()} {count:,}" for stage, count in stages.items())
    total = counted(sum(stages.values()), "design")
    sys.stderr.write(f"Up to about {total}{f' ({named})' if named else ''}.\n")


def flat(frame: "pl.DataFrame") -> "pl.DataFrame":
    """Return a frame with its lists of names written out."""
    import polars as pl
    from polars import selectors

    return frame.with_columns(selectors.by_dtype(pl.List(pl.String)).list.join(", "))
