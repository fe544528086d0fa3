"""Rules in words: what each one counts, how it is limited, and what its author noted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import polars as pl

from reshore.footprint.rules import span
from reshore.tables.series import by_period

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from reshore.footprint.network import Network

SENSES: Mapping[str, str] = {"<=": "at most", ">=": "at least", "=": "exactly"}

DONE: Mapping[str, str] = {
    "make": "made",
    "buy": "bought",
    "use": "used",
    "ship": "shipped",
    "hold": "held",
    "serve": "delivered",
    "short": "not delivered",
    "open": "open",
    "build": "ordered",
}
"""Activities as participles."""

COUNTED: Mapping[str, str] = {"cost": "cost of what is", "sources": "sources of what is"}
"""Measures that are not simply amounts of what is done."""


def in_words(network: Network, name: str) -> str:
    """Return what a rule asks: ``units made where country = 'CHN': at most 60 in each period``."""
    rule = network.model["rules"].row(by_predicate=pl.col("rule") == name, named=True)
    measure = COUNTED.get(rule["measure"], rule["measure"].replace("_", " "))
    counted = f"{measure} {DONE[rule['activity']]}{_where(rule['where'])}"
    return f"{counted}: {SENSES[rule['sense']]} {_limit(network, rule)}{_span(network, rule)}"


def note(network: Network, name: str) -> str:
    """Return the first sentence of a rule's note; empty where there is none."""
    rule = network.model["rules"].row(by_predicate=pl.col("rule") == name, named=True)
    first = re.split(r"(?<=[.!?])\s", (rule["note"] or "").strip(), maxsplit=1)[0]
    return first if not first or first[-1] in ".!?" else f"{first}."


def _where(condition: str | None) -> str:
    return f" where {condition}" if condition else ""


def _limit(network: Network, rule: Mapping[str, Any]) -> str:
    """Return the limit with its denominator, first and last where it changes."""
    limits = by_period(network.model, "rules", ["limit"]).filter(
        pl.col("rule") == rule["rule"], pl.col("period").is_in(span(network, rule))
    )["limit"]
    of = rule["of"]
    shown = list(dict.fromkeys([limits[-1] if rule["periods"] == "cumulative" else limits[0], limits[-1]]))
    text = " to ".join(f"{limit * 100:g} %" if of else f"{limit:,.10g}" for limit in shown)
    share = f", each with a share of at least {rule['share'] * 100:g} %" if rule["share"] else ""
    if not of:
        return text + share
    return (
        f"{text} of {'the baseline' if of == 'baseline' else 'all' if of == 'true' else f'that where {of}'}"
    )


def _span(network: Network, rule: Mapping[str, Any]) -> str:
    """Return the periods in which a rule holds, where it is not simply every one."""
    ends = [f"{word} {rule[word]}" for word in ("from", "to") if rule[word]]
    summed = "in all periods together" if rule["periods"] == "cumulative" else ""
    told = " ".join(filter(None, [summed, *ends]))
    return f", {told}" if told and len(network.clock) > 1 else ""
