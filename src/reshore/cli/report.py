"""`reshore report`."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from reshore.cli.arguments import Lang, RunName
from reshore.cli.pages import Against, Plants, Stress, Why


def report(
    run: RunName,
    /,
    *,
    out: Annotated[
        Path | None, Parameter(help="File to write; default: report.html in the run's folder.")
    ] = None,
    stress: Stress = "",
    why: Why = None,
    plant: Plants = None,
    against: Against = "",
    lang: Lang = "en",
) -> None:
    """Write a run's report: one page that opens in any browser, offline.

    The page of a stress test says what breaks the plan, that of an explanation what made it the answer; that
    of their plan is another. The page of a plant says what it makes, how it stands and what it takes.
    """
    from reshore.cli.find import find_run
    from reshore.cli.output import print_line
    from reshore.cli.pages import page_of
    from reshore.report.language import speaking
    from reshore.report.shell import write_page

    path = find_run(run)
    target = out or path / "report.html"
    with speaking(lang):
        write_page(page_of(path, stress, why or (), against, plant or ()), target)
    print_line(f"Report: {target}")
