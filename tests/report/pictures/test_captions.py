"""Captions as the page has them."""

from __future__ import annotations

from reshore.report.html import join, tag
from reshore.report.pictures.captions import Caption, captions


def figure(key: str, caption: str = "") -> str:
    """Return a figure, with a caption if there is one."""
    above = [tag("figcaption", caption)] if caption else []
    return tag("figure", *above, tag("div", id=key))


def test_each_figure_has_its_own() -> None:
    """A caption is that of its figure alone, as people read it."""
    body = join([tag("p", "Lead"), figure("a", "Cost < {value}"), figure("b"), figure("c", "Third")])
    assert captions(body) == {"a": Caption("Cost < {value}"), "c": Caption("Third")}


def test_markup_in_a_caption() -> None:
    """What is marked up is read as text."""
    body = tag("figure", tag("figcaption", "In ", tag("b", "bold"), " words"), tag("div", id="a"))
    assert captions(body) == {"a": Caption("In bold words")}


def test_note() -> None:
    """What stands below a caption stands apart from it."""
    note = tag("span", "Quiet ", tag("b", "words"), class_="under")
    body = join([tag("figure", tag("figcaption", "Title", note), tag("div", id="a")), figure("b", "Other")])
    assert captions(body) == {"a": Caption("Title", "Quiet words"), "b": Caption("Other")}


def test_what_is_no_figure() -> None:
    """Elements outside figures have none."""
    assert captions(join([figure("a", "One"), tag("div", id="b")])) == {"a": Caption("One")}
