"""Sets hold what stops together, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest
from tests.risk.operations import small

from reshore.errors import UsageError
from reshore.risk.sets import StressSet, frame, stress_sets

if TYPE_CHECKING:
    from collections.abc import Callable

    from reshore.tables.model import Model

CHIP = {"country": "CHN", "latitude": 30, "longitude": 120}


@pytest.fixture
def model(make_model: Callable[..., Model]) -> Model:
    """Return the tables behind the small operation, as far as sets of the user's look at them."""
    return make_model(
        sites=[
            {"site": "S1", "group": "acme", "role": "supplier", **CHIP},
            {"site": "S2", "role": "supplier", **CHIP, "country": "TWN"},
            {"site": "P1", "group": "acme", **CHIP},
            {"site": "P2", **CHIP, "country": "MEX"},
            {"site": "shut", **CHIP},
        ],
        markets=[{"market": "M1", **CHIP, "country": "USA"}, {"market": "M2", **CHIP, "country": "DEU"}],
        products=[{"product": "chip", "family": "parts"}, {"product": "rack"}],
        modes=[{"mode": "sea"}, {"mode": "road"}],
        supplies=[{"site": site, "product": "chip"} for site in ("S1", "S2")],
        lanes=[
            {
                "lane": "P1 M2 sea",
                "origin": "P1",
                "destination": "M2",
                "mode": "sea",
                "passages": "malacca suez",
            },
            {"lane": "S1 P1 road", "origin": "S1", "destination": "P1", "mode": "road"},
        ],
    )


def found(model: Model, *named: str, days: float | None = None) -> dict[tuple[str, str], StressSet]:
    """Return the sets of the small operation, by kind and name."""
    return {(one.kind, one.name): one for one in stress_sets(small(), model, named, days)}


def rows(one: StressSet) -> tuple[list[int], ...]:
    """Return makes, buys, moves and items."""
    return one.makes.tolist(), one.buys.tolist(), one.moves.tolist(), one.items.tolist()


def test_all_kinds_in_their_order(model: Model):
    """Kinds come as the table in docs/stress.md lists them, each sorted by name."""
    assert [*found(model, "b: sites: group = 'acme'", "a: sites: site = 'P2'")] == [
        *(("site", name) for name in ("P1", "P2")),
        *(("supplier", name) for name in ("S1", "S2")),
        *(("passage", name) for name in ("malacca", "panama", "suez")),
        *(("mode", name) for name in ("road", "sea")),
        *(("border", name) for name in ("CHN>DEU", "CHN>MEX", "CHN>USA", "MEX>DEU", "MEX>USA", "TWN>CHN")),
        ("border", "TWN>MEX"),
        *(("country", name) for name in ("CHN", "MEX", "TWN")),
        *(("supply", name) for name in ("CHN chip", "CHN rack", "MEX rack", "TWN chip")),
        *(("named", name) for name in ("a", "b")),
    ]


def test_a_site_stops_with_its_moves_and_stock(model: Model):
    """P1 makes racks, sends them to both markets, gets chips from both suppliers, and holds both."""
    assert rows(found(model)["site", "P1"]) == ([0], [], [0, 1, 4, 6], [2, 3])


def test_a_supplier_stops_as_a_site_does(model: Model):
    """S2 buys chips and sends them to both plants."""
    assert rows(found(model)["supplier", "S2"]) == ([], [1], [6, 7], [7])


def test_a_country_stops_with_all_its_sites(model: Model):
    """China is P1 and S1, and the moves from and to either."""
    assert rows(found(model)["country", "CHN"]) == ([0], [0], [0, 1, 4, 5, 6], [2, 3, 6])


def test_goods_with_a_way_round_go_on(model: Model):
    """Suez has a detour, so that nothing stops; Malacca and Panama have none."""
    sets = found(model)
    assert rows(sets["passage", "suez"]) == ([], [], [], [])
    assert rows(sets["passage", "malacca"]) == ([], [], [1], [])
    assert rows(sets["passage", "panama"]) == ([], [], [5], [])


