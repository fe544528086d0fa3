"""The frames of a stress test as readers see them; docs/stress.md says what the numbers mean."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from reshore.report.language import message
from reshore.report.workbook.field import (
    DAYS,
    MONEY,
    MONEY_WEEK,
    MONEY_YEAR,
    SHARE,
    UNITS,
    WEEKS,
    YEARLY,
    Described,
    Field,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

_ENGINE = Field(
    message("Engine"), note=message("recourse knows all events beforehand, simulation knows none of them.")
)
_REPLICATION = Field(message("Replication"))
_STRATUM = Field(message("Stratum"), note=message("Number of events: none, one, more."))
_WEIGHT = Field(message("Weight"), SHARE)
_QUANTILE = message("Of service over replications.")

STRESS: Mapping[str, Described] = MappingProxyType(
    {
        "exposures": Described(
            message("Exposures"),
            message("what stops together: how long nothing is lost, and what is lost after that"),
            {
                "ttr": Field(message("Time to recover"), DAYS, message("Empty: not known.")),
                "stated": Field(
                    message("Stated"), note=message("Whether the tables give the time to recover.")
                ),
                "tts": Field(message("Time to survive"), DAYS, message("Empty: it has no end.")),
                "impact": Field(
                    message("Impact"), MONEY, message("Lost if it stops for its time to recover.")
                ),
                "units_lost": Field(message("Lost"), UNITS),
                "index": Field(
                    message("Risk exposure index"), note=message("Impact over the largest of its kind.")
                ),
                "spend": Field(message("Spend"), MONEY_YEAR),
            },
        ),
        "exposure_segments": Described(
            message("Exposed segments"),
            message("the share of a segment's units that is lost when something stops"),
            {"share": Field(message("Share lost"), SHARE)},
        ),
        "concentration": Described(
            message("Concentration"),
            message("how few countries, sites and sources a product comes from"),
            {
                "value": Field(message("Value"), MONEY_WEEK),
                "by_country": Field(
                    message("By country"), note=message("Herfindahl index: 1 is all in one.")
                ),
                "by_site": Field(message("By site"), note=message("Herfindahl index: 1 is all in one.")),
                "sources": Field(message("Sources")),
                "single": Field(message("Of a single source"), MONEY_WEEK),
            },
        ),
        "passages": Described(
            message("Passages"),
            message("what crosses a strait or a canal"),
            {"passage": Field(message("Passage")), "value": Field(message("Value"), MONEY_WEEK)},
        ),
        "replications": Described(
            message("Replications"),
            message("one play of the hazards, and what it costs"),
            {
                "engine": _ENGINE,
                "replication": _REPLICATION,
                "stratum": _STRATUM,
                "weight": _WEIGHT,
                "make": Field(message("Making"), MONEY),
                "buy": Field(message("Buying"), MONEY),
                "move": Field(message("Moving"), MONEY),
                "hold": Field(message("Holding"), MONEY),
                "unmet": Field(message("Unmet"), MONEY, message("Worth of units lost or waiting.")),
                "left": Field(message("Left"), MONEY, message("Standard cost of what is left at the end.")),
                "cost": Field(message("Cost"), MONEY),
                "loss": Field(message("Loss"), MONEY, message("Cost above that of the same without events.")),
                "lost_value": Field(message("Value lost"), MONEY),
                "units_lost": Field(message("Lost"), UNITS),
                "recovery": Field(message("Recovery"), WEEKS),
                "events": Field(message("Events")),
            },
        ),
        "events": Described(
            message("Events"),
            message("an event of a replication"),
            {
                "replication": _REPLICATION,
                "event": Field(message("Event")),
                "hazard": Field(message("Hazard")),
                "start": Field(message("Start"), DAYS),
                "duration": Field(message("Duration"), DAYS),
                "severity": Field(message("Severity")),
                "hit": Field(message("Rows hit")),
            },
        ),
        "service": Described(
            message("Service under stress"),
            message("the share of a segment's wants that is served in a week"),
            {
                "engine": _ENGINE,
                "week": Field(message("Week")),
                "mean": Field(message("Mean"), SHARE),
                "q05": Field(message("5th percentile"), SHARE, _QUANTILE),
                "q25": Field(message("25th percentile"), SHARE, _QUANTILE),
                "q50": Field(message("Median"), SHARE, _QUANTILE),
                "q75": Field(message("75th percentile"), SHARE, _QUANTILE),
                "q95": Field(message("95th percentile"), SHARE, _QUANTILE),
            },
        ),
        "losses": Described(
            message("Losses"),
            message("what an engine loses, each with its 95 % interval"),
            {
                "engine": _ENGINE,
                "expected": Field(message("Expected loss"), MONEY),
                "expected_low": Field(message("Expected loss, low"), MONEY),
                "expected_high": Field(message("Expected loss, high"), MONEY),
                "var95": Field(message("VaR 95 %"), MONEY),
                "var95_low": Field(message("VaR 95 %, low"), MONEY),
                "var95_high": Field(message("VaR 95 %, high"), MONEY),
                "cvar95": Field(message("CVaR 95 %"), MONEY, message("Mean of the worst twentieth.")),
                "cvar95_low": Field(message("CVaR 95 %, low"), MONEY),
                "cvar95_high": Field(message("CVaR 95 %, high"), MONEY),
                "recovery": Field(message("Recovery"), WEEKS),
                "recovery_low": Field(message("Recovery, low"), WEEKS),
                "recovery_high": Field(message("Recovery, high"), WEEKS),
            },
        ),
        "foresight": Described(
            message("Foresight"),
            message(
                "what knowing all events beforehand is worth, on the replications that both engines played"
            ),
            {
                "replications": Field(message("Replications")),
                "recourse": Field(message("Cost with foresight"), MONEY),
                "simulation": Field(message("Cost without"), MONEY),
                "gap": Field(message("Difference"), MONEY),
                "gap_low": Field(message("Difference, low"), MONEY),
                "gap_high": Field(message("Difference, high"), MONEY),
            },
        ),
        "exceedance": Described(
            message("Exceedance"),
            message("the chance that a loss is above an amount"),
            {
                "engine": _ENGINE,
                "loss": Field(message("Loss"), MONEY),
                "probability": Field(message("Probability"), SHARE),
            },
        ),
        "hazards": Described(
            message("Hazards"),
            message("what a hazard adds to losses"),
            {
                "engine": _ENGINE,
                "hazard": Field(message("Hazard")),
                "events": Field(message("Events"), YEARLY),
                "mean_part": Field(message("Part in the mean"), MONEY),
                "tail_part": Field(message("Part in the tail"), MONEY),
            },
        ),
        "fixes": Described(
            message("Fixes"),
            message("what would help, and what it costs"),
            {
                "fix": Field(message("Fix")),
                "cost_year": Field(message("Cost"), MONEY_YEAR),
                "cvar_removed": Field(message("CVaR removed"), MONEY),
                "low": Field(message("Low end"), MONEY),
                "high": Field(message("High end"), MONEY),
                "ratio": Field(message("Ratio"), note=message("CVaR removed over the cost of a year.")),
            },
        ),
        "failures": Described(
            message("Failures"),
            message("a replication that could not be played"),
            {
                "engine": _ENGINE,
                "replication": _REPLICATION,
                "stratum": _STRATUM,
                "weight": _WEIGHT,
                "problem": Field(message("Problem")),
            },
        ),
    }
)
"""What each frame of a stress test is."""
