"""What stands above the charts of a page, read from the page itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reshore.report.html import Markup

UNDER = "under"
"""Class of what stands below a caption, quieter."""


@dataclass(frozen=True, slots=True)
class Caption:
    """The caption of a figure, and what stands below it; empty where there is none."""

    title: str = ""
    note: str = ""


NO_CAPTION = Caption()


def captions(body: Markup) -> dict[str, Caption]:
    """Return the caption of each figure by the identifiers of what is in it."""
    reader = _Reader()
    reader.feed(body)
    reader.close()
    return reader.found


class _Reader(HTMLParser):
    """Follows figures: a caption comes before what it is of, and its note last in it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, Caption] = {}
        self._caption = NO_CAPTION
        self._part = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "figure":
            self._caption = NO_CAPTION
        elif tag == "figcaption":
            self._part = "title"
        elif self._part and told.get("class") == UNDER:
            self._part = "note"
        if (key := told.get("id")) and self._caption.title:
            self.found[key] = self._caption

    def handle_endtag(self, tag: str) -> None:
        if tag == "figcaption":
            self._part = ""
        elif tag == "figure":
            self._caption = NO_CAPTION

    def handle_data(self, data: str) -> None:
        if self._part:
            self._caption = replace(self._caption, **{self._part: getattr(self._caption, self._part) + data})
