"""Writing a plant as a scene."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from reshore.errors import UsageError
from reshore.report.scene import folder as place

if TYPE_CHECKING:
    from pathlib import Path

    from reshore.factory.plan.result import PlantResult
    from reshore.tables.model import Model


def require_usd() -> None:
    """Refuse to make a scene where OpenUSD isn't installed.

    Raises
    ------
    UsageError
        If it isn't.
    """
    if find_spec("pxr") is None:
        raise UsageError('a scene needs OpenUSD: pip install "reshore[usd]"')


def write_scene(result: PlantResult, model: Model, folder: Path) -> None:
    """Write a plant as an OpenUSD scene: ``plant.usda`` with its layers and assets beside it.

    Parameters
    ----------
    result
        The plant.
    model
        The model it was made from, without the scenario applied.
    folder
        Where to; a scene that is there is replaced.

    Raises
    ------
    UsageError
        If OpenUSD isn't installed, something else is in the folder, or the plant was made from another model.
    ReshoreError
        If it can't be written; what was there before is there still.
    """
    require_usd()
    from reshore.report.scene.compose import files

    place.require_writable(folder)
    place.write(folder, files(result, model))
