"""Transit in whole weeks."""

from __future__ import annotations

from tests.risk.operations import drawn

from reshore.risk.weeks import in_whole_weeks


def test_days_become_whole_weeks():
    """Days of moves are the nearest week, those of a detour what the longer way takes more, in weeks."""
    before = drawn(3)
    after = in_whole_weeks(before)
    days = before.moves["days"].to_list()
    weeks = [7.0 * int(number / 7 + 0.5) for number in days]
    assert after.moves["days"].to_list() == weeks
    assert after.moves.drop("days").equals(before.moves.drop("days"))
    for old, new in zip(before.detours.rows(named=True), after.detours.rows(named=True), strict=True):
        longer = 7.0 * int((days[old["move"]] + old["days"]) / 7 + 0.5)
        assert weeks[old["move"]] + new["days"] == longer
    assert after.detours.drop("days").equals(before.detours.drop("days"))


def test_nothing_else_changes():
    """What has no transit stays as it was, and columns keep their places."""
    before = drawn(3)
    after = in_whole_weeks(before)
    for name in ("items", "sites", "resources", "makes", "uses", "buys", "lanes", "demands"):
        assert getattr(after, name).equals(getattr(before, name))
    assert after.moves.schema == before.moves.schema
    assert after.detours.schema == before.detours.schema
