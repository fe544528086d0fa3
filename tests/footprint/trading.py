"""A small network that trade asks everything about: origins, labels, agreements, bond, drawback, segments."""

from __future__ import annotations

from datetime import date
from typing import Any

TRADING: dict[str, list[dict[str, Any]]] = {
    "periods": [{"period": "2025", "start": date(2025, 1, 1), "months": 12}],
    "countries": [{"country": name} for name in ("CHN", "MEX", "TWN", "USA")],
    "blocs": [{"bloc": "north", "country": name, "kind": "agreement"} for name in ("MEX", "USA")],
    "sites": [
        {"site": "hsinchu", "country": "TWN", "latitude": 25, "longitude": 121},
        {"site": "shenzhen", "country": "CHN", "latitude": 22, "longitude": 114},
        {"site": "juarez", "country": "MEX", "latitude": 31, "longitude": -106, "bonded": "immex"},
        {"site": "laredo", "country": "USA", "latitude": 27, "longitude": -99, "bonded": "bonded_warehouse"},
    ],
    "markets": [{"market": "us", "country": "USA", "latitude": 32, "longitude": -96}],
    "products": [
        {"product": "chip", "value": 100, "mass": 0.1, "hs_code": "854231"},
        {"product": "frame", "value": 50, "mass": 20, "hs_code": "732690"},
        {"product": "board", "value": 300, "mass": 2, "hs_code": "847330"},
        {"product": "rack", "value": 1000, "mass": 50, "hs_code": "847150"},
    ],
    "boms": [
        {"product": "board", "component": "chip", "quantity": 2},
        {"product": "rack", "component": "board", "quantity": 2},
        {"product": "rack", "component": "frame", "quantity": 1},
    ],
    "processes": [
        {"process": "board_cn", "site": "shenzhen", "product": "board", "cost_per_unit": 10},
        {
            **{"process": "board_mx", "site": "juarez", "product": "board", "cost_per_unit": 25},
            **{"labels": "tested"},
        },
        {
            **{"process": "rack_mx", "site": "juarez", "product": "rack", "cost_per_unit": 40},
            **{"origin": "board", "labels": "board:tested"},
        },
    ],
    "supplies": [
        {"site": "hsinchu", "product": "chip", "unit_cost": 100},
        {"site": "shenzhen", "product": "frame", "unit_cost": 50},
    ],
    "modes": [{"mode": "sea"}],
    "lanes": [
        {"origin": start, "destination": end, "mode": "sea", "days": 0, "cost_per_unit": cost}
        for start, end, cost in (
            ("hsinchu", "shenzhen", 1),
            ("hsinchu", "juarez", 3),
            ("shenzhen", "juarez", 4),
            ("juarez", "us", 5),
            ("juarez", "laredo", 4),
            ("laredo", "us", 1),
        )
    ],
    "demands": [
        {"market": "us", "product": "rack", "segment": "office", "quantity": 10, "shortage_cost": 9000},
        {"market": "us", "product": "rack", "segment": "state", "quantity": 5, "shortage_cost": 9000},
    ],
    "duties": [
        {"layer": "mfn", "kind": "base", "importer": "USA", "hs": "8471", "ad_valorem": 0.04},
        {"layer": "mfn", "kind": "base", "importer": "MEX", "ad_valorem": 0.1, "drawback": "lesser"},
        {
            **{"layer": "s301", "importer": "USA", "origin": "CHN", "ad_valorem": 0.25},
            **{"from": date(2025, 7, 2)},
        },
        {"layer": "s301", "importer": "USA", "origin": "CHN", "segment": "state", "ad_valorem": 0.0},
        {"layer": "levy", "importer": "MEX", "hs": "73", "per_kg": 0.2, "drawback": "full"},
    ],
    "agreements": [
        {
            **{"agreement": "pact", "members": "north", "hs": "8471", "basis": "rvc", "threshold": 0.6},
            **{"drawback": "lesser"},
        },
        {"agreement": "pact", "members": "north", "hs": "8473", "basis": "tariff_shift"},
    ],
    "rules": [
        {
            **{"rule": "tested", "activity": "serve", "where": "not array_contains(labels, 'tested')"},
            **{"limit": 8},
        }
    ],
}
"""Chips from Taiwan, boards from China or Mexico, racks from Mexico in bond, for two segments in the USA."""
