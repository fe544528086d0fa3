"use strict";
(() => {
  const { charts, language, map } = JSON.parse(document.getElementById("charts").textContent);
  const PRINT_WIDTH = 690;
  const drawn = {};

  // Dragging moves the map only once it is zoomed, so that a finger can still scroll the page over it.
  const zoom = (button) => {
    const chart = drawn[button.dataset.chart];
    const now = chart.getOption().geo[0];
    const factors = { in: 1.6, out: 1 / 1.6 };
    const next = Math.max(1, (now.zoom || 1) * (factors[button.dataset.zoom] || 0));
    chart.setOption({ geo: { zoom: next, center: next === 1 ? null : now.center, roam: next > 1 ? "move" : false } });
  };

  const sliders = [...document.querySelectorAll("[data-moments]")];
  const show = ({ dataset: { moments: key } }, moment) => drawn[key].setOption(atMoment(charts[key], moment));
  const slide = (slider) => {
    const name = charts[slider.dataset.moments].moments[slider.valueAsNumber];
    slider.setAttribute("aria-valuetext", name);
    slider.nextElementSibling.value = name;
    show(slider, slider.valueAsNumber);
  };

  // Printing takes the page as it is at once, so what a new width changes is drawn at once too.
  const resize = (width) => {
    for (const chart of Object.values(drawn)) {
      chart.resize({ width });
      chart.getZr().flush();
    }
  };

  if (map) echarts.registerMap("world", map);
  if (language) drawing.speak(language);
  for (const [key, option] of Object.entries(charts)) {
    drawn[key] = drawing.create(document.getElementById(key), option);
  }
  document.querySelectorAll("[data-zoom]").forEach((button) => button.addEventListener("click", () => zoom(button)));
  sliders.forEach((slider) => slider.addEventListener("input", () => slide(slider)));
  window.addEventListener("resize", () => resize("auto"));
  window.addEventListener("beforeprint", () => {
    sliders.forEach((slider) => show(slider, 0));
    resize(PRINT_WIDTH);
  });
  window.addEventListener("afterprint", () => {
    sliders.forEach((slider) => show(slider, slider.valueAsNumber));
    resize("auto");
  });
})();
