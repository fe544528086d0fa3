"""How numba compiles the simulation's kernel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from numba import njit

from reshore.chance.kernels import stamped

if TYPE_CHECKING:
    from collections.abc import Callable

Function = TypeVar("Function", bound="Callable[..., Any]")


def kernel(function: Function) -> Function:
    """Compile a function that works in arrays which it is given, and makes none."""
    # Counting references to arrays takes longer than the work itself: there are many, and small ones.
    compiled: Function = njit(cache=True, error_model="numpy", _nrt=False)(stamped(function))  # type: ignore[call-overload]
    return compiled


def piece(function: Function) -> Function:
    """Compile a function into those that call it."""
    compiled: Function = njit(error_model="numpy", inline="always", _nrt=False)(function)  # type: ignore[call-overload]
    return compiled
