"""The tariff equals a reading of the contract in plain Python, one crossing and one day after the other."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reshore.footprint.prepare.clock import Clock
from reshore.footprint.trade.tariff import CROSSING, Tariff

if TYPE_CHECKING:
    from collections.abc import Iterator

Tables = dict[str, Any]
Row = dict[str, Any]

STARTS = {"p1": date(2025, 2, 1), "p2": date(2025, 3, 1), "p3": date(2025, 4, 1)}
END = date(2025, 5, 1)
COUNTRIES = ("AAA", "BBB", "CCC", "DDD")
GOODS = {"rack": ("847150", 100.0, 10.0), "board": ("847330", 40.0, 1.0), "crate": (None, 7.0, 3.0)}
LAYERS = {
    "mfn": ("base", "add"),
    "extra": ("base", "max"),
    "s301": ("additional", "add"),
    "steel": ("additional", "max"),
    "weight": ("additional", "max"),
}
LABELS = ("one", "two", "tested")

days = st.integers(-10, 99).map(lambda day: STARTS["p1"] + timedelta(days=day))
cells = st.sampled_from([None, None, *COUNTRIES, "red", "blue"])
shares = st.sampled_from([0.0, 0.05, 0.1, 0.3])


@st.composite
def stretches(draw: st.DrawFn, layer: str, scope: tuple[str | None, ...]) -> list[Row]:
    """Rows of one layer and scope that follow each other in time."""
    cuts = [None, *sorted(draw(st.sets(days, max_size=2))), None]
    named = dict(zip(("importer", "origin", "exporter", "hs", "segment"), scope, strict=True))
    return [
        {
            "layer": layer,
            "kind": LAYERS[layer][0],
            "combine": LAYERS[layer][1],
            **named,
            "from": since,
            "to": until,
            "ad_valorem": draw(shares),
            "per_kg": draw(st.sampled_from([0.0, 0.0, 2.0])),
            "exempt": draw(st.sampled_from([None, None, "one", "two"])),
            "excludes": draw(st.sampled_from([None, None, *(name for name in LAYERS if name != layer)])),
            "drawback": draw(st.sampled_from(["none", "full", "lesser"])),
        }
        for since, until in pairwise(cuts)
        if draw(st.integers(0, 3))
    ]


@st.composite
def tables(draw: st.DrawFn) -> Tables:
    """Duties, agreements, and two blocs without a common member, one of whose members may change over."""
    scopes = st.tuples(
        st.sampled_from(sorted(LAYERS)),
        st.tuples(
            cells,
            cells,
            cells,
            st.sampled_from([None, "84", "8471", "847150"]),
            st.sampled_from([None, "gov"]),
        ),
    )
    duties = [row for scope in draw(st.sets(scopes, max_size=8)) for row in draw(stretches(*scope))]
    moves = draw(days)
    agreements = [
        {
            "agreement": name,
            "members": members,
            "hs": hs,
            "basis": draw(st.sampled_from(["deemed", "rvc"])),
            "rate": draw(shares),
        }
        for name, members in (("one", "red"), ("two", draw(st.sampled_from(["red", "blue"]))))
        for hs in draw(st.sets(st.sampled_from([None, "84", "8471"]), max_size=2))
    ]
    series = [
        {"table": "duties", "key": row_name(row), "column": "ad_valorem", "period": "p2", "value": 0.2}
        for row in duties[:1]
    ]
    return {
        "settings": {"discount_rate": 0},
        "periods": [{"period": name, "start": start, "months": 1} for name, start in STARTS.items()],
        "countries": [{"country": name} for name in COUNTRIES],
        "blocs": [
            {"bloc": "red", "country": "AAA"},
            {"bloc": "red", "country": "BBB", "to": moves},
            {"bloc": "blue", "country": "BBB", "from": moves},
            {"bloc": "blue", "country": "CCC"},
        ],
        "products": [
            {"product": name, "hs_code": code, "value": value, "mass": mass}
            for name, (code, value, mass) in GOODS.items()
        ],
        "duties": duties,
        "agreements": agreements,
        "series": series,
    }


crossings = st.fixed_dictionaries(
    {
        "classified": st.sampled_from(sorted(GOODS)),
        "product": st.sampled_from(sorted(GOODS)),
        "goods_origin": st.sampled_from(COUNTRIES),
        "labels": st.sets(st.sampled_from(LABELS)).map(sorted),
        "exporter": st.sampled_from(COUNTRIES),
        "importer": st.sampled_from(COUNTRIES),
        "segment": st.sampled_from([None, "~", "gov", "other"]),
        "period": st.sampled_from(sorted(STARTS)),
    }
)


def named(crossing: Row) -> str:
    """Text that stands for a crossing."""
    return repr([crossing[name] for name in CROSSING])


def row_name(row: Row) -> str:
    """Name of a row in `series`."""
    keys = ("layer", "importer", "origin", "exporter", "hs", "segment", "from")
    return "/".join("" if row[key] is None else str(row[key]) for key in keys)


def on(row: Row, day: date) -> bool:
    """Whether a row stands on a day."""
    since, until = row.get("from"), row.get("to")
    return (since is None or since <= day) and (until is None or day < until)


def members(world: Tables, bloc: str, period: str) -> set[str]:
    """Members of a bloc on the first day of a period."""
    return {row["country"] for row in world["blocs"] if row["bloc"] == bloc and on(row, STARTS[period])}


def closeness(world: Tables, cell: str | None, country: str | None, period: str) -> int | None:
    """2 for a country by name, 1 by bloc, 0 for any; None where the cell doesn't match."""
    if cell is None or country is None:
        return 0 if cell is None else None
    return 2 if cell == country else 1 if country in members(world, cell, period) else None


