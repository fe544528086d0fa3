"""A few countries with borders between them, and rows of plans for goods that cross them."""

from __future__ import annotations

from typing import Any

COUNTRIES = {"CHN": "FOB", "MEX": "FOB", "USA": "FOB", "DEU": "CIF", "FRA": "CIF", "BRA": "FOB"}

SITES = {
    **{"shenzhen": ("CHN", "none"), "juarez": ("MEX", "immex"), "colon": ("MEX", "free_zone")},
    **{"puebla": ("MEX", "none"), "dallas": ("USA", "none"), "hamburg": ("DEU", "bonded_warehouse")},
    **{"lyon": ("FRA", "none"), "manaus": ("BRA", "none")},
}

MARKETS = {"texas": "USA", "paris": "FRA", "monterrey": "MEX"}

LANES = [
    *[("shenzhen", "hamburg"), ("shenzhen", "lyon"), ("shenzhen", "juarez"), ("shenzhen", "puebla")],
    *[
        ("hamburg", "lyon"),
        ("hamburg", "paris"),
        ("hamburg", "dallas"),
        ("lyon", "dallas"),
        ("lyon", "paris"),
    ],
    *[("juarez", "texas"), ("juarez", "puebla"), ("juarez", "manaus"), ("shenzhen", "texas")],
    *[
        ("juarez", "colon"),
        ("juarez", "monterrey"),
        ("dallas", "texas"),
        ("puebla", "dallas"),
        ("puebla", "hamburg"),
    ],
]

PROCESSES = [
    {"process": "racks juarez", "site": "juarez", "labels": "tested board:clean"},
    {"process": "racks colon", "site": "colon", "origin": "board"},
    {"process": "racks puebla", "site": "puebla"},
    {"process": "racks dallas", "site": "dallas"},
    {
        **{"process": "packs hamburg", "site": "hamburg", "product": "pack", "variant": "packed"},
        **{"origin": "board", "repack": True},
    },
]

DUTIES = [
    {"layer": "mfn", "kind": "base", "importer": "USA", "ad_valorem": 0.02},
    {
        "layer": "mfn",
        "kind": "base",
        "importer": "EU",
        "ad_valorem": 0.1,
        "per_kg": 0.5,
        "drawback": "lesser",
    },
    {"layer": "mfn", "kind": "base", "importer": "MEX", "hs": "85", "ad_valorem": 0.15, "drawback": "full"},
    {"layer": "mfn", "kind": "base", "importer": "MEX", "hs": "84", "ad_valorem": 0.05},
    {"layer": "mfn", "kind": "base", "importer": "BRA", "ad_valorem": 0.08},
    {
        **{"layer": "s301", "importer": "USA", "origin": "CHN", "hs": "85", "ad_valorem": 0.25},
        **{"from": "2025-07-01", "exempt": "usmca", "drawback": "lesser"},
    },
    {"layer": "state", "importer": "USA", "segment": "sovereign", "ad_valorem": 0.01},
]

AGREEMENTS = [
    {"agreement": "usmca", "members": "north", "basis": "rvc", "threshold": 0.6, "drawback": "lesser"},
    {"agreement": "usmca", "members": "north", "hs": "8473", "basis": "deemed"},
    {"agreement": "mercosur", "members": "south", "hs": "84", "basis": "tariff_shift", "de_minimis": 0.1},
]


def tables() -> dict[str, list[dict[str, Any]]]:
    """All tables; a new copy each time."""
    blocs = {
        "EU": ("customs_union", "DEU FRA"),
        "north": ("agreement", "USA MEX"),
        "south": ("agreement", "MEX BRA"),
    }
    coordinates = {"latitude": 10, "longitude": 10}
    return {
        "periods": [{"period": str(year), "start": f"{year}-01-01", "months": 12} for year in (2025, 2026)],
        "countries": [{"country": name, "customs_basis": basis} for name, basis in COUNTRIES.items()],
        "blocs": [
            {"bloc": bloc, "kind": kind, "country": country}
            for bloc, (kind, countries) in blocs.items()
            for country in countries.split()
        ],
        "sites": [
            {"site": site, "country": country, "bonded": bonded, **coordinates}
            for site, (country, bonded) in SITES.items()
        ],
        "markets": [{"market": name, "country": country, **coordinates} for name, country in MARKETS.items()],
        "products": [
            {"product": "board", "family": "part", "value": 50, "mass": 2, "hs_code": "8534"},
            {"product": "bolt", "family": "part", "value": 1, "mass": 0.1, "hs_code": "7318"},
            {"product": "rack", "family": "server", "value": 200, "mass": 10, "hs_code": "8471"},
            {"product": "pack", "family": "part", "value": 50, "mass": 2, "hs_code": "8534"},
        ],
        "boms": [
            {"product": "rack", "component": "board", "quantity": 2},
            {"product": "rack", "component": "bolt", "quantity": 10},
            {"product": "pack", "variant": "packed", "component": "board", "quantity": 1},
        ],
        "processes": [{"product": "rack", **row} for row in PROCESSES],
        "supplies": [
            {"site": "shenzhen", "product": "board", "labels": "clean", "unit_cost": 40},
            {"site": "dallas", "product": "board", "unit_cost": 60, "origin": "MEX"},
        ],
        "modes": [{"mode": "sea"}],
        "lanes": [
            {"lane": f"{origin} {end}", "origin": origin, "destination": end, "mode": "sea", "days": 0}
            | {"cost_per_unit": 4}
            for origin, end in LANES
        ],
        "demands": [
            {"market": market, "product": "rack", "segment": segment, "quantity": 100}
            for market in MARKETS
            for segment in ("commercial", "sovereign")
        ],
        "duties": [dict(row) for row in DUTIES],
        "agreements": [dict(row) for row in AGREEMENTS],
    }


def goods(product: str, provenance: str, **attributes: Any) -> dict[str, Any]:
    """A row of `provenances`, free and without a claim if nothing else is said."""
    claim = dict.fromkeys(("full_ad_valorem", "full_per_kg", "lesser_ad_valorem", "lesser_per_kg"), 0.0)
    return {"product": product, "provenance": provenance, "status": "free", **claim, **attributes}


def shipment(
    lane: str, product: str, leaves: str | None, arrives: str | None, units: float
) -> dict[str, Any]:
    """A row of `shipments` in 2025."""
    origin, destination = lane.split()
    return {
        **{"lane": lane, "origin": origin, "destination": destination, "mode": "sea", "product": product},
        **{
            "provenance": leaves,
            "arrives": arrives,
            "period": "2025",
            "units": units,
            "mass": 0.0,
            "carbon": 0.0,
        },
    }


def making(process: str, provenance: str | None, units: float, product: str = "rack") -> dict[str, Any]:
    """A row of `production` in 2025; numbers that follow from the units are left out."""
    site = process.split()[1]
    numbers = ("hours", "labour_hours", "energy", "carbon", "value", "value_added")
    return {
        **{"process": process, "site": site, "country": SITES[site][0], "product": product},
        **{"provenance": provenance, "variant": "base", "period": "2025", "units": units, "gross": units},
        **dict.fromkeys(numbers, 0.0),
    }


def used(
    process: str, provenance: str | None, drawn: str, units: float, product: str = "rack"
) -> dict[str, Any]:
    """A row of `use` in 2025: boards."""
    site = process.split()[1]
    return {
        **{"process": process, "site": site, "country": SITES[site][0], "product": product},
        **{"provenance": provenance, "component": "board", "drawn": drawn, "period": "2025", "units": units},
    }
