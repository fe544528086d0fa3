"use strict";
// Draws charts without a browser. Nothing happens later, and text is as wide as in the font of pictures.
globalThis.setTimeout = () => 0;

const artist = {
  // Takes widths of characters in thousandths of the size, by style.
  prepare(widths) {
    const EM = 1000;
    const UNKNOWN = EM;
    const measureText = (text, font) => {
      const size = parseFloat(/([\d.]+)px/.exec(font)?.[1] ?? 12);
      const known = /bold|[6-9]00/.test(font) ? widths.bold : widths.regular;
      let width = 0;
      for (const letter of text ?? "") width += known[letter] ?? UNKNOWN;
      return { width: (width * size) / EM };
    };
    echarts.setPlatformAPI({ measureText });
  },

  // Takes GeoJSON of the map that options call "world".
  map(world) {
    echarts.registerMap("world", world);
  },

  language(language) {
    drawing.speak(language);
  },

  // Returns SVG in a list, because a bare text of this size doesn't reach Python.
  draw({ option, width, height, font }) {
    const inked = { ...option, textStyle: { ...option.textStyle, fontFamily: font } };
    const chart = drawing.create(null, inked, { ssr: true, width, height });
    try {
      return [chart.renderToSVGString()];
    } finally {
      chart.dispose();
    }
  },
};

// A declaration, which Python can see, as it can't see constants.
function call(name, argument) {
  return JSON.stringify(artist[name](JSON.parse(argument)) ?? null);
}
