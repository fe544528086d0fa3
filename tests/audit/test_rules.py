"""Values, limits and violations of rules are worked out again."""

from __future__ import annotations

import pytest

from reshore.audit.rules import check_rules


@pytest.mark.parametrize(
    ("name", "table", "key", "column", "value"),
    [
        ("hard rules", "rules", "sites", "limit", 1),
        ("hard rules", "rules", "two makers", "limit", 3),
        ("hard rules", "rules", "few routes", "limit", 0),
        ("hard rules", "rules", "machine hours", "limit", 600),
        ("value", "rules", "mexican share", "where", "country = 'USA'"),
        ("value", "rules", "carbon", "from", "2025H2"),
        ("value", "rules", "modules", "to", "2025H1"),
        ("limit", "rules", "sovereign", "of", "segment = 'all'"),
        ("limit", "rules", "keep houston", "where", "product = 'rack' and site = 'austin'"),
        ("limit", "rules", "work", "limit", 61),
        ("violation", "rules", "work", "limit", 61),
        ("violation", "rules", "two makers", "limit", 3),
        ("no such rule", "rules", "work", "to", "2026"),
        ("measure", "rules", "unsold", "measure", "mass"),
        ("sense", "rules", "unsold", "sense", ">="),
    ],
)
def test_each_limit_is_held(failures, name, table, key, column, value):
    """A limit that moves past what the plan does is found by the check that is named for it."""
    assert name in failures(check_rules, table, key, column, value)
