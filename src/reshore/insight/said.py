"""Numbers as the sentences of an explanation have them."""

from __future__ import annotations

MILLION = 1e6


def said(value: float) -> str:
    """Return a number in six figures, and whole with its thousands set apart where that is too few."""
    return f"{value:,.0f}" if abs(value) >= MILLION else f"{value:.6g}"
