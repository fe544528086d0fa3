"""Options of the replications: which engines they make, and what makes no sense."""

from __future__ import annotations

from typing import Any

import pytest

from reshore.errors import UsageError
from reshore.risk.asked import Asked, Engines
from reshore.risk.policy import Ordering, Policy
from reshore.risk.recourse import Recourse
from reshore.risk.simulation import Simulation

USUAL: dict[str, Any] = {
    "engine": "both",
    "replications": 10,
    "recourse_replications": 5,
    "window": 8,
    "tail": 4,
    "unmet": "lost",
    "wait": 0.1,
    "policy": "s-S",
    "batch": 2.5,
    "delay": 1,
    "priority": ("sovereign",),
    "seed": 3,
}


def test_engines_in_their_order() -> None:
    """Recourse runs first; the simulation has the policy."""
    players = Asked(**USUAL).players()
    assert [(player.name, player.build.func, player.replications) for player in players] == [
        ("recourse", Recourse, 5),
        ("simulation", Simulation, 10),
    ]
    assert players[0].build.keywords == {"weeks": 12, "unmet": "lost", "wait": 0.1}
    assert players[1].build.keywords["policy"] == Policy(Ordering.S_S, 2.5, 1, ("sovereign",))
    assert players[1].build.keywords["wait"] == 0.1


@pytest.mark.parametrize("engine", Engines)
def test_only_those_that_are_asked_for(engine: Engines) -> None:
    """One, both or none."""
    players = Asked(**USUAL | {"engine": engine}).players()
    wanted = {Engines.BOTH: ["recourse", "simulation"], Engines.NONE: []}.get(engine, [engine.value])
    assert [player.name for player in players] == wanted


def test_recourse_alone_plays_its_own_number() -> None:
    """Beside simulation it plays no more than that, so that both can be held together."""
    few = USUAL | {"replications": 3}
    assert [player.replications for player in Asked(**few).players()] == [3, 3]
    assert [player.replications for player in Asked(**few | {"engine": "recourse"}).players()] == [5]


def test_told_as_json_allows() -> None:
    """As it was asked."""
    assert Asked(**USUAL).told() == USUAL | {"priority": ["sovereign"]}


@pytest.mark.parametrize(
    ("option", "message"),
    [
        ({"engine": "oracle"}, "no engine 'oracle'; there are both, recourse, simulation, none"),
        ({"policy": "luck"}, "no policy 'luck'"),
        ({"unmet": "forgotten"}, "no way to treat unmet demand 'forgotten'"),
        ({"replications": 0}, "0 replications are too few: 1 is the least"),
        ({"recourse_replications": 0}, "0 replications of recourse are too few"),
        ({"window": 0}, "weeks of the window"),
        ({"batch": 0.5}, "0.5 weeks of a batch are too few: 1 is the least"),
        ({"batch": float("nan")}, "weeks of a batch"),
        ({"wait": -0.1}, "waiting can't cost -0.1 of a unit's worth"),
        ({"wait": float("inf")}, "waiting can't cost inf"),
        ({"tail": -1}, "weeks of the tail"),
        ({"delay": -1}, "weeks of delay"),
    ],
)
def test_options_out_of_range(option: dict[str, Any], message: str) -> None:
    """They are wrong usage."""
    with pytest.raises(UsageError, match=message):
        Asked(**USUAL | option)
