"""Axes by name: rows of `rules` and conditions that limit what a frontier is asked for."""

from __future__ import annotations

from math import inf
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import polars as pl

from reshore.errors import UsageError
from reshore.footprint.conditions import Condition
from reshore.insight import freedom
from reshore.insight.frontier.axis import Axis, Limits
from reshore.insight.measures import measure
from reshore.tables.series import by_period

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from reshore.plan.plan import Plan
    from reshore.tables.model import Model

SOVEREIGN = "sovereign"
"""Short for the share of this segment's units that is served."""

UNITS: Mapping[str, str] = MappingProxyType(
    {"mass": "kg", "carbon": "kg CO2e", "labour": "hour", "hours": "hour", "units": "unit"}
)
"""Measure of a rule -> its unit; money and plain counts apart."""

MONEY = frozenset({"value", "value_added", "cost"})
COUNTS = frozenset({"sites", "modules", "sources"})


def axes(base: Model, plan: Plan, names: Sequence[str], *, more: bool | None = None) -> list[Axis]:
    """Read what frontiers are asked for.

    Parameters
    ----------
    base
        The run's model, its scenario applied.
    plan
        The run's plan.
    names
        `share:COUNTRY`, `sites`, `carbon`, `exposure`, `sovereign` or `served:SEGMENT`, `rule:NAME`.
    more
        Whether to ask for more of a country's share or of sites, and not for less; None = as each has it.

    Raises
    ------
    UsageError
        If there is none of that name: all of them at once.
    """
    found, wrong = list[Axis](), list[str]()
    for name in names:
        try:
            found.append(_axis(base, plan, name, more))
        except UsageError as error:
            wrong.append(str(error))
    if wrong:
        raise UsageError("\n".join(dict.fromkeys(wrong)))
    return found


def _axis(base: Model, plan: Plan, name: str, more: bool | None) -> Axis:
    kind, _, rest = (f"served:{SOVEREIGN}" if name == SOVEREIGN else name).partition(":")
    if kind in BOTH_WAYS and bool(rest) == (kind in NAMED):
        return BOTH_WAYS[kind](base, plan, rest, bool(more))
    if kind in ONE_WAY and bool(rest) == (kind in NAMED):
        axis = ONE_WAY[kind](base, plan, rest)
        if more is not None and more != axis.more:
            raise UsageError(f"a frontier of {name} asks for {'more' if axis.more else 'less'} of it alone")
        return axis
    there = ", ".join(f"{one}:NAME" if one in NAMED else one for one in (*BOTH_WAYS, *ONE_WAY))
    raise UsageError(f"there is no frontier of {name!r}; there are {there}, {SOVEREIGN}")


def _share(base: Model, plan: Plan, country: str, more: bool) -> Axis:
    if country not in base["sites"]["country"]:
        raise UsageError(f"no site is in {country!r}: it adds no value there")
    name = f"share:{country}"

    def limited(limit: float) -> Limits:
        row = {
            "rule": f"frontier {name}",
            "measure": "value_added",
            "activity": "make",
            "where": f"country = {_quoted(country)}",
            "sense": ">=" if more else "<=",
            "limit": limit,
            "of": "true",
            "periods": "cumulative",
        }
        return Limits(rules=[row])

    return Axis(name, "share", more, measure(plan, name), 1.0 if more else 0.0, limited, name)


def _sites(base: Model, plan: Plan, _: str, more: bool) -> Axis:
    sites = freedom.sites(base)
    weights = dict.fromkeys(sites["site"], 1.0)

    def limited(limit: float) -> Limits:
        least, most = (limit, inf) if more else (-inf, limit)
        return Limits(conditions=[Condition("frontier of sites", weights, least=least, most=most)])

    furthest = float(sites.height if more else sites["fixed"].sum())
    return Axis("sites", "site", more, measure(plan, "sites"), furthest, limited, "sites", whole=True)


