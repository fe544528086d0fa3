"""A plant as a run: the model it was made from, with its frames beside that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reshore.errors import UsageError
from reshore.factory.plan.result import PlantResult
from reshore.runs import store

if TYPE_CHECKING:
    from os import PathLike
    from pathlib import Path

    from reshore.tables.model import Model

GROUP = "plant"
"""What run.json and the folder call the part of a plant."""


def save_plant(result: PlantResult, model: Model, folder: Path) -> Path:
    """Write a plant and its model as a run.

    Parameters
    ----------
    result
        The plant.
    model
        The model it was made from, without the scenario applied.
    folder
        The folder that keeps runs; made if it is not there.

    Returns
    -------
    Path
        The run's own folder.

    Raises
    ------
    ReshoreError
        If it can't be written; nothing of it is left then.
    """
    told = {
        "site": result.site,
        "building": result.building,
        "product": result.product,
        "options": dict(result.options),
        "facts": dict(result.facts),
    }
    record = {
        "model": result.model_name,
        "scenario": result.scenario,
        "currency": result.currency,
        GROUP: told,
    }
    name = f"{result.model_name}-{result.scenario or 'base'}-plant-{result.site}"
    return store.save(folder, name, record, {"model": model.frames, GROUP: result.frames}).path


def load_plant(path: str | PathLike[str]) -> PlantResult:
    """Read the plant of a run.

    Raises
    ------
    UsageError
        If there is no run, or it is none of a plant.
    DataError
        If something in it is damaged.
    """
    run = store.load(path)
    if GROUP not in run.record:
        raise UsageError(f"{path} is no plant; `reshore plant MODEL` makes one")
    told, frames = run.record[GROUP], run.frames(GROUP)
    with run.read_as("a plant"):
        return PlantResult(
            model_name=run.record["model"],
            scenario=run.record["scenario"],
            site=told["site"],
            building=told["building"],
            product=told["product"],
            currency=run.record["currency"],
            frames=frames,
            options=told["options"],
            facts=told["facts"],
        )


def is_plant(path: str | PathLike[str]) -> bool:
    """Return whether a run holds a plant.

    Raises
    ------
    UsageError
        If there is no run.
    DataError
        If its record is damaged.
    """
    return GROUP in store.load(path).record
