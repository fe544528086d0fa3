"""The frames of a plan: which there are, their columns and types, and the check that they are so.

What each number means stands in docs/semantics.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Mapping

Dtype = type[pl.DataType] | pl.DataType


@dataclass(frozen=True, slots=True)
class FrameSpec:
    """Columns of a frame, in order.

    Attributes
    ----------
    dtypes
        Type of each column, by name.
    optional
        Columns that may be empty (null); the others never are.
    """

    dtypes: Mapping[str, Dtype]
    optional: frozenset[str] = frozenset()

    def empty(self) -> pl.DataFrame:
        """Return a frame with these columns and no rows."""
        return pl.DataFrame(schema=dict(self.dtypes))

    def problem(self, frame: pl.DataFrame) -> str:
        """Return what is wrong with a frame in one phrase; empty where nothing is."""
        if frame.columns != list(self.dtypes):
            return f"has columns {frame.columns}, not {list(self.dtypes)}"
        for name, dtype in self.dtypes.items():
            column = frame[name]
            if column.dtype != dtype:
                return f"has {name} as {column.dtype}, not {dtype}"
            if name not in self.optional and column.null_count():
                return f"has empty cells in {name}"
            if dtype is pl.Float64 and not column.is_finite().all():
                return f"has numbers in {name} that are not finite"
        return ""


def spec(columns: str, optional: str = "") -> FrameSpec:
    """Read ``name:type`` words; a word without a type is text, and ``optional`` columns may be empty."""
    types: dict[str, Dtype] = {
        "text": pl.String,
        "number": pl.Float64,
        "integer": pl.Int64,
        "flag": pl.Boolean,
        "date": pl.Date,
        "names": pl.List(pl.String),
    }
    parts = (word.partition(":") for word in columns.split())
    dtypes = {name: types[kind or "text"] for name, _, kind in parts}
    return FrameSpec(MappingProxyType(dtypes), frozenset(optional.split()))


FRAMES: Mapping[str, FrameSpec] = MappingProxyType(
    {
        "periods": spec("period start:date months:integer"),
        "production": spec(
            "process site country product provenance family variant resource period units:number"
            " gross:number hours:number labour_hours:number energy:number carbon:number value:number"
            " value_added:number",
            optional="provenance family resource",
        ),
        "purchases": spec("site country product provenance period units:number", optional="provenance"),
        "shipments": spec(
            "lane origin destination mode product provenance arrives period units:number mass:number"
            " carbon:number",
            optional="provenance arrives",
        ),
        "stock": spec("site product provenance period units:number", optional="provenance"),
        "service": spec("market country product segment period demand:number served:number short:number"),
        "deliveries": spec("market country product provenance segment period units:number"),
        "use": spec(
            "process site country product provenance component drawn period units:number", "provenance"
        ),
        "provenances": spec(
            "product provenance processed goods_origin labels status via bound segment"
            " full_ad_valorem:number full_per_kg:number lesser_ad_valorem:number lesser_per_kg:number",
            optional="processed goods_origin labels via bound segment",
        ),
        "duties": spec(
            "event place lane process product provenance becomes importer exporter period layer preference"
            " ad_valorem:number per_kg:number units:number customs_value:number amount:number",
            optional="lane process provenance becomes exporter layer preference ad_valorem per_kg"
            " customs_value",
        ),
        "capacity": spec(
            "site country resource period modules_ordered:integer units_in_service:number"
            " hours_available:number hours_used:number"
        ),
        "sites": spec("site country status period open:flag started:flag stopped:flag"),
        "investments": spec("kind site country resource period amount:number", optional="resource"),
        "rules": spec(
            "rule period measure value:number sense limit:number violation:number", optional="period"
        ),
        "costs": spec(
            "cost place country product period amount:number present_value:number",
            optional="country product",
        ),
        "marginals": spec("family name period value:number unit", optional="period"),
    }
)
"""Every frame of a plan. `periods` lists the periods in time order; the others refer to it."""


def check_frames(
    frames: Mapping[str, pl.DataFrame], specs: Mapping[str, FrameSpec] = FRAMES, whole: str = "plan"
) -> None:
    """Hold that frames are those of a plan, or of what else is made of frames.

    Parameters
    ----------
    frames
        Frames by name.
    specs
        What they have to be.
    whole
        What they make up, as messages call it.

    Raises
    ------
    ValueError
        If a frame is missing or unknown, has other columns or types, or holds empty or infinite cells where
        none may be.
    """
    if missing := specs.keys() - frames.keys():
        raise ValueError(f"a {whole} needs the frames {sorted(missing)}")
    if unknown := frames.keys() - specs.keys():
        raise ValueError(f"a {whole} has no frames {sorted(unknown)}")
    for name, wanted in specs.items():
        if problem := wanted.problem(frames[name]):
            raise ValueError(f"the frame {name} of a {whole} {problem}")
