"""What stands above the charts of a page, read from the page itself."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reshore.report.html import Markup


def captions(body: Markup) -> dict[str, str]:
    """Return the caption of each figure by the identifiers of what is in it."""
    reader = _Reader()
    reader.feed(body)
    reader.close()
    return reader.found


class _Reader(HTMLParser):
    """Follows figures: a caption comes before what it is of."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self._caption = ""
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "figure":
            self._caption = ""
        self._inside = tag == "figcaption" or self._inside
        key = dict(attrs).get("id")
        if key and self._caption:
            self.found[key] = self._caption

    def handle_endtag(self, tag: str) -> None:
        if tag == "figcaption":
            self._inside = False
        elif tag == "figure":
            self._caption = ""

    def handle_data(self, data: str) -> None:
        if self._inside:
            self._caption += data
