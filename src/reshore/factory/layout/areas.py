"""What is to be laid out: areas with lengths and flows, ports on the walls, and what the user fixed."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

import numpy as np

from reshore.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

TOP, BOTTOM = 0, 1
"""Rows of the corridor."""


class End(Enum):
    """An end of a row that an area is fixed to."""

    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where the user fixed an area.

    Attributes
    ----------
    row
        `TOP` or `BOTTOM`.
    end
        Whether it is the first or the last of the row; None = anywhere in it.
    """

    row: int
    end: End | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Port:
    """A fixed point: a dock, or a feed of power or chilled water.

    Attributes
    ----------
    name
        Unique among ports.
    x
        From the left end of the rows, in metres.
    flow
        To and from each area, kg a week.
    """

    name: str
    x: float
    flow: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Areas:
    """Areas along a corridor.

    Attributes
    ----------
    names
        Unique.
    length
        Of each along the corridor, in metres; thousandths count.
    flow
        What goes between two areas, both ways together: symmetric, areas x areas, kg a week.
    ports
        Fixed points.
    fixed
        By number of an area, where the user fixed it; all others stand anywhere.

    Raises
    ------
    UsageError
        If sizes, names or numbers make no sense, or areas are fixed to the same end.
    """

    names: tuple[str, ...]
    length: Floats
    flow: Floats
    ports: tuple[Port, ...] = ()
    fixed: Mapping[int, Spot] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse what makes no sense."""
        if faults := list(self._faults()):
            raise UsageError("; ".join(faults))

    def _faults(self) -> Iterator[str]:
        count = len(self.names)
        if len(set(self.names)) < count:
            yield "two areas have the same name"
        if self.length.shape != (count,) or self.flow.shape != (count, count):
            yield f"{count} areas need as many lengths, and flows between each two of them"
            return
        if not (np.isfinite(self.length).all() and (self.length >= 0.001).all()):
            yield "a length is below 0.001 or no number"
        if not (np.isfinite(self.flow).all() and (self.flow >= 0).all()):
            yield "a flow is below 0 or no number"
        elif not np.allclose(self.flow, self.flow.T, rtol=1e-9, atol=0):
            yield "flows are not the same in both directions; add them up"
        for port in self.ports:
            sound = port.flow.shape == (count,) and np.isfinite(port.flow).all() and (port.flow >= 0).all()
            if not (sound and np.isfinite(port.x)):
                yield f"port {port.name} needs a place, and a flow of 0 or more for each area"
        ends = [(spot.row, spot.end) for spot in self.fixed.values() if spot.end]
        if len(set(ends)) < len(ends):
            yield "two areas are fixed to the same end of a row"
        if any(not 0 <= area < count or spot.row not in (TOP, BOTTOM) for area, spot in self.fixed.items()):
            yield "an area or row that there is not is fixed"
