"""A chart leaves room for its legend, and goes back from the narrow layout to the wide one."""

from __future__ import annotations

from reshore.report.chart import Chart, chart, names_axis, value_axis

SERIES = [
    {"name": name, "type": "bar", "data": []} for name in ("One kind of cost", "Another", "A third kind")
]


def test_room_for_the_legend():
    drawn = chart("c", "said", SERIES * 2, (200, 150))

    assert drawn.option["legend"]["data"] == ["One kind of cost", "Another", "A third kind"]
    assert drawn.height == 200 + drawn.option["grid"]["top"]
    assert drawn.narrow_height - 150 > drawn.height - 200


def test_what_a_phone_changes_a_laptop_changes_back():
    narrow = {"yAxis": {"axisLabel": {"width": 50}}, "series": [{"type": "line"}, {}, {}]}
    drawn = chart("c", "said", SERIES, (200, 200), narrow=narrow, yAxis=names_axis(["a"], 120))
    small, back = (layout["option"] for layout in drawn.option["media"])

    assert small["yAxis"]["axisLabel"]["width"] == 50
    assert back["yAxis"]["axisLabel"]["width"] == 120
    assert back["series"] == [{"type": "bar"}, {}, {}]
    assert small["grid"]["top"] > back["grid"]["top"] == drawn.option["grid"]["top"]


def test_a_legend_that_needs_more_rows_on_paper_has_room_for_them_there():
    """Between a phone and a laptop, only the room for the legend is another than on a laptop."""
    series = [{"name": f"A country, number {i}", "type": "bar", "data": []} for i in range(5)]
    drawn = chart("c", "said", series, (200, 150), yAxis=names_axis(["a"], 120))
    phone, paper, laptop = drawn.option["media"]

    assert phone["query"]["maxWidth"] < paper["query"]["minWidth"] < paper["query"]["maxWidth"]
    assert paper["option"]["grid"]["top"] > laptop["option"]["grid"]["top"]
    assert "query" not in laptop


def test_labels_of_amounts_never_overlap():
    """Whatever else is asked of them."""
    label = value_axis("share", axisLabel={"formatter": "{value}%"})["axisLabel"]

    assert label["hideOverlap"]
    assert label["formatter"] == "{value}%"


def test_hidden_series_start_unselected():
    assert chart("c", "said", SERIES, (9, 9), hidden=["Another"]).option["legend"]["selected"] == {
        "Another": False
    }


def test_a_place_has_a_text_alternative():
    place = Chart("c", 'so "said" <b>', {}, 200, 150).place()

    assert place == (
        '<div id="c" class="chart" style="--height:200px;--narrow:150px" role="img"'
        ' aria-label="so &quot;said&quot; &lt;b&gt;"></div>'
    )