def _exposure(base: Model, plan: Plan, _: str) -> Axis:
    sold = plan["service"].filter(pl.col("demand") > 0)["product"].unique()
    making = base["processes"].filter(pl.col("product").is_in(sold.implode())).select("product", "site")
    pairs = sorted(making.unique().iter_rows())

    def limited(limit: float) -> Limits:
        rows = [
            {
                "rule": f"frontier exposure {product} at {site}",
                "measure": "value",
                "activity": "make",
                "where": f"product = {_quoted(product)} and site = {_quoted(site)}",
                "limit": limit,
                "of": f"product = {_quoted(product)}",
                "periods": "cumulative",
            }
            for product, site in pairs
        ]
        return Limits(rules=rows)

    return Axis("exposure", "share", False, measure(plan, "exposure"), 0.0, limited, "exposure")


def _carbon(_base: Model, plan: Plan, _: str) -> Axis:
    def limited(limit: float) -> Limits:
        return Limits(conditions=[Condition("frontier of carbon", carbon=1.0, most=limit)])

    return Axis("carbon", UNITS["carbon"], False, measure(plan, "carbon"), 0.0, limited, "carbon")


def _served(_base: Model, plan: Plan, segment: str) -> Axis:
    name = f"served:{segment}"
    start = measure(plan, name)
    demand = float(plan["service"].filter(segment=segment)["demand"].sum())

    def limited(limit: float) -> Limits:
        row = {
            "rule": f"frontier {name}",
            "activity": "short",
            "where": f"segment = {_quoted(segment)}",
            "limit": (1.0 - limit) * demand,
            "periods": "cumulative",
        }
        return Limits(rules=[row])

    return Axis(name, "share", True, start, 1.0, limited, name)


def _rule(base: Model, plan: Plan, name: str) -> Axis:
    found = base["rules"].filter(rule=name).to_dicts()
    if not found:
        raise UsageError(f"there is no rule {name!r}")
    (rule,) = found
    if rule["sense"] == "=":
        raise UsageError(f"rule {name!r} is an equality: it has no side with more room")
    more = rule["sense"] == ">="
    limiting = f"frontier {name}"
    own = {key: value for key, value in rule.items() if key not in {"price", "source", "note"}}

    def limited(limit: float) -> Limits:
        return Limits(rules=[{**own, "rule": limiting, "limit": limit}])

    furthest = (1.0 if rule["of"] and rule["of"] != "baseline" else inf) if more else 0.0
    whole = rule["measure"] in COUNTS and not rule["of"]
    return Axis(
        f"rule:{name}",
        _unit(plan, rule),
        more,
        _kept(base, plan, rule),
        furthest,
        limited,
        f"limit:{limiting}",
        whole=whole,
        relative=True,
    )


def _kept(base: Model, plan: Plan, rule: Mapping[str, Any]) -> float:
    """Return the tightest limit of a rule that the run's plan keeps, the same in all its periods.

    Of a share, plans say amounts: the limit in a plan is the rule's own times what it is a share of. Where
    that own limit is 0, nothing is known but that it is kept.
    """
    last = rule["to"] or base["periods"].sort("start")["period"][-1]
    limits = by_period(base, "rules", ["limit"]).filter(rule=rule["rule"]).rename({"limit": "own"})
    told = plan["rules"].filter(rule=rule["rule"]).with_columns(pl.col("period").fill_null(last))
    told = told.join(limits.select("period", "own"), on="period")
    if rule["of"]:
        whole = pl.col("limit") / pl.col("own")
        told = told.filter(whole.is_finite(), whole != 0).with_columns(value=pl.col("value") / whole)
    values = [float(value) for value in (limits["own"] if told.is_empty() else told["value"])]
    return min(values) if rule["sense"] == ">=" else max(values)


def _unit(plan: Plan, rule: Mapping[str, Any]) -> str:
    if rule["of"]:
        return "share"
    counted = str(rule["measure"])
    return plan.currency if counted in MONEY else UNITS.get(counted, counted.removesuffix("s"))


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


BOTH_WAYS: Mapping[str, Callable[[Model, Plan, str, bool], Axis]] = {"share": _share, "sites": _sites}
"""What a plan may be asked to have less or more of."""

ONE_WAY: Mapping[str, Callable[[Model, Plan, str], Axis]] = {
    "exposure": _exposure,
    "carbon": _carbon,
    "served": _served,
    "rule": _rule,
}
"""What has a better side."""

NAMED = frozenset({"share", "served", "rule"})
"""Those that need a name of their own."""
