"""The map and the flow of value in a real browser: the slider by keyboard, pointing, zoom, print."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import numpy as np
import pytest

from reshore.report.network import network
from reshore.report.page import write_report
from reshore.report.world.shapes import to_map

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")

FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]


@pytest.fixture(scope="module")
def loaded(tmp_path_factory, plan, model) -> Iterator[Page]:
    """The page, its errors kept on it as `problems`."""
    path = tmp_path_factory.mktemp("page") / "report.html"
    write_report(plan, model, path)
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = chromium.new_page(viewport={"width": 1280, "height": 900})
        page.problems = []
        page.on("console", lambda message: page.problems.append(message.text))
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.goto(path.as_uri())
        yield page
        chromium.close()


@pytest.fixture
def opened(loaded) -> Iterator[Page]:
    """The page at laptop width, with the whole horizon on its map; no test leaves a problem behind."""
    loaded.set_viewport_size({"width": 1280, "height": 900})
    loaded.mouse.move(0, 0)
    loaded.locator("#map-world-moment").press("Home")
    yield loaded
    assert loaded.problems == []


def tooltip(page: Page, key: str) -> str:
    """Text of the tooltip that a chart shows; empty where it shows none."""
    page.wait_for_timeout(150)
    return page.evaluate(
        """key => [...document.getElementById(key).querySelectorAll('div')]
            .filter(div => div.style.zIndex === '9999999' && div.style.visibility !== 'hidden')
            .map(div => div.innerText).join('')""",
        key,
    )


def point_at(page: Page, at: list[int]) -> None:
    """Point at map coordinates."""
    page.locator("#map-world").scroll_into_view_if_needed()
    x, y = page.evaluate(
        """at => {
            const element = document.getElementById('map-world');
            const [x, y] = echarts.getInstanceByDom(element).convertToPixel('geo', at);
            const box = element.getBoundingClientRect();
            return [box.x + x, box.y + y];
        }""",
        at,
    )
    page.mouse.move(x, y)


def labels(page: Page) -> str:
    return " ".join(page.locator("#map-world svg text").all_text_contents())


def test_keys_move_the_slider_through_the_periods(opened):
    """Arrow keys go from period to period; what has not opened or has closed isn't there."""
    slider, output = opened.locator("#map-world-moment"), opened.locator(".moments output")
    assert output.inner_text() == "Whole horizon"

    slider.press("ArrowRight")
    assert (output.inner_text(), slider.get_attribute("aria-valuetext")) == ("2024Q4", "2024Q4")
    assert "Shenzhen" in labels(opened)
    assert "Guadalajara" not in labels(opened)

    slider.press("End")
    assert output.inner_text() == "2028"
    assert "Guadalajara" in labels(opened)
    assert "Shenzhen" not in labels(opened)


def test_pointing_at_anything_on_the_map_names_it(opened, plan, model):
    """Countries, lanes, sites and markets each say what they are, for the horizon and for a period."""
    net = network(plan, model)
    lane = next(lane for lane in net.lanes if lane.ends == ("hsn", "us"))
    line = net.lines(lane)[0]
    inland = to_map(np.array([[88.0, 32.0]]), net.centre)[0]
    things = [(inland, "China"), (net.at("jp"), "Japan"), (net.at("jrz"), "Ciudad Juárez")]
    things.append((line[round(0.3 * len(line))], "Hsinchu \N{RIGHTWARDS ARROW} US central"))

    for moment, period in (("Home", ""), ("End", "in 2028")):
        opened.locator("#map-world-moment").press(moment)
        for at, name in things:
            point_at(opened, at)
            told = tooltip(opened, "map-world")
            assert name in told
            assert period in told or name == "Japan"


def test_the_slider_keeps_the_zoom(opened):
    """A map that is zoomed stays so when the period changes."""
    country = "() => document.querySelector('#map-world svg path').getBoundingClientRect().width"
    opened.locator("[data-zoom=in]").click()
    opened.wait_for_timeout(150)
    zoomed = opened.evaluate(country)
    opened.locator("#map-world-moment").press("End")
    opened.wait_for_timeout(150)

    assert opened.evaluate(country) == pytest.approx(zoomed, rel=0.01)
    opened.locator("[data-zoom=reset]").click()


def test_print_has_the_whole_horizon(opened):
    """On paper the map is that of the whole horizon, whatever the slider says, and the slider isn't there."""
    opened.locator("#map-world-moment").press("ArrowRight")
    opened.emulate_media(media="print")
    opened.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert "Guadalajara" in labels(opened)
    assert opened.locator(".moments").is_hidden()

    opened.emulate_media(media="screen")
    opened.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert "Guadalajara" not in labels(opened)


def test_a_phone_has_room_for_the_slider_and_scrolls_the_flow(opened):
    """The slider fits a phone; the flow of value is wider, and scrolls in its own frame."""
    opened.set_viewport_size({"width": 390, "height": 800})
    box = opened.locator("#map-world-moment").bounding_box()

    assert box["width"] > 100
    assert box["x"] + box["width"] <= 390
    assert opened.evaluate("document.documentElement.scrollWidth") <= 390
    assert opened.locator("#value-flow").bounding_box()["width"] > 390


def test_pointing_at_a_bar_of_the_flow_tells_what_goes_in_and_out(opened):
    """A bar of the flow of value says what was added to what it took in."""
    opened.locator("#value-flow").scroll_into_view_if_needed()
    bar = opened.locator("#value-flow svg text", has_text="rack, Taiwan").first.bounding_box()
    opened.mouse.move(bar["x"] - 8, bar["y"] + bar["height"] / 2)

    assert "Value added: USD" in tooltip(opened, "value-flow")
