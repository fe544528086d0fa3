"""On no day are two rows of a duty layer equally specific."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("first", "second", "clash"),
    [
        ((None, None), ("2026-01-01", None), True),
        ((None, "2026-01-01"), ("2026-01-01", None), False),
        ((None, "2026-01-02"), ("2026-01-01", None), True),
        (("2025-01-01", "2026-01-01"), ("2025-06-01", "2025-07-01"), True),
        (("2025-01-01", "2025-02-01"), ("2025-06-01", "2025-07-01"), False),
        (("2025-06-01", "2025-07-01"), ("2025-01-01", "2025-06-01"), False),
    ],
)
def test_rows_of_a_layer_follow_each_other(told, first, second, clash):
    """The day on which one ends may be that on which the next begins; an empty day is always."""
    scope = {"layer": "mfn", "importer": "USA"}
    rows = [dict(scope, **{"from": since, "to": until}) for since, until in (first, second)]
    assert len(told(duties=rows)) == int(clash)


def test_other_scopes_do_not_clash(told):
    """Rows of another layer, importer, origin or code are for other goods or come on top."""
    scope = {"layer": "mfn", "importer": "USA", "origin": "CHN", "hs": "8471"}
    rows = [
        scope,
        *({**scope, key: None} for key in ("importer", "origin", "hs")),
        {**scope, "layer": "s301"},
    ]
    assert told(duties=rows) == []
