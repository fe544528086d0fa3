"""Small models as files: a folder of CSV that is right in everything, for each test to break in one place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reshore.errors import DataError
from reshore.tables.load import load

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

RIGHT = {
    "periods": "period,start,months\n2025,2025-01-01,12\n2026,2026-01-01,12\n",
    "countries": "country,name,labour_rate\nMEX,Mexico,5.5\nUSA,United States,30\n",
    "sites": (
        "site,country,latitude,longitude,status\ngdl,MEX,20.67,-103.35,candidate\nhou,USA,29.76,-95.37,open\n"
    ),
    "markets": "market,country,latitude,longitude\nus-west,USA,37.4,-122.1\n",
    "products": "product,family,value,mass\nrack,server,3000000,1360\ntray,server,100000,40\n",
    "boms": "product,component,quantity\nrack,tray,18\n",
    "processes": "site,product\ngdl,rack\nhou,rack\n",
    "supplies": "site,product,unit_cost\ngdl,tray,90000\nhou,tray,95000\n",
    "modes": "mode,speed,cost_per_tonne_km\nroad,800,0.1\n",
    "lanes": "origin,destination,mode\ngdl,us-west,road\nhou,us-west,road\n",
    "demands": "market,product,quantity\nus-west,rack,1000\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., Path]:
    """Return the function that writes the folder `model`: tables as CSV text, those named replaced or added.

    None leaves a table out.
    """

    def write(tables: Mapping[str, str | None] | None = None) -> Path:
        path = tmp_path / "model"
        path.mkdir()
        for name, text in {**RIGHT, **(tables or {})}.items():
            if text is not None:
                (path / f"{name}.csv").write_bytes(text.encode())
        return path

    return write


@pytest.fixture
def faults() -> Callable[[Path], list[str]]:
    """Return the function that loads what is wrong and gives the lines of its message."""

    def read(path: Path) -> list[str]:
        with pytest.raises(DataError) as caught:
            load(path)
        return [str(fault) for fault in caught.value.faults]

    return read
