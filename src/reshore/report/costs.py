"""Cost lines in groups that a board thinks in."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from reshore.report.language import message, say
from reshore.report.words import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.plan.plan import Plan


class Group(StrEnum):
    """A group of cost lines; its value is a message."""

    MATERIALS = message("Purchased materials")
    MAKING = message("Making")
    SITES = message("Sites and capacity")
    MOVING = message("Transport")
    DUTY = message("Duty")
    HOLDING = message("Stock and goods under way")
    CARBON = message("Carbon")
    PENALTIES = message("Shortage and penalties")
    REVENUE = message("Revenue")
    OTHER = message("Other")


GROUPS: Mapping[str, Group] = MappingProxyType(
    {
        "purchase": Group.MATERIALS,
        "opening_pipeline": Group.HOLDING,
        "production": Group.MAKING,
        "labour": Group.MAKING,
        "energy": Group.MAKING,
        "site_fixed": Group.SITES,
        "site_opening": Group.SITES,
        "site_closing": Group.SITES,
        "salvage": Group.SITES,
        "module": Group.SITES,
        "module_fixed": Group.SITES,
        "write_off": Group.SITES,
        "transport": Group.MOVING,
        "duty": Group.DUTY,
        "drawback": Group.DUTY,
        "transit_capital": Group.HOLDING,
        "storage": Group.HOLDING,
        "stock_capital": Group.HOLDING,
        "carbon": Group.CARBON,
        "shortage": Group.PENALTIES,
        "rule_penalty": Group.PENALTIES,
        "revenue": Group.REVENUE,
    }
)
"""Group of each cost line; a line that is not listed is `Group.OTHER`."""

NAMES: Mapping[str, str] = MappingProxyType(
    {
        "purchase": message("Purchases"),
        "opening_pipeline": message("Goods under way at the start"),
        "production": message("Production"),
        "labour": message("Labour"),
        "energy": message("Energy"),
        "site_fixed": message("Running sites"),
        "site_opening": message("Opening sites"),
        "site_closing": message("Closing sites"),
        "salvage": message("Salvage"),
        "module": message("Capacity modules"),
        "module_fixed": message("Keeping modules"),
        "write_off": message("Write-offs on closing"),
        "transport": message("Transport"),
        "duty": message("Duty"),
        "drawback": message("Duty paid back"),
        "transit_capital": message("Capital in goods under way"),
        "storage": message("Storage"),
        "stock_capital": message("Capital in stock"),
        "carbon": message("Carbon"),
        "shortage": message("Shortage"),
        "rule_penalty": message("Rule penalties"),
        "revenue": message("Revenue"),
    }
)
"""What people call each cost line."""


def group_of(cost: str) -> Group:
    """Return the group of a cost line."""
    return GROUPS.get(cost, Group.OTHER)


def cost_name(cost: str) -> str:
    """Return what people call a cost line."""
    return say(NAMES[cost]) if cost in NAMES else plain(cost)


def by_group(plan: Plan) -> dict[Group, float]:
    """Return the present value of each group of cost lines, in the order of the groups; none that is 0."""
    totals = dict.fromkeys(Group, 0.0)
    for cost, amount in plan.costs("cost").iter_rows():
        totals[group_of(cost)] += amount
    return {group: amount for group, amount in totals.items() if amount}
