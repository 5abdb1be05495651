/** A fit with a constraint: a decay from exactly 1 to an unknown level. */

import { constrained } from 'superlinear';

const times = Array.from({ length: 40 }, (_, i) => i / 10);
const decay = (amplitude: number, rate: number, level: number, time: number) =>
  amplitude * Math.exp(-rate * time) + level;
const measured = times.map((time) => decay(0.7, 1.3, 0.3, time));

const { status, solution } = await constrained.minimize({
  objective: ([amplitude = 0, rate = 0, level = 0]) =>
    times.reduce((sum, time, i) => sum + (decay(amplitude, rate, level, time) - (measured[i] ?? 0)) ** 2, 0),
  constraints: ([amplitude = 0, , level = 0]) => [amplitude + level - 1],
  constraintCount: 1,
  initial: [0.5, 1, 0.5],
});
console.log(JSON.stringify({ status, solution: [...solution] }));
