// A map at one of its moments: what `at` of an item or a country lists for it takes the place of what is there.
const atMoment = (() => {
  const PLACE = {
    width: (width) => ({ lineStyle: { width } }),
    symbolSize: (symbolSize) => ({ symbolSize }),
    areaColor: (areaColor) => ({ itemStyle: { areaColor } }),
    // The first line of a tooltip says what it is of, at any moment.
    told: (told, { tooltip }) => {
      const [title] = tooltip.formatter.split("<br>", 1);
      return { tooltip: { ...tooltip, formatter: `${title}<br>${told}` } };
    },
  };
  const there = ({ at }, moment) => !at || (at.width ?? at.symbolSize ?? at.areaColor)[moment] !== 0;
  const changed = (item, moment) =>
    Object.entries(item.at ?? {}).reduce((now, [name, list]) => ({ ...now, ...PLACE[name](list[moment], item) }), item);

  // Moment 0 is the map as it is; then come those of the lists.
  return ({ geo, series }, moment) => {
    const items = (list) =>
      moment
        ? list.filter((item) => there(item, moment - 1)).map((item) => changed(item, moment - 1))
        : list;
    return { geo: { regions: items(geo.regions) }, series: series.map(({ data }) => ({ data: items(data) })) };
  };
})();
