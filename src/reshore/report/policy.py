"""A rule as a sentence that a board reads: what it counts, how it is limited, and when."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from reshore.report.conditions import in_words, only
from reshore.report.language import message, say
from reshore.report.words import large, percent, rounded
from reshore.tables.series import by_period

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reshore.report.view import View
    from reshore.tables.model import Model

DONE: Mapping[str, str] = MappingProxyType(
    {
        "make": message("made"),
        "buy": message("bought"),
        "use": message("used"),
        "ship": message("shipped"),
        "hold": message("held"),
        "serve": message("delivered"),
        "short": message("not delivered"),
        "open": message("open"),
        "build": message("ordered"),
    }
)
"""Activities as participles."""

MEASURES: Mapping[str, str] = MappingProxyType(
    {
        "units": message("Units"),
        "value": message("Value"),
        "value_added": message("Value added"),
        "cost": message("Cost"),
        "mass": message("Mass"),
        "carbon": message("Carbon"),
        "labour": message("Labour"),
        "hours": message("Hours"),
        "sites": message("Sites"),
        "modules": message("Modules"),
        "sources": message("Sources"),
    }
)
"""Measures by name."""

SUBJECTS: Mapping[str, str] = MappingProxyType(
    {
        "units": message("Units {done}"),
        "value": message("The value of what is {done}"),
        "value_added": message("The value added"),
        "cost": message("The cost of what is {done}"),
        "mass": message("The mass of what is {done}"),
        "carbon": message("The carbon of what is {done}"),
        "labour": message("Labour hours"),
        "hours": message("Hours of resources"),
        "sites": message("The number of sites {done}"),
        "modules": message("The number of modules {done}"),
        "sources": message("The number of sources of what is {done}"),
    }
)
"""What a rule counts, as the beginning of a sentence."""

SHARES: Mapping[str, str] = MappingProxyType(
    {
        "units": message("{place}'s share of units {done}"),
        "value": message("{place}'s share of the value of what is {done}"),
        "value_added": message("{place}'s share of value added"),
        "cost": message("{place}'s share of the cost of what is {done}"),
        "mass": message("{place}'s share of the mass of what is {done}"),
        "carbon": message("{place}'s share of the carbon of what is {done}"),
        "labour": message("{place}'s share of labour hours"),
        "hours": message("{place}'s share of hours of resources"),
    }
)
"""What a rule counts where it limits the share of one country, bloc or site."""

LIMITED: Mapping[str, str] = MappingProxyType(
    {
        "<=": message("{subject} may be at most {limit}"),
        ">=": message("{subject} must be at least {limit}"),
        "=": message("{subject} must be exactly {limit}"),
    }
)
NOTHING = message("{subject} must be 0")

WHEN: Mapping[tuple[str, bool, bool], str] = MappingProxyType(
    {
        ("amount", False, False): message("in each period"),
        ("amount", True, False): message("in each period from {first}"),
        ("amount", False, True): message("in each period until {last}"),
        ("amount", True, True): message("in each period from {first} to {last}"),
        ("share", False, False): "",
        ("share", True, False): message("from {first}"),
        ("share", False, True): message("until {last}"),
        ("share", True, True): message("from {first} to {last}"),
        ("sum", False, False): message("over all periods together"),
        ("sum", True, False): message("over the periods from {first} together"),
        ("sum", False, True): message("over the periods until {last} together"),
        ("sum", True, True): message("over the periods from {first} to {last} together"),
    }
)
"""When a rule holds, by what is limited and whether it has a first and a last period."""

PLACES = ("country", "blocs", "site", "origin_country", "processed")
"""Attributes whose one value can own a share."""

UNITS: Mapping[str, str] = MappingProxyType(
    {
        "mass": message("{amount} kg"),
        "carbon": message("{amount} kg CO2e"),
        "labour": message("{amount} hours"),
        "hours": message("{amount} hours"),
    }
)
"""Amounts of measures that are neither counted nor money."""

PER: Mapping[str, str] = MappingProxyType(
    {
        "mass": message("{money} a kg"),
        "carbon": message("{money} a kg of CO2e"),
        "labour": message("{money} an hour"),
        "hours": message("{money} an hour"),
        "sites": message("{money} a site"),
        "modules": message("{money} a module"),
        "sources": message("{money} a source"),
    }
)
"""Money for a unit, of measures whose unit has a name of its own."""

MONEY = frozenset({"value", "value_added", "cost"})

LARGE = 1e6
"""Amounts from here on are written in words."""


def sentence(view: View, rule: Mapping[str, Any], limits: Sequence[float]) -> str:
    """Return what a rule asks as a sentence.

    Parameters
    ----------
    view
        The plan, for names of things.
    rule
        The row of the table.
    limits
        Its limit in each period in which it holds, in time order; of a sum of periods, the last one counts.
    """
    asked = _limited(view, rule, limits)
    when = _when(rule)
    return say("{rule} {when}.", rule=asked, when=when) if when else say("{rule}.", rule=asked)


def limits_written(model: Model, periods: Sequence[str]) -> dict[str, list[float]]:
    """Return the limits of each rule in the periods in which it holds, in time order.

    Parameters
    ----------
    model
        The model that a plan was designed for, its scenario applied.
    periods
        All periods, in time order.
    """
    order = {period: at for at, period in enumerate(periods)}
    spans = {
        rule: (order[first] if first else 0, order[last] if last else len(order) - 1)
        for rule, first, last in model["rules"].select("rule", "from", "to").iter_rows()
    }
    found: dict[str, list[float]] = {}
    for rule, period, limit in by_period(model, "rules", ["limit"]).iter_rows():
        if spans[rule][0] <= order[period] <= spans[rule][1]:
            found.setdefault(rule, []).append(limit)
    return found


def amount(view: View, measure: str, value: float) -> str:
    """Return an amount of what a measure counts, with its unit."""
    if measure in MONEY:
        return view.money(value)
    told = large(value) if abs(value) >= LARGE else rounded(value)
    return say(UNITS[measure], amount=told) if measure in UNITS else told


def per_unit(view: View, measure: str, value: float) -> str:
    """Return money for one unit of what a measure counts."""
    money = view.money(value)
    if measure in MONEY:
        return say("{money} for each {currency}", money=money, currency=view.plan.currency)
    return say(PER.get(measure, message("{money} a unit")), money=money)


def _limited(view: View, rule: Mapping[str, Any], limits: Sequence[float]) -> str:
    used = limits[-1:] if rule["periods"] == "cumulative" else limits
    subject = _subject(view, rule)
    if rule["sense"] == "<=" and not any(used):
        return say(NOTHING, subject=subject)
    told = [_limit(view, rule, value) for value in dict.fromkeys((used[0], used[-1]))]
    limit = (
        told[0] if len(told) == 1 else say("{first} at first and {last} at last", first=told[0], last=told[1])
    )
    if rule["share"]:
        limit = say(
            "{limit}, each with a share of at least {share}", limit=limit, share=percent(rule["share"])
        )
    return say(LIMITED[rule["sense"]], subject=subject, limit=_of(view, rule, limit))


def _subject(view: View, rule: Mapping[str, Any]) -> str:
    measure, done = rule["measure"], say(DONE[rule["activity"]])
    owner = only(view, rule["where"], *PLACES)
    if rule["of"] == "true" and owner is not None and measure in SHARES:
        return say(SHARES[measure], place=owner, done=done)
    subject, which = say(SUBJECTS[measure], done=done), in_words(view, rule["where"])
    return say("{what} {which}", what=subject, which=which) if which else subject


def _limit(view: View, rule: Mapping[str, Any], value: float) -> str:
    return percent(value) if rule["of"] else amount(view, rule["measure"], value)


def _of(view: View, rule: Mapping[str, Any], limit: str) -> str:
    """Say what a share is a share of, unless that is in the subject."""
    if not rule["of"]:
        return limit
    if rule["of"] == "baseline":
        return say("{limit} of the baseline", limit=limit)
    whole = in_words(view, rule["of"])
    if whole:
        return say("{limit} of the total {which}", limit=limit, which=whole)
    owned = only(view, rule["where"], *PLACES) is not None and rule["measure"] in SHARES
    return limit if owned else say("{limit} of the total", limit=limit)


def _when(rule: Mapping[str, Any]) -> str:
    """Say in which periods a rule holds; nothing where a share holds in each of them."""
    first, last = rule["from"], rule["to"]
    kind = "sum" if rule["periods"] == "cumulative" else "share" if rule["of"] else "amount"
    said = WHEN[kind, bool(first), bool(last)]
    return say(said, first=first, last=last) if said else ""
