"""What numba kernels may call of this room: plain Python until a kernel that calls it is compiled."""

from __future__ import annotations

from functools import cache

from numba.extending import register_jitable  # type: ignore[import-not-found, import-untyped, unused-ignore]

from reshore.chance import inversion, philox


@cache
def register() -> None:
    """Let kernels call `philox.uniform_at` and `inversion.quantile_at`, and what these call."""
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
