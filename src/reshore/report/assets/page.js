"use strict";
(() => {
  const { charts, map } = JSON.parse(document.getElementById("charts").textContent);
  const PRINT_WIDTH = 690;
  const drawn = {};

  // Render functions of custom series, by the name that an option gives.
  const RENDER = {
    bar(params, api) {
      const start = api.coord([api.value(1), api.value(0)]);
      const end = api.coord([api.value(2), api.value(0)]);
      const height = Math.min(16, api.size([0, 1])[1] * 0.6);
      const shape = echarts.graphic.clipRectByRect(
        { x: start[0], y: start[1] - height / 2, width: Math.max(end[0] - start[0], 3), height },
        params.coordSys,
      );
      return shape && { type: "rect", shape: { ...shape, r: 3 }, style: { fill: api.visual("color") } };
    },
    whisker(params, api) {
      const [low, high] = [api.coord([api.value(1), api.value(0)]), api.coord([api.value(2), api.value(0)])];
      const line = (x1, y1, x2, y2) => ({
        type: "line",
        shape: { x1, y1, x2, y2 },
        style: { stroke: api.visual("color"), lineWidth: 1.5 },
      });
      const caps = [low, high].map(([x, y]) => line(x, y - 5, x, y + 5));
      return { type: "group", children: [line(...low, ...high), ...caps] };
    },
    cell(params, api) {
      const [x, y] = api.coord([api.value(0), api.value(1)]);
      const [width, height] = api.size([1, 1]);
      return {
        type: "rect",
        shape: { x: x - width / 2 + 1, y: y - height / 2 + 1, width: width - 2, height: height - 2, r: 4 },
        style: { fill: api.visual("color") },
        textContent: { style: { text: String(api.value(2)), fill: "#1c2733", fontSize: 13 } },
        textConfig: { position: "inside" },
      };
    },
  };

  const draw = (key, option) => {
    for (const series of option.series) {
      if (series.renderItem) series.renderItem = RENDER[series.renderItem];
    }
    drawn[key] = echarts.init(document.getElementById(key), null, { renderer: "svg" });
    drawn[key].setOption(option);
  };

  // Dragging moves the map only once it is zoomed, so that a finger can still scroll the page over it.
  const zoom = (button) => {
    const chart = drawn[button.dataset.chart];
    const now = chart.getOption().geo[0];
    const factors = { in: 1.6, out: 1 / 1.6 };
    const next = Math.max(1, (now.zoom || 1) * (factors[button.dataset.zoom] || 0));
    chart.setOption({ geo: { zoom: next, center: next === 1 ? null : now.center, roam: next > 1 ? "move" : false } });
  };

  // Printing takes the page as it is at once, so what a new width changes is drawn at once too.
  const resize = (width) => {
    for (const chart of Object.values(drawn)) {
      chart.resize({ width });
      chart.getZr().flush();
    }
  };

  if (map) echarts.registerMap("world", map);
  for (const [key, option] of Object.entries(charts)) draw(key, option);
  document.querySelectorAll("[data-zoom]").forEach((button) => button.addEventListener("click", () => zoom(button)));
  window.addEventListener("resize", () => resize("auto"));
  window.addEventListener("beforeprint", () => resize(PRINT_WIDTH));
  window.addEventListener("afterprint", () => resize("auto"));
})();
