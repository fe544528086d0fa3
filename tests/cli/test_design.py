"""`reshore design`: how it searches."""

from __future__ import annotations

import json

import pytest

from reshore.cli.app import run


@pytest.mark.usefixtures("pumps")
def test_the_method_asked_for(capsys):
    """`--method` is how the plan is found, and the output says so, as text and as JSON."""
    assert run(["design", "pumps", "--method", "guided"]) == 0
    assert "Method: guided, " in capsys.readouterr().out
    assert run(["design", "pumps", "--method", "decompose", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["method"], found["status"]) == ("decompose", "optimal")


def test_a_method_that_there_is_not(pumps, capsys):
    """Another name is bad usage; the message has those that there are, and nothing is written."""
    assert run(["design", "pumps", "--method", "fast"]) == 2
    assert "there are auto, direct, guided, decompose" in capsys.readouterr().err
    assert not (pumps.parent / "runs").exists()
