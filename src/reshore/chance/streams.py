"""Streams of random numbers keyed by what they are for: one more site leaves the others' luck alone."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from reshore.chance.philox import uniforms

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True, slots=True)
class Streams:
    """All the luck of one seed.

    Streams are told apart by a hash of the seed and the parts of their key (64 bits of BLAKE2), so that
    numbers don't depend on the order in which they are asked for, on the process, or on which other streams
    there are.

    Attributes
    ----------
    seed
        Any whole number.

    Examples
    --------
    >>> Streams(7).uniforms("hazard", "quake", size=2, replications=[0, 1]).round(3).tolist()
    [[0.63, 0.732], [0.091, 0.584]]
    """

    seed: int

    def key(self, *parts: str | int) -> np.uint64:
        """Return the key of a stream, for `philox.uniform_at`."""
        text = json.dumps([self.seed, *parts])
        return np.uint64(int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little"))

    def keys(self, *parts: str | int, names: Iterable[str | int]) -> NDArray[np.uint64]:
        """Return the keys of many streams: `parts`, and then each of `names`."""
        return np.array([self.key(*parts, name) for name in names], dtype=np.uint64)

    def uniforms(
        self, *parts: str | int, size: int, replications: ArrayLike = 0, start: int = 0
    ) -> NDArray[np.float64]:
        """Return the numbers of one stream, above 0 and below 1.

        Parameters
        ----------
        parts
            What the stream is for, such as ``"hazard", "quake"``.
        size
            Numbers a replication.
        replications
            Numbers of the replications, from 0.
        start
            Place of the first number in the stream.

        Returns
        -------
        numbers
            Shape: that of `replications`, and `size` at the end.
        """
        return uniforms(np.asarray(self.key(*parts)), np.asarray(replications, dtype=np.uint64), size, start)

    def table(
        self,
        *parts: str | int,
        names: Iterable[str | int],
        replications: ArrayLike,
        size: int,
        start: int = 0,
    ) -> NDArray[np.float64]:
        """Return the numbers of many streams in one go.

        Returns
        -------
        numbers
            Shape: names, replications, `size`; each stream has the numbers that `uniforms` gives it alone.
        """
        counters = np.atleast_1d(np.asarray(replications, dtype=np.uint64))
        return uniforms(self.keys(*parts, names=names)[:, None], counters[None, :], size, start)
