"""A network for the optimiser in which all that trade law can do to goods happens."""

from __future__ import annotations

from typing import Any

from tests.audit.trade import world

MARKETS = {
    **{"texas": "USA", "boston": "USA", "paris": "FRA", "monterrey": "MEX", "acapulco": "MEX"},
    **{"rio": "BRA", "recife": "BRA"},
}

LANES = [
    *[("shenzhen", "hamburg"), ("shenzhen", "lyon"), ("shenzhen", "juarez"), ("shenzhen", "puebla")],
    *[("hamburg", "paris"), ("lyon", "boston"), ("dallas", "juarez"), ("juarez", "texas")],
    *[("juarez", "colon"), ("juarez", "monterrey"), ("colon", "acapulco"), ("juarez", "rio")],
    *[("puebla", "recife"), ("shenzhen", "colon"), ("shenzhen", "dallas"), ("dallas", "texas")],
]

DEMANDS = [
    {"market": "texas", "product": "rack", "segment": "commercial", "quantity": 300},
    {"market": "texas", "product": "rack", "segment": "sovereign", "quantity": 60},
    {"market": "monterrey", "product": "rack", "quantity": 50},
    {"market": "acapulco", "product": "rack", "quantity": 40},
    {"market": "rio", "product": "rack", "quantity": 30},
    {"market": "recife", "product": "rack", "quantity": 20},
    {"market": "boston", "product": "board", "quantity": 70},
    {"market": "paris", "product": "board", "quantity": 80},
    {"market": "paris", "product": "pack", "quantity": 90},
]

RULES = [
    {
        **{"rule": "tested", "activity": "serve", "limit": 0},
        "where": "segment = 'sovereign' and not array_contains(labels, 'tested')",
    },
    {
        **{
            "rule": "chinese boards",
            "activity": "use",
            "measure": "value",
            "limit": 0.9,
            "of": "family = 'server'",
        },
        "where": "component = 'board' and goods_origin = 'CHN'",
    },
    {
        **{"rule": "cost of borders", "activity": "ship", "measure": "cost", "limit": 3000, "price": 0.01},
        "where": "array_contains(destination_blocs, 'EU') and not array_contains(origin_blocs, 'EU')",
    },
    {"rule": "duty on use", "activity": "use", "measure": "cost", "limit": 100, "price": 0.01},
]


def tables() -> dict[str, list[dict[str, Any]]]:
    """All tables; a new copy each time."""
    found = world.tables()
    coordinates = {"latitude": 10, "longitude": 10}
    found["markets"] = [
        {"market": name, "country": country, **coordinates} for name, country in MARKETS.items()
    ]
    found["lanes"] = [
        {"lane": f"{origin} {end}", "origin": origin, "destination": end, "mode": "sea", "days": days}
        | {"cost_per_unit": 4}
        for days, (origin, end) in enumerate(LANES, start=5)
    ]
    found["demands"] = [dict(row) for row in DEMANDS]
    found["supplies"] = [
        {"site": "shenzhen", "product": "board", "labels": "clean", "unit_cost": 40},
        {"site": "dallas", "product": "board", "unit_cost": 60, "origin": "MEX", "capacity": 150},
        *(
            {"site": site, "product": "bolt", "unit_cost": 1}
            for site in ("juarez", "puebla", "colon", "dallas", "shenzhen")
        ),
    ]
    found["stocks"] = [
        {"site": "dallas", "product": "board", "opening": 20, "provenance": "CHN / CHN / clean"},
        {"site": "lyon", "product": "board", "cover_days": 10},
        {"site": "juarez", "product": "bolt", "opening": 300, "provenance": "MEX / MEX / usmca"},
    ]
    found["products"] = [row | {"followed": row["product"] == "rack"} for row in found["products"]]
    found["customs_values"] = [{"product": "board", "seller": "shenzhen", "importer": "MEX", "value": 55}]
    fee = {"layer": "fee", "importer": "USA", "exporter": "MEX", "ad_valorem": 0.1, "exempt": "usmca"}
    found["duties"].append(fee)
    found["series"] = [
        {"table": "duties", "key": "mfn/BRA/////", "column": "ad_valorem", "period": "2026", "value": 0.1}
    ]
    found["rules"] = [dict(row) for row in RULES]
    return found


SETTINGS = {"discount_rate": 0.08, "holding_rate": 0.1, "carbon_price": 50}
