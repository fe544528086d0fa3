"""What a unit is worth to customs: written apart from the product's value, with or without its freight."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reshore.audit.case import Case


class Customs:
    """Customs values and bases."""

    def __init__(self, case: Case) -> None:
        self._written: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for row in case.model["customs_values"].iter_rows(named=True):
            self._written[row["product"]].append(row)
        self.worth = {
            (product, period): value
            for product, period, value in case.worth.select("product", "period", "worth").iter_rows()
        }
        self._basis = dict(case.model["countries"].select("country", "customs_basis").iter_rows())
        self.mass = dict(case.model["products"].select("product", "mass").iter_rows())

    def value(self, product: str, importer: str, period: str, seller: str = "") -> float:
        """Return the customs value of a unit without freight: the most specific row, else its own value."""
        keys = {"seller": seller, "importer": importer, "period": period}
        rows = [
            row
            for row in self._written[product]
            if all(not row[key] or row[key] == named for key, named in keys.items())
        ]
        best = max(rows, key=lambda row: tuple(bool(row[key]) for key in keys), default=None)
        return float(self.worth[product, period] if best is None else best["value"])

    def landed(self, product: str, importer: str, period: str, seller: str, freight: float) -> float:
        """Return the customs value of a unit at a border, with freight where the importer counts it."""
        value = self.value(product, importer, period, seller)
        return value + freight if self._basis[importer] == "CIF" else value
