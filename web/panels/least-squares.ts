/** Least squares by each route: how exact, and how long it takes. */

import * as Plot from '@observablehq/plot';
import { sketch } from 'superlinear';
import type { Panel } from '../panel.js';
import { uniformNumbers } from '../random.js';

const ROUTES = ['gram', 'iterative', 'qr', 'svd'] as const;

interface Row {
  readonly route: string;
  readonly milliseconds: number;
  readonly backwardError: number;
}

/** A tall matrix of the given condition number, whose columns fade. */
function problemOf(rows: number, columns: number, condition: number) {
  const data = new Float64Array(rows * columns);
  const rightSide = new Float64Array(rows);
  const random = uniformNumbers(1);
  for (let i = 0; i < rows; i++) {
    const common = random();
    // Columns that differ little from each other are what makes a problem ill-conditioned.
    for (let j = 0; j < columns; j++) data[i * columns + j] = common + random() / condition;
    rightSide[i] = random();
  }
  return { matrix: { rows, columns, data }, rightSide };
}

const draw = (found: readonly Row[], width: number) =>
  Plot.plot({
    width,
    marginLeft: 60,
    grid: true,
    x: { type: 'log', label: 'milliseconds' },
    y: { type: 'log', label: 'backward error' },
    marks: [
      Plot.dot(found, { x: 'milliseconds', y: 'backwardError', r: 6, fill: 'steelblue' }),
      Plot.text(found, { x: 'milliseconds', y: 'backwardError', text: 'route', dy: -14 }),
    ],
  });

export const leastSquaresPanel: Panel = {
  id: 'least-squares',
  title: 'Least squares',
  introduction: 'A tall matrix, by each route of lstsq: how exact the answer is, and how long it takes.',
  fields: [
    { kind: 'range', name: 'rows', label: 'Rows', min: 1000, max: 60_000, step: 1000, initial: 10_000 },
    { kind: 'range', name: 'columns', label: 'Columns', min: 5, max: 100, step: 5, initial: 30 },
    {
      kind: 'choice',
      name: 'condition',
      label: 'Condition number, about',
      choices: ['1', '1e3', '1e6', '1e9'],
      initial: '1e6',
    },
  ],
  async solve({ rows, columns, condition }, stage) {
    const problem = problemOf(Number(rows), Number(columns), Number(condition));
    const found: Row[] = [];
    for (const route of ROUTES) {
      stage.say(`${route} …`);
      const start = performance.now();
      const { backwardError } = await sketch.lstsq({ ...problem, method: route }, { signal: stage.signal });
      // What is exact to the last bit has its place on a logarithmic axis too.
      const shown = Math.max(backwardError, 1e-18);
      found.push({ route, milliseconds: performance.now() - start, backwardError: shown });
      stage.show(draw(found, stage.width));
    }
    const [quickest] = [...found].sort((a, b) => a.milliseconds - b.milliseconds);
    return `quickest: ${quickest?.route}, in ${quickest?.milliseconds.toFixed(0)} ms`;
  },
};
