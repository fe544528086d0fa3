"""From a network to its program: variables, then one family of constraints after the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reshore.footprint import conditions as conditional
from reshore.footprint.draft import Draft
from reshore.footprint.families import (
    balance,
    capacity,
    closing,
    content,
    demand,
    links,
    minimums,
    modules,
    opening,
    policy,
    relief,
    sources,
    stock,
    throughput,
    use,
)
from reshore.footprint.variables import add_variables

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import ModuleType

    from reshore.footprint.conditions import Condition
    from reshore.footprint.network import Network
    from reshore.footprint.rules import Limit
    from reshore.lp.block import Block
    from reshore.lp.program import LinearProgram

FAMILIES: tuple[ModuleType, ...] = (
    balance,
    use,
    content,
    relief,
    demand,
    opening,
    capacity,
    modules,
    closing,
    minimums,
    throughput,
    stock,
    links,
    sources,
    policy,
)
"""Every family, in the order in which their rows stand in the program."""


@dataclass(frozen=True, slots=True)
class FootprintProgram:
    """The program of a network, with what is needed to read its solutions.

    Attributes
    ----------
    network
        What it was made from.
    program
        The arrays.
    columns
        Blocks of columns by name.
    limits
        The limits that rules set.
    conditions
        Conditions that were asked for beside the tables.
    """

    network: Network
    program: LinearProgram
    columns: Mapping[str, Block]
    limits: tuple[Limit, ...]
    conditions: tuple[Condition, ...] = ()

    @classmethod
    def of(cls, network: Network, conditions: Sequence[Condition] = ()) -> FootprintProgram:
        """Draft and build the program of a network.

        Raises
        ------
        UsageError
            If a condition speaks of a site or resource that there isn't.
        """
        draft = Draft(network)
        draft.columns.update(add_variables(draft.assembler, network))
        found: list[Limit] = []
        for family in FAMILIES:
            found.extend(family.add(draft) or ())
        conditional.add(draft, conditions)
        columns = dict(draft.columns)
        return cls(network, draft.assembler.build(), columns, tuple(found), tuple(conditions))
