"""`reshore runs`."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from reshore.cli.arguments import RUNS, Json

RECORDED = ("created", "model", "scenario", "status", "objective", "currency", "gap", "seconds")
IN_NAME = ("created", "model", "scenario")
"""What a run's name says already, and a terminal has no room for."""


def runs(
    folder: Annotated[Path, Parameter(help="Folder that keeps runs.")] = RUNS, /, *, json: Json = False
) -> None:
    """List runs, oldest first."""
    import polars as pl

    from reshore.cli.output import print_json, print_line, print_table
    from reshore.runs.store import list_runs

    rows = [{"run": run.id, **{key: run.record.get(key) for key in RECORDED}} for run in list_runs(folder)]
    if json:
        print_json(rows)
    elif rows:
        print_table(pl.DataFrame(rows).drop(*IN_NAME, "seconds").rename({"currency": "unit"}))
    else:
        print_line(f"No runs in {folder}.")
