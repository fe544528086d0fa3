"""Countries that nothing tells apart are one class, under the names of those that can be the origin."""

from __future__ import annotations

import pytest

from reshore.footprint.provenance.asked import Question
from reshore.footprint.provenance.origins import classes
from reshore.footprint.provenance.processes import Process
from reshore.footprint.provenance.sources import Sources

COUNTRIES = ("CHN", "MEX", "TWN", "USA")


def bought(*origins):
    return Sources(
        {(f"s{index}", "p1"): ("CHN", origin, frozenset()) for index, origin in enumerate(origins)}
    )


def question(**told):
    """Countries that are told apart by what is given for them."""
    return Question(origins={country: (told.get(country),) for country in COUNTRIES})


def process(country, origin=None):
    site = {"name": "racking", "site": "plant", "country": country, "regime": "", "product": "rack"}
    parts = {"components": ("board",), "conferred": frozenset(), "inherited": (), "repack": False}
    return Process(**site, **parts, origin=origin)


def test_origins_that_are_not_told_apart_have_no_name():
    """Any origin is as good as another."""
    named = classes({"board": question()}, {}, {"board": bought("CHN", "TWN")})
    assert named == {"board": dict.fromkeys(COUNTRIES)}


def test_a_class_has_the_names_of_the_origins_that_occur():
    """China apart from Mexico and Taiwan; the USA are like these and no origin of boards."""
    named = classes({"board": question(CHN=1)}, {}, {"board": bought("TWN", "CHN", "MEX")})
    assert named["board"] == {"CHN": "CHN", "MEX": "MEX TWN", "TWN": "MEX TWN"}


def test_opening_stock_is_an_origin():
    """Stock from Taiwan beside what is bought from Mexico."""
    stock = Sources(opening={"plant": ("CHN", "TWN", frozenset())}, bought=bought("MEX").bought)
    assert classes({"board": question(CHN=1)}, {}, {"board": stock})["board"]["TWN"] == "MEX TWN"


@pytest.mark.parametrize(
    ("origin", "rack"), [(None, {"USA": "USA"}), ("board", {"MEX": "MEX TWN", "TWN": "MEX TWN"})]
)
def test_a_process_gives_its_country_or_what_its_component_can_have(origin, rack):
    """Racks are made in the USA of boards from Mexico and Taiwan."""
    questions = {"board": question(CHN=1), "rack": question(CHN=1)}
    sources = {"board": bought("MEX", "TWN")}
    assert classes(questions, {"rack": [process("USA", origin)]}, sources)["rack"] == rack


def test_origins_pass_on_through_what_is_not_told_apart():
    """Boards aren't told apart, and still say which racks there can be."""
    questions = {"board": question(), "rack": question(CHN=1)}
    named = classes(questions, {"rack": [process("USA", "board")]}, {"board": bought("TWN")})
    assert named["rack"] == {"TWN": "TWN"}
