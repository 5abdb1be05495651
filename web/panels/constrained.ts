/** Minimisation under an equation: the way of the iterates over the contours of the objective. */

import * as Plot from '@observablehq/plot';
import { constrained } from 'superlinear';
import type { Panel } from '../panel.js';

type Point = readonly [number, number];

/** An objective with its gradient. */
interface Objective {
  readonly value: (x: number, y: number) => number;
  readonly gradient: (x: number, y: number) => [number, number];
}

const OBJECTIVES: Readonly<Record<string, Objective>> = {
  Rosenbrock: {
    value: (x, y) => (1 - x) ** 2 + 100 * (y - x * x) ** 2,
    gradient: (x, y) => [-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)],
  },
  saddle: { value: (x, y) => x * y, gradient: (x, y) => [y, x] },
  Himmelblau: {
    value: (x, y) => (x * x + y - 2) ** 2 + (x + y * y - 2) ** 2,
    gradient: (x, y) => {
      const [p, q] = [x * x + y - 2, x + y * y - 2];
      return [4 * p * x + 2 * q, 2 * p + 4 * q * y];
    },
  },
};

/** Half the side of the square that is drawn. */
const EXTENT = 2;

function draw({ value }: Objective, radius: number, way: readonly Point[], width: number) {
  const circle = Array.from({ length: 129 }, (_, i): Point => {
    const angle = (2 * Math.PI * i) / 128;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
  return Plot.plot({
    aspectRatio: 1,
    width,
    x: { domain: [-EXTENT, EXTENT], label: 'x' },
    y: { domain: [-EXTENT, EXTENT], label: 'y' },
    marks: [
      Plot.contour({
        fill: (x: number, y: number) => Math.log1p(Math.abs(value(x, y))) * Math.sign(value(x, y)),
        x1: -EXTENT,
        x2: EXTENT,
        y1: -EXTENT,
        y2: EXTENT,
        fillOpacity: 0.5,
      }),
      Plot.line(circle, { stroke: 'currentColor', strokeWidth: 2 }),
      Plot.line(way, { stroke: 'crimson', strokeWidth: 1.5, clip: true }),
      Plot.dot(way, { r: 3, fill: 'crimson', clip: true }),
      Plot.dot(way.slice(-1), { r: 6, stroke: 'crimson', strokeWidth: 2, clip: true }),
    ],
  });
}

export const constrainedPanel: Panel = {
  id: 'constrained',
  title: 'Minimisation under an equation',
  introduction: 'The lowest point on a circle: each dot is a point where the solver asked for the gradient.',
  fields: [
    {
      kind: 'choice',
      name: 'objective',
      label: 'Objective',
      choices: Object.keys(OBJECTIVES),
      initial: 'Rosenbrock',
    },
    {
      kind: 'range',
      name: 'radius',
      label: 'Radius of the circle',
      min: 0.5,
      max: 1.8,
      step: 0.1,
      initial: 1.4,
    },
    { kind: 'range', name: 'x', label: 'Start at x', min: -2, max: 2, step: 0.1, initial: -1.8 },
    { kind: 'range', name: 'y', label: 'Start at y', min: -2, max: 2, step: 0.1, initial: 1.5 },
  ],
  async solve({ objective = '', radius: text, x, y }, stage) {
    const chosen = OBJECTIVES[objective] ?? (OBJECTIVES.saddle as Objective);
    const radius = Number(text);
    const way: Point[] = [];
    const found = await constrained.minimize(
      {
        objective: ([a = 0, b = 0]) => chosen.value(a, b),
        gradient: ([a = 0, b = 0]) => {
          way.push([a, b]);
          return chosen.gradient(a, b);
        },
        constraints: ([a = 0, b = 0]) => [a * a + b * b - radius * radius],
        constraintCount: 1,
        initial: [Number(x), Number(y)],
      },
      { signal: stage.signal },
    );
    const end: Point = [found.solution[0] as number, found.solution[1] as number];
    stage.show(draw(chosen, radius, [...way, end], stage.width));
    const point = Array.from(found.solution, (value) => value.toFixed(6)).join(', ');
    return `${found.status} after ${found.iterations} iterations: (${point}), objective ${found.objective.toPrecision(6)}`;
  },
};
