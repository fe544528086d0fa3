"""Where the places of a seeded model are, and what trade law holds between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np

COUNTRIES = (
    *("USA 39 -98 38", "CHN 31 115 9", "MEX 23 -102 7", "DEU 51 10 45", "VNM 16 107 4"),
    *("IND 20 78 3", "CZE 50 15 19", "JPN 36 138 28", "BRA -15 -50 8", "MYS 4 102 6"),
    *("TWN 24 121 14", "POL 52 19 16", "THA 15 101 5", "FRA 47 2 43", "KOR 36 128 25"),
    *("CAN 45 -79 33", "GBR 52 -1 36", "IDN -6 108 4", "TUR 39 33 8", "ESP 40 -4 27"),
    *("PHL 14 121 4", "HUN 47 19 15", "ITA 44 11 32", "NLD 52 5 42", "SGP 1 104 26"),
    *("ARE 24 54 12", "SAU 24 46 11", "AUS -33 148 41", "ZAF -28 26 8", "EGY 30 31 2"),
    *("MAR 33 -7 4", "COL 5 -74 5", "ARG -34 -61 8", "CHL -33 -71 9", "ROU 45 25 11"),
    *("SWE 59 16 44", "PRT 39 -8 18", "IRL 53 -7 38", "ISR 32 35 29", "CRI 10 -84 7"),
)
"""Code, latitude, longitude, and a plausible labour rate (USD/hour); any first part spans continents."""

BLOCS = {
    "EU": ("customs_union", "DEU CZE POL FRA ESP HUN ITA NLD ROU SWE PRT IRL"),
    "NORTH": ("agreement", "USA MEX CAN"),
    "EAST": ("agreement", "CHN VNM JPN MYS THA KOR IDN PHL SGP AUS"),
}


def countries(random: np.random.Generator, count: int) -> pl.DataFrame:
    """Return the first countries with their places and drawn costs; latitude and longitude come along."""
    rows = [row.split() for row in COUNTRIES[:count]]
    most = len(COUNTRIES)
    return pl.DataFrame(
        {
            "country": [code for code, *_ in rows],
            "labour_rate": [float(rate) / 1000 for *_, rate in rows],
            "electricity_price": random.uniform(0.06, 0.2, most)[:count] / 1000,
            "grid_carbon": random.uniform(0.05, 0.7, most)[:count],
            "customs_basis": ["CIF" if code in BLOCS["EU"][1] else "FOB" for code, *_ in rows],
            "latitude": [float(latitude) for _, latitude, _, _ in rows],
            "longitude": [float(longitude) for _, _, longitude, _ in rows],
        }
    )


def placed(random: np.random.Generator, key: str, names: Sequence[str], where: pl.DataFrame) -> pl.DataFrame:
    """Return places spread evenly over countries in a drawn order, each near the middle of its own."""
    order = random.permutation(len(names)) % where.height
    spread = random.uniform(-2, 2, (2, len(names)))
    return where[order].select(
        pl.Series(key, names),
        "country",
        latitude=pl.col("latitude") + spread[0],
        longitude=pl.col("longitude") + spread[1],
    )


def blocs(names: Sequence[str]) -> pl.DataFrame:
    """Return the members that are among the countries."""
    rows = [
        (bloc, country, kind)
        for bloc, (kind, members) in BLOCS.items()
        for country in members.split()
        if country in names
    ]
    return pl.DataFrame(rows, schema=["bloc", "country", "kind"], orient="row")


def duties(random: np.random.Generator, names: Sequence[str], codes: Sequence[str]) -> pl.DataFrame:
    """Return duties on goods of some HS codes: a base rate an importer, and additional layers by origin.

    Half of the importers charge a fifth of all origins more from mid-2027 on, and of those half still more
    from 2029 on.
    """
    union = [name for name in BLOCS["EU"][1].split() if name in names]
    importers = [name for name in names if name not in union] + ["EU"] * bool(union)
    rows: list[dict[str, object]] = []
    for importer, hs in ((importer, hs) for importer in importers for hs in codes):
        rate = float(random.choice([0.0, 0.02, 0.05, 0.08, 0.12]))
        rows.append({"layer": "mfn", "kind": "base", "importer": importer, "hs": hs, "ad_valorem": rate})
    for importer in importers[::2]:
        exempt = "north" if importer in BLOCS["NORTH"][1].split() else None
        others = [name for name in names if name != importer and name not in union * (importer == "EU")]
        for origin in random.choice(others, max(2, len(names) // 5), replace=False):
            rate = float(random.choice([0.05, 0.1, 0.15, 0.25]))
            law = {"layer": "remedy", "importer": importer, "origin": str(origin), "exempt": exempt}
            ends = bool(random.random() < 0.5)
            rows.append(
                {**law, "ad_valorem": rate, "from": "2027-07-01", "to": "2029-01-01" if ends else None}
            )
            if ends:
                rows.append({**law, "ad_valorem": rate + 0.1, "from": "2029-01-01"})
    additional = [{**row, "hs": hs} for row in rows if row["layer"] == "remedy" for hs in codes]
    base = [row for row in rows if row["layer"] == "mfn"]
    return pl.DataFrame(base + additional, infer_schema_length=None).with_columns(
        pl.col("kind").fill_null("additional")
    )


def agreements(codes: Sequence[str]) -> pl.DataFrame:
    """Return an agreement by which all that members export qualifies, and one by regional value content."""
    rows = [
        {"agreement": name, "members": bloc, "hs": hs, "basis": basis, "threshold": threshold}
        for name, bloc, basis, threshold in (
            ("north", "NORTH", "deemed", None),
            ("east", "EAST", "rvc", 0.4),
        )
        for hs in codes
    ]
    return pl.DataFrame(rows, infer_schema_length=None)
