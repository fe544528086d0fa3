"""What becomes of a site follows from its flags: it runs, opens, closes, or is not opened."""

from __future__ import annotations

from reshore.report.history import Fate, histories


def test_fate_of_each_site(plan):
    sites = histories(plan)

    assert {site: history.fate for site, history in sites.items()} == {
        "gdl": Fate.OPENS,
        "jrz": Fate.RUNS,
        "hou": Fate.OPENS,
        "hsn": Fate.RUNS,
        "szx": Fate.CLOSES,
        "par": Fate.RUNS,
        "maa": Fate.UNUSED,
        "tsm": Fate.RUNS,
        "skh": Fate.RUNS,
    }


def test_periods_modules_and_words(plan):
    sites = histories(plan)

    assert (sites["gdl"].opens, sites["gdl"].closes, sites["gdl"].modules) == ("2025Q3", None, 2)
    assert (sites["szx"].closes, sites["szx"].words) == ("2027", "closes 2027")
    assert sites["gdl"].words == "opens 2025Q3"
    assert sites["jrz"].words == "runs throughout"
    assert sites["maa"].candidate
    assert sites["maa"].words == "not opened"
