"""Contents: what a unit of each product holds at least."""

from __future__ import annotations

import pytest

from reshore.footprint.contents import contents
from reshore.footprint.network import Network


def held(model):
    """Lines of what products hold, by name of product."""
    network = Network.of(model)
    return [dict(zip(network.goods.order, line, strict=True)) for line in contents(network).round(6).tolist()]


def chain(**more):
    """A good of 2 boards of 3 parts each, all made at one plant."""
    names = ("part", "board", "good")
    return {
        "products": [{"product": name} for name in names],
        "boms": [
            {"product": "good", "component": "board", "quantity": 2},
            {"product": "board", "component": "part", "quantity": 3},
        ],
        "processes": [{"site": "plant", "product": name} for name in names],
        **more,
    }


def test_recipes_are_multiplied_through(small):
    """A good holds 1 good, 2 boards, 6 parts."""
    assert held(small(**chain())) == [
        {"part": 1, "board": 3, "good": 6},
        {"part": 0, "board": 1, "good": 2},
        {"part": 0, "board": 0, "good": 1},
    ]


def test_scrap_takes_components(small):
    """Of goods, one in five is scrapped: 2.5 boards in a good one."""
    processes = [
        {"site": "plant", "product": name, "scrap": "0.2" if name == "good" else "0"}
        for name in ("part", "board", "good")
    ]
    assert held(small(**chain(processes=processes)))[1]["good"] == pytest.approx(2.5)


def test_of_two_recipes_the_leaner_one_counts(small):
    """A variant without boards holds none for sure: neither these nor their parts are counted."""
    tables = chain()
    tables["processes"].append({"site": "plant", "product": "good", "variant": "bare", "process": "bare"})
    tables["boms"].append({"product": "good", "variant": "bare", "component": "part", "quantity": 4})
    assert held(small(**tables)) == [{"part": 1, "board": 3, "good": 4}, {"part": 0, "board": 0, "good": 1}]


def test_followed_components_count_like_others(small):
    """Whether a provenance is asked for changes nothing about the recipe."""
    names = ("part", "board", "good")
    followed = [{"product": name, "followed": name == "part"} for name in names]
    assert held(small(**chain(products=followed))) == held(small(**chain()))


def test_hours_on_shared_resources_add_up_over_levels(small):
    """Boards and goods share a line, at 1 and 5 hours: a good holds 5 + 2 x 1 of its hours."""
    hours = {"part": None, "board": 1, "good": 5}
    processes = [
        {"site": "plant", "product": name, **({"resource": "line", "hours_per_unit": each} if each else {})}
        for name, each in hours.items()
    ]
    resources = [{"site": "plant", "installed": 1}]
    assert held(small(**chain(processes=processes, resources=resources)))[-1] == {
        "part": 0,
        "board": 1,
        "good": 7,
    }


def test_what_is_only_bought_holds_itself(small):
    """Parts without a process hold 1 part; what nobody asks for is left out."""
    tables = chain(supplies=[{"site": "plant", "product": "part"}])
    tables["processes"] = tables["processes"][1:]
    tables["products"].append({"product": "spare"})
    assert held(small(**tables))[0] == {"part": 1, "board": 3, "good": 6, "spare": 0}
