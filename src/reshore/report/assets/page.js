"use strict";
(() => {
  const { charts, map } = JSON.parse(document.getElementById("charts").textContent);
  const PRINT_WIDTH = 690;
  const drawn = {};

  const draw = (key, option) => {
    drawn[key] = echarts.init(document.getElementById(key), null, { renderer: "svg" });
    drawn[key].setOption(complete(option));
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
