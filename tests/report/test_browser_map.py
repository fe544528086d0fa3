"""The map and the flow of value in a real browser: the slider by keyboard, pointing, zoom, print."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from tests.report.browser import needs_chromium, on_paper, on_screen, open_page, tooltip

from reshore.report.network import network
from reshore.report.page import write_report
from reshore.report.world.shapes import to_map

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

pytestmark = needs_chromium


@pytest.fixture(scope="module")
def loaded(tmp_path_factory, plan, model) -> Iterator[Page]:
    """The page of the plan."""
    path = tmp_path_factory.mktemp("page") / "report.html"
    write_report(plan, model, path)
    with open_page(path) as page:
        yield page


@pytest.fixture
def opened(loaded) -> Iterator[Page]:
    """The page at laptop width, with the whole horizon on its map; no test leaves a problem behind."""
    on_screen(loaded)
    loaded.locator("#map-world-moment").press("Home")
    yield loaded
    assert loaded.problems == []


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
    on_paper(opened)
    assert "Guadalajara" in labels(opened)
    assert opened.locator(".moments").is_hidden()

    on_screen(opened)
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
