"use strict";
// Makes charts of options, which are data and name what has to be a function.
// Needs ECharts and no document, so that pages and pictures share it.
const drawing = (() => {
  // Render functions of custom series, by name.
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

  let language = null;

  // How axes write numbers where the language doesn't write them as English does.
  const written = (template) => (value) => {
    const signs = { ",": language.group, ".": language.decimal, "-": "\u2212" };
    const figures = echarts.format.addCommas(Number(value.toPrecision(12))).replace(/[,.-]/g, (sign) => signs[sign]);
    return (template === "{value}%" ? language.percent : template).replace("{value}", figures);
  };

  const localize = (axis) => {
    if (axis.type !== "value" && axis.type !== "log") return;
    axis.axisLabel = { ...axis.axisLabel, formatter: written(axis.axisLabel?.formatter ?? "{value}") };
  };

  const complete = (option) => {
    for (const series of option.series) {
      if (series.renderItem) series.renderItem = RENDER[series.renderItem];
    }
    if (language) [option.xAxis ?? [], option.yAxis ?? []].flat().forEach(localize);
    return option;
  };

  return {
    // Takes a language other than English: its code, signs of numbers, how a percentage is written, and names of months.
    speak({ code, months, ...signs }) {
      language = { code, ...signs };
      echarts.registerLocale(code, { time: { month: months, monthAbbr: months } });
    },

    // Draws an option in an element, or in none, with these settings of ECharts.
    create(element, option, settings) {
      const locale = language?.code ?? "EN";
      const chart = echarts.init(element, null, { renderer: "svg", locale, ...settings });
      chart.setOption(complete(option));
      return chart;
    },
  };
})();
