"""The frames of a plan as readers see them; docs/semantics.md says what the numbers mean."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from reshore.report.language import message
from reshore.report.workbook.field import (
    HOURS,
    KWH,
    MODULES,
    MONEY,
    MONEY_KG,
    MONEY_UNIT,
    MONTHS,
    SHARE,
    UNITS,
    Described,
    Field,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

_AD_VALOREM = message("Share of the customs value.")
_CLAIM = message("Paid back should the goods leave again.")

PLAN: Mapping[str, Described] = MappingProxyType(
    {
        "periods": Described(
            message("Periods"),
            message("a period of the horizon"),
            {
                "start": Field(message("Start"), note=message("First day of the period.")),
                "months": Field(message("Duration"), MONTHS),
            },
        ),
        "production": Described(
            message("Production"),
            message("what a process makes in a period, and what that takes"),
            {
                "units": Field(message("Good output"), UNITS, message("Made and not scrapped.")),
                "gross": Field(message("Started"), UNITS, message("Good output and scrap.")),
                "hours": Field(message("Capacity used"), HOURS, message("Hours of the resource.")),
                "labour_hours": Field(message("Labour"), HOURS),
                "energy": Field(message("Energy"), KWH),
                "value": Field(
                    message("Output value"), MONEY, message("Good output at the product's value.")
                ),
                "value_added": Field(
                    message("Value added"),
                    MONEY,
                    message("Output value less the value of the components in it."),
                ),
            },
        ),
        "purchases": Described(message("Purchases"), message("what a site buys of a product in a period")),
        "shipments": Described(
            message("Shipments"),
            message("what leaves on a lane in a period"),
            {
                "provenance": Field(message("Provenance leaving")),
                "arrives": Field(
                    message("Provenance arriving"),
                    note=message("A border turns one provenance into another."),
                ),
            },
        ),
        "stock": Described(message("Stock"), message("what is held at the end of a period")),
        "service": Described(
            message("Service"),
            message("what a market asks for in a period, and what it gets"),
            {
                "demand": Field(message("Demand"), UNITS),
                "served": Field(message("Served"), UNITS),
                "short": Field(message("Short"), UNITS, message("Asked for and not delivered.")),
            },
        ),
        "deliveries": Described(
            message("Deliveries"), message("what a market gets of a followed product, by provenance")
        ),
        "use": Described(
            message("Components used"),
            message("what a process draws of a followed component, by provenance"),
            {
                "product": Field(message("Product made")),
                "provenance": Field(message("Provenance of the product")),
                "drawn": Field(message("Provenance of the component")),
            },
        ),
        "provenances": Described(
            message("Provenances"),
            message("where goods come from, spelled out"),
            {
                "processed": Field(message("Last processed in")),
                "goods_origin": Field(
                    message("Country of origin"), note=message("Non-preferential; several: any of them.")
                ),
                "labels": Field(message("Labels")),
                "status": Field(message("Customs status")),
                "via": Field(message("Exported from"), note=message("Of goods in bond.")),
                "bound": Field(
                    message("Bound for"), note=message("The one country for which they may leave.")
                ),
                "full_ad_valorem": Field(message("Full claim"), SHARE, _CLAIM),
                "full_per_kg": Field(message("Full claim by mass"), MONEY_KG, _CLAIM),
                "lesser_ad_valorem": Field(message("Lesser claim"), SHARE, _CLAIM),
                "lesser_per_kg": Field(message("Lesser claim by mass"), MONEY_KG, _CLAIM),
            },
        ),
        "duties": Described(
            message("Duty lines"),
            message("a layer of duty on goods that enter, are released, are used, or leave again"),
            {
                "event": Field(message("Event")),
                "becomes": Field(message("Provenance afterwards")),
                "importer": Field(message("Importer")),
                "exporter": Field(message("Exporter")),
                "layer": Field(message("Layer")),
                "preference": Field(
                    message("Preference"), note=message("Agreement that replaced or waived the layer.")
                ),
                "ad_valorem": Field(message("Rate"), SHARE, _AD_VALOREM),
                "per_kg": Field(message("Rate by mass"), MONEY_KG),
                "customs_value": Field(message("Customs value"), MONEY_UNIT),
                "amount": Field(message("Duty"), MONEY, message("Below 0: paid back. Not discounted.")),
            },
        ),
        "capacity": Described(
            message("Capacity"),
            message("a resource of a site in a period"),
            {
                "modules_ordered": Field(
                    message("Ordered"), MODULES, message("In service from the start of the period.")
                ),
                "units_in_service": Field(message("In service"), note=message("In units of the resource.")),
                "hours_available": Field(message("Available"), HOURS),
                "hours_used": Field(message("Used"), HOURS),
            },
        ),
        "sites": Described(
            message("Sites"),
            message("a site in a period: whether it runs, opens or closes"),
            {
                "status": Field(message("Status before")),
                "open": Field(message("Runs")),
                "started": Field(message("Opens")),
                "stopped": Field(message("Closes")),
            },
        ),
        "investments": Described(
            message("Investments"),
            message("money spent on an opening or on modules"),
            {
                "amount": Field(
                    message("Spent"),
                    MONEY,
                    message("Whole and not discounted; costs charge it as annuities."),
                )
            },
        ),
        "rules": Described(
            message("Rules kept"),
            message("a rule in a period: what it limits, and what the plan does"),
            {
                "value": Field(message("Plan")),
                "sense": Field(message("Sense")),
                "limit": Field(message("Limit"), note=message("Of a share: times what it is a share of.")),
                "violation": Field(message("Violation")),
            },
        ),
        "marginals": Described(
            message("Marginal values"),
            message("what one more unit of a limit changes, openings and modules held fixed"),
            {
                "family": Field(message("Family of limits")),
                "name": Field(message("Limit")),
                "value": Field(message("Marginal value")),
            },
        ),
    }
)
"""What each frame of a plan is; its costs have a sheet of their own."""
