"""Write demands.csv: what the group is asked for by product and period, times the share of each market.

Usage: ``uv run python examples/gb200/authoring/build_demands.py [FOLDER]``; without one, the example itself.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

HERE = Path(__file__).parent
COLUMNS = (
    *("market", "product", "segment", "period"),
    *("quantity", "shortage_cost", "source", "note"),
)
RACK = "nvl72"
SHORTAGE = {"commercial": 300, "sovereign": 500}
"""kUSD a rack not delivered: the margin lost, and for sovereign buyers what the relation is worth."""
SHORTAGE_NOTE = {
    "commercial": "shortage cost 190 to 500 kUSD (gross margin 6.25 % x 3,000 and conversion)",
    "sovereign": "shortage cost 300 to 1,000 kUSD",
}


def main(folder: Path) -> None:
    rows = [*commercial(), *sovereign()]
    with (folder / "demands.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def commercial() -> list[dict[str, str]]:
    """Spread each total over its markets; of racks, what sovereign buyers leave."""
    taken: dict[str, float] = {}
    for row in read("sovereign"):
        taken[row["period"]] = taken.get(row["period"], 0) + float(row["quantity"])
    shares = read("shares")
    rows = []
    for total in read("totals"):
        product, period = total["product"], total["period"]
        segment = "commercial" if product == RACK else "all"
        left = float(total["quantity"]) - (taken.get(period, 0) if product == RACK else 0)
        for share in shares:
            if share["product"] != product or share["period"] not in {"", period}:
                continue
            rows.append(
                demand(
                    *(share["market"], product, segment, period, left * float(share["share"])),
                    sources=f"{total['source']} {share['source']}",
                    note=f"{total['note']}; share {float(share['share']):g}: {share['note']}",
                )
            )
    return rows


def sovereign() -> list[dict[str, str]]:
    """List the orders of sovereign buyers."""
    return [
        demand(
            *(row["market"], RACK, "sovereign", row["period"], float(row["quantity"])),
            sources=row["source"],
            note=row["note"],
        )
        for row in read("sovereign")
    ]


def demand(
    market: str, product: str, segment: str, period: str, quantity: float, *, sources: str, note: str
) -> dict[str, str]:
    rack = product == RACK
    return {
        "market": market,
        "product": product,
        "segment": segment,
        "period": period,
        "quantity": f"{round(quantity, 0 if rack else 2):g}",
        "shortage_cost": str(SHORTAGE[segment]) if rack else "",
        "source": " ".join(dict.fromkeys([*sources.split(), "estimate"])),
        "note": f"{note}; {SHORTAGE_NOTE[segment]}" if rack else note,
    }


def read(name: str) -> list[dict[str, str]]:
    with (HERE / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE.parent)
