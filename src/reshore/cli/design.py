"""`reshore design`."""

from reshore.cli.arguments import RUNS, Gap, Json, MethodName, Model, Out, Scenario, Threads, TimeLimit
from reshore.cli.futures import design_robust
from reshore.cli.uncertainty import Uncertainty
from reshore.errors import UsageError

CERTAIN = Uncertainty()
"""What is asked for where the tables are taken as they are."""


def design(
    model: Model,
    /,
    *,
    scenario: Scenario = "",
    gap: Gap = 0.005,
    time_limit: TimeLimit = None,
    threads: Threads = None,
    method: MethodName = "auto",
    uncertainty: Uncertainty = CERTAIN,
    out: Out = RUNS,
    json: Json = False,
) -> None:
    """Choose sites, capacity, sourcing and flows at least cost, and keep the plan as a run.

    The plan is checked by an audit that shares nothing with the optimiser; one that fails is an error.

    Ctrl-C stops the search and keeps the best plan so far.
    """
    from reshore.cli.output import print_infeasible, print_json, print_line, print_table
    from reshore.cli.progress import progress
    from reshore.errors import InfeasibleError
    from reshore.footprint.design import design as design_plan
    from reshore.plan.record import save_run
    from reshore.runs.store import require_writable
    from reshore.tables.load import load

    uncertainty.require_whole()
    if uncertainty.uncertainty and scenario:
        raise UsageError("--scenario is one future: leave it out, or name futures by --futures")
    require_writable(out)
    loaded = load(model)
    if uncertainty.uncertainty:
        design_robust(
            loaded,
            uncertainty,
            gap=gap,
            time_limit=time_limit,
            threads=threads,
            method=method,
            out=out,
            json=json,
        )
        return
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
            print_infeasible(error)
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
