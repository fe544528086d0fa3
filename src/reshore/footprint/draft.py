"""A program while it is being drafted: the network, the assembler and the blocks that are there so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reshore.lp.assemble import Assembler

if TYPE_CHECKING:
    from reshore.footprint.network import Network
    from reshore.lp.block import Block


@dataclass(frozen=True, slots=True)
class Draft:
    """What families of constraints add to.

    Attributes
    ----------
    network
        The index frames.
    assembler
        Takes columns and rows.
    columns
        Blocks of columns by name.
    """

    network: Network
    assembler: Assembler = field(default_factory=Assembler)
    columns: dict[str, Block] = field(default_factory=dict)
