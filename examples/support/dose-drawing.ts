// Concentrations of a drug: a panel for each subject with readings, fitted curve and band, and a wide one with the curves of
// repeated doses.

import { dot, type Panel, type Point, place, polyline, sheet, text } from './svg.js';

/** A curve with its confidence band. */
export interface Banded {
  readonly times: readonly number[];
  readonly values: ArrayLike<number>;
  readonly lower: ArrayLike<number>;
  readonly upper: ArrayLike<number>;
}

/** A subject's readings and curves. */
export interface Course {
  readonly subject: string;
  readonly readings: readonly Point[];
  readonly fitted: Banded;
  readonly repeated: Banded;
}

const [LEFT, TOP, WIDTH, HEIGHT, GAP, ROW] = [56, 84, 200, 130, 22, 172];
const COLORS = ['#c0392b', '#1f5fa8', '#2e8b57'];

/** An SVG document. `shown` lists the subjects of the wide panel, and `range` is marked there. */
export function drawCourses(
  courses: readonly Course[],
  shown: readonly string[],
  range: readonly [number, number],
): string {
  const hours = courses.flatMap(({ fitted }) => fitted.times);
  const most = 1.05 * Math.max(...courses.flatMap(({ fitted }) => Array.from(fitted.upper)));
  const panels = courses.map((_, k): Panel => {
    const [left, top] = [LEFT + (k % 4) * (WIDTH + GAP), TOP + Math.floor(k / 4) * ROW];
    return { left, top, width: WIDTH, height: HEIGHT, x: [0, Math.max(...hours)], y: [0, most] };
  });
  const chosen = courses.filter(({ subject }) => shown.includes(subject));
  const below = TOP + Math.ceil(courses.length / 4) * ROW + 50;
  const end = Math.max(...chosen.flatMap(({ repeated }) => repeated.times));
  const peak = 1.05 * Math.max(...chosen.flatMap(({ repeated }) => Array.from(repeated.upper)));
  const wide: Panel = {
    left: LEFT,
    top: below,
    width: 4 * WIDTH + 3 * GAP,
    height: 300,
    x: [0, end],
    y: [0, peak],
  };
  const line = (level: number) =>
    polyline(
      wide,
      [
        [0, level],
        [end, level],
      ],
      'stroke="#777" stroke-dasharray="5 4"',
    );
  return sheet(
    LEFT + wide.width + 30,
    below + wide.height + 54,
    [
      text(
        LEFT,
        36,
        'Theophylline after one dose: readings, fit and 95 % band',
        'font-size="18" fill="#111"',
      ),
      text(LEFT, 60, 'mg/L by hours'),
      ...courses.flatMap(({ subject, readings, fitted }, k) => [
        ...frame(panels[k], [0, 8, 16, 24], [0, 5, 10]),
        ...banded(panels[k], fitted, COLORS[0]),
        ...readings.map((point) => dot(panels[k], point, 2.6, 'fill="#1f5fa8" fill-opacity="0.7"')),
        text(panels[k].left + WIDTH - 8, panels[k].top + 16, `subject ${subject}`, 'text-anchor="end"'),
      ]),
      text(LEFT, below - 16, 'A dose every 8 hours: prediction and 95 % band', 'font-size="18" fill="#111"'),
      ...frame(wide, [0, 24, 48, 72, 96, 120], [0, 10, 20, 30]),
      ...range.map(line),
      text(
        LEFT + wide.width,
        below - 16,
        `dashed: ${range.join(' to ')} mg/L, the customary therapeutic range`,
        'text-anchor="end"',
      ),
      ...chosen.flatMap(({ subject, repeated }, k) => [
        ...banded(wide, repeated, COLORS[k % COLORS.length]),
        text(LEFT + 12 + 90 * k, below + 20, `subject ${subject}`, `fill="${COLORS[k % COLORS.length]}"`),
      ]),
    ],
    13,
  );
}

function banded(panel: Panel, { times, values, lower, upper }: Banded, color: string): string[] {
  const points = (numbers: ArrayLike<number>) => times.map((time, k): Point => [time, numbers[k]]);
  const edge = [...points(lower), ...points(upper).reverse()].map(([time, value]) =>
    place(panel, [time, Math.max(0, value)])
      .map((pixel) => pixel.toFixed(1))
      .join(','),
  );
  return [
    `<polygon points="${edge.join(' ')}" fill="${color}" fill-opacity="0.2"/>`,
    polyline(panel, points(values), `stroke="${color}" stroke-width="1.6"`),
  ];
}

function frame(panel: Panel, across: readonly number[], up: readonly number[]): string[] {
  const { left, top, width, height } = panel;
  return [
    `<rect x="${left}" y="${top}" width="${width}" height="${height}" fill="none" stroke="#999"/>`,
    ...across.map((value) =>
      text(place(panel, [value, 0])[0], top + height + 17, `${value}`, 'text-anchor="middle" font-size="11"'),
    ),
    ...up
      .filter((value) => value < panel.y[1])
      .map((value) =>
        text(left - 6, place(panel, [0, value])[1] + 4, `${value}`, 'text-anchor="end" font-size="11"'),
      ),
  ];
}
