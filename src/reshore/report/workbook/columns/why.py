"""The frames of an explanation as readers see them; docs/why.md says what the numbers mean."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from reshore.report.language import message
from reshore.report.workbook.field import MONEY, SHARE, Described, Field

if TYPE_CHECKING:
    from collections.abc import Mapping

_MORE = MappingProxyType(
    {
        "low": Field(message("Costs more, low"), MONEY, message("Than the best design; empty: not known.")),
        "high": Field(message("Costs more, high"), MONEY, message("Than the best design; empty: not known.")),
    }
)
_CELL = Field(message("Cell"), note=message("Cell of the tables that is changed."))
_PART = MappingProxyType(
    {
        "value": Field(message("Part"), MONEY),
        "low": Field(message("Part, low"), MONEY),
        "high": Field(message("Part, high"), MONEY),
    }
)

WHY: Mapping[str, Described] = MappingProxyType(
    {
        "designs": Described(
            message("Near ties"),
            message("a design that costs nearly the same, cheapest first"),
            {
                **_MORE,
                "near": Field(message("Near tie")),
                "equipped": Field(message("Equipped"), note=message("Resources that ever get modules.")),
            },
        ),
        "sites": Described(
            message("Regrets"),
            message("a site, how often near ties use it, and what deciding otherwise costs"),
            {
                "fixed": Field(message("Fixed"), note=message("Can't be forced out.")),
                "in_plan": Field(message("In the plan")),
                "frequency": Field(message("Frequency"), SHARE, message("Share of near ties that use it.")),
                "forced": Field(message("Forced")),
                "found": Field(message("Found")),
                "low": Field(message("Regret, low"), MONEY),
                "high": Field(message("Regret, high"), MONEY),
            },
        ),
        "resources": Described(
            message("Resources of near ties"),
            message("a resource, and how often near ties equip it"),
            {"frequency": Field(message("Frequency"), SHARE)},
        ),
        "makes": Described(
            message("Made at the site"),
            message("what the site asked for makes, and its share of all of that"),
        ),
        "sends": Described(
            message("Sent by the site"),
            message("what the site asked for sends, and its share of what the destination gets"),
        ),
        "drivers": Described(
            message("Drivers"),
            message("a cause, and what it accounts for (Shapley value)"),
            {
                "driver": Field(message("Driver")),
                "cause": Field(message("Cause")),
                **_PART,
                "alone": Field(message("Alone"), MONEY, message("What taking it away by itself changes.")),
                "alone_low": Field(message("Alone, low"), MONEY),
                "alone_high": Field(message("Alone, high"), MONEY),
            },
        ),
        "interactions": Described(
            message("Interactions"),
            message("two causes, and what they account for together beyond each"),
            {"driver": Field(message("Driver")), "other": Field(message("Other driver")), **_PART},
        ),
        "coalitions": Described(
            message("Coalitions"),
            message("causes taken away together, and what that changes"),
            {
                "neutralised": Field(message("Taken away")),
                "amount": Field(message("Amount"), MONEY),
                "amount_low": Field(message("Amount, low"), MONEY),
                "amount_high": Field(message("Amount, high"), MONEY),
                **_PART,
            },
        ),
        "tornado": Described(
            message("Tornado"),
            message("an end of the range of a cell, and the best design there"),
            {"cell": _CELL, "end": Field(message("End")), **_MORE},
        ),
        "breakevens": Described(
            message("Break-evens"),
            message("a value of a cell at which sites change"),
            {
                "cell": _CELL,
                "verdict": Field(message("Verdict")),
                "low": Field(message("Between")),
                "high": Field(message("And")),
                "tie_low": Field(message("Tie from")),
                "tie_high": Field(message("Tie to")),
                "below": Field(message("Sites below")),
                "above": Field(message("Sites above")),
                "opens": Field(message("Opens"), note=message("Used above and not below.")),
                "closes": Field(message("Closes"), note=message("Used below and not above.")),
                "below_bound": Field(message("Bound below"), MONEY),
                "below_objective": Field(message("Cost below"), MONEY),
                "above_bound": Field(message("Bound above"), MONEY),
                "above_objective": Field(message("Cost above"), MONEY),
            },
        ),
        "points": Described(
            message("Points"),
            message("a value of a cell that was tried, and the best design there"),
            {"cell": _CELL},
        ),
        "map": Described(
            message("Map"),
            message("two cells at once, and the best design there"),
            {
                "x": Field(message("First cell")),
                "y": Field(message("Second cell")),
                "region": Field(message("Region")),
            },
        ),
        "frontier": Described(
            message("Frontier"),
            message("a plan that can't have more of one thing without costing more"),
            {
                "limit": Field(message("Limit")),
                **_MORE,
                "knee": Field(message("Knee"), note=message("Farthest from the line between the ends.")),
                "today": Field(message("Today")),
            },
        ),
    }
)
"""What each frame of an explanation is."""
