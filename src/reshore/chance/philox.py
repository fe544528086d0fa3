"""Philox 4x32-10: random numbers as a pure function of a key and a counter (Salmon et al., SC 2011).

All products are of two 32-bit numbers, so nothing overflows, and the same code serves arrays, scalars and
kernels compiled with numba.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Words = TypeVar("Words", "NDArray[np.uint64]", np.uint64)
"""32-bit words, each held in 64 bits: arrays or single ones."""

BLOCK = 1 << 14
"""Pairs of numbers made at a time: few enough for the processor's cache."""

_ROUNDS = 10
_MULTIPLIERS = (np.uint64(0xD2511F53), np.uint64(0xCD9E8D57))
_INCREMENTS = (np.uint64(0x9E3779B9), np.uint64(0xBB67AE85))
_LOW = np.uint64(0xFFFFFFFF)
_WORD = np.uint64(32)
_ONE = np.uint64(1)
_SPARE = np.uint64(12)
_HALF = np.float64(0.5)
_RESOLUTION = np.float64(2.0**-52)


def philox(
    c0: Words, c1: Words, c2: Words, c3: Words, k0: Words, k1: Words
) -> tuple[Words, Words, Words, Words]:
    """Return four random words for a counter of four words and a key of two."""
    for _ in range(_ROUNDS):
        first = _MULTIPLIERS[0] * c0
        second = _MULTIPLIERS[1] * c2
        c0, c1 = (second >> _WORD) ^ c1 ^ k0, second & _LOW
        c2, c3 = (first >> _WORD) ^ c3 ^ k1, first & _LOW
        k0 = (k0 + _INCREMENTS[0]) & _LOW
        k1 = (k1 + _INCREMENTS[1]) & _LOW
    return c0, c1, c2, c3


def unit(high: Words, low: Words) -> NDArray[np.float64] | np.float64:
    """Return a number above 0 and below 1 from two words: a multiple of 2^-52, and half of it."""
    return (((high << _WORD | low) >> _SPARE) + _HALF) * _RESOLUTION


def uniform_at(key: np.uint64, replication: int, draw: int) -> float:
    """Return the number that `uniforms` has for a key, a replication and a draw; for use in kernels."""
    counter = np.uint64(replication)
    place = np.uint64(draw)
    pair = place >> _ONE
    words = philox(pair & _LOW, pair >> _WORD, counter & _LOW, counter >> _WORD, key & _LOW, key >> _WORD)
    return float(unit(words[2], words[3]) if place & _ONE else unit(words[0], words[1]))


def uniforms(
    keys: NDArray[np.uint64], replications: NDArray[np.uint64], size: int, start: int = 0
) -> NDArray[np.float64]:
    """Return numbers spread evenly above 0 and below 1; each depends on its key, replication and place alone.

    Parameters
    ----------
    keys, replications
        Arrays of shapes that go together.
    size
        Numbers a key and replication.
    start
        Place of the first of them, 0 or more.

    Returns
    -------
    numbers
        Shape: that of keys and replications together, and `size` at the end.
    """
    keys, replications = np.broadcast_arrays(keys, replications)
    first = start // 2
    width = (start + size + 1) // 2 - first
    numbers = np.empty((keys.size * width, 2))
    flat_keys, flat_replications = keys.ravel(), replications.ravel()
    for begin in range(0, len(numbers), BLOCK):
        block = np.arange(begin, min(begin + BLOCK, len(numbers)))
        stream, place = np.divmod(block, width)
        pair = (place + first).astype(np.uint64)
        key, counter = flat_keys[stream], flat_replications[stream]
        words = philox(pair & _LOW, pair >> _WORD, counter & _LOW, counter >> _WORD, key & _LOW, key >> _WORD)
        numbers[block, 0] = unit(words[0], words[1])
        numbers[block, 1] = unit(words[2], words[3])
    skipped = start - 2 * first
    return numbers.reshape(*keys.shape, 2 * width)[..., skipped : skipped + size]
