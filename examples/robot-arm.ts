// Moves a robot arm of six joints so that its pen draws a curve: for each point, the smallest joint movement that puts
// the pen there, at a right angle to the paper.
//
//   npm start -- arm           400 points
//   npm start -- arm --small   100 points

import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import { backend, constrained } from 'superlinear';
import { Arm } from './support/arm.js';
import { drawArm } from './support/arm-drawing.js';
import { writeDrawing } from './support/pictures.js';
import type { Point } from './support/svg.js';
import { formatTable } from './support/table.js';

const { values } = parseArgs({ options: { small: { type: 'boolean' } } });

const { name, instructionSet, threads, reason } = backend();
console.log(
  `superlinear computes by ${name} (${instructionSet}, threads: ${threads})${reason ? `: ${reason}` : ''}\n`,
);

const arm = new Arm([1, 0.9, 0.8, 0.6, 0.5, 0.3]);
const steps = values.small ? 100 : 400;

/** A lemniscate, a closed curve. */
const curve = Array.from({ length: steps + 1 }, (_, k): Point => {
  const angle = (2 * Math.PI * k) / steps;
  const size = 0.9 / (1 + Math.sin(angle) ** 2);
  return [2.1 + size * Math.cos(angle), 0.7 + 1.2 * size * Math.sin(angle) * Math.cos(angle)];
});

let angles: Float64Array = Float64Array.of(2.2, -0.8, -0.8, -0.7, -0.6, -0.5);
const poses: Float64Array[] = [];
const [times, iterations, misses]: number[][] = [[], [], []];
const counts = new Map<string, number>();
for (const target of curve) {
  const problem = arm.reach(target, -Math.PI / 2, angles);
  const started = performance.now();
  const pose = constrained.minimizeSync(problem);
  times.push(performance.now() - started);
  counts.set(pose.status, (counts.get(pose.status) ?? 0) + 1);
  iterations.push(pose.iterations);
  const [x, y] = arm.joints(pose.solution)[6];
  misses.push(Math.hypot(x - target[0], y - target[1]));
  angles = pose.solution;
  poses.push(angles);
}

const median = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];
const [first, last] = [poses[0], poses[steps]];
const drift = Math.max(...first.map((angle, k) => Math.abs(angle - last[k])));
console.log(
  formatTable([
    {
      poses: String(poses.length),
      status: [...counts].map(([status, count]) => `${status}: ${count}`).join(', '),
      'iterations, median': String(median(iterations)),
      'time, median': `${(1000 * median(times)).toFixed(0)} µs`,
      'largest miss': Math.max(...misses).toExponential(1),
    },
  ]),
);
console.log(
  `\nBack at the first point, a joint stands ${drift.toFixed(3)} rad from where it began: the least turns are not a cycle.`,
);

const file = await writeDrawing('robot-arm.svg', drawArm(arm, curve, poses));
console.log(`The arm, its pen's curve and its joints' turns: ${relative('', file)}`);
