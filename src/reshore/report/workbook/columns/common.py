"""Columns that are called the same in many frames."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from reshore.report.language import message
from reshore.report.workbook.field import CARBON, KG, MONEY, SECONDS, SHARE, UNITS, Field

if TYPE_CHECKING:
    from collections.abc import Mapping

IN_PRODUCT_UNIT = message("In the unit of the product, which in_products tells.")

COMMON: Mapping[str, Field] = MappingProxyType(
    {
        "period": Field(message("Period")),
        "year": Field(message("Year"), note=message("Calendar year in which the period starts.")),
        "site": Field(message("Site")),
        "market": Field(message("Market")),
        "country": Field(message("Country")),
        "product": Field(message("Product")),
        "component": Field(message("Component")),
        "process": Field(message("Process")),
        "resource": Field(message("Resource")),
        "lane": Field(message("Lane")),
        "origin": Field(message("Origin")),
        "destination": Field(message("Destination")),
        "mode": Field(message("Mode")),
        "segment": Field(message("Segment")),
        "family": Field(message("Family")),
        "variant": Field(message("Variant")),
        "rule": Field(message("Rule")),
        "place": Field(message("Place")),
        "kind": Field(message("Kind")),
        "name": Field(message("Name")),
        "status": Field(message("Status")),
        "unit": Field(message("Unit")),
        "source": Field(message("Source")),
        "note": Field(message("Note")),
        "provenance": Field(
            message("Provenance"),
            note=message("Where the goods come from; Provenances spells it out. Empty where not followed."),
        ),
        "units": Field(message("Quantity"), UNITS, IN_PRODUCT_UNIT),
        "mass": Field(message("Mass"), KG),
        "carbon": Field(message("Carbon"), CARBON),
        "amount": Field(message("Amount"), MONEY, message("As it falls due, not discounted.")),
        "present_value": Field(
            message("Present value"), MONEY, message("Discounted; these add up to the net present cost.")
        ),
        "value": Field(message("Value")),
        "low": Field(message("Low end")),
        "high": Field(message("High end")),
        "share": Field(message("Share"), SHARE),
        "measure": Field(message("Measure")),
        "seconds": Field(message("Search time"), SECONDS),
        "tie": Field(
            message("Tie"),
            note=message("Whether the interval holds 0, so that there is no order between the two."),
        ),
        "bound": Field(message("Bound"), MONEY, message("What no plan of this design costs less than.")),
        "objective": Field(message("Net present cost"), MONEY),
        "design": Field(message("Design")),
        "used": Field(message("Sites used")),
        "added": Field(message("Sites added"), note=message("Used here and not in the plan of the run.")),
        "dropped": Field(message("Sites dropped"), note=message("Used in the plan of the run and not here.")),
    }
)
"""Field by column, for frames that have none of their own."""
