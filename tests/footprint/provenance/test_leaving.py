"""The countries for which goods made in Mexico can be bound to a purpose."""

from __future__ import annotations

import pytest

from reshore.footprint.prepare.clock import Clock
from reshore.footprint.provenance.borders import Borders, Way
from reshore.footprint.provenance.lanes import Lanes
from reshore.footprint.provenance.leaving import Leaving
from reshore.footprint.provenance.processes import Process
from reshore.footprint.trade.tariff import Tariff

NORTH = [{"bloc": "north", "country": country} for country in ("MEX", "USA")]


@pytest.fixture
def bounds(chain):
    """Return the function that says what racks and boards made in Mexico can be bound for.

    Racks leave Mexico for the USA, and boards are repacked into racks where it is said so.
    """

    def run(product="rack", repacked=False, **tables):
        model = chain(**tables)
        clock = Clock.of(model)
        tariff = Tariff.of(model, clock)
        borders = Borders.of(model, tariff, tariff.agreements, clock.names)
        lanes = Lanes({"rack": frozenset({Way("MEX", "USA", True, False)})}, model["lanes"])
        packing = Process("p", "s", "MEX", "", "rack", ("board",), "board", frozenset(), (), repacked)
        leaving = Leaving.of(borders, lanes, ("board", "rack"), {"rack": [packing]})
        return leaving.bounds(product, "MEX", clock.names[0])

    return run


def agreed(drawback):
    return {
        "blocs": NORTH,
        "agreements": [{"agreement": "pact", "members": "north", "basis": "deemed", "drawback": drawback}],
    }


DUTY = [{"layer": "levy", "importer": "USA", "ad_valorem": 0.1}]


@pytest.mark.parametrize(
    ("drawback", "made", "out"),
    [("free", (), ("USA",)), ("lesser", ("USA",), ("USA",)), ("none", (), ())],
)
def test_what_is_paid_abroad_counts_where_relief_depends_on_it(bounds, drawback, made, out):
    """Goods in bond are bound only if an agreement takes the lesser; claims are unless it gives no relief."""
    assert bounds(duties=DUTY, **agreed(drawback)) == {"made": made, "out": out}


def test_without_a_duty_abroad_nothing_is_paid_back(bounds):
    """The lesser of a duty and nothing is nothing: in bond no bound helps; claims need it to leave at all."""
    assert bounds(**agreed("lesser")) == {"made": (), "out": ("USA",)}


@pytest.mark.parametrize(("repacked", "made"), [(True, ("USA",)), (False, ())])
def test_goods_leave_as_what_they_are_repacked_into(bounds, repacked, made):
    """No lane takes boards abroad, but racks leave, and a rack may be a board in a box."""
    assert bounds("board", repacked, duties=DUTY, **agreed("lesser"))["made"] == made


def test_a_limit_for_another_country_of_the_territory_counts(bounds):
    """Mexico shares no agreement with the USA but a union with China, which does: goods may leave there."""
    union = [{"bloc": "union", "country": one, "kind": "customs_union"} for one in ("MEX", "CHN")]
    pact = {"agreement": "pact", "members": "pacted", "basis": "deemed", "drawback": "none"}
    pacted = [{"bloc": "pacted", "country": one} for one in ("CHN", "USA")]
    found = bounds(blocs=[*union, *pacted], agreements=[pact])
    assert found == {"made": ("USA",), "out": ("USA",)}
