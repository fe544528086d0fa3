"""Two-stage stochastic fixed-charge network design: published instances, and larger ones of their kind.

Arcs are bought once; then, in each scenario, goods flow from sources to sinks over what was bought. The files
are not part of the project: name the folder that holds ``netdes`` by RESHORE_DATA.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from benchmarks.instances import data_folder
from scipy.sparse import block_diag, csc_array, eye_array, hstack, vstack

from reshore.lp.program import LinearProgram

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class NetworkDesign:
    """An instance.

    Attributes
    ----------
    name
        What it is called.
    upper, lower
        Best bounds of the optimum that are published; equal where it is proven.
    nodes
        Number of nodes.
    arcs
        Arcs x 2: the node that each leaves, and the one that it enters.
    fixed
        Cost of buying each arc.
    probability
        One number a scenario.
    cost, capacity
        Scenarios x arcs: cost of a unit, and the most units.
    supply
        Scenarios x nodes: units that leave, less those that come in.
    """

    name: str
    upper: float
    lower: float
    nodes: int
    arcs: NDArray[np.int64]
    fixed: Floats
    probability: Floats
    cost: Floats
    capacity: Floats
    supply: Floats

    def program(self) -> tuple[LinearProgram, NDArray[np.bool_]]:
        """Return the extensive form, and which of its columns are decided first."""
        count, arcs = self.cost.shape
        every = np.arange(arcs)
        signs = np.concatenate([np.ones(arcs), -np.ones(arcs)])
        ends = np.concatenate([self.arcs[:, 0], self.arcs[:, 1]])
        flow = csc_array((signs, (ends, np.tile(every, 2))), shape=(self.nodes, arcs))
        balance = block_diag([flow] * count)
        limits = vstack([csc_array((-each, (every, every)), shape=(arcs, arcs)) for each in self.capacity])
        matrix = vstack(
            [
                hstack([csc_array((count * self.nodes, arcs)), balance]),
                hstack([limits, eye_array(count * arcs)]),
            ]
        )
        supply = self.supply.ravel()
        whole = np.zeros(arcs * (count + 1), dtype=bool)
        whole[:arcs] = True
        program = LinearProgram(
            cost=np.concatenate([self.fixed, (self.probability[:, None] * self.cost).ravel()]),
            lower=np.zeros(len(whole)),
            upper=np.concatenate([np.ones(arcs), self.capacity.ravel()]),
            matrix=csc_array(matrix),
            row_lower=np.concatenate([supply, np.full(count * arcs, -np.inf)]),
            row_upper=np.concatenate([supply, np.zeros(count * arcs)]),
            integer=whole,
            columns={},
            rows={},
        )
        program.matrix.sort_indices()
        return program, whole


def instances(*names: str) -> Iterator[NetworkDesign]:
    """Yield the published instances, in the order of their list, or those of some names."""
    folder = data_folder() / "netdes"
    with (folder / "optima.tsv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            if not names or row["instance"] in names:
                path = folder / f"{row['instance']}.dat"
                yield read(path, float(row["upper"]), float(row["lower"]))


def read(path: Path, upper: float, lower: float) -> NetworkDesign:
    """Read an instance from its file."""
    lines = [line for line in path.read_text(encoding="utf-8").split("+", 1)[1].splitlines() if line]
    nodes = int(lines[0])
    there = _matrix(lines[3]) > 0
    count = int(lines[5])
    told = [line for line in lines[7:] if not line.startswith("-") or "," in line]
    scenarios = [told[3 * number : 3 * number + 3] for number in range(count)]
    return NetworkDesign(
        name=path.stem,
        upper=upper,
        lower=lower,
        nodes=nodes,
        arcs=np.argwhere(there),
        fixed=_matrix(lines[4])[there],
        probability=_numbers(lines[6]),
        cost=np.array([_matrix(cost)[there] for cost, _, _ in scenarios]),
        capacity=np.array([_matrix(capacity)[there] for _, capacity, _ in scenarios]),
        supply=np.array([_numbers(supply) for _, _, supply in scenarios]),
    )


def _numbers(line: str) -> Floats:
    return np.array([float(cell) for cell in line.split(",")])


def _matrix(line: str) -> Floats:
    return np.array([_numbers(row) for row in line.split(";")])
