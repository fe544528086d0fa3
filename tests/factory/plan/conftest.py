"""The plant of pumps as a checked model, and as a case."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.factory.plan.plants import tables

from reshore.factory.plan.case import case
from reshore.factory.plan.plant import plant
from reshore.factory.plan.sized import sized
from reshore.tables.recheck import recheck

if TYPE_CHECKING:
    from collections.abc import Callable

    from reshore.factory.plan.case import Case
    from reshore.factory.plan.result import PlantResult
    from reshore.factory.plan.sized import Sized
    from reshore.tables.model import Model


@pytest.fixture(scope="session")
def pump_model(make_model: Callable[..., Model]) -> Callable[..., Model]:
    """Return the function that builds the model of the plant, with tables replaced, and checks it."""

    def build(**changed: list[dict[str, object]]) -> Model:
        model = make_model(**tables(**changed))
        recheck(model.frames, "test")
        return model

    return build


@pytest.fixture(scope="session")
def pumps(pump_model: Callable[..., Model]) -> Model:
    """Return the model of the plant."""
    return pump_model()


@pytest.fixture(scope="session")
def pump_case(pumps: Model) -> Case:
    """Return the case of pumps whose motors are bought in."""
    return case(pumps, "brno", "pump")


@pytest.fixture(scope="session")
def motor_case(pumps: Model) -> Case:
    """Return the case of pumps with their motors."""
    return case(pumps, "brno", "pump", with_=["motor"])


@pytest.fixture(scope="session")
def pump_plant(pump_case: Case) -> Sized:
    """Return the plant of pumps at 100 a week, by means."""
    return sized(pump_case, 100.0, 0.9, 5.0)


@pytest.fixture(scope="session")
def motor_plant(motor_case: Case) -> Sized:
    """Return the plant of pumps and their motors, by means."""
    return sized(motor_case, 100.0, 0.9, 5.0)


@pytest.fixture(scope="session")
def pump_result(pumps: Model) -> PlantResult:
    """Return the plant of pumps at 100 a week, simulated."""
    return plant(pumps, "brno", "pump", "100/week", precision=0.02, most=8, seconds=120.0)
