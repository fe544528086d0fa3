"""The frames of a plant as readers see them; docs/plant.md says what the numbers mean."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from reshore.report.language import message
from reshore.report.workbook.field import (
    HOURS,
    KG_WEEK,
    KW,
    METRES,
    MONEY,
    MONEY_YEAR,
    PEOPLE,
    SHARE,
    UNITS,
    UNITS_WEEK,
    WORK_WEEK,
    Described,
    Field,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

_RATES = MappingProxyType(
    {
        "rate": Field(message("Rate asked for"), UNITS_WEEK),
        "throughput": Field(message("Throughput"), UNITS_WEEK, message("Good units of the simulated line.")),
        "throughput_low": Field(message("Throughput, low"), UNITS_WEEK),
        "throughput_high": Field(message("Throughput, high"), UNITS_WEEK),
        "lead_mean": Field(message("Lead time, mean"), HOURS),
        "inside": Field(message("Work in process"), UNITS),
        "binds": Field(message("What binds")),
        "unit_cost": Field(message("Unit cost"), MONEY),
        "investment": Field(message("Investment"), MONEY),
    }
)
_GROUP = Field(message("Group"), note=message("All parallel stations of a place of the line."))
_ROW = Field(message("Row"), note=message("0 is the upper one."))

PLANT: Mapping[str, Described] = MappingProxyType(
    {
        "products": Described(
            message("Lines"),
            message("a product, and how its line runs"),
            {
                **_RATES,
                "takt": Field(message("Takt"), HOURS),
                "gross": Field(message("Started"), note=message("Units started for one that ends well.")),
                "stations": Field(message("Stations")),
                "least_stations": Field(message("Fewest stations"), note=message("No balance has fewer.")),
                "proven": Field(message("Proven")),
                "scrap": Field(message("Scrap"), UNITS_WEEK),
                "lead_median": Field(message("Lead time, median"), HOURS),
                "lead_95": Field(message("Lead time, 95 %"), HOURS),
            },
        ),
        "tasks": Described(
            message("Tasks"),
            message("a task of the process plan, and where it is done"),
            {
                "task": Field(message("Task")),
                "group": _GROUP,
                "station": Field(message("Kind of station")),
                "hours": Field(message("A visit"), HOURS),
                "visits": Field(message("Visits"), note=message("Of a unit that ends well.")),
                "effective": Field(
                    message("Effective"), HOURS, message("Taken of a station for a good unit, on the clock.")
                ),
                "good": Field(message("Pass"), SHARE),
                "rework": Field(message("Rework at")),
                "rework_limit": Field(message("Reworks at most")),
            },
        ),
        "stations": Described(
            message("Stations"),
            message("a group of parallel stations"),
            {
                "group": _GROUP,
                "number": Field(message("Number")),
                "station": Field(message("Kind of station")),
                "tasks": Field(message("Tasks")),
                "copies": Field(message("Stations")),
                "servers": Field(message("Servers")),
                "batch": Field(message("Batch")),
                "buffer": Field(message("Buffer"), note=message("Empty: no limit.")),
                "hours": Field(message("A service"), HOURS),
                "visits": Field(message("Visits")),
                "open_hours": Field(message("Open a week"), HOURS),
                "load": Field(message("Load by means"), SHARE),
                "operators": Field(message("Operators"), PEOPLE),
                "power": Field(message("Power"), KW),
                "cooling": Field(message("Cooling"), KW),
                "cost": Field(message("Cost"), MONEY),
            },
        ),
        "shares": Described(
            message("Time of stations"),
            message("what the time of a group's servers goes to"),
            {
                "group": _GROUP,
                "working": Field(message("Working"), SHARE),
                "blocked": Field(message("Blocked"), SHARE),
                "starved": Field(message("Starved"), SHARE),
                "down": Field(message("Down"), SHARE),
                "no_power": Field(message("Without power"), SHARE),
                "no_operator": Field(message("Without operator"), SHARE),
                "changeover": Field(message("Changeover"), SHARE),
                "closed": Field(message("Closed"), SHARE),
                "load": Field(message("Load simulated"), SHARE),
            },
        ),
        "pools": Described(
            message("People and pools"),
            message("what stations share: people, power, cooling"),
            {
                "pool": Field(message("Pool")),
                "capacity": Field(message("Capacity"), note=message("Empty: no limit.")),
                "mean": Field(message("Mean")),
                "peak": Field(message("Peak")),
                "heads": Field(message("On shift"), PEOPLE),
                "hours": Field(message("Open a week"), HOURS),
                "payroll": Field(message("On the payroll"), PEOPLE),
            },
        ),
        "power": Described(
            message("Power by hour"),
            message("an hour of the week, and the power drawn in it"),
            {
                "hour": Field(message("Hour of the week")),
                "mean": Field(message("Mean"), KW),
                "peak": Field(message("Peak"), KW),
            },
        ),
        "series": Described(
            message("Course of the run"),
            message("an hour of the simulated run"),
            {
                "hour": Field(message("Time"), HOURS),
                "inside": Field(message("Work in process"), UNITS),
                "output": Field(message("Output"), UNITS),
            },
        ),
        "blocks": Described(
            message("Blocks"),
            message("what stands together on the floor"),
            {
                "block": Field(message("Block")),
                "role": Field(message("Role")),
                "group": _GROUP,
                "copies": Field(message("Stations")),
                "row": _ROW,
                "x": Field(message("From the left end"), METRES),
                "length": Field(message("Length"), METRES),
                "depth": Field(message("Depth"), METRES),
            },
        ),
        "openings": Described(
            message("Docks and feeds"),
            message("a dock or a feed of the building"),
            {"x": Field(message("From the left end"), METRES), "row": _ROW},
        ),
        "flows": Described(
            message("Flows"),
            message("what is moved from a block to another"),
            {
                "origin": Field(message("Origin"), note=message("Empty: the dock.")),
                "destination": Field(message("Destination"), note=message("Empty: the dock.")),
                "kg": Field(message("Moved"), KG_WEEK),
                "metres": Field(message("Distance"), METRES),
                "work": Field(message("Work"), WORK_WEEK),
            },
        ),
        "limits": Described(
            message("Limits"),
            message("what the plant needs of something, and what there is"),
            {
                "need": Field(message("Need")),
                "have": Field(message("Have"), note=message("Empty: no limit.")),
                "room": Field(message("Room"), note=message("Below 0: what lacks.")),
                "binds": Field(message("Binds")),
            },
        ),
        "changes": Described(
            message("Rounds"),
            message("a round of fitting the line to its rate"),
            {
                "round": Field(message("Round")),
                **_RATES,
                "low": Field(message("Throughput, low"), UNITS_WEEK),
                "high": Field(message("Throughput, high"), UNITS_WEEK),
                "lack": Field(message("Lack")),
                "change": Field(message("Change")),
            },
        ),
        "costs": Described(
            message("Cost lines"),
            message("what the plant costs: invested, a year and a unit"),
            {
                "cost": Field(message("Cost")),
                "item": Field(message("Item")),
                "investment": _RATES["investment"],
                "amount": Field(message("Amount"), MONEY_YEAR, message("Investment as what pays it off.")),
                "unit_cost": _RATES["unit_cost"],
            },
        ),
        "ramp": Described(
            message("Ramp"),
            message("a month since the start, and the share of the full rate"),
            {"month": Field(message("Month"))},
        ),
        "resources": Described(message("Rows of resources"), message("a row that design reads")),
        "processes": Described(message("Rows of processes"), message("a row that design reads")),
        "sources": Described(message("Rows of sources"), message("a row that design reads")),
        "sweep": Described(
            message("Sweep"),
            message("the plant for a value of what was swept"),
            {
                "sweep": Field(message("What is swept")),
                **_RATES,
                "peak_power": Field(message("Peak power"), KW),
                "people": Field(message("On shift"), PEOPLE),
                "floor_length": Field(message("Floor, length"), METRES),
                "difference": Field(
                    message("Difference"), UNITS_WEEK, message("Of throughput, from the first value.")
                ),
                "difference_low": Field(message("Difference, low"), UNITS_WEEK),
                "difference_high": Field(message("Difference, high"), UNITS_WEEK),
            },
        ),
    }
)
"""What each frame of a plant is; its rows of tables have the columns of these."""
