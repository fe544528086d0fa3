"""Distributions as written in cells: what is read, and what is said of what can't be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reshore.chance.families import Code, constant, exponential
from reshore.chance.grammar import read


def test_numbers_are_constants():
    """A plain number is a constant, however it is written."""
    for text in ("30", " 30.0 ", "+30", "3e1", "30."):
        assert read(text) == constant(30.0)
    assert read("-.5").mean == -0.5


def test_capitals_and_spaces():
    """Capitals, spaces and line breaks don't matter."""
    assert read(" Uniform ( 10 ,\n20 ) ") == read("uniform(10,20)")
    assert read("Discrete( 1 : 0.2 , 2:0.8 )") == read("discrete(2:0.8,1:0.2)")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "'' is no distribution: write a number, or a name with numbers in brackets"),
        ("thirty", "write a number, or a name"),
        ("30 days", "write a number, or a name"),
        ("nan", "write a number, or a name"),
        ("uniform 10, 20", "write a number, or a name"),
        ("poisson(3)", "there is no poisson; there are discrete, uniform, triangular, exponential"),
        ("uniform(10)", r"write uniform\(low, high\); 1 given"),
        ("uniform(10, 20, 30)", r"write uniform\(low, high\); 3 given"),
        ("erlang(3)", r"write erlang\(k, mean\); 1 given"),
        ("exponential()", r"write exponential\(mean\); 0 given"),
        ("empirical()", r"write empirical\(values\); 0 given"),
        ("uniform(10; 20)", "'10; 20' is no number; write such as 12.5, with commas between numbers"),
        ("uniform(10, )", "'' is no number"),
        ("exponential(1e999)", "1e999 is beyond all bounds; write a smaller number"),
        ("exponential(inf)", "'inf' is no number"),
        ("uniform(20, 10)", "low 20 is not below high 10; write the smaller number first"),
        ("uniform(10, 10)", "low 10 is not below high 10"),
        ("triangular(10, 50, 40)", "10, 50, 40 don't rise; write least, likeliest and greatest value"),
        ("triangular(4, 4, 4)", "don't rise"),
        ("exponential(0)", "mean 0 is not above 0; write a mean above 0"),
        ("lognormal(-1, 2)", "mean -1 is not above 0"),
        ("lognormal(10, 0)", "sd 0 is not above 0; write an sd above 0, or the mean alone"),
        ("gamma(10, 0.001)", "sd 0.001 is below a thousandth of the mean; write 10 alone"),
        ("erlang(2.5, 10)", r"k 2.5 is not a whole number above 0; write such as erlang\(3, 12\)"),
        ("erlang(0, 10)", "k 0 is not a whole number above 0"),
        ("erlang(1e7, 10)", r"k 1e\+07 is above 1e\+06"),
        ("weibull(0.001, 10)", "shape 0.001 spreads values beyond all bounds; write a greater shape"),
        ("weibull(0, 10)", "shape 0 is not above 0"),
        ("normal(-5, 2)", "mean -5 is below 0; values below 0 are left out: write a mean of 0 or more"),
        ("discrete()", "the probabilities sum to 0; let them sum to 1"),
        ("discrete(1, 2)", r"'1' has no probability; write such as discrete\(1:0.2, 2:0.8\)"),
        ("discrete(1:0.2, 2:0.7)", "the probabilities sum to 0.9; let them sum to 1"),
        ("discrete(1:0, 2:1)", "the probability of 1 is 0; write one above 0, or leave it out"),
    ],
)
def test_faults(text, message):
    """A faulty text says what is wrong and what to write instead."""
    with pytest.raises(ValueError, match=message):
        read(text)


@given(
    st.text(max_size=20)
    | st.from_regex(r"(uniform|gamma|discrete|erlang)\([0-9,:.e -]{0,12}\)", fullmatch=True)
)
def test_anything_else(text):
    """Any text is a distribution or a ValueError, nothing else."""
    try:
        law = read(text)
    except ValueError:
        return
    assert law.low <= law.mean <= law.high


@given(st.floats(1e-3, 1e6))
def test_written_numbers_come_back(mean):
    """A number written by a program is read as the same number."""
    assert read(f"exponential({mean!r})") == exponential(mean)
    assert read(f"exponential({mean!r})").code is Code.EXPONENTIAL
