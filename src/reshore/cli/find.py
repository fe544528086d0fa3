"""From what a user calls a run to its folder."""

from pathlib import Path

from reshore.cli.arguments import RUNS
from reshore.errors import UsageError


def find_run(name: str) -> Path:
    """Return the folder of a run named by its path, by its name in ./runs, or as ``latest``.

    Raises
    ------
    UsageError
        If there is no such run.
    """
    from reshore.runs.store import RECORD, list_runs

    if name == "latest":
        found = list_runs(RUNS)
        if not found:
            raise UsageError(f"no runs in {RUNS.resolve()}; `reshore design MODEL` makes one")
        return found[-1].path
    for path in (Path(name), RUNS / name):
        if (path / RECORD).exists():
            return path
    raise UsageError(f"no run {name!r}, neither as a folder nor in {RUNS}; `reshore runs` lists them")
