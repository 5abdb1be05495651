/** Two clouds of points, and how the one moves onto the other along the cheapest plan. */

import * as Plot from '@observablehq/plot';
import { type SparseMatrix, transport } from 'superlinear';
import type { Panel } from '../panel.js';

type Point = readonly [number, number];

/** Points that spread evenly: additive recurrences with the plastic number (M. Roberts, 2018). */
const even = (index: number): Point => [(index * 0.7548776662466927) % 1, (index * 0.5698402909980532) % 1];

/** Shapes, as maps of the unit square. */
const SHAPES: Readonly<Record<string, (u: number, v: number) => Point>> = {
  ring: (u, v) => polar(2 * Math.PI * u, 0.8 + 0.2 * v),
  disc: (u, v) => polar(2 * Math.PI * u, Math.sqrt(v) * 0.6),
  moons: (u, v) => {
    const side = u < 0.5 ? 1 : -1;
    const [x, y] = polar(Math.PI * 2 * (u % 0.5), 0.7 + 0.15 * v);
    return [side * x - 0.25 * side, side * y - 0.15 * side];
  },
  bars: (u, v) => [Math.floor(4 * u) * 0.5 - 0.75 + 0.1 * v, 2 * ((4 * u) % 1) - 1],
};

function polar(angle: number, radius: number): Point {
  return [radius * Math.cos(angle), radius * Math.sin(angle)];
}

function pointsOf(shape: string, count: number): Point[] {
  const map = SHAPES[shape] ?? (SHAPES.ring as (u: number, v: number) => Point);
  return Array.from({ length: count }, (_, index) => map(...even(index + 1)));
}

/** Where the plan takes each source, on average. */
function imagesOf(plan: SparseMatrix, targets: readonly Point[]): Point[] {
  return Array.from({ length: plan.rows }, (_, row) => {
    let [mass, x, y] = [0, 0, 0];
    for (let k = plan.indptr[row] as number; k < (plan.indptr[row + 1] as number); k++) {
      const part = plan.data[k] as number;
      const target = targets[plan.indices[k] as number] as Point;
      mass += part;
      x += part * target[0];
      y += part * target[1];
    }
    return [x / mass, y / mass];
  });
}

function draw(
  sources: readonly Point[],
  images: readonly Point[],
  targets: readonly Point[],
  time: number,
  width: number,
) {
  const moved = sources.map((source, index): Point => {
    const image = images[index] as Point;
    return [source[0] + time * (image[0] - source[0]), source[1] + time * (image[1] - source[1])];
  });
  return Plot.plot({
    aspectRatio: 1,
    width,
    x: { domain: [-1.1, 1.1], axis: null },
    y: { domain: [-1.1, 1.1], axis: null },
    marks: [
      Plot.dot(targets, { r: 1.5, fill: 'currentColor', fillOpacity: 0.25 }),
      Plot.dot(moved, { r: 2.5, fill: 'steelblue' }),
    ],
  });
}

export const transportPanel: Panel = {
  id: 'transport',
  title: 'Optimal transport',
  introduction: 'The cheapest way to move one cloud of points onto another. Solve, and drag the slider.',
  fields: [
    { kind: 'choice', name: 'source', label: 'From', choices: Object.keys(SHAPES), initial: 'moons' },
    { kind: 'choice', name: 'target', label: 'To', choices: Object.keys(SHAPES), initial: 'ring' },
    { kind: 'range', name: 'points', label: 'Points', min: 50, max: 3000, step: 50, initial: 500 },
    {
      kind: 'choice',
      name: 'regularization',
      label: 'Regularization',
      choices: ['0.1', '0.01', '0.001', '0.0001'],
      initial: '0.001',
    },
  ],
  async solve({ source = '', target = '', points, regularization }, stage) {
    const [sources, targets] = [pointsOf(source, Number(points)), pointsOf(target, Number(points))];
    const { status, iterations, transportCost, plan } = await transport.sinkhornNewton(
      {
        sourcePoints: sources,
        targetPoints: targets,
        regularization: Number(regularization),
        plan: 'sparse',
      },
      {
        signal: stage.signal,
        onProgress: ({ iterations: done }) =>
          stage.say(`${done.sinkhorn} Sinkhorn and ${done.newton} Newton iterations …`),
      },
    );
    const images = imagesOf(plan as SparseMatrix, targets);
    const show = (time: number) => stage.show(draw(sources, images, targets, time, stage.width));
    show(0.5);
    stage.slider('Way along the plan', 0.5, show);
    const work = `${iterations.sinkhorn} Sinkhorn and ${iterations.newton} Newton iterations`;
    return `${status} after ${work}: transport cost ${transportCost.toPrecision(6)}`;
  },
};
