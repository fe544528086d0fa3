"""Compiled kernels draw the numbers that Python draws."""

from __future__ import annotations

import numpy as np
import pytest

from reshore.chance.distribution import Distribution, encode
from reshore.chance.inversion import quantile_at
from reshore.chance.philox import uniform_at
from reshore.chance.streams import Streams

numba = pytest.importorskip("numba", reason="kernels need numba")


def total(keys, codes, starts, parameters, draws):
    """Return the sum of draws of all distributions over two replications."""
    found = np.zeros(len(codes))
    for row in range(len(codes)):
        for replication in range(2):
            for draw in range(draws):
                u = uniform_at(keys[row], replication, draw)
                found[row] += quantile_at(codes[row], parameters[starts[row] : starts[row + 1]], u)
    return found


def test_compiled_and_not():
    """A kernel gives the same with the compiler on and off, and as arrays do."""
    from reshore.chance.kernels import register

    register()
    texts = [
        "30",
        "gamma(10, 3)",
        "normal(5, 4)",
        "triangular(1, 2, 9)",
        "lognormal(2, 1)",
        "empirical(3, 4)",
    ]
    distributions = [Distribution.parse(text) for text in texts]
    encoded = encode(distributions)
    arguments = (Streams(1).keys(names=texts), encoded.codes, encoded.starts, encoded.parameters, 7)
    luck = Streams(1).table(names=texts, replications=range(2), size=7)
    expected = [d.quantile(u).sum() for d, u in zip(distributions, luck, strict=True)]
    np.testing.assert_allclose(total(*arguments), expected, rtol=1e-9)
    np.testing.assert_allclose(numba.njit(total)(*arguments), expected, rtol=1e-9)


def named(folder, beside):
    """Return the name of a stamped function whose folder holds a file with this text beside its own."""
    from reshore.chance.kernels import stamped

    folder.mkdir()
    (folder / "beside.py").write_text(beside)
    path = folder / "kernel.py"
    path.write_text("def half(x):\n    return x / 2\n")
    space = {}
    exec(compile(path.read_text(), str(path), "exec"), space)
    return stamped(space["half"]).__qualname__


def test_sources_beside_a_kernel_tell_its_compilations_apart(tmp_path):
    """A function has another name once a file beside it has another text, and only then."""
    first = named(tmp_path / "first", "LEAST = 1")
    assert first.startswith("half_")
    assert named(tmp_path / "same", "LEAST = 1") == first
    assert named(tmp_path / "other", "LEAST = 2") != first