def test_modes_and_borders_stop_moves_alone(model: Model):
    """Two moves go by road; one leads from China to Germany."""
    sets = found(model)
    assert rows(sets["mode", "road"]) == ([], [], [2, 4], [])
    assert rows(sets["border", "CHN>DEU"]) == ([], [], [1], [])


def test_a_supply_stops_where_it_comes_from(model: Model):
    """Chips of Taiwan are bought, racks of Mexico made; what is under way or in stock isn't touched."""
    sets = found(model)
    assert rows(sets["supply", "TWN chip"]) == ([], [1], [], [])
    assert rows(sets["supply", "MEX rack"]) == ([1], [], [], [])


def test_times_to_recover(model: Model):
    """A country takes as long as the longest of its sites; of Mexico and of passages nobody says."""
    times = {key: (one.time_to_recover, one.stated) for key, one in found(model).items()}
    assert times["site", "P1"] == (28.0, True)
    assert times["country", "CHN"] == (42.0, True)
    assert times["supply", "CHN rack"] == (28.0, True)
    assert times["country", "MEX"] == (None, False)
    assert times["passage", "suez"] == (None, False)


def test_times_to_recover_otherwise(model: Model):
    """What the tables leave open takes as long as the caller says, and isn't stated by them."""
    sets = found(model, "both: sites: site in ('P1', 'P2')", days=35.0)
    times = {key: (one.time_to_recover, one.stated) for key, one in sets.items()}
    assert times["site", "P1"] == (28.0, True)
    assert times["site", "P2"] == (35.0, False)
    assert times["mode", "sea"] == (35.0, False)
    assert times["named", "both"] == (35.0, False)


def test_sets_of_the_users(model: Model):
    """A set may be of sites, of lanes and of supplies; what doesn't run is left out."""
    sets = found(
        model,
        "acme: sites: country = 'CHN'",
        "ditch: lanes: array_contains(passages, 'suez')",
        "parts: supplies: family = 'parts' and role = 'supplier'",
    )
    assert rows(sets["named", "acme"]) == rows(sets["country", "CHN"])
    assert rows(sets["named", "ditch"]) == ([], [], [1], [])
    assert rows(sets["named", "parts"]) == ([], [0, 1], [], [])
    assert sets["named", "parts"].time_to_recover == 70.0


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        (["acme"], "no set can be read from 'acme'; write name: table: condition"),
        (["acme: sites:"], "no set can be read"),
        (["acme: markets: market = 'M1'"], "no table 'markets' for sets; there are sites, lanes, supplies"),
        (
            ["acme: sites: grup = 'a'"],
            "set 'acme': condition grup = 'a': there is no column grup; did you mean",
        ),
        (["acme: sites: group = 'a'"], "condition group = 'a' selects no row of sites"),
        (["acme: sites: site = 'shut'"], "set 'acme' holds nothing that runs"),
        (["a: sites: site = 'S1'", "a: lanes: mode = 'sea'"], "two sets have the name 'a'"),
    ],
)
def test_faults_in_sets_of_the_users(model: Model, texts: list[str], message: str):
    """A message says what is wrong with which set, and what to write."""
    with pytest.raises(UsageError) as error:
        stress_sets(small(), model, texts)
    assert message in str(error.value)


def test_frame_of_sets(model: Model):
    """A row a set, numbered in order."""
    sets = stress_sets(small(), model)
    table = frame(sets)
    assert table.height == len(sets)
    assert table.row(0) == (0, "site", "P1", 28.0, True)
    assert table.row(1) == (1, "site", "P2", None, False)
    assert table.schema["set"] == pl.Int32


def test_no_sets():
    """The frame keeps its columns."""
    assert frame([]).columns == ["set", "kind", "name", "ttr", "stated"]
