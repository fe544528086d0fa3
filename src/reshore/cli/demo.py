"""`reshore demo`."""

from pathlib import Path

from reshore.cli.arguments import Gap, Scenario, TimeLimit

CASE = "gb200"
FOLDER = Path("reshore-demo")


def demo(*, scenario: Scenario = "", gap: Gap = 0.005, time_limit: TimeLimit = None) -> None:
    """Design the worked example, keep the run and write a report, all in ./reshore-demo.

    The example is where to build AI-server racks from late 2024 to 2028.
    """
    from reshore.cases import example_path
    from reshore.cli.output import print_line, print_table
    from reshore.cli.progress import progress
    from reshore.footprint.design import design
    from reshore.plan.record import save_run
    from reshore.report.page import write_report
    from reshore.runs.store import require_writable
    from reshore.tables.load import load

    require_writable(FOLDER)
    model = load(example_path(CASE))
    with progress(model.settings["currency"]) as on_progress:
        plan = design(model, scenario=scenario, gap=gap, time_limit=time_limit, on_progress=on_progress)
    run = save_run(plan, model, FOLDER / "runs")
    report = FOLDER / "report.html"
    write_report(plan, model, report)
    print_table(plan.summary(), f"{plan.title}: {plan.status}")
    print_line(f"Run:    {run}")
    print_line(f"Report: {report} (open it in a browser)")
