"""The floor of a plant: where its blocks stand along the corridor, and how far is carried what flows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from reshore.factory.layout.areas import Areas, Port
from reshore.factory.layout.arrange import Limits, arrange
from reshore.factory.plan.blocks import blocks
from reshore.factory.plan.flows import DOCK_IN, DOCK_OUT, flows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from reshore.factory.layout.arrange import Arrangement
    from reshore.factory.plan.blocks import Block
    from reshore.factory.plan.building import Building, Opening
    from reshore.factory.plan.flows import Flow
    from reshore.factory.plan.sized import Sized

    Floats = NDArray[np.float64]

ROUNDS = 4
"""How often docks are chosen anew, where none is named for what it serves."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where blocks stand.

    Attributes
    ----------
    building
        Around them.
    blocks
        All of them.
    x, row
        Of each block, its left end in metres from that of the building, and its row, 0 = top.
    flows
        What is carried.
    docks
        `DOCK_IN` or `DOCK_OUT` -> the dock that serves it; neither where the building names no dock.
    work, bound
        Sum of flow x distance (kg m a week), feeds included, and what no layout is below.
    proven
        Whether none is better.
    """

    building: Building
    blocks: tuple[Block, ...]
    x: tuple[float, ...]
    row: tuple[int, ...]
    flows: tuple[Flow, ...]
    docks: Mapping[str, Opening]
    work: float
    bound: float
    proven: bool

    @property
    def length(self) -> float:
        """Length of the longer row."""
        ends = (x + block.length for x, block in zip(self.x, self.blocks, strict=True))
        return max(ends, default=0.0)

    @property
    def area(self) -> float:
        """Square metres of both rows, each up to its end, and of the corridor up to that of the longer."""
        rows = sum(block.length for block in self.blocks) * self.building.depth
        return rows + self.length * self.building.aisle

    @property
    def where(self) -> dict[str, tuple[float, int]]:
        """By name of a place or area, the middle of its stations, and the row of its first block."""
        found: dict[str, tuple[float, int]] = {}
        for block, x, row in zip(self.blocks, self.x, self.row, strict=True):
            middle, first = found.get(block.of, (0.0, row))
            found[block.of] = (middle + block.share * (x + block.length / 2), first)
        return found

    def metres(self, flow: Flow) -> float:
        """Return how far a flow is carried, the mean over the blocks at its ends."""
        starts, ends = self._at(flow.origin, DOCK_IN), self._at(flow.destination, DOCK_OUT)
        return sum(
            a * b * (abs(x - y) + (self.building.aisle if None not in (r, s) and r != s else 0.0))
            for x, r, a in starts
            for y, s, b in ends
        )

    def _at(self, name: str, role: str) -> list[tuple[float, int | None, float]]:
        """Return x, row and share of what an end of a flow is at; none of a dock that isn't named."""
        if not name:
            return [(self.docks[role].x, None, 1.0)] if role in self.docks else []
        parts = zip(self.blocks, self.x, self.row, strict=True)
        return [(x + part.length / 2, row, part.share) for part, x, row in parts if part.of == name]


def stand(sized: Sized, feed_weight: float, seed: int, seconds: float) -> Standing:
    """Lay out a plant.

    Parameters
    ----------
    sized
        The plant.
    feed_weight
        kg a week for each kW of a block in its distance from each feed.
    seed
        Of the local search.
    seconds
        Longest search.
    """
    building, parts, moved = sized.case.building, blocks(sized), flows(sized)

    def laid_out(docks: Mapping[str, Opening]) -> Standing:
        areas = _areas(building, parts, moved, docks, feed_weight)
        found = arrange(
            areas, aisle=building.aisle, length=building.length, seed=seed, limits=Limits(seconds)
        )
        return _standing(building, parts, moved, docks, found)

    best = laid_out(_docks(building))
    for _ in range(ROUNDS):
        docks = _nearest(best)
        if docks == best.docks:
            break
        other = laid_out(docks)
        if other.work >= best.work:
            break
        best = other
    return best


def shortest(sized: Sized) -> float:
    """Return the length of the longer row where that is least, in metres."""
    from reshore.factory.layout.rows import SCALE, Rows
    from reshore.factory.layout.split import shortest_rows

    building = sized.case.building
    areas = _areas(building, blocks(sized), [], {}, 0.0)
    return shortest_rows(Rows.of(areas, 2, building.aisle, np.inf))[0] / SCALE


def _docks(building: Building) -> dict[str, Opening]:
    """Return the docks named for what they serve, else the first for goods in and the last for goods out."""
    if not building.docks:
        return {}
    named = {dock.name: dock for dock in building.docks}
    rest = {DOCK_IN: building.docks[0], DOCK_OUT: building.docks[-1]}
    return {role: named.get(role, dock) for role, dock in rest.items()}


def _nearest(standing: Standing) -> dict[str, Opening]:
    """Return the docks with those that aren't named replaced by the nearest to what they serve."""
    chosen = dict(standing.docks)
    for role in chosen:
        ends = [flow for flow in standing.flows if not (flow.origin if role == DOCK_IN else flow.destination)]
        if chosen[role].name != role and ends:

            def carried(dock: Opening, role: str = role, ends: Sequence[Flow] = ends) -> float:
                there = replace(standing, docks={**standing.docks, role: dock})
                return sum(flow.kg * there.metres(flow) for flow in ends)

            chosen[role] = min(standing.building.docks, key=carried)
    return chosen


def _areas(
    building: Building,
    parts: Sequence[Block],
    moved: Sequence[Flow],
    docks: Mapping[str, Opening],
    feed_weight: float,
) -> Areas:
    """Return what is laid out; blocks of one place share its flows by their stations."""
    count = len(parts)
    own = {
        name: np.array([part.share * (part.of == name) for part in parts]) for name in {p.of for p in parts}
    }
    flow, at_dock = np.zeros((count, count)), {role: np.zeros(count) for role in docks}
    for one in moved:
        if one.origin and one.destination:
            carried = one.kg * np.outer(own[one.origin], own[one.destination])
            flow += carried + carried.T
        elif (role := DOCK_OUT if one.origin else DOCK_IN) in docks:
            at_dock[role] += one.kg * own[one.origin or one.destination]
    kilowatts = np.array([part.power for part in parts])
    ports = [Port(f"dock for {role}", dock.x, at_dock[role]) for role, dock in docks.items()]
    ports += [Port(f"feed {feed.name}", feed.x, feed_weight * kilowatts) for feed in building.feeds]
    return Areas(
        tuple(part.name for part in parts), np.array([part.length for part in parts]), flow, tuple(ports)
    )


def _standing(
    building: Building,
    parts: Sequence[Block],
    moved: Sequence[Flow],
    docks: Mapping[str, Opening],
    found: Arrangement,
) -> Standing:
    return Standing(
        building=building,
        blocks=tuple(parts),
        x=tuple(found.left.tolist()),
        row=tuple(found.row.tolist()),
        flows=tuple(moved),
        docks=docks,
        work=found.work,
        bound=found.bound,
        proven=found.proven,
    )
