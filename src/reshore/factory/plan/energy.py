"""Energy that one unit takes on its line, beside what the plant draws whether it works or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reshore.factory.plan.balanced import Way


def of_unit(way: Way) -> float:
    """Return the kWh of a unit that ends well, reworks and scrap counted."""
    return sum(place.visits * place.hours * place.power / place.kind.batch for place in way.places)
