// A temperature curve with its permitted band.

import { draw, el, icon } from "./dom.js";
import { amount, moment, say } from "./words.js";

const HEIGHT = 170;
const LEFT = 34;
const BOTTOM = 24;

/** All readings of some events, in order, with the band that the events name. */
export function readings(events) {
  const points = [];
  let band = null;
  for (const event of events) {
    for (const element of event.sensorElementList ?? []) {
      for (const report of element.sensorReport ?? []) {
        if (report.type !== "Temperature" && report.type !== "gs1:Temperature") continue;
        const time = report.time ?? element.sensorMetadata?.time ?? event.eventTime;
        points.push({ time, at: Date.parse(time), text: report.value, value: Number(report.value), alarm: Boolean(report.exception) });
      }
    }
    if (event["terroir:low"] && event["terroir:high"]) {
      const [low, high] = [event["terroir:low"], event["terroir:high"]].map((text) => Number(text.split(" ")[0]));
      band = { low, high, interval: event["terroir:logger-interval"] ?? band?.interval };
    }
  }
  points.sort((a, b) => a.at - b.at);
  return { points, band };
}

/** What the readings amount to, in words. */
function findings({ points, band }) {
  const values = points.map((point) => point.value);
  const text = (value) => points.find((point) => point.value === value).text;
  const notes = [
    el("span", { class: "note" }, icon("thermo"), say("readings", { n: points.length, min: text(Math.min(...values)), max: text(Math.max(...values)) })),
  ];
  if (!band) return notes;
  const out = points.filter((point) => point.value < band.low || point.value > band.high).length;
  notes.push(
    out === 0
      ? el("span", { class: "note" }, icon("check"), say("all-within", band))
      : el("span", { class: "note alarm", "data-alarm": out }, icon("alert"), say("outside", { n: out, ...band })),
  );
  const allowed = band.interval ? Number(band.interval.split(" ")[0]) : Infinity;
  const pauses = points.slice(1).map((point, index) => Math.round((point.at - points[index].at) / 60000));
  const longest = Math.max(0, ...pauses);
  if (longest > allowed) {
    notes.push(el("span", { class: "note alarm" }, icon("alert"), say("gap", { minutes: longest, allowed: amount(band.interval) })));
  }
  return notes;
}

/** The drawing, with its findings as text for whoever does not see it. */
export function chart(series) {
  const { points, band } = series;
  if (points.length < 2) return [];
  // Letters keep their size on a phone: the drawing is narrower there, not smaller.
  const width = matchMedia("(max-width: 560px)").matches ? 270 : 560;
  const values = points.map((point) => point.value).concat(band ? [band.low, band.high] : []);
  const [least, most] = [Math.floor(Math.min(...values)) - 1, Math.ceil(Math.max(...values)) + 1];
  const [first, last] = [points[0].at, points[points.length - 1].at];
  const x = (at) => LEFT + ((at - first) / (last - first)) * (width - LEFT - 12);
  const y = (value) => 10 + ((most - value) / (most - least)) * (HEIGHT - BOTTOM - 10);
  const step = most - least > 12 ? 5 : 2;
  const svg = draw("svg", { class: "chart", viewBox: `0 0 ${width} ${HEIGHT}`, role: "img", "aria-label": say("chart") });
  if (band) {
    svg.append(draw("rect", { class: "band", x: LEFT, width: width - LEFT - 12, y: y(band.high), height: y(band.low) - y(band.high) }));
  }
  for (let value = Math.ceil(least / step) * step; value <= most; value += step) {
    const label = draw("text", { x: LEFT - 6, y: y(value) + 4, "text-anchor": "end" });
    label.textContent = `${value}`;
    svg.append(draw("line", { class: "grid", x1: LEFT, x2: width - 12, y1: y(value), y2: y(value) }), label);
  }
  svg.append(draw("polyline", { class: "line", points: points.map((p) => `${x(p.at).toFixed(1)},${y(p.value).toFixed(1)}`).join(" ") }));
  for (const point of points) {
    const hot = point.alarm || (band && (point.value < band.low || point.value > band.high));
    const dot = draw("circle", { class: hot ? "hot" : "cool", cx: x(point.at).toFixed(1), cy: y(point.value).toFixed(1), r: hot ? 5 : 2.5 });
    const title = draw("title");
    title.textContent = `${moment(point.time)}: ${point.text} °C`;
    dot.append(title);
    svg.append(dot);
  }
  for (const [point, anchor] of [[points[0], "start"], [points[points.length - 1], "end"]]) {
    const label = draw("text", { x: x(point.at), y: HEIGHT - 6, "text-anchor": anchor });
    label.textContent = point.time.slice(11, 16);
    svg.append(label);
  }
  return [el("div", { class: "notes" }, findings(series)), svg];
}
