"""`reshore design --uncertainty`: a plan for many futures."""

from dataclasses import asdict, dataclass
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING, Annotated, Any, Literal

from cyclopts import Parameter

from reshore.errors import InfeasibleError, UsageError

if TYPE_CHECKING:
    from reshore.robust.futures import Futures
    from reshore.robust.result import RobustPlan
    from reshore.tables.model import Model


@Parameter(name="*")
@dataclass(frozen=True)
class Uncertainty:
    """What a plan for many futures is asked for; all options but the first need the first."""

    uncertainty: Annotated[
        Literal["scenarios"] | None,
        Parameter(
            show_default=False,
            help="Decide sites, modules and sources once for many futures, each with flows of its own: the"
            " scenarios that have a probability, and the base case with what is left of 1.",
        ),
    ] = None
    futures: Annotated[
        str | None,
        Parameter(
            show_default=False,
            help="Names of futures, separated by commas: these alone, their probabilities scaled to 1; the"
            " base case is called base. Default: all.",
        ),
    ] = None
    objective: Annotated[
        Literal["expected", "cvar", "regret"] | None,
        Parameter(
            show_default=False,
            help="What is least: the expected cost (default); cvar, a part of it and a part of the mean cost"
            " of the worst futures; or the largest regret against the best plan for each future alone.",
        ),
    ] = None
    lambda_: Annotated[
        float | None,
        Parameter(
            name="--lambda", show_default=False, help="Of cvar: the part of the worst futures; default: 0.5."
        ),
    ] = None
    alpha: Annotated[
        float | None,
        Parameter(
            show_default=False,
            help="Of cvar: probability of the futures that aren't among the worst; default: 0.9.",
        ),
    ] = None
    worth: Annotated[
        bool,
        Parameter(
            negative="",
            show_default=False,
            help="Find out, too, what the plan is worth against knowing the future and against planning for"
            " the mean.",
        ),
    ] = False
    workers: Annotated[
        int | None,
        Parameter(
            show_default=False,
            help="Processes that look for the best plan of each future alone, for regret and worth;"
            " default: 1.",
        ),
    ] = None

    def require_whole(self) -> None:
        """Refuse options of a plan for many futures where none is asked for, or none of that kind.

        Raises
        ------
        UsageError
            If there are such options.
        """
        given = [name for name, value in asdict(self).items() if value is not None and value is not False]
        if given and self.uncertainty is None:
            raise UsageError(f"--{given[0].rstrip('_')} is for many futures: add --uncertainty scenarios")
        if self.worth and self.objective not in {None, "expected"}:
            raise UsageError(f"--worth speaks of expected costs, and not of {self.objective}")
        if self.objective != "cvar" and (self.lambda_ is not None or self.alpha is not None):
            raise UsageError("--lambda and --alpha are those of --objective cvar")


def design_robust(
    loaded: "Model",
    asked: Uncertainty,
    *,
    gap: float,
    time_limit: float | None,
    threads: int | None,
    method: str,
    out: Path,
    json: bool,
) -> None:
    """Design for many futures, keep the plan as a run, and print what came of it."""
    from reshore.cli.output import print_infeasible
    from reshore.cli.progress import stages
    from reshore.robust.futures import Futures
    from reshore.robust.record import save_robust
    from reshore.robust.solve import robust_design
    from reshore.robust.worth import worth

    names = tuple(name for name in (asked.futures or "").split(",") if name)
    futures = Futures.of_scenarios(loaded, names)
    how: dict[str, Any] = {"gap": gap, "time_limit": time_limit, "threads": threads}
    parts = _parts(out, loaded, futures, (gap, time_limit))
    try:
        with stages(loaded.settings["currency"]) as (on_stage, on_progress):
            shared: dict[str, Any] = {"workers": asked.workers or 1, "folder": parts, "on_stage": on_stage}
            plan = robust_design(
                loaded,
                futures,
                objective=asked.objective or "expected",
                lambda_=0.5 if asked.lambda_ is None else asked.lambda_,
                alpha=0.9 if asked.alpha is None else asked.alpha,
                method=method,
                on_progress=on_progress,
                **how,
                **shared,
            )
            if asked.worth:
                plan = plan.with_worth(worth(loaded, plan, **how, **shared))
    except InfeasibleError as error:
        if json:
            print_infeasible(error)
        raise
    run = save_robust(plan, loaded, out)
    rmtree(parts, ignore_errors=True)
    _show(plan, run, json=json)


def _parts(out: Path, loaded: "Model", futures: "Futures", how: tuple[float | None, ...]) -> Path:
    """Return the folder that keeps finished searches for the futures' own best plans."""
    from reshore.jobs.fingerprint import fingerprint

    told = [(one.name, one.changes) for one in futures]
    return out / f".{loaded.name}-futures-{fingerprint((loaded.frames, told, how))[:8]}"


def _show(plan: "RobustPlan", run: Path, *, json: bool) -> None:
    """Print what each future costs, what is decided, the objective with its bound, and where it is kept."""
    from reshore.cli.output import print_json, print_line, print_table
    from reshore.robust.beside import beside

    if json:
        print_json(
            {
                "run": str(run),
                "status": plan.status,
                "gap": plan.gap,
                "method": plan.facts["method"],
                "options": plan.options,
                "figures": plan.summary(),
                "futures": plan["futures"],
                "decisions": beside(plan),
                "worth": plan["worth"],
            }
        )
        return
    known = [name for name, column in plan["futures"].to_dict().items() if column.null_count() == 0]
    print_table(plan["futures"].select(known), f"{plan.title}, in {plan.currency}")
    print_table(beside(plan), "What is decided once")
    if plan["worth"].height:
        print_table(plan["worth"], f"What planning for many futures is worth, in {plan.currency}")
    print_table(plan.summary(), f"{plan.title}: {plan.status}")
    facts = plan.facts
    print_line(f"Method: {facts['method']}, {facts['columns']:,} columns, {plan.seconds:.0f} s")
    print_line(f"Run: {run}")
