"""The frames of a plan for many futures: which there are, their columns and types."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from reshore.plan.frames import spec

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.plan.frames import FrameSpec

_DECISION = "change site country resource period amount:number"

FRAMES: Mapping[str, FrameSpec] = MappingProxyType(
    {
        "futures": spec(
            "future probability:number cost:number own_best:number own_bound:number regret_least:number"
            " regret_most:number",
            optional="own_best own_bound regret_least regret_most",
        ),
        "changes": spec("future order:integer table where column action value", "where column value"),
        "decisions": spec(_DECISION, optional="resource"),
        "sources": spec("rule product destination site period"),
        "worth": spec("figure low:number high:number", optional="low high"),
        "others": spec("plan future cost:number short:number", optional="cost short"),
        "own_decisions": spec(f"future {_DECISION}", optional="resource"),
    }
)
"""Every frame of such a plan.

`futures` has what each costs with what is decided once, and what the best plan for it alone costs, where that
was looked for; `changes` says what each is. `decisions` are those on sites and modules, `own_decisions` those
of the best plan for each future alone. `worth` has what planning for many futures is worth, between which
amounts, where that was asked for; `others` what the decisions of other plans cost in each future and how many
units they don't deliver, empty where they leave no flows.
"""
