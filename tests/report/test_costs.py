"""Every cost line that the semantics name has a group, and the groups add up to the objective."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reshore.report.costs import GROUPS, NAMES, Group, by_group, cost_name, group_of

SEMANTICS = Path(__file__).parents[2] / "docs" / "semantics.md"


def test_groups_add_up_to_the_objective(plan):
    assert sum(by_group(plan).values()) == pytest.approx(plan.objective)


def test_every_cost_line_of_the_semantics_has_a_group():
    text = SEMANTICS.read_text(encoding="utf-8")
    sentences = re.findall(r"[Ll]ines? (`[a-z_]+`(?:[^.`]*`[a-z_]+`)*)", text)
    named = {line for sentence in sentences for line in re.findall(r"`([a-z_]+)`", sentence)}

    assert {"module", "transport", "shortage"} <= named
    assert named - GROUPS.keys() <= {"build", "start"}


def test_every_cost_line_has_a_name_for_people():
    """One that is new goes by its identifier, in the last group, until it gets both."""
    assert NAMES.keys() == GROUPS.keys()
    assert cost_name("transit_capital") == "Capital in goods under way"
    assert (cost_name("ransom_paid"), group_of("ransom_paid")) == ("Ransom paid", Group.OTHER)
