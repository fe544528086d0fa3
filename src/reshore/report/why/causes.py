"""Causes that drivers neutralise, in words."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from reshore.report.language import message, say
from reshore.report.retold import retold

if TYPE_CHECKING:
    from collections.abc import Mapping

CAUSES: Mapping[str, str] = MappingProxyType(
    {
        "base_duties": message("base duties"),
        "additional_duties": message("additional duties"),
        "freight": message("freight between sites"),
        "transit": message("time between sites"),
        "closeness": message("closeness to the markets"),
        "labour": message("wages"),
        "energy": message("price and carbon of electricity"),
        "capital": message("cost of sites and modules"),
        "risk_rules": message("rules against risk"),
        "policy_rules": message("rules of policy"),
    }
)
"""What a driver that every model has neutralises, by its name."""

SCENARIO = message("scenario {scenario}")
"""What a driver of the model's author neutralises."""


def cause_of(driver: str) -> str:
    """Return what a driver neutralises, by its name."""
    return say(CAUSES[driver]) if driver in CAUSES else driver


def cause_name(cause: str) -> str:
    """Return a cause as an explanation has it, in the language of the page."""
    return retold(cause, (*CAUSES.values(), SCENARIO))
