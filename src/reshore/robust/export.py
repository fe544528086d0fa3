"""Programs of futures as files for other solvers: all as one, each by itself, and as SMPS."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.errors import ReshoreError, UsageError
from reshore.lp.write import write_program
from reshore.robust.case import cases
from reshore.robust.joint import Joint
from reshore.robust.smps import DifferentShapesError, write_smps

if TYPE_CHECKING:
    from pathlib import Path

    from reshore.robust.futures import Futures
    from reshore.tables.model import Model

EXTENSIVE, INDEX = "extensive.mps", "futures.csv"
"""Files of the program of all futures, and of what each future is called."""


def export_programs(model: Model, futures: Futures, folder: Path) -> str:
    """Write the program of least expected cost in several ways.

    ``extensive.mps`` is the program of all futures; ``future_0001.mps`` and so on are those of each future
    alone; ``futures.cor``, ``futures.tim`` and ``futures.sto`` are SMPS, where the programs have the same
    shape. ``futures.csv`` has the files, the names and probabilities of the futures, and the money that no
    plan changes, which the programs leave out.

    Parameters
    ----------
    model
        A checked model: the base case.
    futures
        What its tables may turn out to be.
    folder
        A new or empty folder.

    Returns
    -------
    str
        Why there is no SMPS; empty where there is.

    Raises
    ------
    UsageError
        If there is something in the folder.
    DataError
        If a future's changes make no sense, or futures differ in what is decided once.
    ReshoreError
        If the folder can't be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise UsageError(f"{folder} is there already and not empty; name another")
        ready = cases(model, futures)
        joint = Joint.of(ready)
        write_program(joint.program, folder / EXTENSIVE)
        files = [f"future_{number:04d}.mps" for number in range(1, len(ready) + 1)]
        for case, file in zip(ready, files, strict=True):
            write_program(case.footprint.program, folder / file)
        pl.DataFrame(
            {
                "file": files,
                "future": futures.names,
                "probability": joint.probabilities,
                "constant": joint.constants,
            }
        ).write_csv(folder / INDEX)
        try:
            write_smps(ready, joint, folder)
        except DifferentShapesError as error:
            return str(error)
    except OSError as error:
        raise ReshoreError(f"{folder} can't be written: {error.strerror or error}") from error
    return ""
