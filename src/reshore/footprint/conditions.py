r"""Conditions: weighted counts of sites ever used, of resources that ever get modules, and of carbon.

For every condition c with weights w, B the most modules of resource r at site i, and e the carbon of making
and of shipping a unit:

.. math::

    least_c \le \sum_i w_{c,i} used_i + \sum_{i,r} w_{c,i,r} equipped_{i,r} + w_c \Big(\sum e\,make +
    \sum e\,ship\Big) \le most_c, \qquad \sum_t build_{i,r,t} \le B_{i,r} equipped_{i,r}, \qquad
    equipped_{i,r} \le \sum_t build_{i,r,t}

Sites open once, so used needs no column: it is the sum of start over all periods for a candidate, open in the
first period for a site that can close, and 1 for any other. equipped is there only where a condition asks.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import inf, isfinite, isnan
from typing import TYPE_CHECKING, TypeVar

import polars as pl

from reshore.errors import UsageError
from reshore.footprint.measures import of_unit
from reshore.footprint.start import Decisions
from reshore.lp.assemble import Term

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from reshore.footprint.draft import Draft
    from reshore.plan.plan import Plan
    from reshore.tables.model import Model

Key = TypeVar("Key")

NEAR = 1e-6
"""Difference of a count to its limit that is none; of a limit above 1, this part of it."""

EMITTING = ("make", "ship")
"""Activities that emit carbon."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A limit on a weighted count of sites that are open in any period, resources with modules, and carbon.

    Attributes
    ----------
    name
        What messages call it.
    weights
        Weight of each site that counts.
    least, most
        Limits of the count; infinite where there is none.
    modules
        Weight of each resource, by site and resource, that counts if it ever gets modules.
    carbon
        Weight of a kg of carbon of making and moving, all periods together.
    """

    name: str
    weights: Mapping[str, float] = field(default_factory=dict)
    least: float = -inf
    most: float = inf
    modules: Mapping[tuple[str, str], float] = field(default_factory=dict)
    carbon: float = 0.0

    def __post_init__(self) -> None:
        """Refuse what makes no sense.

        Raises
        ------
        UsageError
            If it has no name, counts nothing or limits nothing.
        """
        weights = [*self.weights.values(), *self.modules.values(), self.carbon]
        if not self.name:
            raise UsageError("a condition needs a name")
        if not all(map(isfinite, weights)) or not any(weights):
            raise UsageError(f"condition {self.name!r} counts nothing: its weights are {weights}")
        if isnan(self.least) or isnan(self.most) or self.least > self.most:
            raise UsageError(
                f"condition {self.name!r}: nothing is at least {self.least:g} and at most {self.most:g}"
            )
        if not (isfinite(self.least) or isfinite(self.most)):
            raise UsageError(f"condition {self.name!r} limits nothing")
        for name in ("weights", "modules"):
            numbers = {key: float(weight) for key, weight in getattr(self, name).items()}
            object.__setattr__(self, name, numbers)

    def count(self, decisions: Decisions) -> float:
        """Return what some decisions count, carbon apart."""
        sites, modules = decisions.used, decisions.equipped
        return sum(weight for site, weight in self.weights.items() if site in sites) + sum(
            weight for key, weight in self.modules.items() if key in modules
        )

    def excess(self, decisions: Decisions) -> float:
        """Return by how much some decisions are above the limits; below 0 where they are below them.

        Of carbon decisions say nothing: where it counts, they are never beyond a limit.
        """
        return 0.0 if self.carbon else self._beyond(self.count(decisions))

    def missed(self, plan: Plan) -> float:
        """Return by how much a plan is above the limits; below 0 where it is below them."""
        emitted = sum(float(plan[frame]["carbon"].sum()) for frame in ("production", "shipments"))
        return self._beyond(self.count(Decisions.of(plan)) + self.carbon * emitted)

    def _beyond(self, count: float) -> float:
        over, under = count - self.most, count - self.least
        if over > NEAR * max(1.0, abs(self.most)):
            return over
        return under if under < -NEAR * max(1.0, abs(self.least)) else 0.0


def without(site: str) -> Condition:
    """Return the condition that a site is never used."""
    return Condition(f"without {site}", {site: 1.0}, most=0.0)


def using(site: str) -> Condition:
    """Return the condition that a site is used."""
    return Condition(f"with {site}", {site: 1.0}, least=1.0)


def exactly(name: str, used: Collection[str], sites: Collection[str]) -> Condition:
    """Return the condition that of some sites those in `used` are used and no others."""
    weights = _signed(used, sites)
    return Condition(name, weights, most=-float(sum(weight < 0 for weight in weights.values())))


def other_than(
    name: str,
    used: Collection[str],
    sites: Collection[str],
    *,
    equipped: Collection[tuple[str, str]] = (),
    resources: Collection[tuple[str, str]] = (),
) -> Condition:
    """Return the condition that at least one of some sites, or resources, is otherwise than told.

    Parameters
    ----------
    name
        What messages call it.
    used, sites
        Sites that are used, and all sites that count.
    equipped, resources
        Resources that get modules, and all that count, by site and resource.
    """
    weights, modules = _signed(used, sites), _signed(equipped, resources)
    there = sum(weight < 0 for weight in [*weights.values(), *modules.values()])
    return Condition(name, weights, least=1.0 - there, modules=modules)


def _signed(chosen: Collection[Key], every: Collection[Key]) -> dict[Key, float]:
    return {key: -1.0 if key in chosen else 1.0 for key in every}


def require_known(conditions: Sequence[Condition], model: Model) -> None:
    """Hold that conditions speak of sites and resources of a model, each under a name of its own.

    Raises
    ------
    UsageError
        If they don't.
    """
    names = [condition.name for condition in conditions]
    if twice := {name for name in names if names.count(name) > 1}:
        raise UsageError(f"two conditions are called {min(twice)!r}")
    sites = set(model["sites"]["site"])
    resources = set(model["resources"].select("site", "resource").iter_rows())
    for condition in conditions:
        if unknown := sorted(condition.weights.keys() - sites):
            raise UsageError(f"condition {condition.name!r}: there is no site {unknown[0]!r}")
        if missing := sorted(condition.modules.keys() - resources):
            site, resource = missing[0]
            raise UsageError(f"condition {condition.name!r}: site {site!r} has no resource {resource!r}")


def add(draft: Draft, conditions: Sequence[Condition]) -> None:
    """Add the rows `condition`, and what they need to count modules, if there are conditions.

    Raises
    ------
    UsageError
        If a condition speaks of a site or resource that there isn't.
    """
    require_known(conditions, draft.network.model)
    if not conditions:
        return
    terms = [*_sites(draft, conditions), *_modules(draft, conditions), *_carbon(draft, conditions)]
    fixed = draft.network.places.sites.filter(~pl.col("decides"))["site"]
    always = {one.name: sum(one.weights.get(site, 0.0) for site in fixed) for one in conditions}
    limits = pl.DataFrame(
        [(one.name, one.least - always[one.name], one.most - always[one.name]) for one in conditions],
        schema={"condition": pl.String, "least": pl.Float64, "most": pl.Float64},
        orient="row",
    )
    draft.assembler.rows("condition", limits, ["condition"], terms, lower="least", upper="most")


def _sites(draft: Draft, conditions: Sequence[Condition]) -> list[Term]:
    """Terms of sites that a plan decides on."""
    places, columns = draft.network.places, draft.columns
    weights = pl.DataFrame(
        [(one.name, site, weight) for one in conditions for site, weight in one.weights.items()],
        schema={"condition": pl.String, "site": pl.String, "weight": pl.Float64},
        orient="row",
    )
    closing = places.sites.filter("decides", ~pl.col("candidate"))
    first = columns["open"].frame.filter(pl.col("period") == draft.network.clock.names[0])
    return [
        Term(columns[block], "weight", through=frame.select("site", "period").join(weights, on="site"))
        for block, frame in (
            ("start", columns["start"].frame),
            ("open", first.join(closing, on="site", how="semi")),
        )
    ]


def _modules(draft: Draft, conditions: Sequence[Condition]) -> list[Term]:
    """Terms of resources that can get modules, and the columns and rows that say whether they do."""
    weights = pl.DataFrame(
        [(one.name, *key, weight) for one in conditions for key, weight in one.modules.items()],
        schema={"condition": pl.String, "site": pl.String, "resource": pl.String, "weight": pl.Float64},
        orient="row",
    )
    keys, build = ["site", "resource"], draft.columns["build"]
    asked = build.frame.join(weights, on=keys, how="semi").filter(pl.col("most") > 0)
    if asked.is_empty():
        return []
    most = asked.group_by(keys).agg(most=-pl.col("most").max())
    equipped = draft.assembler.columns("equipped", most, keys, upper=1.0, integer=True)
    draft.columns["equipped"] = equipped
    draft.assembler.rows(
        "equipped_most", most, keys, [Term(build, partial=True), Term(equipped, "most")], upper=0.0
    )
    draft.assembler.rows(
        "equipped_least", most, keys, [Term(build, partial=True), Term(equipped, -1.0)], lower=0.0
    )
    return [Term(equipped, "weight", through=most.select(keys).join(weights, on=keys))]


def _carbon(draft: Draft, conditions: Sequence[Condition]) -> list[Term]:
    """Terms of what emits carbon."""
    weights = pl.DataFrame(
        [(one.name, one.carbon) for one in conditions if one.carbon],
        schema={"condition": pl.String, "weight": pl.Float64},
        orient="row",
    )
    if weights.is_empty():
        return []
    return [Term(draft.columns[name], "weight", through=_emitted(draft, name, weights)) for name in EMITTING]


def _emitted(draft: Draft, activity: str, weights: pl.DataFrame) -> pl.DataFrame:
    """Return the keys of an activity's columns with condition and weight of a unit."""
    block = draft.columns[activity]
    emitted = block.frame.select(*block.keys, emitted=of_unit(block.frame, activity, "carbon"))
    rows = emitted.filter(pl.col("emitted") != 0).join(weights, how="cross")
    return rows.select(*block.keys, "condition", weight=pl.col("weight") * pl.col("emitted"))