def specificity(world: Tables, row: Row, crossing: Row) -> tuple[int, ...] | None:
    """How specific a row is for a crossing; None where it doesn't match."""
    code = GOODS[crossing["classified"]][0] or ""
    near = [
        closeness(world, row[cell], crossing[column], crossing["period"])
        for cell, column in (("importer", "importer"), ("origin", "goods_origin"), ("exporter", "exporter"))
    ]
    if (
        None in near
        or not code.startswith(row["hs"] or "")
        or row["segment"] not in (None, crossing["segment"])
    ):
        return None
    return (*(found or 0 for found in near), len(row["hs"] or ""), int(row["segment"] is not None))


def qualifying(world: Tables, crossing: Row) -> dict[str, float]:
    """Agreements that a crossing qualifies under, each with its rate."""
    code = GOODS[crossing["classified"]][0] or ""
    found = {}
    for row in sorted(world["agreements"], key=lambda row: len(row["hs"] or "")):
        if code.startswith(row["hs"] or ""):
            found[row["agreement"]] = row
    return {
        name: row["rate"]
        for name, row in found.items()
        if {crossing["exporter"], crossing["importer"]} <= members(world, row["members"], crossing["period"])
        and (name in crossing["labels"] or row["basis"] == "deemed")
    }


def charged_on(world: Tables, crossing: Row, day: date) -> Iterator[tuple[Row, str | None, float, float]]:
    """What is charged on a day: row, preference, rates."""
    under = qualifying(world, crossing)
    best: dict[str, tuple[tuple[int, ...], Row]] = {}
    for row in world["duties"]:
        rank = specificity(world, row, crossing)
        if rank is not None and on(row, day) and (row["layer"] not in best or best[row["layer"]][0] < rank):
            best[row["layer"]] = (rank, row)
    force = {layer: dict(row) for layer, (_, row) in best.items()}
    for row in force.values():
        for change in world["series"]:
            if change["key"] == row_name(row) and crossing["period"] >= change["period"]:
                row["ad_valorem"] = change["value"]
    waived = {layer for layer, row in force.items() if row["kind"] == "additional" and row["exempt"] in under}
    excluded = {row["excludes"] for layer, row in force.items() if layer not in waived}
    _, value, mass = GOODS[crossing["product"]]
    amounts = {layer: row["ad_valorem"] * value + row["per_kg"] * mass for layer, row in force.items()}
    rivals = {
        layer: amounts[layer]
        for layer, row in force.items()
        if row["kind"] == "additional" and row["combine"] == "max" and layer not in waived | excluded
    }
    largest = min(rivals, key=lambda layer: (-rivals[layer], layer), default=None)
    for layer, row in force.items():
        if (
            layer in excluded
            or (layer in rivals and layer != largest)
            or not row["ad_valorem"] + row["per_kg"]
        ):
            continue
        lowest = min(((rate, name) for name, rate in under.items()), default=None)
        if layer in waived:
            yield row, row["exempt"], 0.0, 0.0
        elif row["kind"] == "base" and lowest is not None and lowest[0] * value < amounts[row["layer"]]:
            yield row, lowest[1], lowest[0], 0.0
        else:
            yield row, None, row["ad_valorem"], row["per_kg"]


