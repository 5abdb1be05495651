/** Two clouds of points, and the movement from one to the other along the optimal plan. */

import { type Matrix, transport } from 'superlinear';
import { chartOf, type Series, sheetOf } from '../chart.js';
import { functionsOf, literal, program, verbatim } from '../code.js';
import type { Panel } from '../panel.js';
import source from './transport.ts?raw';

type Point = readonly number[];

/** Points of a shape: its map of the unit square, applied to quasirandom points. */
function pointsOf(shape: (u: number, v: number) => number[], count: number): number[][] {
  return Array.from({ length: count }, (_, index) => shape(...even(index + 1)));
}

/** Additive recurrences with the plastic number (M. Roberts, 2018). */
function even(index: number): [number, number] {
  return [(index * 0.7548776662466927) % 1, (index * 0.5698402909980532) % 1];
}

function ring(u: number, v: number): number[] {
  return polar(2 * Math.PI * u, 0.8 + 0.2 * v);
}

function disc(u: number, v: number): number[] {
  return polar(2 * Math.PI * u, Math.sqrt(v) * 0.6);
}

function moons(u: number, v: number): number[] {
  const side = u < 0.5 ? 1 : -1;
  const [x = 0, y = 0] = polar(Math.PI * 2 * (u % 0.5), 0.7 + 0.15 * v);
  return [side * x - 0.25 * side, side * y - 0.15 * side];
}

function bars(u: number, v: number): number[] {
  return [Math.floor(4 * u) * 0.5 - 0.75 + 0.1 * v, 2 * ((4 * u) % 1) - 1];
}

function polar(angle: number, radius: number): number[] {
  return [radius * Math.cos(angle), radius * Math.sin(angle)];
}

const SHAPES: Readonly<Record<string, typeof ring>> = { ring, disc, moons, bars };

const shapeOf = (name = '') => (SHAPES[name] === undefined ? 'ring' : name);

const cloudOf = (name: string | undefined, count: string | undefined) =>
  pointsOf(SHAPES[shapeOf(name)] as typeof ring, Number(count));

/** The square that is always visible. */
const SQUARE = { include: [-1.1, 1.1] } as const;

function draw(
  sources: readonly Point[],
  { data: images }: Matrix,
  targets: readonly Point[],
  time: number,
  width: number,
): Element {
  const moved = sources.map(([x = 0, y = 0], index): Point => {
    const [toX = 0, toY = 0] = images.subarray(2 * index);
    return [x + time * (toX - x), y + time * (toY - y)];
  });
  const cloud = (name: string, points: readonly Point[], color: number): Series => ({
    name,
    color,
    x: points.map(([x = NaN]) => x),
    y: points.map(([, y = NaN]) => y),
    mark: 'dots',
  });
  return chartOf(sheetOf(width, 'Points on their way to their goals.'), {
    series: [cloud('goals', targets, 7), cloud('points on their way', moved, 0)],
    isIsometric: true,
    x: SQUARE,
    y: SQUARE,
  });
}

export const panel: Panel = {
  problem: 'Match distributions',
  order: 10,
  title: 'Optimal transport',
  question: 'How does one cloud of points move onto another, most cheaply?',
  introduction: 'The cheapest way to move one cloud of points onto another. Solve, and drag the slider.',
  hasSlider: true,
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
  async solve({ source: from, target: to, points, regularization }, stage) {
    const [sources, targets] = [cloudOf(from, points), cloudOf(to, points)];
    const problem = {
      sourcePoints: sources,
      targetPoints: targets,
      regularization: Number(regularization),
    };
    const { signal, onProgress } = stage;
    const solution = await transport.sinkhornNewton(problem, { signal, onProgress });
    const { images } = await transport.map({ problem, solution }, { signal });
    const show = (time: number) => stage.show((width) => draw(sources, images, targets, time, width));
    show(0.5);
    stage.slider('Way along the plan', 0.5, show);
    const { status, iterations, transportCost } = solution;
    const work = `${iterations.sinkhorn} Sinkhorn and ${iterations.newton} Newton iterations`;
    return `${status} after ${work}: transport cost ${transportCost.toPrecision(6)}`;
  },
  code({ source: from, target: to, points, regularization }) {
    const shapes = [shapeOf(from), shapeOf(to)] as const;
    const problem = {
      sourcePoints: verbatim(`pointsOf(${shapes[0]}, ${points})`),
      targetPoints: verbatim(`pointsOf(${shapes[1]}, ${points})`),
      regularization: Number(regularization),
    };
    return program(
      'transport',
      `
const problem = ${literal(problem)};
const solution = await transport.sinkhornNewton(problem);
const { images } = await transport.map({ problem, solution });
console.log(solution.status, solution.transportCost, images);`,
      functionsOf(source, 'pointsOf', ...shapes),
    );
  },
};
