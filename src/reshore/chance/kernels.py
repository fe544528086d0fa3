"""What numba kernels may call of this room, and how their compilations are told apart."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from zlib import crc32

from numba.extending import register_jitable  # type: ignore[import-not-found, import-untyped, unused-ignore]

from reshore.chance import inversion, philox

if TYPE_CHECKING:
    from collections.abc import Callable

Function = TypeVar("Function", bound="Callable[..., Any]")


@cache
def register() -> None:
    """Let kernels call `philox.uniform_at` and `inversion.quantile_at`, and what these call.

    They stay plain Python until a kernel that calls them is compiled.
    """
    for function in (
        philox.philox,
        philox.unit,
        philox.uniform_at,
        inversion.normal_quantile,
        inversion.triangular_quantile,
        inversion.gamma_shares,
        inversion.gamma_quantile,
        inversion.quantile_at,
    ):
        register_jitable(function)


def stamped(function: Function) -> Function:
    """Name a function after the sources in its folder and in this one.

    numba keeps compilations under a function's name and looks at its own file alone: after a change to a file
    beside it, what is kept would be run all the same, or fail to load.
    """
    sources = _stamp(Path(function.__code__.co_filename).parent) ^ _stamp(Path(__file__).parent)
    function.__qualname__ += f"_{sources:08x}"
    return function


@cache
def _stamp(folder: Path) -> int:
    """Return a checksum of the sources in a folder."""
    stamp = 0
    for path in sorted(folder.glob("*.py")):
        stamp = crc32(path.read_bytes(), stamp)
    return stamp
