"""Rounds of designs: what is done counts over all of them, and each is kept by itself."""

from __future__ import annotations

import pytest
from tests.insight.facilities import THREE

from reshore import design
from reshore.footprint.conditions import using, without
from reshore.insight.rounds import Rounds
from reshore.insight.rows import COLUMNS
from reshore.insight.variant import Variant


def test_rounds(tmp_path):
    """Rows of all rounds in their order; the same rounds again are read and not searched."""
    model = THREE.model()
    plan = design(model, gap=0.0, threads=1)
    one = [Variant("as it is"), Variant("without o3", conditions=[without("o3")])]
    two = [Variant("with c1", conditions=[using("c1")])]

    def designed(seen):
        rounds = Rounds(
            model, plan, folder=tmp_path, measures=["sites"], on_progress=lambda *at: seen.append(at[:2])
        )
        assert rounds.frame.columns == [*COLUMNS, "sites", "better"]
        assert [row["objective"] for row in rounds.run(one)] == pytest.approx([315.0, 325.0])
        assert [row["name"] for row in rounds.run(two)] == ["with c1"]
        assert rounds.frame["name"].to_list() == ["as it is", "without o3", "with c1"]
        return seen

    assert designed([]) == [(0, 2), (1, 2), (2, 2), (2, 3), (3, 3)]
    assert designed([]) == [(2, 2), (3, 3)]
