"""Cost lines in groups that a board thinks in."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.plan.plan import Plan


class Group(StrEnum):
    """A group of cost lines."""

    MATERIALS = "Purchased materials"
    MAKING = "Making"
    SITES = "Sites and capacity"
    MOVING = "Transport"
    DUTY = "Duty"
    HOLDING = "Stock and goods under way"
    CARBON = "Carbon"
    PENALTIES = "Shortage and penalties"
    REVENUE = "Revenue"
    OTHER = "Other"


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
        "purchase": "Purchases",
        "opening_pipeline": "Goods under way at the start",
        "drawback": "Duty paid back",
        "transit_capital": "Capital in goods under way",
        "stock_capital": "Capital in stock",
        "site_fixed": "Running sites",
        "site_opening": "Opening sites",
        "site_closing": "Closing sites",
        "module": "Capacity modules",
        "module_fixed": "Keeping modules",
        "write_off": "Write-offs on closing",
        "rule_penalty": "Rule penalties",
    }
)
"""Cost lines whose identifier is not a good name."""


def by_group(plan: Plan) -> dict[Group, float]:
    """Return the present value of each group of cost lines, in the order of the groups; none that is 0."""
    totals = dict.fromkeys(Group, 0.0)
    for cost, amount in plan.costs("cost").iter_rows():
        totals[GROUPS.get(cost, Group.OTHER)] += amount
    return {group: amount for group, amount in totals.items() if amount}
