"""A fingerprint of any data that can be pickled: equal for equal data, in every process.

Pickles differ between equal data: with the order of sets, and with which texts are one object.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping, Set
from types import BuiltinFunctionType, FunctionType
from typing import Any

import numpy as np
import polars as pl

_PLAIN = (str, int, float, complex, type(None))
_NAMED = (type, FunctionType, BuiltinFunctionType)


def fingerprint(thing: object) -> str:
    """Return 32 hexadecimal digits; functions and classes count by name, not by what they do.

    Raises
    ------
    TypeError
        If something can't be pickled.
    """
    return _digest(thing).hex()


def _digest(thing: object) -> bytes:
    digest = hashlib.blake2b(digest_size=16)
    for part in (type(thing).__qualname__.encode(), *_parts(thing)):
        digest.update(len(part).to_bytes(8, "little"))
        digest.update(part)
    return digest.digest()


def _parts(thing: Any) -> list[bytes]:  # noqa: ANN401
    if isinstance(thing, _PLAIN):
        return [repr(thing).encode()]
    if isinstance(thing, bytes):
        return [thing]
    if isinstance(thing, _NAMED):
        return [f"{thing.__module__}.{thing.__qualname__}".encode()]
    if isinstance(thing, np.ndarray) and not thing.dtype.hasobject:
        return [thing.dtype.str.encode(), repr(thing.shape).encode(), thing.tobytes()]
    if isinstance(thing, pl.DataFrame):
        file = io.BytesIO()
        thing.rechunk().write_parquet(file, compression="uncompressed")
        return [file.getvalue()]
    if isinstance(thing, Mapping):
        return [_digest(part) for item in thing.items() for part in item]
    if isinstance(thing, Set):
        return sorted(_digest(part) for part in thing)
    if isinstance(thing, (list, tuple)):
        return [_digest(part) for part in thing]
    reduced = thing.__reduce_ex__(4)
    if isinstance(reduced, str):
        return [reduced.encode()]
    return [_digest(list(part) if hasattr(part, "__next__") else part) for part in reduced]
