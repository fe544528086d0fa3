"""Random small networks with trade: two or three levels, a few countries, and some of trade's topics."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.footprint.second_customs import Tables

    One = Callable[..., Any]

SPLIT = date(2025, 5, 1)
"""A day in the midst of most first periods."""

TOPICS = ("bond", "drawback", "agreement", "segment", "labels", "values", "union", "repack", "rules", "sites")

CODES = {"part": "854231", "kit": "850440", "board": "847330", "rack": "847150", "box": "847180"}

CONDITIONS: Mapping[str, Callable[[dict[str, Any]], bool]] = MappingProxyType(
    {
        "true": lambda _: True,
        "array_contains(labels, 'tested')": lambda row: "tested" in row["labels"],
        "array_contains(labels, 'PACT')": lambda row: "PACT" in row["labels"],
        "goods_origin = 'CHN'": lambda row: row["goods_origin"] == "CHN",
        "processed = 'CHN'": lambda row: row["processed"] == "CHN",
        "array_contains(goods_origin_blocs, 'FRIENDS')": lambda row: "FRIENDS" in row["goods_origin_blocs"],
        "array_contains(processed_blocs, 'FRIENDS')": lambda row: "FRIENDS" in row["processed_blocs"],
        "not array_contains(processed_blocs, 'FRIENDS')": (
            lambda row: "FRIENDS" not in row["processed_blocs"]
        ),
        "country = 'USA'": lambda row: row["country"] == "USA",
        "segment = 'sov'": lambda row: row["segment"] == "sov",
        "segment = 'sov' and array_contains(labels, 'tested')": (
            lambda row: row["segment"] == "sov" and "tested" in row["labels"]
        ),
        "segment = 'sov' and array_contains(processed_blocs, 'FRIENDS')": (
            lambda row: row["segment"] == "sov" and "FRIENDS" in row["processed_blocs"]
        ),
        "component = 'part' and goods_origin = 'CHN'": (
            lambda row: row["component"] == "part" and row["goods_origin"] == "CHN"
        ),
        "product = 'rack' and goods_origin = 'CHN'": (
            lambda row: row["product"] == "rack" and row["goods_origin"] == "CHN"
        ),
        "destination_country = 'USA' and goods_origin = 'CHN'": (
            lambda row: row["destination_country"] == "USA" and row["goods_origin"] == "CHN"
        ),
        "array_contains(destination_blocs, 'FRIENDS') and product = 'part'": (
            lambda row: "FRIENDS" in row["destination_blocs"] and row["product"] == "part"
        ),
    }
)
"""Conditions of rules, as text and as Python."""


@st.composite
def networks(
    draw: st.DrawFn, without: tuple[str, ...] = (), needs: str = ""
) -> tuple[dict[str, Any], Tables]:
    """Draw settings and tables, leaving out some topics and with one that has to be there."""

    def one(*values: Any) -> Any:
        return draw(st.sampled_from(values))

    topics = draw(st.sets(st.sampled_from([topic for topic in TOPICS if topic not in without])))
    return network(one, {*topics, needs} - {""})


def network(one: One, topics: set[str]) -> tuple[dict[str, Any], Tables]:
    """Build a network of what is drawn."""
    months = one([12], [12, 12], [6, 12], [3, 6], [3, 6, 3])
    setting = {
        "discount_rate": one(0.1, 0),
        "holding_rate": one(0, 0.1),
        "opening_pipeline": one("empty", "empty", "steady"),
    }
    begins = [sum(months[:index]) for index in range(len(months))]
    countries = ["CHN", "MEX", "USA", *(["CAN"] if "union" in topics or one(False, False, True) else [])]
    tables: Tables = {
        "periods": [
            {"period": f"t{index}", "start": date(2025 + begin // 12, begin % 12 + 1, 1), "months": length}
            for index, (begin, length) in enumerate(zip(begins, months, strict=True))
        ],
        "countries": [
            {"country": country, "customs_basis": one("FOB", "FOB", "CIF")} for country in countries
        ],
        "modes": [{"mode": "road"}],
    }
    places(one, topics, countries, tables)
    goods(one, topics, countries, tables)
    lanes(one, topics, tables)
    customs(one, topics, countries, tables)
    demands(one, topics, tables)
    stocks(one, topics, tables)
    if "rules" in topics:
        tables["rules"] = [rule(one, index) for index in range(one(1, 2))]
    return setting, tables


def places(one: One, topics: set[str], countries: list[str], tables: Tables) -> None:
    where = {"latitude": 0, "longitude": 0}
    names = ["src", *one(["mill"], []), "plant", *one(["hub"], ["hub"], [])]
    names += one([], ["src2"]) + one([], [], ["rival"])
    regimes = ("none", "immex", "free_zone", "immex", "free_zone", "bonded_warehouse")
    tables["sites"] = [
        {
            "site": name,
            "country": one(*countries) if name != "src" else "CHN",
            "bonded": one(*regimes) if "bond" in topics and not name.startswith("src") else None,
            **where,
        }
        for name in names
    ]
    if "sites" in topics:
        row = next(row for row in tables["sites"] if row["site"] == names[-1])
        if one(True, False):
            row |= {"status": "candidate", "opening_cost": one(100, 3000), "fixed_cost": one(0, 300)}
        else:
            row |= {"closing_cost": one(0, 50), "fixed_cost": one(100, 600)}
    last = tables["sites"][-1]["country"]
    chosen = one(["USA"], ["USA"], ["MEX"], ["USA", "CHN"], ["USA", countries[-1]], ["USA", "MEX"], [last])
    tables["markets"] = [
        {"market": f"m{index}", "country": country, **where} for index, country in enumerate(chosen)
    ]


def goods(one: One, topics: set[str], countries: list[str], tables: Tables) -> None:
    """Products, recipes, processes and supplies: part -> (board ->) rack (-> box)."""
    sites = [row["site"] for row in tables["sites"]]
    kit = one(False, True)
    boxed = "repack" in topics and "hub" in sites
    inner = "board" if "mill" in sites else "part"
    values = {"part": 20, "kit": 10, "board": 50, "rack": 100, "box": 102}
    made = {"part", "rack", inner, *(["kit"] if kit else []), *(["box"] if boxed else [])}
    tables["products"] = [
        {"product": name, "value": values[name], "mass": one(1, 2), "hs_code": CODES[name]}
        | ({"followed": True} if one(False, False, False, True) else {})
        for name in values
        if name in made
    ]
    tables["boms"] = [{"product": "rack", "component": inner, "quantity": one(1, 2)}]
    if kit:
        tables["boms"].append({"product": "rack", "component": "kit", "quantity": 1})
    if inner == "board":
        tables["boms"].append({"product": "board", "component": "part", "quantity": one(1, 2)})
    if boxed:
        tables["boms"].append({"product": "box", "component": "rack", "quantity": 1})
    tables["processes"] = []
    for site, item, component in (
        *([("mill", "board", "part")] if inner == "board" else []),
        *([("rival", "rack", inner)] if "rival" in sites else []),
        ("plant", "rack", inner),
    ):
        row = {"process": f"{site}_{item}", "site": site, "product": item, "cost_per_unit": one(1, 5)}
        row |= {"scrap": one("0", "0", "0.1"), "origin": one("site", "site", component)}
        if "labels" in topics:
            row["labels"] = one("tested", f"{component}:tested", f"{component}:tested", None)
        tables["processes"].append(row)
    if boxed:
        tables["processes"].append(
            {"process": "hub_box", "site": "hub", "product": "box", "repack": True, "origin": "rack"}
        )
    sources = ["src", *(["src2"] if "src2" in sites else [])]
    tables["supplies"] = [
        {
            "site": site,
            "product": item,
            "unit_cost": values[item] * one(0.5, 0.8, 1),
            "capacity": one(100, 500),
            "origin": one(None, None, *countries),
            "labels": one(None, "tested") if "labels" in topics else None,
        }
        for site in sources
        for item in (["part", "kit"] if kit else ["part"])
    ]
    if kit and one(True, False):
        tables["supplies"].append({"site": "plant", "product": "kit", "unit_cost": 12, "capacity": 300})


def keeps(topics: set[str]) -> bool:
    """Return whether goods may be left at the end: not those that have to leave, which then never do."""
    return not topics & {"bond", "drawback"}


def lanes(one: One, topics: set[str], tables: Tables) -> None:
    """Lanes run forward alone, so that no duty can be earned in a circle."""
    order = [
        name
        for name in ("src", "src2", "mill", "rival", "plant", "hub")
        if any(row["site"] == name for row in tables["sites"])
    ]
    spine = [name for name in order if name not in {"src2", "rival"}]
    needed = {*pairwise(spine), ("src", "plant"), (spine[-1], "m0"), (order[-1], "m0")}
    markets = [row["market"] for row in tables["markets"]]
    tables["lanes"] = [
        {
            "origin": origin,
            "destination": destination,
            "mode": "road",
            "days": one(0, 0, 30) if keeps(topics) else 0,
            "cost_per_unit": one(None, 1, 4),
            "cost_per_kg": one(0, 1),
        }
        for index, origin in enumerate(order)
        for destination in (*order[index + 1 :], *markets)
        if (origin, destination) in needed
        or ((destination not in markets or not origin.startswith("src")) and one(False, True, True))
    ]


def customs(one: One, topics: set[str], countries: list[str], tables: Tables) -> None:
    """Blocs, agreements, duties and customs values."""
    boundary = tables["periods"][-1]["start"]
    tables["blocs"] = [{"bloc": "FRIENDS", "country": country} for country in one(["USA", "MEX"], ["CHN"])]
    if "union" in topics:
        tables["blocs"] += [
            {"bloc": "UNION", "country": country, "kind": "customs_union"}
            for country in ("CAN", one("MEX", "USA"))
        ]
        if one(False, False, False, True):
            tables["blocs"][-1][one("from", "to")] = boundary
    agreed = []
    if "agreement" in topics:
        agreed = ["PACT", *one([], [], ["DEAL"])]
        pact = one(["USA", "MEX"], ["USA", "MEX", "CHN"], ["USA", "CHN"])
        members = {"PACT": pact, "DEAL": ["CHN", "MEX", "USA"]}
        tables["blocs"] += [
            {"bloc": f"{name}S", "country": country, "kind": "agreement"}
            for name in agreed
            for country in members[name]
        ]
        if one(False, False, False, True):
            tables["blocs"][-1][one("from", "to")] = boundary
        tables["agreements"] = [row for name in agreed for row in agreement(one, name)]
    blocs = sorted({row["bloc"] for row in tables["blocs"]})
    layers: dict[tuple[Any, ...], dict[str, Any]] = {}
    for _ in range(one(2, 3, 4, 5, 6, 8, 10)):
        row = duty(one, topics, countries, blocs, agreed)
        layers[scope(row)] = row
    if topics & {"bond", "drawback"}:
        inland = next(row["country"] for row in tables["sites"] if row["site"] == "plant")
        row = {"layer": "plant", "importer": inland, "ad_valorem": one(0.1, 0.25), "per_kg": one(0, 1)}
        layers[scope(row)] = row | {"drawback": one("full", "lesser", "none")}
    if "agreement" in topics:
        row = {"layer": "mfn", "kind": "base", "importer": "USA", "hs": "8471", "ad_valorem": one(0.1, 0.2)}
        layers[scope(row)] = row
    tables["duties"] = []
    for row in layers.values():
        dates = one(None, None, "from", "to", "both")
        first, then = {**row, "to": SPLIT}, {**row, "from": SPLIT, "ad_valorem": one(0, 0.1, 0.3)}
        tables["duties"] += {None: [row], "from": [then], "to": [first], "both": [first, then]}[dates]
    if "values" in topics:
        sellers = [row["site"] for row in tables["sites"]]
        values = {row["product"]: row["value"] for row in tables["products"]}
        rows: dict[tuple[Any, ...], dict[str, Any]] = {}
        for _ in range(one(1, 2, 3)):
            item, seller, importer = one(*values), one(None, *sellers), one(None, *countries)
            factor = one(1.1, 1.3) if seller else one(0.8, 0.95)
            period = one(None, None, "t0")
            row = {"product": item, "seller": seller, "importer": importer, "period": period}
            rows[item, seller, importer, period] = row | {"value": values[item] * factor}
        tables["customs_values"] = list(rows.values())
    if len(tables["periods"]) > 1 and one(False, False, False, True):
        item = one("part", "rack")
        tables["series"] = [
            {"table": "products", "key": item, "column": "value", "period": "t1", "value": one(22, 90)}
        ]


def agreement(one: One, name: str) -> list[dict[str, Any]]:
    rows = []
    for hs in one([""], ["8471"], ["84", "8473"]):
        row = {"agreement": name, "members": f"{name}S", "hs": hs or None, "rate": one(0, 0, 0.02)}
        row |= one(
            {"basis": "deemed"},
            {"basis": "rvc", "threshold": one(0.3, 0.6, 0.75)},
            {"basis": "rvc", "threshold": one(0.3, 0.6, 0.75)},
            {"basis": "tariff_shift", "digits": one(2, 4), "de_minimis": one(0, 0.1, 0.5)},
        )
        rows.append(row | {"drawback": one("free", "lesser", "none")})
    return rows


def duty(
    one: One, topics: set[str], countries: list[str], blocs: list[str], agreed: list[str]
) -> dict[str, Any]:
    layer = one("mfn", "mfn", "extra", "levy", "other")
    row: dict[str, Any] = {
        "layer": layer,
        "kind": "base" if layer == "mfn" else "additional",
        "importer": one(None, *countries, *blocs),
        "origin": one(None, None, *countries, *blocs),
        "exporter": one(None, None, None, None, *countries),
        "hs": one(None, None, "84", "8471", "85", "847330"),
        "ad_valorem": one(0.05, 0.1, 0.25),
        "per_kg": one(0, 0, 1.5),
        "combine": one("add", "add", "max"),
    }
    if layer != "mfn":
        row["exempt"] = one(None, *agreed)
        others = [name for name in ("mfn", "extra", "levy", "other") if name != layer]
        row["excludes"] = one(None, None, *others)
    if "segment" in topics and one(True, False):
        row["segment"] = one("sov", "com")
    if "drawback" in topics or "bond" in topics:
        row["drawback"] = one("full", "lesser", "none")
    return row


def scope(row: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(row.get(name) for name in ("layer", "importer", "origin", "exporter", "hs", "segment"))


def demands(one: One, topics: set[str], tables: Tables) -> None:
    sold = "box" if any(row["product"] == "box" for row in tables["products"]) else "rack"
    segments = ("sov", "com") if topics & {"segment", "rules"} else ("all",)
    tables["demands"] = [
        {
            "market": market["market"],
            "product": sold,
            "segment": segment,
            "period": period["period"],
            "quantity": one(20, 50),
            "shortage_cost": one(300, 500, 150),
        }
        for market in tables["markets"]
        for segment in segments
        for period in tables["periods"]
    ]


def stocks(one: One, topics: set[str], tables: Tables) -> None:
    """Everything can be stored, so that no part of a shipment that comes late has to be got rid of."""
    tables["stocks"] = []
    for site in tables["sites"]:
        for item in (row["product"] for row in tables["products"]):
            row = {"site": site["site"], "product": item, "cost": 1}
            known = keeps(topics) and site["site"] in {"plant", "hub"} and site.get("status") is None
            if known and one(False, False, True):
                row |= {"opening": one(0, 5), "provenance": one("CHN / CHN / ", "MEX / CHN / tested")}
                row["cover_days"] = one(0, 0, 20)
            tables["stocks"].append(row)


def rule(one: One, index: int) -> dict[str, Any]:
    share = {"sense": ">=", "of": one("true", "segment = 'sov'"), "limit": one(0.3, 0.8)}
    asked = one(
        *(
            {"activity": "serve", "where": where, **share}
            for where in (
                "array_contains(labels, 'tested')",
                "array_contains(labels, 'PACT')",
                "array_contains(processed_blocs, 'FRIENDS')",
                "segment = 'sov' and array_contains(labels, 'tested')",
                "segment = 'sov' and array_contains(processed_blocs, 'FRIENDS')",
            )
        ),
        {"activity": "serve", "where": "goods_origin = 'CHN'", "limit": one(0, 30)},
        {
            "activity": "ship",
            "where": "destination_country = 'USA' and goods_origin = 'CHN'",
            "limit": one(0, 60),
        },
        {"activity": "ship", "measure": "mass", "where": "goods_origin = 'CHN'", "limit": one(50, 200)},
        {"activity": "ship", "measure": "cost", "where": "processed = 'CHN'", "limit": one(20, 300)},
        {"activity": "use", "where": "component = 'part' and goods_origin = 'CHN'", "limit": one(0, 40)},
        {"activity": "use", "measure": "value", "where": "processed = 'CHN'", "of": "true", "limit": 0.5},
        {"activity": "use", "measure": "cost", "where": None, "limit": one(0, 50)},
        {
            "activity": "make",
            "measure": "value_added",
            "where": "goods_origin = 'CHN'",
            "limit": one(100, 900),
        },
        {
            "activity": "make",
            "where": "product = 'rack' and goods_origin = 'CHN'",
            "of": "true",
            "limit": 0.3,
        },
        {"activity": "buy", "where": "goods_origin = 'CHN'", "limit": one(20, 60)},
        {"activity": "hold", "where": "goods_origin = 'CHN'", "limit": 3},
        {
            "activity": "ship",
            "where": "array_contains(destination_blocs, 'FRIENDS') and product = 'part'",
            "limit": one(0, 40),
        },
    )
    row = {"rule": f"rule{index}", **asked, "price": one(None, 30)}
    return row | {"periods": one("each", "each", "cumulative")}
