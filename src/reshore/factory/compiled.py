"""How numba compiles the searches and the simulation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from numba import njit

from reshore.chance.kernels import register, stamped

if TYPE_CHECKING:
    from collections.abc import Callable

Function = TypeVar("Function", bound="Callable[..., Any]")

register()


def kernel(function: Function) -> Function:
    """Compile a function that Python calls; it works in arrays that it is given, and makes none.

    What comes of it is kept for the next process.
    """
    compiled: Function = njit(cache=True, error_model="numpy", _nrt=False)(stamped(function))  # type: ignore[call-overload]
    return compiled


def piece(function: Function) -> Function:
    """Compile a function that kernels call."""
    compiled: Function = njit(
        error_model="numpy", _nrt=False, forceinline=True, no_cpython_wrapper=True, no_cfunc_wrapper=True
    )(function)  # type: ignore[call-overload]
    return compiled
