"""Charts as SVG and PNG without a browser: ECharts in QuickJS, text in a font of our own, resvg for pixels."""
