"""The basis of an optimum."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.lp.transport import transport

from reshore.lp.basis import LOWER, UPPER, Basis
from reshore.lp.resolve import Resolver


@pytest.fixture(params=range(3))
def solved(request):
    """A program's resolver and its basis."""
    resolver = Resolver(transport(request.param))
    return resolver, Basis.of(resolver.program, resolver.basis)


def test_members_are_those_of_the_optimum(solved):
    """From what stands at bounds follow the columns, activities and duals of the optimum."""
    resolver, basis = solved
    program, base = resolver.program, resolver.base
    x = np.where(
        basis.column_status == UPPER, program.upper, np.where(basis.column_status == LOWER, program.lower, 0)
    )
    at_rest = np.where(basis.row_status == UPPER, program.row_upper, program.row_lower)
    at_rest[basis.rows] = 0.0
    members = basis.values(at_rest - program.matrix @ x)
    assert members == pytest.approx(np.concatenate([base.x[basis.columns], base.row_activity[basis.rows]]))
    assert basis.duals(program.cost) == pytest.approx(base.row_dual)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 30), st.data())
def test_what_hangs_on_members_is_a_basis_of_its_rows(seed, data):
    """As many members as rows, all that have entries there, and what leaves changes no other row's dual."""
    program = transport(seed)
    basis = Basis.of(program, Resolver(program).basis)
    height, count = program.shape[0], len(basis.columns)
    leaving = np.zeros(height, bool)
    leaving[data.draw(st.lists(st.integers(0, height - 1), min_size=1, max_size=4))] = True
    rows, members = basis.hanging(leaving)
    assert rows.sum() == members.sum()
    assert (members | ~leaving).all()
    entries = np.hstack([program.matrix[:, basis.columns].toarray(), -np.eye(height)[:, basis.rows]])
    assert entries.shape[1] == count + len(basis.rows) == height
    assert not entries[np.ix_(rows, ~members)].any()
    inverse = np.linalg.inv(entries)
    assert np.abs(inverse[np.ix_(leaving, ~rows)]).max(initial=0.0) < 1e-9
