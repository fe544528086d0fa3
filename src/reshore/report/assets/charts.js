"use strict";
// Makes a chart's option whole: options are data, and name what has to be a function.
// Needs ECharts and no document, so that pages and pictures share it.
const complete = (() => {
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

  return (option) => {
    for (const series of option.series) {
      if (series.renderItem) series.renderItem = RENDER[series.renderItem];
    }
    return option;
  };
})();
