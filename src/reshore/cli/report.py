"""`reshore report`."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from reshore.cli.arguments import RunName


def report(
    run: RunName,
    /,
    *,
    out: Annotated[
        Path | None, Parameter(help="File to write; default: report.html in the run's folder.")
    ] = None,
    stress: Annotated[
        str,
        Parameter(show_default=False, help="A stress test of this plan, for its sections on the same page."),
    ] = "",
    why: Annotated[
        list[str] | None,
        Parameter(
            negative="",
            show_default=False,
            help="An explanation or a frontier of this plan, likewise; may be repeated.",
        ),
    ] = None,
) -> None:
    """Write a run's report: one page that opens in any browser, offline.

    The page of a stress test says what breaks the plan, that of an explanation what made it the answer; that
    of their plan is another. The page of a plant says what it makes, how it stands and what it takes.
    """
    from reshore.cli.find import find_run
    from reshore.cli.output import print_line
    from reshore.errors import UsageError
    from reshore.factory.plan.record import is_plant

    path = find_run(run)
    target = out or path / "report.html"
    if not is_plant(path):
        _report_plan(path, find_run(stress) if stress else None, [find_run(one) for one in why or ()], target)
    elif stress or why:
        raise UsageError(f"{run} is a plant; {'a stress test' if stress else 'an explanation'} is of a plan")
    else:
        _report_plant(path, target)
    print_line(f"Report: {target}")


def _report_plant(path: Path, target: Path) -> None:
    from reshore.factory.plan.record import load_plant
    from reshore.plan.record import load_model
    from reshore.report.plant.page import write_plant_report

    write_plant_report(load_plant(path), load_model(path), target)


def _report_plan(path: Path, stress: Path | None, why: list[Path], target: Path) -> None:
    """Write the report of a plan, with a stress test and explanations if there are any, or that of one."""
    from reshore.insight.record import is_why, load_why
    from reshore.plan.record import load_model, load_plan
    from reshore.report.page import write_report
    from reshore.report.stress.page import write_stress_report
    from reshore.report.why.page import write_why_report
    from reshore.risk.record import is_stress, load_stress

    plan, model = load_plan(path), load_model(path)
    if stress is not None or why:
        tested = None if stress is None else load_stress(stress, of=path)
        write_report(plan, model, target, stress=tested, why=[load_why(one, of=path) for one in why])
    elif is_stress(path):
        write_stress_report(load_stress(path), plan, model, target)
    elif is_why(path):
        write_why_report(load_why(path), plan, model, target)
    else:
        write_report(plan, model, target)
