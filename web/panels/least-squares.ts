/** Accuracy and time of each least-squares method. */

import { sketch } from 'superlinear';
import { chartOf, sheetOf } from '../chart.js';
import { functionsOf, literal, program } from '../code.js';
import type { Panel } from '../panel.js';
import { uniformNumbers } from '../random.js';
import random from '../random.ts?raw';
import source from './least-squares.ts?raw';

const ROUTES = ['gram', 'iterative', 'qr', 'svd'] as const;

interface Row {
  readonly route: string;
  readonly milliseconds: number;
  readonly backwardError: number;
}

/** A tall matrix with approximately the given condition number. */
function problemOf(rows: number, columns: number, condition: number) {
  const data = new Float64Array(rows * columns);
  const rightSide = new Float64Array(rows);
  const random = uniformNumbers(1);
  for (let i = 0; i < rows; i++) {
    const common = random();
    // Nearly equal columns make the matrix ill-conditioned.
    for (let j = 0; j < columns; j++) data[i * columns + j] = common + random() / condition;
    rightSide[i] = random();
  }
  return { matrix: { rows, columns, data }, rightSide };
}

function draw(found: readonly Row[], width: number): Element {
  const series = {
    x: found.map(({ milliseconds }) => milliseconds),
    y: found.map(({ backwardError }) => backwardError),
    mark: 'dots',
    labels: found.map(({ route }) => route),
  } as const;
  return chartOf(sheetOf(width, 'Each route by its time and its error. Low and left is best.'), {
    series: [series],
    x: { label: 'milliseconds', isLog: true, include: decadesAround(series.x) },
    y: { label: 'backward error', isLog: true, include: decadesAround(series.y) },
  });
}

/** The powers of ten that enclose the values. */
function decadesAround(values: readonly number[]): number[] {
  const logarithms = values.map(Math.log10);
  return [Math.floor(Math.min(...logarithms)), Math.ceil(Math.max(...logarithms))].map((k) => 10 ** k);
}

export const panel: Panel = {
  problem: 'Fit data',
  order: 20,
  title: 'Least squares',
  question: 'Which route to a least-squares fit is quick, and which is exact?',
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
      // A logarithmic axis cannot show an error of exactly 0.
      const shown = Math.max(backwardError, 1e-18);
      found.push({ route, milliseconds: performance.now() - start, backwardError: shown });
      stage.show((width) => draw(found, width));
    }
    const [quickest] = [...found].sort((a, b) => a.milliseconds - b.milliseconds);
    return `quickest: ${quickest?.route}, in ${quickest?.milliseconds.toFixed(0)} ms`;
  },
  code: ({ rows, columns, condition }) =>
    program(
      'sketch',
      `
const problem = problemOf(${rows}, ${columns}, ${condition});
for (const method of ${literal(ROUTES)} as const) {
  const start = performance.now();
  const { backwardError } = await sketch.lstsq({ ...problem, method });
  console.log(method, backwardError, performance.now() - start);
}`,
      functionsOf(source + random, 'problemOf'),
    ),
};
