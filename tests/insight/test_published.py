"""The published near tie of the 49 cities of Snyder and Daskin (see tests/risk/test_published.py)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.risk.test_published import BEST, FIVE, OPTIMUM, PLAN, capitals, read

from reshore import design
from reshore.insight.regret import regrets
from reshore.insight.ties import near_ties

if TYPE_CHECKING:
    from pathlib import Path


def number(site: str) -> int:
    """Return the number of a site in the paper."""
    return int(site[1:]) + 1


def test_forbidding_a_site_of_the_optimum_costs_next_to_nothing(tmp_path: Path) -> None:
    """Without one of the six sites of the optimum the best plan is the paper's five, 0.03 % dearer."""
    model = read(capitals(), tmp_path)
    plan = design(model, gap=0.0, threads=1)
    names = {number(site): site for site in model["sites"]["site"]}
    found = regrets(model, plan, sites=[names[8], names[30]])
    assert found.best.high == pytest.approx(OPTIMUM, abs=0.5)
    for low, high, tie in found.sites.drop_nulls("forced").select("low", "high", "tie").iter_rows():
        assert low == pytest.approx(FIVE - OPTIMUM, abs=1.0)
        assert high / OPTIMUM == pytest.approx(0.0003, abs=0.00002)
        assert not tie
    near = near_ties(model, plan, near=0.0005, known=found.designs)
    assert near.complete
    assert [tuple(map(number, used)) for used in near.designs["used"]] == [BEST, PLAN]
    shares = {number(site): share for site, share in near.sites.select("site", "frequency").iter_rows()}
    assert {site: share for site, share in shares.items() if share} == {
        **dict.fromkeys((1, 3, 5, 22), 1.0),
        **dict.fromkeys((6, 8, 30), 0.5),
    }
