"""A column as readers of a workbook see it: its name, its unit, what it means, and how numbers are shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType
from typing import TYPE_CHECKING

import polars as pl

from reshore.report.language import message, say

if TYPE_CHECKING:
    from collections.abc import Mapping

MONEY = message("{currency}")
MONEY_YEAR = message("{currency} a year")
MONEY_WEEK = message("{currency} a week")
MONEY_UNIT = message("{currency} a unit")
MONEY_KG = message("{currency} a kg")
UNITS = message("units")
SHARE = "%"
HOURS, KG, CARBON, KWH, KW, METRES = "h", "kg", "kg CO2e", "kWh", "kW", "m"
DAYS, WEEKS, MONTHS, SECONDS = message("days"), message("weeks"), message("months"), message("seconds")
UNITS_WEEK, KG_WEEK, WORK_WEEK = message("units a week"), message("kg a week"), message("kg m a week")
YEARLY = message("a year")
MODULES, PEOPLE = message("modules"), message("people")

EXACT = 1e-9
"""A number is taken for whole within this share of it."""

DIGITS, FINEST = ((1_000.0, 0), (100.0, 1), (1.0, 2)), 4
"""Decimals of a column whose largest number is that large; of smaller ones, the last."""


class Kind(Enum):
    """What the cells of a column are; a number that was written is shown with all its decimals."""

    TEXT = "text"
    DATE = "date"
    FLAG = "flag"
    SHARE = "share"
    NUMBER = "number"
    WRITTEN = "written"


FORMATS: Mapping[Kind, str] = MappingProxyType(
    {Kind.TEXT: "@", Kind.DATE: "yyyy-mm-dd", Kind.FLAG: "General", Kind.SHARE: "0.0%"}
)
"""Excel's format of kinds that always have the same."""

WHOLE, ANY = "#,##0", "General"


@dataclass(frozen=True, slots=True)
class Field:
    """What a column is called.

    Attributes
    ----------
    title
        Its name, a message.
    unit
        Its unit, a message that may name the ``{currency}``; empty where it has none.
    note
        What it means, a message; empty where the name says it.
    """

    title: str
    unit: str = ""
    note: str = ""

    def header(self, currency: str) -> str:
        """Return the name with the unit behind it: ``Amount (kUSD)``; a share has its sign in each cell."""
        title = say(self.title)
        return f"{title} ({say(self.unit, currency=currency)})" if self.unit not in {"", SHARE} else title


@dataclass(frozen=True, slots=True)
class Described:
    """A frame as readers see it.

    Attributes
    ----------
    title
        Name of its sheet, a message.
    holds
        What a row of it is, a message.
    fields
        Its columns, where they are not called as in other frames.
    """

    title: str
    holds: str
    fields: Mapping[str, Field] = field(default_factory=lambda: MappingProxyType({}))


def kind_of(values: pl.Series, unit: str) -> Kind:
    """Return how a column is shown."""
    if values.dtype == pl.Date:
        return Kind.DATE
    if values.dtype == pl.Boolean:
        return Kind.FLAG
    if not values.dtype.is_numeric():
        return Kind.TEXT
    return Kind.SHARE if unit == SHARE else Kind.NUMBER


def number_format(values: pl.Series, kind: Kind) -> str:
    """Return Excel's format for the cells of a column: as many decimals as the size of numbers asks for."""
    if kind in FORMATS:
        return FORMATS[kind]
    digits = decimals(values)
    if not digits:
        return WHOLE
    return ANY if kind is Kind.WRITTEN else f"{WHOLE}.{'0' * digits}"


def decimals(values: pl.Series) -> int:
    """Return the decimals that a column of numbers is shown with: none where all are whole."""
    sizes = values.drop_nulls().abs()
    if sizes.is_empty() or bool(((sizes - sizes.round()).abs() <= EXACT * sizes).all()):
        return 0
    largest = float(sizes.to_numpy().max())
    return next((digits for least, digits in DIGITS if largest >= least), FINEST)
