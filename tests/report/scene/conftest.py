"""A plant's floor, and its scene written once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.report.scene.plants import build_model, ground_of, plant

from reshore.report.scene.write import write_scene

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reshore.report.scene.places import Ground
    from reshore.tables.model import Model


@pytest.fixture(scope="session")
def ground(make_model: Callable[..., Model]) -> Ground:
    """Return the floor."""
    return ground_of(make_model)


@pytest.fixture(scope="session")
def scene(make_model: Callable[..., Model], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the scene."""
    pytest.importorskip("pxr")
    folder = tmp_path_factory.mktemp("scene")
    write_scene(plant(), build_model(make_model), folder)
    return folder


@pytest.fixture
def written(make_model: Callable[..., Model], tmp_path: Path) -> Callable[..., Path]:
    """Return the function that writes a plant with some changes, and returns the folder."""
    pytest.importorskip("pxr")

    def write(**changes: Any) -> Path:
        write_scene(plant(**changes), build_model(make_model), tmp_path / "scene")
        return tmp_path / "scene"

    return write
