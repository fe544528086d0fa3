"""A plan for many futures from the command line: the futures asked for, the search, what came of it."""

from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING, Any

from reshore.cli.uncertainty import DRAWS, TRIED, Uncertainty
from reshore.errors import InfeasibleError

if TYPE_CHECKING:
    from reshore.plan.plan import Plan
    from reshore.robust.futures import Futures
    from reshore.robust.result import RobustPlan
    from reshore.tables.model import Model


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
    from reshore.cli.output import print_infeasible, print_line
    from reshore.cli.progress import stages
    from reshore.robust.average import sample_average, with_average
    from reshore.robust.export import export_programs
    from reshore.robust.others import with_others
    from reshore.robust.record import save_robust
    from reshore.robust.solve import robust_design
    from reshore.robust.worth import worth

    loaded, futures, remarks = _futures(loaded, asked)
    others = _others(asked)
    left_out = export_programs(loaded, futures, asked.export) if asked.export else ""
    how: dict[str, Any] = {"gap": gap, "time_limit": time_limit, "threads": threads}
    parts = _parts(out, loaded, futures, (gap, time_limit))
    again = _parts(out, loaded, futures, (gap, time_limit, asked.replications, asked.evaluate))
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
            plan = with_others(plan, loaded, others, **shared)
            if asked.worth:
                plan = plan.with_worth(worth(loaded, plan, **how, **shared))
            if asked.replications is not None:
                average = sample_average(
                    loaded,
                    plan,
                    replications=asked.replications,
                    evaluation=TRIED if asked.evaluate is None else asked.evaluate,
                    seed=asked.draw_seed or 0,
                    gap=gap,
                    time_limit=time_limit,
                    **{**shared, "folder": again},
                )
                plan = with_average(plan, average)
    except InfeasibleError as error:
        if json:
            print_infeasible(error)
        raise
    run = save_robust(plan, loaded, out)
    for folder in (parts, again):
        rmtree(folder, ignore_errors=True)
    _show(plan, run, remarks, json=json)
    if asked.export and not json:
        print_line(f"Programs: {asked.export}{f', without SMPS: {left_out}' if left_out else ''}")


def _futures(loaded: "Model", asked: Uncertainty) -> "tuple[Model, Futures, tuple[str, ...]]":
    """Return the base case of the futures that are asked for, these, and remarks on them."""
    from reshore.robust.futures import Futures
    from reshore.robust.sampled import futures_of_ranges
    from reshore.robust.stressed import futures_of_stress

    samples, seed = DRAWS if asked.samples is None else asked.samples, asked.draw_seed or 0
    if asked.uncertainty == "stress":
        drawn = futures_of_stress(loaded, samples, seed=seed)
        return drawn.model, drawn.futures, drawn.remarks
    if asked.uncertainty == "ranges":
        return loaded, futures_of_ranges(loaded, samples, seed=seed), ()
    names = tuple(name for name in (asked.futures or "").split(",") if name)
    return loaded, Futures.of_scenarios(loaded, names), ()


def _others(asked: Uncertainty) -> "dict[str, tuple[RobustPlan | Plan, Model]]":
    """Return the plans that are to be set beside, each with its model, by name or that of its run."""
    from reshore.cli.find import find_run
    from reshore.plan.record import load_model, load_plan
    from reshore.robust.record import is_robust, load_robust

    found: dict[str, tuple[RobustPlan | Plan, Model]] = {}
    for text in asked.beside or ():
        name, _, run = text.rpartition("=")
        path = find_run(run)
        plan = load_robust(path) if is_robust(path) else load_plan(path)
        found[name or path.resolve().name] = plan, load_model(path)
    return found


def _parts(out: Path, loaded: "Model", futures: "Futures", how: tuple[float | None, ...]) -> Path:
    """Return the folder that keeps what is finished of work on futures that is done in this way."""
    from reshore.jobs.fingerprint import fingerprint

    told = [(one.name, one.changes) for one in futures]
    return out / f".{loaded.name}-futures-{fingerprint((loaded.frames, told, how))[:8]}"


def _show(plan: "RobustPlan", run: Path, remarks: tuple[str, ...], *, json: bool) -> None:
    """Print what each future costs, what is decided, the objective with its bound, and where it is kept."""
    from reshore.cli.output import print_json, print_line, print_table
    from reshore.robust.beside import beside
    from reshore.robust.others import differences

    others = plan["others"]["plan"].unique(maintain_order=True).to_list()
    if json:
        print_json(
            {
                "run": str(run),
                "status": plan.status,
                "gap": plan.gap,
                "method": plan.facts["method"],
                "options": plan.options,
                "remarks": remarks,
                "figures": plan.summary(),
                "futures": plan["futures"],
                "decisions": beside(plan),
                "worth": plan["worth"],
                "others": {name: differences(plan, name) for name in others},
            }
        )
        return
    known = [name for name, column in plan["futures"].to_dict().items() if column.null_count() == 0]
    print_table(plan["futures"].select(known), f"{plan.title}, in {plan.currency}")
    print_table(beside(plan), "What is decided once")
    for name in others:
        print_table(
            differences(plan, name),
            f"{name} in the same futures, the mean of those that leave it flows last, in {plan.currency}",
        )
    if plan["worth"].height:
        print_table(plan["worth"], f"What planning for many futures is worth, in {plan.currency}")
    print_table(plan.summary(), f"{plan.title}: {plan.status}")
    for remark in remarks:
        print_line(f"Note: {remark}.")
    facts = plan.facts
    print_line(f"Method: {facts['method']}, {facts['columns']:,} columns, {plan.seconds:.0f} s")
    print_line(f"Run: {run}")
