"""A real browser for the tests of pages: a page opened from its file, with what goes wrong kept on it.

A test module that imports it is skipped where Playwright is not installed; where there is no Chromium, it has
to be marked with `needs_chromium`.
"""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LAPTOP = {"width": 1280, "height": 900}
WIDTHS = (390, 800, 1280)
"""A phone, a tablet and a laptop, in pixels."""
POINTED = 150
"""Milliseconds until a chart shows what one points at."""


@contextmanager
def open_page(path: Path) -> Iterator[Page]:
    """Open a page at laptop width, its errors and requests kept on it as `problems` and `requests`."""
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = chromium.new_page(viewport=LAPTOP)
        page.problems, page.requests = [], []
        page.on("console", lambda message: page.problems.append(message.text))
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.on("request", lambda request: page.requests.append(request.url))
        page.goto(path.as_uri())
        yield page
        chromium.close()


def on_screen(page: Page) -> None:
    """Bring a page back to laptop width, on a screen, with nothing pointed at."""
    page.emulate_media(media="screen", reduced_motion="reduce")
    page.set_viewport_size(LAPTOP)
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    page.mouse.move(0, 0)


def on_paper(page: Page) -> None:
    """Print a page, as far as what is on it can tell."""
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")


def narrow_to(page: Page, width: int, chart: str) -> int:
    """Make a page so wide, wait until a chart has followed, and return how wide all that is on it is."""
    page.set_viewport_size({**LAPTOP, "width": width})
    page.wait_for_function(
        "([key, width]) => document.querySelector(`#${key} svg`).clientWidth <= width", arg=[chart, width]
    )
    return page.evaluate("document.documentElement.scrollWidth")


def shapes(page: Page) -> dict[str, int]:
    """Return how many shapes are drawn of each chart, by key."""
    return page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll('.chart')]
            .map(chart => [chart.id, chart.querySelectorAll('svg path').length]))"""
    )


def tooltip(page: Page, key: str) -> str:
    """Return the text that a chart shows of what is pointed at; empty where it shows none."""
    page.wait_for_timeout(POINTED)
    return page.evaluate(
        """key => [...document.getElementById(key).querySelectorAll('div')]
            .filter(div => div.style.zIndex === '9999999' && div.style.visibility !== 'hidden')
            .map(div => div.innerText).join('')""",
        key,
    )


def point_beside(page: Page, key: str, label: str) -> None:
    """Point at what stands just left of a label of a chart."""
    chart = page.locator(f"#{key}")
    chart.scroll_into_view_if_needed()
    box = chart.locator("svg text", has_text=label).first.bounding_box()
    page.mouse.move(box["x"] - 14, box["y"] + box["height"] / 2)
