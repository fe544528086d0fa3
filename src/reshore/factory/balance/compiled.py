"""How numba compiles the search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from numba import njit

from reshore.chance.kernels import stamped

if TYPE_CHECKING:
    from collections.abc import Callable

Function = TypeVar("Function", bound="Callable[..., Any]")


def kernel(function: Function) -> Function:
    """Compile a function, and keep what comes of it for the next process."""
    compiled: Function = njit(cache=True)(stamped(function))  # type: ignore[assignment]
    return compiled
