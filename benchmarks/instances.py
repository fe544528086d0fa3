"""Published location instances as reshore tables: OR-Library, Holmberg, two-stage multi-product.

The files are not part of the project. Name the folder that holds ``orlib_cflp``, ``holmberg_sscflp`` and
``tscflp_mp_small`` by ``--data`` or the variable RESHORE_DATA.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

Tables = dict[str, pl.DataFrame]


def data_folder() -> Path:
    """Return the folder of published instances."""
    return Path(os.environ.get("RESHORE_DATA", "../shared/data"))


@dataclass(frozen=True, slots=True)
class Cflp:
    """A capacitated facility location problem: whole-demand costs, split allowed unless `single`.

    Attributes
    ----------
    name, optimum
        As published.
    capacity, fixed
        One value a site.
    demand
        One value a customer.
    cost
        Customers x sites: cost of serving all of a customer's demand.
    single
        Whether every customer is served from one site.
    dear
        Cost of a unit not delivered, so high that all are; 0 stands for one that is so for certain.
    """

    name: str
    optimum: float
    capacity: NDArray[np.float64]
    fixed: NDArray[np.float64]
    demand: NDArray[np.float64]
    cost: NDArray[np.float64]
    single: bool = False
    dear: float = 0.0

    def tables(self) -> Tables:
        """Return the model: a year, sites that supply, a market a customer, a lane a pair."""
        sites = [f"s{index:03d}" for index in range(len(self.fixed))]
        markets = [f"m{index:04d}" for index in range(len(self.demand))]
        asked = np.maximum(self.demand, 1e-300)
        unit = self.cost / asked[:, None]
        certain = (
            10
            * float(self.cost.sum() + self.fixed.sum())
            / max(1.0, float(self.demand[self.demand > 0].min()))
        )
        return {
            **_one_year(),
            "sites": _places("site", sites).with_columns(
                pl.lit("candidate").alias("status"), pl.Series("fixed_cost", self.fixed)
            ),
            "markets": _places("market", markets),
            "products": pl.DataFrame({"product": ["goods"]}),
            "supplies": pl.DataFrame({"site": sites, "product": "goods", "capacity": self.capacity}),
            "lanes": pl.DataFrame(
                {
                    "origin": sites * len(markets),
                    "destination": [market for market in markets for _ in sites],
                    "mode": "road",
                    "product": "goods",
                    "days": 0.0,
                    "distance": 0.0,
                    "cost_per_unit": unit.ravel(),
                }
            ),
            "demands": pl.DataFrame(
                {
                    "market": markets,
                    "product": "goods",
                    "period": "year",
                    "quantity": self.demand,
                    "shortage_cost": self.dear or min(certain, 1e7),
                    "single_source": "yes" if self.single else "no",
                }
            ),
        }


@dataclass(frozen=True, slots=True)
class TwoStage:
    """A two-stage multi-product problem: plants, satellites, customers; fixed costs at both stages.

    Attributes
    ----------
    name, optimum
        As published.
    demand
        Customers x products.
    plant_capacity, throughput
        Plants x products, satellites x products.
    plant_fixed, satellite_fixed
        One value a plant, a satellite.
    first, second
        Unit costs, products x plants x satellites and products x satellites x customers.
    """

    name: str
    optimum: float
    demand: NDArray[np.float64]
    plant_capacity: NDArray[np.float64]
    plant_fixed: NDArray[np.float64]
    first: NDArray[np.float64]
    throughput: NDArray[np.float64]
    satellite_fixed: NDArray[np.float64]
    second: NDArray[np.float64]

    def tables(self) -> Tables:
        """Return the model: plants supply raw goods, satellites turn them into goods, each capacitated."""
        customers, goods = self.demand.shape
        plants = [f"p{index:02d}" for index in range(len(self.plant_fixed))]
        satellites = [f"q{index:02d}" for index in range(len(self.satellite_fixed))]
        markets = [f"m{index:03d}" for index in range(customers)]
        products = [f"g{index}" for index in range(goods)]
        sites = _places("site", plants + satellites).with_columns(
            pl.lit("candidate").alias("status"),
            pl.Series("fixed_cost", np.concatenate([self.plant_fixed, self.satellite_fixed])),
        )
        raw = [f"{product}_raw" for product in products]
        lanes = [
            _lanes(plants, satellites, raw, self.first),
            _lanes(satellites, markets, products, self.second),
        ]
        made = {"site": np.repeat(satellites, goods), "resource": products * len(satellites)}
        return {
            **_one_year(),
            "sites": sites,
            "markets": _places("market", markets),
            "products": pl.DataFrame({"product": products + raw}),
            "boms": pl.DataFrame({"product": products, "component": raw, "quantity": 1.0}),
            "processes": pl.DataFrame({**made, "product": products * len(satellites), "hours_per_unit": 1.0}),
            "resources": pl.DataFrame({**made, "installed": self.throughput.ravel(), "hours_per_year": 1.0}),
            "supplies": pl.DataFrame(
                {
                    "site": np.repeat(plants, goods),
                    "product": raw * len(plants),
                    "capacity": self.plant_capacity.ravel(),
                }
            ),
            "lanes": pl.concat(lanes),
            "demands": pl.DataFrame(
                {
                    "market": np.repeat(markets, goods),
                    "product": products * customers,
                    "period": "year",
                    "quantity": self.demand.ravel(),
                    "shortage_cost": 1e5,
                }
            ),
        }


def write(tables: Mapping[str, pl.DataFrame], folder: Path) -> Path:
    """Write tables as a folder of CSV files that `reshore.load` reads."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, frame in tables.items():
        frame.write_csv(folder / f"{name}.csv")
    return folder


