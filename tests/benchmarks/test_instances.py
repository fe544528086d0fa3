"""Published instances come out at their published optima, from tables to an audited plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from benchmarks.instances import data_folder, holmberg, orlib, two_stage, write

import reshore

if TYPE_CHECKING:
    from collections.abc import Iterator

READERS = {"orlib_cflp": orlib, "holmberg_sscflp": holmberg, "tscflp_mp_small": two_stage}


def some(collection: str) -> Iterator[object]:
    """Yield every eighth instance."""
    yield from list(READERS[collection](data_folder()))[::8]


@pytest.mark.parametrize("collection", READERS)
def test_published_optima_are_met(collection, tmp_path):
    """Facility location with capacities, from single sources, and in two stages with several products."""
    if not (data_folder() / collection).is_dir():
        pytest.skip(f"no folder {collection} of published instances: name theirs by RESHORE_DATA")
    for instance in some(collection):
        model = reshore.load(write(instance.tables(), tmp_path / instance.name))
        plan = reshore.design(model, gap=1e-7, threads=1)
        assert plan.objective == pytest.approx(instance.optimum, rel=1e-6), instance.name
