"""Programs as text that HiGHS itself reads back."""

from __future__ import annotations

import highspy
import polars as pl
import pytest

from reshore.errors import UsageError
from reshore.lp.assemble import Assembler, Term
from reshore.lp.highs import solve
from reshore.lp.write import names, write_program


@pytest.fixture
def program():
    assembler = Assembler()
    lanes = pl.DataFrame(
        {
            "lane": ["a>b: sea", "a>b; sea", "é"],
            "period": [1, 1, 2],
            "cost": [1.5, 2.0, 3.0],
            "place": ["x", "x", "y"],
        }
    )
    ship = assembler.columns("ship", lanes, ["lane", "period"], cost="cost", upper=4, integer=True)
    places = pl.DataFrame({"place": ["x", "y"], "demand": [4.5, 1.0]})
    assembler.rows("demand", places, ["place"], [Term(ship, 0.9)], lower="demand")
    return assembler.build()


def test_names_are_fit_and_unique(program):
    """What a format can't have becomes an underscore, and a name that occurs again gets a number."""
    assert list(names(program.columns.values())) == ["ship(a_b__sea,1)", "ship(a_b__sea,1)~2", "ship(_,2)"]
    assert list(names(program.rows.values())) == ["demand(x)", "demand(y)"]


@pytest.mark.parametrize("suffix", [".mps", ".lp"])
def test_a_file_holds_the_program(program, tmp_path, suffix):
    """Read back it has the same optimum and names; written again it is the same text."""
    path, again = tmp_path / f"a{suffix}", tmp_path / f"b{suffix}"
    write_program(program, path)
    write_program(program, again)
    assert path.read_bytes() == again.read_bytes()
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    highs.readModel(str(path))
    highs.run()
    assert highs.getObjectiveValue() == pytest.approx(solve(program).objective)
    lp = highs.getLp()
    assert sorted(lp.col_names_) == sorted(names(program.columns.values()))
    assert lp.row_names_ == ["demand(x)", "demand(y)"]


def test_other_files_are_refused(program, tmp_path):
    """Only the two formats, and only where a file can be."""
    with pytest.raises(UsageError, match=r"plan.txt: a program is written as .mps or .lp"):
        write_program(program, tmp_path / "plan.txt")
    with pytest.raises(FileNotFoundError):
        write_program(program, tmp_path / "nowhere" / "plan.lp")
