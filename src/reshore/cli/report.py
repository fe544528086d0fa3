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
) -> None:
    """Write a run's report: one page that opens in any browser, offline."""
    from reshore.cli.find import find_run
    from reshore.cli.output import print_line
    from reshore.plan.record import load_model, load_plan
    from reshore.report.page import write_report

    path = find_run(run)
    target = out or path / "report.html"
    write_report(load_plan(path), load_model(path), target)
    print_line(f"Report: {target}")
