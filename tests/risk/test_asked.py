"""Options of the replications: which engines they make, and what makes no sense."""

from __future__ import annotations

from typing import Any

import pytest

from reshore.errors import UsageError
from reshore.risk.asked import Asked, Engines
from reshore.risk.policy import Ordering
from reshore.risk.recourse import Recourse
from reshore.risk.simulation import Simulation

USUAL: dict[str, Any] = {
    "engine": "both",
    "replications": 10,
    "window": 8,
    "tail": 4,
    "unmet": "lost",
    "policy": "s-S",
    "delay": 1,
    "priority": ("sovereign",),
    "seed": 3,
}


def test_engines_in_their_order() -> None:
    """Recourse runs first; the simulation has the policy."""
    builds = Asked(**USUAL).builds()
    assert [(name, build.func) for name, build in builds.items()] == [
        ("recourse", Recourse),
        ("simulation", Simulation),
    ]
    assert builds["recourse"].keywords == {"weeks": 12, "unmet": "lost"}
    policy = builds["simulation"].keywords["policy"]
    assert (policy.ordering, policy.delay, policy.priority) == (Ordering.S_S, 1, ("sovereign",))


@pytest.mark.parametrize("engine", Engines)
def test_only_those_that_are_asked_for(engine: Engines) -> None:
    """One, both or none."""
    builds = Asked(**USUAL | {"engine": engine}).builds()
    wanted = {Engines.BOTH: ["recourse", "simulation"], Engines.NONE: []}.get(engine, [engine.value])
    assert list(builds) == wanted


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
        ({"window": 0}, "weeks of the window"),
        ({"tail": -1}, "weeks of the tail"),
        ({"delay": -1}, "weeks of delay"),
    ],
)
def test_options_out_of_range(option: dict[str, Any], message: str) -> None:
    """They are wrong usage."""
    with pytest.raises(UsageError, match=message):
        Asked(**USUAL | option)
