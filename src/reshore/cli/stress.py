"""`reshore stress`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from reshore.cli.arguments import RUNS, Json, RunName

if TYPE_CHECKING:
    from reshore.risk.result import StressResult


def stress(
    run: RunName,
    /,
    *,
    at: Annotated[
        str, Parameter(show_default=False, help="Period of the plan to look at; default: the last.")
    ] = "",
    set_: Annotated[
        list[str] | None,
        Parameter(
            name="--set",
            negative="",
            show_default=False,
            help="Something of your own that stops together, as `name: table: condition` with table sites,"
            " lanes or supplies; may be repeated.",
        ),
    ] = None,
    ttr: Annotated[
        float | None,
        Parameter(help="Time to recover, in days, of what the tables give none for; default: not known."),
    ] = None,
    out: Annotated[Path, Parameter(help="Folder that keeps the run.")] = RUNS,
    json: Json = False,
) -> None:
    """Find what breaks a run's plan: exposures, times to survive, losses, and what would help.

    Hazards come from the model's table hazards; without rows there, exposures are all there is to find.

    Ctrl-C stops; replications that are done are kept, and the same command goes on from there.
    """
    from reshore.cli.find import find_run
    from reshore.cli.output import print_json, print_line
    from reshore.cli.progress import steps
    from reshore.plan.record import load_model, load_plan
    from reshore.risk.record import save_stress
    from reshore.risk.stress import stress as stress_plan
    from reshore.runs.store import require_writable

    require_writable(out)
    path = find_run(run)
    plan, model = load_plan(path), load_model(path)
    with steps() as on_progress:
        result = stress_plan(plan, model, at=at, ttr=ttr, sets=set_ or (), on_progress=on_progress)
    kept = save_stress(result, plan, model, out, of=path.name)
    if json:
        print_json({"run": str(kept), "currency": result.currency, "verdict": result.summary()})
        return
    _show(result)
    print_line(f"Run: {kept}")
    print_line(f"Its page: reshore report {kept}")


def _show(result: "StressResult") -> None:
    """Print the verdict, and what is not known."""
    from reshore.cli.output import print_line, print_table
    from reshore.report.words import counted

    print_table(result.summary(), f"{result.title}: stress test")
    missing = result["exposures"]["ttr"].null_count()
    if missing:
        what = counted(missing, "set")
        print_line(f"{what} have no time to recover, and so no impact; --ttr DAYS assumes one.".capitalize())
