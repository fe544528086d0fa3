"""When a site starts, stops and counts its months."""

from __future__ import annotations

from reshore.audit.lives import Life


def test_a_candidate_that_opens_and_closes():
    """It starts and stops once, and counts its months from its start."""
    life = Life("a", candidate=True, flags=(False, True, True, False))
    assert (life.start, life.stop, life.since) == (1, 3, 1)
    assert not life.runs(-1)


def test_a_candidate_that_never_opens():
    """Nothing starts, so nothing stops."""
    life = Life("a", candidate=True, flags=(False, False))
    assert (life.start, life.stop, life.since) == (None, None, None)


def test_an_open_site_that_closes_at_once():
    """It ran before the first period, so that it stops in it; it never starts."""
    life = Life("a", candidate=False, flags=(False, False))
    assert (life.start, life.stop, life.since) == (None, 0, 0)
    assert life.runs(-1)
