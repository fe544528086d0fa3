"""The plant of the report's tests with stations of the size that its model says, for scenes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.report.plant.plants import BLOCKS, FLOWS, frames, result

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from reshore.factory.plan.result import PlantResult
    from reshore.report.scene.places import Ground
    from reshore.tables.model import Model

KINDS = [
    ("bench", "station", 4.0, 6.0),
    ("cell", "station", 8.0, 9.0),
    ("dock_bench", "station", 5.0, 5.0),
    ("store", "store", 35.0, 10.0),
]
PLACED = [(*row[:-2], 4.0, 6.0) if row[0] == "board/place" else row for row in BLOCKS]
CARRIED = [
    *FLOWS,
    ("store", "board/place", 900.0, 15.0, 13500.0),
    ("board/place", "rack/build", 900.0, 27.0, 1.0),
]
OPENINGS = [("receiving", "dock", 5.0, 1), ("out", "dock", 54.5, 0), ("power", "feed", 30.0, None)]


def plant(**changes: Any) -> PlantResult:
    """Return the plant; `changes` are as of `result`, but that `frames` are rows that replace a frame's."""
    rows = {"blocks": PLACED, "flows": CARRIED, "openings": OPENINGS, **changes.pop("frames", {})}
    return result(frames=frames(**rows), **changes)


def build_model(
    make_model: Callable[..., Model],
    kinds: list[tuple[str, str, float, float]] = KINDS,
    scenarios: Sequence[Mapping[str, Any]] = (),
) -> Model:
    """Return the model: all that its checks ask for, and kinds of stations."""
    columns = ("station", "role", "length", "width")
    return make_model(
        name="servers",
        periods=[{"period": "2026", "start": "2026-01-01", "months": 12}],
        countries=[{"country": "MEX", "name": "Mexico"}],
        sites=[
            {"site": "gdl", "name": "Guadalajara", "country": "MEX", "latitude": 20.5, "longitude": -103.3}
        ],
        markets=[{"market": "mx", "country": "MEX", "latitude": 19.4, "longitude": -99.1}],
        products=[{"product": "rack", "name": "Rack of 72", "value": 1.0}, {"product": "board"}],
        supplies=[{"site": "gdl", "product": "rack", "unit_cost": 1.0}],
        modes=[{"mode": "road"}],
        lanes=[{"origin": "gdl", "destination": "mx", "mode": "road", "days": 1.0, "cost_per_unit": 0.1}],
        demands=[{"market": "mx", "product": "rack", "quantity": 1.0}],
        stations=[dict(zip(columns, kind, strict=True)) for kind in kinds],
        scenarios=scenarios,
    )


def ground_of(make_model: Callable[..., Model], **changes: Any) -> Ground:
    """Return the floor of the plant."""
    from reshore.report.scene.places import Ground

    return Ground.of(plant(**changes), build_model(make_model))