def orlib(folder: Path) -> Iterator[Cflp]:
    """Read the OR-Library instances that have one file each."""
    optima = _optima(folder / "orlib_cflp" / "optima.tsv")
    for file in sorted((folder / "orlib_cflp").glob("cap*.txt")):
        if file.stem in optima:
            yield _orlib(file.stem, optima[file.stem], file.read_text().split())


def large(folder: Path) -> Iterator[Cflp]:
    """Read capa at its four capacities."""
    optima = _optima(folder / "orlib_cflp" / "optima.tsv")
    text = (folder / "orlib_cflp" / "capa.txt").read_text()
    for capacity in (8000, 10000, 12000, 14000):
        name = f"capa_{capacity}"
        yield _orlib(name, optima[name], text.replace("capacity", str(capacity)).split())


def holmberg(folder: Path) -> Iterator[Cflp]:
    """Read the single-source instances."""
    optima = _optima(folder / "holmberg_sscflp" / "optima.tsv")
    for name in sorted(optima, key=lambda name: int(name[1:])):
        numbers = [float(word) for word in (folder / "holmberg_sscflp" / name).read_text().split()]
        m, n = int(numbers[0]), int(numbers[1])
        sites = np.array(numbers[2 : 2 + 2 * m]).reshape(m, 2)
        demand = np.array(numbers[2 + 2 * m : 2 + 2 * m + n])
        cost = np.array(numbers[2 + 2 * m + n : 2 + 2 * m + n + m * n]).reshape(m, n).T
        yield Cflp(name, optima[name], sites[:, 0], sites[:, 1], demand, cost, single=True)


def two_stage(folder: Path) -> Iterator[TwoStage]:
    """Read the two-stage instances whose optimum is listed."""
    optima = _optima(folder / "tscflp_mp_small" / "optima.tsv")
    for name in sorted(optima):
        words = iter((folder / "tscflp_mp_small" / name).read_text().split())
        i, j, k, goods = (int(next(words)) for _ in range(4))

        def take(*shape: int) -> NDArray[np.float64]:
            return np.array([float(next(words)) for _ in range(int(np.prod(shape)))]).reshape(shape)  # noqa: B023

        demand, plants = take(k, goods), take(i, goods + 1)
        first, satellites = take(goods, i, j), take(j, goods + 1)
        second = take(goods, j, k)
        yield TwoStage(
            name,
            optima[name],
            demand,
            plants[:, :goods],
            plants[:, goods],
            first,
            satellites[:, :goods],
            satellites[:, goods],
            second,
        )


def _orlib(name: str, optimum: float, words: list[str]) -> Cflp:
    numbers = [float(word) for word in words]
    m, n = int(numbers[0]), int(numbers[1])
    sites = np.array(numbers[2 : 2 + 2 * m]).reshape(m, 2)
    rest = np.array(numbers[2 + 2 * m : 2 + 2 * m + n * (m + 1)]).reshape(n, m + 1)
    return Cflp(name, optimum, sites[:, 0], sites[:, 1], rest[:, 0], rest[:, 1:])


def _optima(file: Path) -> dict[str, float]:
    rows = (line.split("\t") for line in file.read_text().splitlines() if line.strip())
    return {row[0]: float(row[1]) for row in rows if row[1].replace(".", "", 1).isdigit()}


def _one_year() -> Tables:
    """Tables of a model with a single year, no discount, one country."""
    return {
        "settings": pl.DataFrame({"key": ["discount_rate"], "value": ["0"]}),
        "periods": pl.DataFrame({"period": ["year"], "start": ["2025-01-01"], "months": [12]}),
        "countries": pl.DataFrame({"country": ["USA"]}),
        "modes": pl.DataFrame({"mode": ["road"]}),
    }


def _places(key: str, names: list[str]) -> pl.DataFrame:
    return pl.DataFrame({key: names, "country": "USA", "latitude": 0.0, "longitude": 0.0})


def _lanes(
    origins: list[str], destinations: list[str], products: list[str], cost: NDArray[np.float64]
) -> pl.DataFrame:
    """Lanes with costs given as products x origins x destinations."""
    grid = [(o, d, p) for p in products for o in origins for d in destinations]
    return pl.DataFrame(
        {
            "origin": [o for o, _, _ in grid],
            "destination": [d for _, d, _ in grid],
            "mode": "road",
            "product": [p for _, _, p in grid],
            "days": 0.0,
            "distance": 0.0,
            "cost_per_unit": cost.ravel(),
        }
    )
