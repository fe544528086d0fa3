"""Keys: whether a frame is in their order, and where in a block they stand."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from reshore.lp.block import Block

POSITION = "#"
"""Name of the column that a block adds to its frame: the position in the whole program."""

NOWHERE = -1
"""Position of a key that a block doesn't hold."""

_ROOM = 8
"""Slots of a lookup table per key looked up, at most; beyond, the table would cost more than a search."""

_Range = tuple[int, int]
"""Lowest code of a key and how many codes there are."""


def in_order(frame: pl.DataFrame, keys: Sequence[str]) -> bool:
    """Whether keys rise strictly from row to row, and so are sorted and unique."""
    rises = pl.lit(value=False)
    for key in reversed(keys):
        now, before = pl.col(key), pl.col(key).shift(1)
        rises = (now > before) | ((now == before) & rises)
    return bool(frame.select(rises.slice(1).all(ignore_nulls=False)).item()) if frame.height > 1 else True


def sort(frame: pl.DataFrame, keys: Sequence[str]) -> pl.DataFrame:
    """Sort by keys; whole numbers in their place make it twice as fast where the keys allow it."""
    ranges = _ranges(frame, keys)
    if ranges is None:
        return frame.sort(keys, maintain_order=True)
    return frame[np.argsort(_encode(frame, keys, ranges), kind="stable")]


def locate(block: Block, relation: pl.DataFrame, names: Sequence[str]) -> NDArray[np.int32]:
    """Return the position of each line of `relation`, whose columns `names` hold the block's keys.

    The position is `NOWHERE` where the block holds no such key.
    """
    if not block.size or not relation.height:
        return np.full(relation.height, NOWHERE, dtype=np.int32)
    ranges = _ranges(block.frame, block.keys)
    same = all(
        _kind(relation[name]) == _kind(block.frame[key]) for name, key in zip(names, block.keys, strict=True)
    )
    if ranges is None or not same:
        return _join(block, relation, names)
    held, sought = _encode(block.frame, block.keys, ranges), _encode(relation, names, ranges)
    slots = prod(size for _, size in ranges)
    if slots > _ROOM * (len(held) + len(sought)):
        at = np.minimum(np.searchsorted(held, sought), len(held) - 1)
        return np.where(held[at] == sought, at + block.offset, NOWHERE).astype(np.int32)
    # One slot more than there are codes: a code outside, -1, finds it.
    table = np.full(slots + 1, NOWHERE, dtype=np.int32)
    table[held] = np.arange(block.offset, block.offset + block.size, dtype=np.int32)
    return table[sought]


def _kind(series: pl.Series) -> pl.DataType | str:
    return "integer" if series.dtype.is_integer() else series.dtype


def _ranges(frame: pl.DataFrame, keys: Sequence[str]) -> list[_Range] | None:
    """Return the range of codes of each key, if all keys have codes and one number can hold them all."""
    dtypes = [frame[key].dtype for key in keys]
    if not all(dtype.is_integer() or isinstance(dtype, pl.Enum | pl.Date) for dtype in dtypes):
        return None
    physical = [frame[key].to_physical() for key in keys]
    lowest = [int(series.min()) for series in physical]  # type: ignore[arg-type]
    highest = [int(series.max()) for series in physical]  # type: ignore[arg-type]
    ranges = [(low, high - low + 1) for low, high in zip(lowest, highest, strict=True)]
    return ranges if prod(size for _, size in ranges) < 2**62 else None


def _encode(frame: pl.DataFrame, names: Sequence[str], ranges: Sequence[_Range]) -> NDArray[np.int64]:
    """Return one number a row that rises with the keys; -1 outside the ranges."""
    code = np.zeros(frame.height, dtype=np.int64)
    outside = np.zeros(0, dtype=np.intp)
    for name, (low, size) in zip(names, ranges, strict=True):
        series = frame[name].to_physical()
        if series.null_count():
            series = series.cast(pl.Int64).fill_null(low - 1)
        part = series.to_numpy().astype(np.int64)
        part -= low
        if part.size and (part.min() < 0 or part.max() >= size):
            outside = np.union1d(outside, np.flatnonzero((part < 0) | (part >= size)))
        code *= size
        code += part
    code[outside] = -1
    return code


def _join(block: Block, relation: pl.DataFrame, names: Sequence[str]) -> NDArray[np.int32]:
    keys = [f"#{number}" for number in range(len(names))]
    sought = relation.select(pl.col(name).alias(key) for name, key in zip(names, keys, strict=True))
    held = block.frame.select(
        *(pl.col(name).alias(key) for name, key in zip(block.keys, keys, strict=True)), POSITION
    )
    found = sought.join(held, on=keys, how="left", maintain_order="left")
    return found[POSITION].fill_null(NOWHERE).to_numpy()
