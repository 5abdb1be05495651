/** Minimisation under an equation: the way of the iterates over the contours of the objective. */

import * as Plot from '@observablehq/plot';
import { constrained } from 'superlinear';
import { functionsOf, literal, program, verbatim } from '../code.js';
import type { Panel } from '../panel.js';
import { centred, plotOf } from '../plot.js';
import source from './constrained.ts?raw';

type Point = readonly [number, number];

/** An objective with its gradient, and their names. */
interface Objective {
  readonly value: (point: Iterable<number>) => number;
  readonly gradient: (point: Iterable<number>) => number[];
  readonly names: { readonly objective: string; readonly gradient: string };
}

/** A valley along a parabola. */
function rosenbrock([x = 0, y = 0]: Iterable<number>): number {
  return (1 - x) ** 2 + 100 * (y - x * x) ** 2;
}

function rosenbrockGradient([x = 0, y = 0]: Iterable<number>): number[] {
  return [-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)];
}

function saddle([x = 0, y = 0]: Iterable<number>): number {
  return x * y;
}

function saddleGradient([x = 0, y = 0]: Iterable<number>): number[] {
  return [y, x];
}

/** Four minima. */
function himmelblau([x = 0, y = 0]: Iterable<number>): number {
  return (x * x + y - 2) ** 2 + (x + y * y - 2) ** 2;
}

function himmelblauGradient([x = 0, y = 0]: Iterable<number>): number[] {
  const [p, q] = [x * x + y - 2, x + y * y - 2];
  return [4 * p * x + 2 * q, 2 * p + 4 * q * y];
}

/** Zero where a point is on the circle. */
function offCircle([x = 0, y = 0]: Iterable<number>, radius: number): number {
  return x * x + y * y - radius * radius;
}

const OBJECTIVES: Readonly<Record<string, Objective>> = {
  Rosenbrock: {
    value: rosenbrock,
    gradient: rosenbrockGradient,
    names: { objective: 'rosenbrock', gradient: 'rosenbrockGradient' },
  },
  saddle: {
    value: saddle,
    gradient: saddleGradient,
    names: { objective: 'saddle', gradient: 'saddleGradient' },
  },
  Himmelblau: {
    value: himmelblau,
    gradient: himmelblauGradient,
    names: { objective: 'himmelblau', gradient: 'himmelblauGradient' },
  },
};

const chosenOf = (name = '') => OBJECTIVES[name] ?? (OBJECTIVES.saddle as Objective);

/** Half the side of the square that is always drawn. */
const EXTENT = 2;

function draw({ value }: Objective, radius: number, way: readonly Point[], width: number): Element {
  const circle = Array.from({ length: 129 }, (_, i): Point => {
    const angle = (2 * Math.PI * i) / 128;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
  const { x, y } = centred(width, EXTENT);
  return plotOf(width, {
    grid: false,
    x: { domain: x, label: 'x' },
    y: { domain: y, label: 'y' },
    marks: [
      Plot.contour({
        fill: (a: number, b: number) => Math.log1p(Math.abs(value([a, b]))) * Math.sign(value([a, b])),
        x1: x[0],
        x2: x[1],
        y1: y[0],
        y2: y[1],
        fillOpacity: 0.5,
      }),
      Plot.line(circle, { stroke: 'currentColor', strokeWidth: 2 }),
      Plot.line(way, { stroke: 'crimson', strokeWidth: 1.5, clip: true }),
      Plot.dot(way, { r: 3, fill: 'crimson', clip: true }),
      Plot.dot(way.slice(-1), { r: 6, stroke: 'crimson', strokeWidth: 2, clip: true }),
    ],
  });
}

export const panel: Panel = {
  problem: 'Minimise under constraints',
  order: 30,
  title: 'Minimisation under an equation',
  question: 'Where is a smooth function lowest on a curve?',
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
  async solve({ objective, radius: text, x, y }, stage) {
    const chosen = chosenOf(objective);
    const radius = Number(text);
    const way: Point[] = [];
    const found = await constrained.minimize(
      {
        objective: chosen.value,
        gradient: (point) => {
          way.push([point[0] as number, point[1] as number]);
          return chosen.gradient(point);
        },
        constraints: (point) => [offCircle(point, radius)],
        constraintCount: 1,
        initial: [Number(x), Number(y)],
      },
      { signal: stage.signal, onProgress: stage.onProgress },
    );
    const end: Point = [found.solution[0] as number, found.solution[1] as number];
    stage.show((width) => draw(chosen, radius, [...way, end], width));
    const point = Array.from(found.solution, (value) => value.toFixed(6)).join(', ');
    return `${found.status} after ${found.iterations} iterations: (${point}), objective ${found.objective.toPrecision(6)}`;
  },
  code({ objective, radius, x, y }) {
    const { names } = chosenOf(objective);
    const problem = {
      objective: verbatim(names.objective),
      gradient: verbatim(names.gradient),
      constraints: verbatim(`(point) => [offCircle(point, ${radius})]`),
      constraintCount: 1,
      initial: [Number(x), Number(y)],
    };
    return program(
      'constrained',
      `
const { status, solution, objective } = await constrained.minimize(${literal(problem)});
console.log(status, solution, objective);`,
      functionsOf(source, names.objective, names.gradient, 'offCircle'),
    );
  },
};
