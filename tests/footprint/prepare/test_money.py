"""Annuities pay off an investment over its life."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reshore.footprint.prepare.money import annuity, balance_due, charged_years


def test_annuity():
    """1000 over two years at 10 %: 1000 = a / 1.1 + a / 1.21, so a = 576.19; without interest 500."""
    assert annuity(1000, 2, 0.1) == pytest.approx(1000 / (1 / 1.1 + 1 / 1.21))
    assert annuity(1000, 2, 0) == 500


def test_charged_years():
    """In service from 1.5 for 2 years: half of [1, 2], all of [2, 3], half of [3, 4], none of [4, 5]."""
    charged = [charged_years(begin, begin + 1, 1.5, 2) for begin in range(5)]
    assert charged == [0, 0.5, 1, 0.5, 0]


def test_balance_due():
    """Two of four years are left at the horizon: a / 1.1 + a / 1.21; without interest 2 a."""
    level = annuity(1000, 4, 0.1)
    assert balance_due(1000, 1, 4, 3, 0.1) == pytest.approx(level / 1.1 + level / 1.21)
    assert balance_due(1000, 1, 4, 3, 0) == 500
    assert balance_due(1000, 1, 4, 5, 0.1) == 0
    assert balance_due(1000, 1, 4, 6, 0.1) == 0


@given(
    life=st.floats(0.1, 40),
    rate=st.floats(1e-4, 0.5),
    service=st.floats(0, 5),
    horizon=st.floats(5, 10),
)
def test_what_is_due_is_what_continuous_payment_leaves(life, rate, service, horizon):
    """What is still due is the investment's part: (1 - v^left) / (1 - v^life) of it."""
    left = max(0.0, service + life - horizon)
    expected = 1000 * (1 - (1 + rate) ** -left) / (1 - (1 + rate) ** -life)
    assert balance_due(1000, service, life, horizon, rate) == pytest.approx(expected)
