"""Write lanes.csv and detours.csv: the ways, times and rates of the routes in routes.csv.

Sea ways come from `searoute <https://pypi.org/project/searoute/>`_, which ships its network: nothing is
fetched. On the base date carriers went round the Cape, so Bab el-Mandeb and Suez are shut throughout.

Usage: ``uv run python examples/gb200/authoring/build_lanes.py [FOLDER]``; without one, the example itself.
"""

from __future__ import annotations

import csv
import functools
import math
import sys
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import searoute

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

HERE = Path(__file__).parent
EXAMPLE = HERE.parent

LANE_COLUMNS = (
    *("lane", "origin", "destination", "mode", "product", "family", "cost_per_kg", "cost_per_shipment"),
    *("shipment_kg", "days", "border_days", "passages", "distance", "source", "note"),
)
DETOUR_COLUMNS = ("lane", "passage", "days", "cost_per_kg", "distance", "source", "note")

EARTH_KM = 6371.0088
SEA_KM_A_DAY, PORT_DAYS = 711, 7
AIR_KM_A_DAY, AIR_DAYS, AIR_BORDER_DAYS = 9000, 3, 1
ROAD_KM_A_DAY, ROAD_DAYS, ROAD_BORDER_DAYS = 800, 1, 1
RAIL_FEU, RAIL_DAYS = 5675, 18
ROUNDABOUT = {"air": 1.05, "road": 1.25}
"""Way over great circle, where nobody measured it."""
TRUCK_LEAST = 250
"""USD for a truck, however short the way."""
FEU_DAY = 60
"""USD that a day more at sea costs a FEU, of 40 to 100 for ship and fuel."""

SHUT = ("northwest", "babalmandab", "suez")
"""Passages that no ship of the case takes."""
STRAITS = {"panama", "malacca", "sunda", "gibraltar", "ormuz"}
"""Passages that can be shut, of those that searoute names."""
AROUND_HORMUZ = ((56.60, 24.50), 1150)
"""Sohar, outside the Gulf, and the km by truck from there."""


@dataclass(frozen=True, slots=True)
class Place:
    """A site or a market, with its port."""

    country: str
    latitude: float
    longitude: float
    region: str
    coast: str
    port: tuple[float, float]
    port_km: float
    usd_km: float


@dataclass(frozen=True, slots=True)
class Way:
    """What it takes to go from one place to another; money is in USD."""

    km: float
    days: float
    border_days: float = 0
    per_kg: float | None = None
    per_shipment: float | None = None
    passages: tuple[str, ...] = ()
    source: str = ""
    note: str = ""


def main(folder: Path) -> None:
    lanes: list[dict[str, str]] = []
    detours: list[dict[str, str]] = []
    for route in read("routes"):
        for origin, destination, mode in legs(route):
            way = WAYS[mode](origin, destination)
            row = lane(route, origin, destination, mode, way)
            lanes.append(row)
            detours.extend(around(row, way))
    write(folder / "lanes.csv", LANE_COLUMNS, lanes)
    write(folder / "detours.csv", DETOUR_COLUMNS, detours)


