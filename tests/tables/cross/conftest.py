"""A model without faults, for each test to break in one place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from reshore.tables import cross

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reshore.errors import Fault

HERE = {"latitude": 20, "longitude": -100}

RIGHT: dict[str, Any] = {
    "periods": [
        {"period": "2025", "start": "2025-01-01", "months": 12},
        {"period": "2026", "start": "2026-01-01", "months": 12},
    ],
    "countries": [{"country": "MEX"}, {"country": "USA"}],
    "sites": [
        {"site": "gdl", "country": "MEX", "status": "candidate", **HERE},
        {"site": "hou", "country": "USA", **HERE},
    ],
    "markets": [{"market": "west", "country": "USA", **HERE}],
    "products": [
        {"product": "rack", "value": 1000, "mass": 10},
        {"product": "tray", "value": 50, "mass": 1},
    ],
    "boms": [{"product": "rack", "component": "tray", "quantity": 18}],
    "resources": [{"site": "hou", "resource": "line", "installed": 1, "hours_per_year": 2000}],
    "processes": [{"site": "hou", "product": "rack", "resource": "line", "hours_per_unit": 2}],
    "supplies": [{"site": "gdl", "product": "tray"}, {"site": "hou", "product": "tray"}],
    "modes": [{"mode": "road", "speed": 500, "cost_per_kg": 1}],
    "lanes": [
        {"origin": "gdl", "destination": "hou", "mode": "road"},
        {"origin": "hou", "destination": "west", "mode": "road"},
    ],
    "demands": [{"market": "west", "product": "rack", "quantity": 40}],
}


@pytest.fixture
def made(make_model) -> Callable[..., Any]:
    """Return the function that builds the model, rows added to tables or put in their place (``only_``)."""

    def build(settings: dict[str, Any] | None = None, **tables: Sequence[dict[str, Any]]) -> Any:
        frames = dict(RIGHT)
        for name, rows in tables.items():
            if name.startswith("only_"):
                frames[name.removeprefix("only_")] = list(rows)
            else:
                frames[name] = [*frames.get(name, []), *rows]
        return make_model(settings=settings, **frames)

    return build


@pytest.fixture
def told(made) -> Callable[..., list[str]]:
    """Return the function that gives the faults of such a model, each as ``table:row:column: problem``."""

    def find(**tables: Any) -> list[str]:
        model = made(**tables)
        return _lines(cross.faults(model.frames, model.settings, _where))

    return find


@pytest.fixture
def warned(made) -> Callable[..., list[str]]:
    """Return the function that gives the warnings of such a model, which has no faults."""

    def find(**tables: Any) -> list[str]:
        model = made(**tables)
        assert cross.faults(model.frames, model.settings, _where) == []
        return _lines(cross.warnings(model.frames, model.settings, _where))

    return find


def _where(table: str, row: int, column: str) -> str:
    return f"{table}:{row}:{column}"


def _lines(faults: list[Fault]) -> list[str]:
    return [f"{fault.place}: {fault.problem}" for fault in faults]
