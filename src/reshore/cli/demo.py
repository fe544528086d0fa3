"""`reshore demo`."""

from pathlib import Path

from reshore.cli.arguments import Gap, Scenario, TimeLimit

CASE = "gb200"
TODAY = "as_is"
"""The scenario of the example that has today's sites alone."""
FOLDER = Path("reshore-demo")


def demo(*, scenario: Scenario = "", gap: Gap = 0.005, time_limit: TimeLimit = None) -> None:
    """Design the worked example, keep the runs and write a report, all in ./reshore-demo.

    The example is where to build AI-server racks from late 2024 to 2028. It is designed twice, the second
    time without new sites, and the report sets the first plan against the second. A scenario is designed
    alone, as the other plan would not be of it.
    """
    from reshore.cases import example_path
    from reshore.cli.output import print_line, print_table
    from reshore.cli.progress import stages
    from reshore.footprint.design import design
    from reshore.plan.record import save_run
    from reshore.report.page import write_report
    from reshore.runs.store import require_writable
    from reshore.tables.load import load

    require_writable(FOLDER)
    model = load(example_path(CASE))
    plans = []
    with stages(model.settings["currency"]) as (on_stage, on_progress):
        for one in [scenario] if scenario else ["", TODAY]:
            if on_stage is not None:
                on_stage("Today's network" if one == TODAY else "The plan")
            plans.append(design(model, scenario=one, gap=gap, time_limit=time_limit, on_progress=on_progress))
    plan, *others = plans
    runs = [save_run(one, model, FOLDER / "runs") for one in plans]
    report = FOLDER / "report.html"
    write_report(plan, model, report, against=others[0] if others else None)
    print_table(plan.summary(), f"{plan.title}: {plan.status}")
    for name, run in zip(("Run:   ", "Today: "), runs, strict=False):
        print_line(f"{name} {run}")
    print_line(f"Report: {report} (open it in a browser)")
