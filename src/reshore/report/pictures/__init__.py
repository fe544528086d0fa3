"""Charts as pictures without a browser: ECharts in QuickJS, text in a font of our own, pixels by resvg."""
