/** The chart: milliseconds of warm calls over jobs, both in decades, a panel for each number of resources. */
import type { Line } from "../measure/line.js";
import { SAMPLES, type SampleName } from "../workloads/index.js";
import { growthsOf } from "./growth.js";
import { milliseconds } from "./tables.js";

const PANEL = { width: 420, height: 360, left: 64, top: 48, gap: 40 };
const LEGEND = { width: 230, row: 20 };
/** Colours that people who do not see all colours tell apart, and a dash where they come around again. */
const COLORS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#444444"];
const NAMES = Object.keys(SAMPLES) as SampleName[];

/** A decade or more, in which a value has a place from 0 to 1. */
class Scale {
  readonly #low: number;
  readonly #high: number;

  constructor(values: readonly number[]) {
    this.#low = Math.floor(Math.log10(Math.min(...values)));
    this.#high = Math.max(this.#low + 1, Math.ceil(Math.log10(Math.max(...values))));
  }

  place(value: number): number {
    return (Math.log10(value) - this.#low) / (this.#high - this.#low);
  }

  /** The powers of ten. */
  get ticks(): number[] {
    return Array.from({ length: this.#high - this.#low + 1 }, (_, index) => 10 ** (this.#low + index));
  }
}

function colorOf(sample: SampleName): string {
  return COLORS[NAMES.indexOf(sample) % COLORS.length] as string;
}

function strokeOf(sample: SampleName): string {
  const dash = NAMES.indexOf(sample) < COLORS.length ? "" : ' stroke-dasharray="5 3"';
  return `stroke="${colorOf(sample)}" stroke-width="1.8" fill="none"${dash}`;
}

const fixed = (value: number): string => value.toFixed(1);

/** Where a panel puts a number of jobs and a time; all panels have the same scales. */
class Axes {
  readonly #left: number;
  readonly jobs: Scale;
  readonly times: Scale;

  constructor(lines: readonly Line[], panel: number) {
    this.#left = PANEL.left + panel * (PANEL.width + PANEL.left + PANEL.gap);
    this.jobs = new Scale(lines.map((line) => line.jobs));
    this.times = new Scale(lines.map((line) => line.totalMs));
  }

  x(jobs: number): number {
    return this.#left + this.jobs.place(jobs) * PANEL.width;
  }

  y(time: number): number {
    return PANEL.top + (1 - this.times.place(time)) * PANEL.height;
  }
}

function drawGrid(axes: Axes, resources: number): string[] {
  const { jobs, times } = axes;
  const x = (value: number) => axes.x(value);
  const y = (value: number) => axes.y(value);
  const [left, right] = [x(jobs.ticks[0] as number), x(jobs.ticks.at(-1) as number)];
  const [bottom, top] = [y(times.ticks[0] as number), y(times.ticks.at(-1) as number)];
  const line = (x1: number, y1: number, x2: number, y2: number) =>
    `<path d="M${fixed(x1)} ${fixed(y1)}L${fixed(x2)} ${fixed(y2)}" stroke="#d0d0d0"/>`;
  const text = (at: [number, number], anchor: string, content: string) =>
    `<text x="${fixed(at[0])}" y="${fixed(at[1])}" text-anchor="${anchor}">${content}</text>`;
  return [
    ...jobs.ticks.map((tick) => line(x(tick), bottom, x(tick), top)),
    ...jobs.ticks.map((tick) => text([x(tick), bottom + 18], "middle", tick.toLocaleString("en"))),
    ...times.ticks.map((tick) => line(left, y(tick), right, y(tick))),
    ...times.ticks.map((tick) => text([left - 8, y(tick) + 4], "end", `${tick.toLocaleString("en")} ms`)),
    text([(left + right) / 2, bottom + 38], "middle", "waiting jobs"),
    text([(left + right) / 2, top - 16], "middle", `${resources.toLocaleString("en")} resources`),
  ];
}

function drawCurves(lines: readonly Line[], axes: Axes): string[] {
  return NAMES.flatMap((sample) => {
    const points = lines.filter((line) => line.sample === sample).sort((a, b) => a.jobs - b.jobs);
    if (points.length === 0) return [];
    const at = points.map(({ jobs, totalMs }) => `${fixed(axes.x(jobs))} ${fixed(axes.y(totalMs))}`);
    const dots = points.map(({ jobs, totalMs }) => {
      const title = `${sample}, ${jobs.toLocaleString("en")} jobs: ${milliseconds(totalMs)} ms`;
      const place = `cx="${fixed(axes.x(jobs))}" cy="${fixed(axes.y(totalMs))}"`;
      return `<circle ${place} r="3.5" fill="${colorOf(sample)}"><title>${title}</title></circle>`;
    });
    return [`<path d="M${at.join("L")}" ${strokeOf(sample)}/>`, ...dots];
  });
}

/** The samples, each with the exponent of its growth when it was taken on one site only. */
function drawLegend(lines: readonly Line[], left: number): string[] {
  const growths = growthsOf(lines);
  const shown = NAMES.filter((sample) => lines.some((line) => line.sample === sample));
  return shown.flatMap((sample, index) => {
    const y = PANEL.top + LEGEND.row * (index + 0.5);
    const [growth, another] = growths.filter((one) => one.sample === sample);
    const label = growth && !another ? `${sample}, exponent ${growth.total.toFixed(2)}` : sample;
    return [
      `<path d="M${left} ${fixed(y)}h24" ${strokeOf(sample)}/>`,
      `<text x="${left + 32}" y="${fixed(y + 4)}">${label}</text>`,
    ];
  });
}

/** Draws the warm calls of the package as SVG; `null`: there are none. */
export function drawChart(lines: readonly Line[]): string | null {
  const warm = lines.filter((line) => line.scheduler === "engine" && line.call === "warm");
  if (warm.length === 0) return null;
  const sites = [...new Set(warm.map((line) => line.resources))].sort((a, b) => a - b);
  const panels = sites.flatMap((resources, panel) => {
    const here = warm.filter((line) => line.resources === resources);
    const axes = new Axes(warm, panel);
    return [...drawGrid(axes, resources), ...drawCurves(here, axes)];
  });
  const legend = sites.length * (PANEL.width + PANEL.left + PANEL.gap) + PANEL.gap;
  const [width, height] = [legend + LEGEND.width, PANEL.top + PANEL.height + 56];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`,
    '  font-family="system-ui, sans-serif" font-size="12" fill="#222" role="img">',
    "<title>Milliseconds of a warm call by number of waiting jobs</title>",
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    ...panels,
    ...drawLegend(warm, legend),
    "</svg>",
    "",
  ].join("\n");
}