def legs(route: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Yield every origin, destination and mode of a route."""
    for origin in route["origins"].split():
        for destination in route["destinations"].split():
            if origin != destination:
                for mode in route["modes"].split():
                    yield origin, destination, mode


def lane(route: dict[str, str], origin: str, destination: str, mode: str, way: Way) -> dict[str, str]:
    """Put a lane together, in kUSD."""
    goods = route["product"] or route["family"]
    return {
        "lane": f"{origin}-{destination}-{mode}-{goods}",
        "origin": origin,
        "destination": destination,
        "mode": mode,
        "product": route["product"],
        "family": route["family"],
        "cost_per_kg": "" if way.per_kg is None else f"{way.per_kg / 1000:.6f}",
        "cost_per_shipment": "" if way.per_shipment is None else f"{way.per_shipment / 1000:.3f}",
        "shipment_kg": "" if way.per_shipment is None else route["shipment_kg"],
        "days": f"{way.days:.1f}",
        "border_days": f"{way.border_days:g}",
        "passages": " ".join(way.passages),
        "distance": f"{way.km:.0f}",
        "source": way.source,
        "note": "; ".join(filter(None, [way.note, route["note"]])),
    }


def air(origin: str, destination: str) -> Way:
    start, end = places()[origin], places()[destination]
    km = great_circle(start, end) * ROUNDABOUT["air"]
    rate = pairs("air_rates")[start.region, end.region]
    return Way(
        km=km,
        days=AIR_DAYS + km / AIR_KM_A_DAY,
        border_days=0 if start.country == end.country else AIR_BORDER_DAYS,
        per_kg=float(rate["usd_kg"]),
        source=sources(rate["source"], "derived"),
        note=rate["note"],
    )


def road(origin: str, destination: str) -> Way:
    start, end = places()[origin], places()[destination]
    known = pairs("land_km").get((origin, destination))
    measured = known if known and known["mode"] == "road" else None
    km = float(measured["km"]) if measured else great_circle(start, end) * ROUNDABOUT["road"]
    return Way(
        km=km,
        days=ROAD_DAYS + km / ROAD_KM_A_DAY,
        border_days=0 if start.country == end.country else ROAD_BORDER_DAYS,
        per_shipment=max(TRUCK_LEAST, km * start.usd_km),
        source=sources(measured["source"] if measured else "", "truck_mexico derived estimate"),
        note=f"{start.usd_km:g} USD a truck-km, range +-25 %"
        + ("" if measured else "; great circle x 1.25, range 1.15 to 1.4"),
    )


def rail(origin: str, destination: str) -> Way:
    known = pairs("land_km")[origin, destination]
    return Way(
        km=float(known["km"]),
        days=RAIL_DAYS,
        per_shipment=RAIL_FEU,
        source=sources(known["source"], "rail_europe"),
        note=f"mean of 5,250 to 6,100 USD a FEU and 15 to 22 days; {known['note']}",
    )


def sea(origin: str, destination: str) -> Way:
    start, end = places()[origin], places()[destination]
    rate = pairs("sea_rates")[start.coast, end.coast]
    km, passages = voyage(start.port, end.port, (*SHUT, *rate["closed"].split()))
    inland = start.port_km * start.usd_km + end.port_km * end.usd_km
    by_truck = start.port_km + end.port_km
    return Way(
        km=km + by_truck,
        days=PORT_DAYS + km / SEA_KM_A_DAY + by_truck / ROAD_KM_A_DAY,
        border_days=float(rate["border_days"]),
        per_shipment=float(rate["usd_feu"]) + inland,
        passages=tuple(sorted(passages & STRAITS)),
        source=sources(rate["source"], "searoute sea_speed derived estimate"),
        note=f"{rate['usd_feu']} USD a FEU ({rate['note']}) and {inland:.0f} by truck to and from ports;"
        f" 16 knots and {PORT_DAYS} days in ports, range 5 to 12",
    )


WAYS = {"air": air, "road": road, "rail": rail, "sea": sea}


def around(row: dict[str, str], way: Way) -> Iterator[dict[str, str]]:
    """Yield what a lane by sea does when one of its passages is shut."""
    for passage in way.passages:
        start, end = places()[row["origin"]], places()[row["destination"]]
        closed = pairs("sea_rates")[start.coast, end.coast]["closed"].split()
        usual, _ = voyage(start.port, end.port, (*SHUT, *closed))
        source, note = "searoute derived estimate", f"{FEU_DAY} USD a FEU and day more, range 40 to 100"
        if passage == "ormuz":
            port, truck_km = AROUND_HORMUZ
            known, _ = voyage(port if start.coast == "gulf" else start.port, port, (*SHUT, *closed))
            place = end if end.coast == "gulf" else start
            more_km = known - usual + truck_km - place.port_km
            more_days = (known - usual) / SEA_KM_A_DAY + (truck_km - place.port_km) / ROAD_KM_A_DAY + 3
            extra = (truck_km - place.port_km) * place.usd_km
            note = f"by Sohar and {truck_km} km of road, 3 days at the border, range 1 to 7"
        else:
            known, _ = voyage(start.port, end.port, (*SHUT, *(c for c in closed if c != "panama"), passage))
            more_km, extra = known - usual, 0.0
            more_days = more_km / SEA_KM_A_DAY
        usd = max(0.0, more_days) * FEU_DAY + extra
        yield {
            "lane": row["lane"],
            "passage": passage,
            "days": f"{max(0.0, more_days):.1f}",
            "cost_per_kg": f"{usd / float(row['shipment_kg']) / 1000:.6f}",
            "distance": f"{max(0.0, more_km):.0f}",
            "source": source,
            "note": note,
        }


@functools.cache
def voyage(
    start: tuple[float, float], end: tuple[float, float], shut: tuple[str, ...]
) -> tuple[float, frozenset[str]]:
    """Return the km of the shortest way by sea between two ports, and the passages on it."""
    if start == end:
        return 0.0, frozenset()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        way = searoute.searoute(
            list(start), list(end), units="km", restrictions=list(shut), return_passages=True
        )
    return way.properties["length"], frozenset(way.properties["traversed_passages"])


def great_circle(start: Place, end: Place) -> float:
    """Return km."""
    north, south = math.radians(start.latitude), math.radians(end.latitude)
    east = math.radians(end.longitude - start.longitude)
    half = math.sin((south - north) / 2) ** 2 + math.cos(north) * math.cos(south) * math.sin(east / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(half))


@functools.cache
def places() -> dict[str, Place]:
    """Return the sites and markets by name."""
    rows = {row["site"]: row for row in rows_of(EXAMPLE / "sites.csv")}
    rows |= {row["market"]: row for row in rows_of(EXAMPLE / "markets.csv")}
    return {
        row["place"]: Place(
            country=rows[row["place"]]["country"],
            latitude=float(rows[row["place"]]["latitude"]),
            longitude=float(rows[row["place"]]["longitude"]),
            region=row["region"],
            coast=row["coast"],
            port=(float(row["port_longitude"]), float(row["port_latitude"])),
            port_km=float(row["road_km"]),
            usd_km=float(row["usd_km"]),
        )
        for row in read("places")
    }


@functools.cache
def pairs(name: str) -> dict[tuple[str, str], dict[str, str]]:
    """Return the rows of a table of this folder by their first two columns."""
    found = {}
    for row in read(name):
        first, second, *_ = row.values()
        found[first, second] = row
    return found


def sources(*names: str) -> str:
    return " ".join(dict.fromkeys(" ".join(names).split()))


def read(name: str) -> list[dict[str, str]]:
    return rows_of(HERE / f"{name}.csv")


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def write(path: Path, columns: Sequence[str], rows: Iterable[dict[str, str]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else EXAMPLE)
