"""Reads and checks a model of a million lanes from Parquet, and says how long it took and how much it held.

python benchmarks/tables.py [LANES]
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl

PRODUCTS = 10


def write_network(folder: Path, lanes: int) -> None:
    """Write plants and markets, and a lane for every plant, market and product."""
    side = round((lanes / PRODUCTS) ** 0.5)
    random = np.random.default_rng(2)
    plants = pl.DataFrame({"site": [f"plant-{i:04d}" for i in range(side)]})
    markets = pl.DataFrame({"market": [f"market-{i:04d}" for i in range(side)]})
    products = pl.DataFrame({"product": [f"product-{i}" for i in range(PRODUCTS)]})

    def placed(frame: pl.DataFrame) -> pl.DataFrame:
        return frame.with_columns(
            pl.lit("USA").alias("country"),
            pl.Series("latitude", random.uniform(25, 48, frame.height)),
            pl.Series("longitude", random.uniform(-120, -75, frame.height)),
        )

    ways = plants.rename({"site": "origin"}).join(markets.rename({"market": "destination"}), how="cross")
    rows = ways.join(products, how="cross").with_columns(mode=pl.lit("road"))
    tables = {
        "periods": pl.DataFrame({"period": ["2025"], "start": [date(2025, 1, 1)], "months": [12]}),
        "countries": pl.DataFrame({"country": ["USA"]}),
        "sites": placed(plants),
        "markets": placed(markets),
        "products": products.with_columns(value=100.0, mass=10.0),
        "processes": plants.join(products, how="cross"),
        "modes": pl.DataFrame({"mode": ["road"], "speed": [800.0]}),
        "demands": markets.join(products, how="cross").with_columns(quantity=1000.0),
        "lanes": rows.with_columns(
            pl.Series("cost_per_unit", random.uniform(1, 50, rows.height)),
            pl.Series("capacity", random.uniform(1e4, 1e6, rows.height)),
            pl.Series("days", random.integers(1, 9, rows.height)),
        ),
    }
    for name, frame in tables.items():
        frame.write_parquet(folder / f"{name}.parquet")


def read(folder: Path) -> None:
    """Load the model in this process, which has done nothing else, and print what it took."""
    from reshore.tables.load import load

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    model = load(folder)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    rows = model["lanes"].height
    print(f"{rows:,} lanes read and checked in {seconds:.2f} s; peak {peak >> 10} MB, {before >> 10} before")


def main() -> None:
    """Write the network once, and read it in a fresh process."""
    if sys.argv[1:2] == ["--read"]:
        read(Path(sys.argv[2]))
        return
    lanes = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        write_network(Path(folder), lanes)
        subprocess.run([sys.executable, __file__, "--read", folder], check=True)


if __name__ == "__main__":
    main()
