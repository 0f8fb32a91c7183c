// Draws the charts of a page from the JSON beside them; follows theme, size and live changes.
"use strict";
(() => {
  // Colours of the house, resolved for the theme that is on now.
  const probe = document.createElement("i");
  const colour = (name) => {
    probe.style.color = `var(--q-${name})`;
    return getComputedStyle(probe).color;
  };
  const palette = (place) => {
    place.append(probe);
    const found = {};
    for (const name of ["text", "soft", "line", "surface", "accent", "green", "red", "amber", "blue", "teal", "violet"]) found[name] = colour(name);
    probe.remove();
    return found;
  };
  const figure = (value) => (value === null || value === undefined ? "—" : value.toLocaleString("en-US", { maximumFractionDigits: 2 }));

  const frame = (given, ink, size) => ({
    animation: false,
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, fontSize: size, color: ink.text },
    grid: { left: 4, right: 8, top: given.series.length > 1 ? size * 2.4 : size, bottom: 4, containLabel: true },
    legend: given.series.length > 1 ? { top: 0, right: 0, icon: "roundRect", itemWidth: size, itemHeight: size * 0.7, textStyle: { color: ink.soft, fontSize: size } } : undefined,
    tooltip: {
      trigger: "axis", confine: true, axisPointer: { type: "shadow" },
      backgroundColor: ink.surface, borderColor: ink.line, textStyle: { color: ink.text, fontSize: size },
      valueFormatter: (value) => `${figure(Array.isArray(value) ? value[1] : value)} ${given.unit}`.trim(),
    },
  });
  const names = (given, ink, size) => ({
    type: "category", data: given.labels, axisTick: { show: false },
    axisLine: { lineStyle: { color: ink.line } },
    axisLabel: { color: ink.soft, fontSize: size, hideOverlap: true },
  });
  // Every bar has its name: slanting where there is no room beside one another.
  const allNames = (given, ink, size, width) => {
    const found = names(given, ink, size);
    const long = (label) => [...label].reduce((sum, sign) => sum + (sign > "\u02ff" ? size : size * 0.56), size);
    const tight = Math.max(...given.labels.map(long)) > width / given.labels.length;
    Object.assign(found.axisLabel, { hideOverlap: false, interval: 0, rotate: tight ? 40 : 0, width: 120, overflow: "truncate" });
    return found;
  };
  const figures = (ink, size, more) => ({
    type: "value", splitLine: { lineStyle: { color: ink.line } }, splitNumber: 4,
    axisLabel: { color: ink.soft, fontSize: size, hideOverlap: true }, ...more,
  });
  // Moments in figures, the same in each language; the library would name months in English.
  const TIMES = { year: "{yyyy}", month: "{MM}-{dd}", day: "{MM}-{dd}", hour: "{HH}:{mm}", minute: "{HH}:{mm}", second: "{HH}:{mm}:{ss}", millisecond: "{HH}:{mm}:{ss}" };
  // A line of one point would not be seen without a mark.
  const mark = (values) => (values.filter((value) => value !== null).length > 1 ? "none" : "circle");
  const stacked = (given, ink) => given.series.map((each) => (each.line
    ? { type: "line", name: each.name, data: each.values, step: "middle", symbol: mark(each.values), lineStyle: { color: ink[each.tone], width: 2, type: "dashed" }, itemStyle: { color: ink[each.tone] } }
    : { type: "bar", name: each.name, data: each.values, stack: "all", barMaxWidth: 48, itemStyle: { color: ink[each.tone] } }));

  const KINDS = {
    bars: (given, ink, size) => ({ xAxis: names(given, ink, size), yAxis: figures(ink, size), series: stacked(given, ink) }),
    rows: (given, ink, size) => ({
      grid: { left: 16, right: 24, top: size * 2.4, bottom: 4, containLabel: true },
      xAxis: figures(ink, size, { axisLabel: { color: ink.soft, fontSize: size, hideOverlap: true, formatter: (value) => `${figure(value)} ${given.unit}` } }),
      yAxis: { ...names(given, ink, size), inverse: true, axisLabel: { color: ink.text, fontSize: size, width: 160, overflow: "truncate" } },
      series: stacked(given, ink),
    }),
    pareto: (given, ink, size, width) => ({
      grid: { left: 28, right: 8, top: size * 2.4, bottom: 4, containLabel: true },
      xAxis: allNames(given, ink, size, width),
      yAxis: [figures(ink, size), figures(ink, size, { max: 100, min: 0, interval: 20, splitLine: { show: false }, axisLabel: { color: ink.soft, fontSize: size, formatter: "{value}%" } })],
      series: given.series.map((each) => (each.line
        ? { type: "line", name: each.name, data: each.values, yAxisIndex: 1, symbolSize: 6, lineStyle: { color: ink[each.tone] }, itemStyle: { color: ink[each.tone] } }
        : { type: "bar", name: each.name, data: each.values, barMaxWidth: 56, itemStyle: { color: ink[each.tone] } })),
    }),
    steps: (given, ink, size) => ({
      xAxis: { type: "time", axisLine: { lineStyle: { color: ink.line } }, axisLabel: { color: ink.soft, fontSize: size, hideOverlap: true, formatter: TIMES } },
      yAxis: figures(ink, size),
      series: given.series.map((each) => ({
        type: "line", step: "end", name: each.name, symbol: mark(each.values), data: given.labels.map((label, at) => [label, each.values[at]]).filter(([, value]) => value !== null),
        lineStyle: { color: ink[each.tone], width: 2, type: each.line ? "dashed" : "solid" }, itemStyle: { color: ink[each.tone] },
        areaStyle: each.line ? undefined : { color: ink[each.tone], opacity: 0.08 },
      })),
    }),
  };

  const read = (place) => JSON.parse(document.getElementById(place.dataset.chart).textContent);
  const draw = (place) => {
    const given = read(place);
    const chart = echarts.getInstanceByDom(place) || echarts.init(place, null, { renderer: "svg" });
    const size = parseFloat(getComputedStyle(place).fontSize);
    const ink = palette(place);
    const option = { ...frame(given, ink, size), ...KINDS[given.kind](given, ink, size, place.clientWidth) };
    if (given.now !== null && option.series[0]) {
      option.series[0].markArea = { silent: true, itemStyle: { color: ink.accent, opacity: 0.1 }, data: [[{ xAxis: given.labels[given.now] }, { xAxis: given.labels[given.now] }]] };
    }
    chart.setOption(option, true);
  };
  const places = () => document.querySelectorAll("[data-chart]");
  const sized = new ResizeObserver((all) => all.forEach((each) => echarts.getInstanceByDom(each.target)?.resize()));
  const all = () => places().forEach((place) => { draw(place); sized.observe(place); });
  document.addEventListener("qitao:refreshed", all);
  document.addEventListener("htmx:afterSwap", all);
  new MutationObserver(all).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", all);
  all();
})();
