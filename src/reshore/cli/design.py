"""`reshore design`."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from reshore.cli.arguments import RUNS, Gap, Json, MethodName, Model, Scenario, Threads, TimeLimit


def design(
    model: Model,
    /,
    *,
    scenario: Scenario = "",
    gap: Gap = 0.005,
    time_limit: TimeLimit = None,
    threads: Threads = None,
    method: MethodName = "auto",
    out: Annotated[Path, Parameter(help="Folder that keeps the run.")] = RUNS,
    json: Json = False,
) -> None:
    """Choose sites, capacity, sourcing and flows at least cost, and keep the plan as a run.

    The plan is checked by an audit that shares nothing with the optimiser; one that fails is an error.

    Ctrl-C stops the search and keeps the best plan so far.
    """
    from dataclasses import asdict

    from reshore.cli.output import print_json, print_line, print_table
    from reshore.cli.progress import progress
    from reshore.errors import InfeasibleError
    from reshore.footprint.design import design as design_plan
    from reshore.plan.record import save_run
    from reshore.runs.store import require_writable
    from reshore.tables.load import load

    require_writable(out)
    loaded = load(model)
    try:
        with progress(loaded.settings["currency"]) as on_progress:
            plan = design_plan(
                loaded,
                scenario=scenario,
                gap=gap,
                time_limit=time_limit,
                threads=threads,
                method=method,
                on_progress=on_progress,
            )
    except InfeasibleError as error:
        if json:
            conflicts = [[asdict(cause) for cause in conflict] for conflict in error.conflicts]
            print_json({"status": "infeasible", "problem": str(error), "conflicts": conflicts})
        raise
    run = save_run(plan, loaded, out)
    if json:
        print_json(
            {
                "run": str(run),
                "status": plan.status,
                "gap": plan.gap,
                "method": plan.facts["method"],
                "figures": plan.summary(),
            }
        )
        return
    print_table(plan.summary(), f"{plan.title}: {plan.status}")
    print_line(f"Method: {plan.facts['method']}, {plan.facts['columns']:,} columns, {plan.seconds:.0f} s")
    print_line(f"Run: {run}")
