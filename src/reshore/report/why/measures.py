"""Quantities that frontiers limit, in words, and their values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reshore.report.language import say
from reshore.report.why.units import unit_name
from reshore.report.words import rounded, share

if TYPE_CHECKING:
    from reshore.report.view import View

SHARE = "share"
"""Unit of what is shown as a percentage."""

CARBON, TONNES = "kg CO2e", "t CO2e"
"""Unit of carbon, and the one in which it is shown."""


def measure_name(view: View, measure: str) -> str:
    """Return what people call a quantity."""
    kind, _, name = measure.partition(":")
    if kind == "share":
        return say("the share of {country} in value added", country=view.countries.get(name, name))
    if kind == "served":
        return say("the share of {segment} demand that is served", segment=say(name))
    if kind == "rule":
        return say("the quantity under the rule {rule}", rule=name)
    return {
        "sites": say("the number of sites"),
        "exposure": say("the largest share of a product that one site makes"),
        "carbon": say("the carbon of making and moving"),
    }[kind]


def shown(unit: str) -> tuple[float, str]:
    """Return what a value is multiplied by on an axis, and the unit in which it then is."""
    if unit == SHARE:
        return 100.0, "%"
    return (1e-3, TONNES) if unit == CARBON else (1.0, unit_name(unit))


def said(value: float, unit: str) -> str:
    """Return a value as people read it."""
    if unit == SHARE:
        return share(value, 1)
    factor, name = shown(unit)
    return say("{amount} {unit}", amount=rounded(value * factor), unit=name)
