"""What can happen to the small operation: its tables, and hazards on them that are sure to come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.conftest import build_model
from tests.risk.operations import small

from reshore.risk.hazards import Hazards

if TYPE_CHECKING:
    from reshore.risk.operation import Operation
    from reshore.risk.realisation import Change, Realisation
    from reshore.tables.model import Model

DAY = "2027-01-08"
"""First day of the second week."""

Row = dict[str, Any]


def threatened(*rows: Row, **tables: list[Row]) -> Model:
    """Return the tables that the small operation might come of, as far as hazards ask them."""
    operation = small()
    lanes = operation.lanes.drop("lane_index", "origin_country", "destination_country", "capacity")
    named: dict[str, list[Row]] = {
        "periods": [{"period": "p1", "start": "2027-01-01", "months": 12}],
        "countries": [{"country": name} for name in ("CHN", "DEU", "MEX", "TWN", "USA")],
        "sites": operation.sites.select("site", "country", "group", "role").to_dicts(),
        "markets": [{"market": "M1", "country": "USA"}, {"market": "M2", "country": "DEU"}],
        "products": [{"product": "chip", "family": "parts"}, {"product": "rack", "family": "servers"}],
        "resources": operation.resources.select("site", "resource").to_dicts(),
        "supplies": operation.buys.select("site", "product").to_dicts(),
        "modes": [{"mode": "road", "speed": 500}, {"mode": "sea", "speed": 700}],
        "lanes": [row | {"passages": " ".join(row["passages"]) or None} for row in lanes.to_dicts()],
        "demands": operation.demands.select("market", "product", "segment").to_dicts(),
        "hazards": list(rows),
    }
    return build_model(**(named | tables))


def happens(*rows: Row, operation: Operation | None = None, weeks: int = 8) -> Realisation:
    """Return what hazards change that come on `DAY` for a week, unless they say otherwise."""
    named = [{"hazard": f"h{n}", "date": DAY, "duration": "7"} | row for n, row in enumerate(rows)]
    hazards = Hazards.of(threatened(*named), operation or small())
    return hazards.draw(1, seed=0, window=4, weeks=weeks).realisation(1)


def cells(change: Change) -> dict[tuple[int, int], float]:
    """Return row and week -> value."""
    keys = zip(change.row.tolist(), change.week.tolist(), strict=True)
    return dict(zip(keys, change.value.tolist(), strict=True))


def changed_parts(realisation: Realisation) -> set[str]:
    """Return the names of the parts in which something changes."""
    parts = ("hours", "makes", "buys", "lanes", "moves", "detours", "buy_cost", "move_cost")
    return {name for name in (*parts, "demands", "destroyed") if len(getattr(realisation, name).row)}
