"""`reshore stress`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from cyclopts import Parameter

from reshore.cli.arguments import RUNS, Json, Out, RunName
from reshore.cli.work import cores, parts_of

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
    engine: Annotated[
        Literal["both", "recourse", "simulation", "none"],
        Parameter(
            help="Who plays hazards through: recourse, which knows all events beforehand; simulation, which"
            " knows none; both; or none, for exposures alone."
        ),
    ] = "both",
    replications: Annotated[
        int,
        Parameter(help="How often the simulation plays the weeks through with something happening in them."),
    ] = 1000,
    recourse_replications: Annotated[
        int, Parameter(help="How many of these recourse plays, which takes far longer.")
    ] = 100,
    window: Annotated[int, Parameter(help="Weeks in which events begin.")] = 52,
    tail: Annotated[int, Parameter(help="Weeks that follow, so that recovery counts.")] = 26,
    unmet: Annotated[
        Literal["lost", "backlog"],
        Parameter(help="What becomes of demand that isn't served in its week: lost, or waiting at a cost."),
    ] = "lost",
    wait: Annotated[
        float, Parameter(help="Cost of a unit that waits a week, as a share of its price or shortage cost.")
    ] = 0.02,
    policy: Annotated[
        Literal["base-stock", "s-S"],
        Parameter(help="How the simulation orders: each week up to a level, or in batches."),
    ] = "base-stock",
    batch: Annotated[
        float, Parameter(help="Weeks of what goes out that an order holds, where policy is s-S.")
    ] = 4.0,
    delay: Annotated[
        int, Parameter(help="Weeks for which a source may be shut before the simulation turns to others.")
    ] = 2,
    priority: Annotated[
        str,
        Parameter(
            show_default=False,
            help="Segments in the order in which the simulation serves them, with commas between; default: in"
            " proportion to what they want.",
        ),
    ] = "",
    seed: Annotated[int, Parameter(help="Seed of all luck: the same one gives the same result.")] = 0,
    workers: Annotated[
        int | None,
        Parameter(
            help="Processes, of one thread each; default: as many as there are cores. The result is the same."
        ),
    ] = None,
    cluster: Annotated[
        str | None,
        Parameter(help="Address of a Dask scheduler whose workers do it instead; default: this machine."),
    ] = None,
    fixes: Annotated[
        bool,
        Parameter(
            negative="--no-fixes", help="Try what would help: as many replications again for each fix."
        ),
    ] = True,
    out: Out = RUNS,
    json: Json = False,
) -> None:
    """Find what breaks a run's plan: exposures, times to survive, losses, and what would help.

    Hazards come from the model's table hazards; without rows there, exposures are all there is to find.

    Ctrl-C stops; replications that are done are kept, and the same command goes on from there.
    """
    from shutil import rmtree

    from reshore.cli.find import find_run
    from reshore.cli.output import print_json
    from reshore.cli.progress import steps
    from reshore.plan.record import load_model, load_plan
    from reshore.risk.record import save_stress
    from reshore.risk.stress import stress as stress_plan
    from reshore.runs.store import require_writable

    require_writable(out)
    path = find_run(run)
    plan, model = load_plan(path), load_model(path)
    asked: dict[str, Any] = {
        "at": at,
        "ttr": ttr,
        "sets": set_ or (),
        "engine": engine,
        "replications": replications,
        "recourse_replications": recourse_replications,
        "window": window,
        "tail": tail,
        "unmet": unmet,
        "wait": wait,
        "policy": policy,
        "batch": batch,
        "delay": delay,
        "priority": tuple(name for name in priority.split(",") if name),
        "seed": seed,
        "fixes": fixes,
    }
    parts = parts_of(out, path.name, "stress", asked)
    if workers is None:
        workers = 1 if cluster else cores()
    with steps() as on_progress:
        result = stress_plan(
            plan, model, **asked, workers=workers, cluster=cluster, folder=parts, on_progress=on_progress
        )
    kept = save_stress(result, plan, model, out, of=path.name)
    rmtree(parts, ignore_errors=True)
    if json:
        verdict = result.summary()
        remarks, failed = result.facts["remarks"], result["failures"]
        print_json(
            {"run": str(kept), "currency": result.currency, "verdict": verdict}
            | {"foresight": result["foresight"], "remarks": remarks, "failures": failed}
        )
        return
    _show(result, kept)


def _show(result: "StressResult", kept: Path) -> None:
    """Print the verdict, what the reader should know about it, and where it is."""
    from reshore.cli.output import print_line, print_table
    from reshore.report.words import counted, rounded

    print_table(result.summary(), f"{result.title}: stress test")
    for remark in result.facts["remarks"]:
        print_line(f"{remark[:1].upper()}{remark[1:]}.")
    missing = result["exposures"]["ttr"].null_count()
    if missing:
        print_line(f"No time to recover is known of {counted(missing, 'set')}; --ttr DAYS assumes one.")
    for row in result["foresight"].iter_rows(named=True):
        ends = " to ".join(f"{rounded(row[end])}" for end in ("gap_low", "gap_high"))
        print_line(
            f"Over the {counted(row['replications'], 'replication')} that both played, simulation costs"
            f" {rounded(row['gap'])} {result.currency} more than recourse on average ({ends})."
        )
        print_line("The best policy without foresight costs what lies between recourse and simulation.")
    print_line(f"Run: {kept}")
    print_line(f"Its page: reshore report {kept}")