def lines(world: Tables, crossing: Row) -> dict[tuple[str, str, str], tuple[str | None, Any, Any]]:
    """(layer, kind, drawback) -> preference and the average rates over the days of the period."""
    start = STARTS[crossing["period"]]
    end = min((other for other in STARTS.values() if other > start), default=END)
    length = (end - start).days
    preference: dict[tuple[str, str, str], str | None] = {}
    rates: dict[tuple[str, str, str], list[float]] = defaultdict(lambda: [0.0, 0.0])
    for day in (start + timedelta(days=number) for number in range(length)):
        for row, agreement, ad_valorem, per_kg in charged_on(world, crossing, day):
            key = (row["layer"], row["kind"], row["drawback"])
            preference[key] = agreement or preference.get(key)
            rates[key][0] += ad_valorem / length
            rates[key][1] += per_kg / length
    return {
        key: (preference[key], pytest.approx(both[0]), pytest.approx(both[1])) for key, both in rates.items()
    }


@settings(max_examples=40)
@given(world=tables(), asked=st.lists(crossings, min_size=1, max_size=12, unique_by=named))
def test_the_tariff_is_what_a_reader_of_the_contract_finds(make_model, world, asked):
    """All layers of all crossings, with their preferences and rates."""
    model = make_model(**world)
    types = {name: pl.List(pl.String) if name == "labels" else pl.String for name in CROSSING}
    charged = Tariff.of(model, Clock.of(model)).charged(pl.DataFrame(asked, schema=types))
    found: dict[str, dict[tuple[str, ...], tuple[Any, ...]]] = {named(crossing): {} for crossing in asked}
    for row in charged.iter_rows(named=True):
        crossing = {name: row[name] for name in CROSSING}
        key = (row["layer"], row["kind"], row["drawback"])
        assert key not in found[named(crossing)]
        found[named(crossing)][key] = (row["preference"], row["ad_valorem"], row["per_kg"])
    assert found == {named(crossing): lines(world, crossing) for crossing in asked}


@settings(max_examples=15)
@given(world=tables(), crossing=crossings, data=st.data())
def test_origins_of_one_class_pay_the_same(make_model, world, crossing, data):
    """Another origin of the same class changes nothing in what is charged."""
    model = make_model(**world)
    tariff = Tariff.of(model, Clock.of(model))
    classes = tariff.partition(crossing["classified"])
    origin = data.draw(st.sampled_from(COUNTRIES))
    other = data.draw(st.sampled_from([name for name in COUNTRIES if classes[name] == classes[origin]]))
    types = {name: pl.List(pl.String) if name == "labels" else pl.String for name in CROSSING}
    one, two = (
        tariff.charged(pl.DataFrame([{**crossing, "goods_origin": name}], schema=types)).drop("goods_origin")
        for name in (origin, other)
    )
    assert one.equals(two)
