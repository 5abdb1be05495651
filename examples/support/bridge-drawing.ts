// Travel times against the number of travelers, as curves.

import { sheet, text } from './svg.js';

const [WIDTH, HEIGHT] = [760, 460];
const [LEFT, RIGHT, TOP, BOTTOM] = [70, 24, 56, 56];

const COLORS = ['#c0392b', '#1f5fa8', '#2c7a3f'];

/** An SVG document. */
export function drawTimes(
  demands: readonly number[],
  curves: Readonly<Record<string, readonly number[]>>,
): string {
  const all = Object.values(curves).flat();
  const [most, longest] = [Math.max(...demands), Math.ceil(Math.max(...all) / 20) * 20];
  const x = (demand: number) => LEFT + ((WIDTH - LEFT - RIGHT) * demand) / most;
  const y = (minutes: number) => HEIGHT - BOTTOM - ((HEIGHT - TOP - BOTTOM) * minutes) / longest;
  const curve = (minutes: readonly number[], k: number) => {
    const points = minutes.map((value, i) => `${x(demands[i] ?? 0).toFixed(1)},${y(value).toFixed(1)}`);
    return `<polyline points="${points.join(' ')}" fill="none" stroke="${COLORS[k]}" stroke-width="2.2"/>`;
  };
  const marks = Array.from({ length: longest / 20 + 1 }, (_, k) => 20 * k);
  const parts = [
    text(LEFT, 32, 'Minutes on the way, by how many travel', 'font-size="18" fill="#111"'),
    ...marks.map((minutes) => `<path d="M${LEFT} ${y(minutes)}H${WIDTH - RIGHT}" stroke="#ddd"/>`),
    ...marks.map((minutes) => text(LEFT - 9, y(minutes) + 4, `${minutes}`, 'text-anchor="end"')),
    ...[2, 4, 6, 8, 10, 12]
      .filter((demand) => demand <= most)
      .map((demand) => text(x(demand), HEIGHT - BOTTOM + 20, `${demand}`, 'text-anchor="middle"')),
    ...Object.values(curves).map(curve),
    ...Object.keys(curves).map((name, k) =>
      text(
        WIDTH - RIGHT - 12,
        HEIGHT - BOTTOM - 60 + 18 * k,
        `bridge ${name}`,
        `text-anchor="end" fill="${COLORS[k]}"`,
      ),
    ),
  ];
  return sheet(WIDTH, HEIGHT, parts, 13);
}
