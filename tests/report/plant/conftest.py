"""The plant that the tests of its page use, beside the model of the other reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.report.plant.plants import model, result

from reshore.report.plant.view import PlantView

if TYPE_CHECKING:
    from collections.abc import Callable

    from reshore.factory.plan.result import PlantResult
    from reshore.tables.model import Model


@pytest.fixture(scope="session")
def plant() -> PlantResult:
    """Return the plant."""
    return result()


@pytest.fixture(scope="session")
def plant_model() -> Model:
    """Return the model that it was made from."""
    return model()


@pytest.fixture(scope="session")
def make_view(plant_model: Model) -> Callable[..., PlantView]:
    """Return the function that views a plant with some attributes replaced."""

    def build(**changes: Any) -> PlantView:
        return PlantView.of(result(**changes), plant_model)

    return build


@pytest.fixture(scope="session")
def plant_view(make_view: Callable[..., PlantView]) -> PlantView:
    """Return the view of the plant."""
    return make_view()
