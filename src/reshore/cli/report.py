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
) -> None:
    """Write a run's report: one page that opens in any browser, offline.

    The page of a stress test says what breaks the plan; that of its plan is another. The page of a plant says
    what it makes, how it stands and what it takes.
    """
    from reshore.cli.find import find_run
    from reshore.cli.output import print_line
    from reshore.errors import UsageError
    from reshore.factory.plan.record import is_plant, load_plant, load_plant_model
    from reshore.plan.record import load_model, load_plan
    from reshore.report.page import write_report
    from reshore.report.plant.page import write_plant_report
    from reshore.report.stress.page import write_stress_report
    from reshore.risk.record import is_stress, load_stress

    path = find_run(run)
    target = out or path / "report.html"
    if is_plant(path):
        if stress:
            raise UsageError(f"{run} is a plant; a stress test is of a plan")
        write_plant_report(load_plant(path), load_plant_model(path), target)
        print_line(f"Report: {target}")
        return
    plan, model = load_plan(path), load_model(path)
    if stress:
        write_report(plan, model, target, stress=load_stress(find_run(stress), of=path))
    elif is_stress(path):
        write_stress_report(load_stress(path), plan, model, target)
    else:
        write_report(plan, model, target)
    print_line(f"Report: {target}")
