"""What the tables of a model are called on a page."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from reshore.report.language import message, say

if TYPE_CHECKING:
    from collections.abc import Mapping

NAMES: Mapping[str, str] = MappingProxyType(
    {
        "settings": message("Settings"),
        "periods": message("Periods"),
        "series": message("Series"),
        "countries": message("Countries"),
        "blocs": message("Blocs"),
        "sites": message("Sites"),
        "markets": message("Markets"),
        "products": message("Products"),
        "boms": message("Bills of materials"),
        "processes": message("Processes"),
        "resources": message("Resources"),
        "supplies": message("Supplies"),
        "stocks": message("Stocks"),
        "modes": message("Modes of transport"),
        "lanes": message("Lanes"),
        "detours": message("Detours"),
        "demands": message("Demands"),
        "duties": message("Duties"),
        "agreements": message("Agreements"),
        "customs_values": message("Customs values"),
        "rules": message("Rules"),
        "baseline": message("Baseline"),
        "scenarios": message("Scenarios"),
        "ranges": message("Ranges"),
        "hazards": message("Hazards"),
        "routings": message("Routings"),
        "buildings": message("Buildings"),
        "stations": message("Stations"),
        "calendars": message("Calendars"),
        "sources": message("Sources"),
    }
)
"""Names of the tables, by identifier."""


def table_name(table: str) -> str:
    """Return what a table is called."""
    return say(NAMES[table])
