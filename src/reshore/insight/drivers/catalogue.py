"""Drivers by name: those that every model has, and those of its author, which are scenarios."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from reshore.errors import UsageError
from reshore.insight.drivers import capital, duties, factors, lanes, rules
from reshore.insight.drivers.driver import Driver
from reshore.tables import scenario as scenarios
from reshore.tables.problem import nearest

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    import polars as pl

    from reshore.plan.plan import Plan
    from reshore.tables.model import Model

DEFAULT = ("base_duties", "additional_duties", "freight", "closeness", "labour", "policy_rules")
"""Drivers where none are named."""

ALL_DEFAULT = "default"
"""Stands for these, less those that change nothing."""


def spelled(names: Sequence[str]) -> tuple[str, ...]:
    """Return names with those of the default drivers in the place of `default`, or of no names."""
    return tuple(
        one for name in names or (ALL_DEFAULT,) for one in (DEFAULT if name == ALL_DEFAULT else (name,))
    )


def known(*, risk_rules: Collection[str] = (), kept_rules: Collection[str] = ()) -> dict[str, Driver]:
    """Return the drivers that every model has, by name.

    Parameters
    ----------
    risk_rules
        Rules against risk, beside those that count sources.
    kept_rules
        Rules of policy that stay.
    """
    every = [
        Driver("base_duties", "base duties", duties.base_duties),
        Driver("additional_duties", "additional duties", duties.additional_duties),
        Driver("freight", "freight between sites", lanes.freight),
        Driver("transit", "time between sites", lanes.transit),
        Driver("closeness", "closeness to the markets", lanes.closeness),
        Driver("labour", "wages", factors.labour),
        Driver("energy", "price and carbon of electricity", factors.energy),
        Driver("capital", "cost of sites and modules", capital.capital),
        Driver("risk_rules", "rules against risk", partial(rules.risk_rules, named=risk_rules)),
        Driver(
            "policy_rules",
            "rules of policy",
            partial(rules.policy_rules, named=risk_rules, kept=kept_rules),
        ),
    ]
    return {driver.name: driver for driver in every}


def named(names: Sequence[str], drivers: Mapping[str, Driver]) -> list[Driver]:
    """Return drivers by name, in this order; ``NAME=SCENARIO`` is one of the author's.

    Raises
    ------
    UsageError
        If there is no such driver, or two have one name.
    """
    found: dict[str, Driver] = {}
    for asked in names:
        name, own, scenario = asked.partition("=")
        if name in found:
            raise UsageError(f"driver {name!r} is named twice")
        if own and name in drivers:
            raise UsageError(f"driver {name!r} is there already; give {asked!r} a name of its own")
        if own and not (name and scenario):
            raise UsageError(f"driver {asked!r}: a driver of your own is written NAME=SCENARIO")
        if not own and name not in drivers:
            listed = f"no driver {name!r}, only: {', '.join(drivers)}, or NAME=SCENARIO"
            raise UsageError("; ".join(part for part in (listed, nearest(name, drivers)) if part))
        found[name] = Driver(name, f"scenario {scenario}", _of(scenario)) if own else drivers[name]
    return list(found.values())


def _of(scenario: str) -> partial[Mapping[str, pl.DataFrame]]:
    return partial(_applied, scenario=scenario)


def _applied(model: Model, _plan: Plan, *, scenario: str) -> Mapping[str, pl.DataFrame]:
    return scenarios.apply(model, scenario).frames
