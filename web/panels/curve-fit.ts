/** A curve through a table of measurements that is pasted. */

import { constrained } from 'superlinear';
import { literal, program } from '../code.js';
import { linesIn, numberIn, orElse, partsOf } from '../lines.js';
import type { Panel, Values } from '../panel.js';
import { pictureOf } from '../picture.js';

const MODELS = [
  'exponentialDecay',
  'exponentialSaturation',
  'logistic',
  'gaussian',
  'michaelisMenten',
  'doseResponse',
  'powerLaw',
  'sinusoid',
] as const;

const modelOf = ({ model }: Values) => MODELS.find((name) => name === model) ?? MODELS[0];

/** The two columns of the table. A first line of words is a heading. */
function tableIn(text = ''): { x: number[]; y: number[] } {
  const [first, ...others] = linesIn(text);
  if (first === undefined) throw new Error('The table is empty.');
  const isHeading = partsOf(first[0]).every((part) => Number.isNaN(Number(part)));
  const rows = isHeading ? others : [first, ...others];
  const pairs = rows.map(([line, number]) => {
    const [x, y] = partsOf(line);
    return [numberIn(x, number), numberIn(y, number)] as const;
  });
  return { x: pairs.map(([x]) => x), y: pairs.map(([, y]) => y) };
}

export const panel: Panel = {
  problem: 'Fit data',
  order: 19,
  title: 'A curve through measurements',
  question: 'Which curve follows a table of measurements, and how sure are its parameters?',
  introduction: 'Paste two columns, as from a spreadsheet: the place or time, and what was measured there.',
  fields: [
    {
      kind: 'area',
      name: 'table',
      label: 'Measurements',
      initial: 'time, level\n0.25, 9.1\n0.5, 8.4\n1, 7.3\n2, 5.2\n3, 4.1\n4, 3\n6, 1.9\n8, 1.2',
    },
    { kind: 'choice', name: 'model', label: 'Model', choices: MODELS, initial: 'exponentialDecay' },
  ],
  async solve(values, { signal, show }) {
    const problem = { model: modelOf(values), ...tableIn(values.table) };
    const fit = await constrained.curveFit(problem, { signal });
    show(pictureOf('constrained.curveFit', problem, fit));
    const parameters = fit.names.map((name, k) => `${name} ${(fit.solution[k] as number).toPrecision(4)}`);
    return `${fit.status}: ${parameters.join(', ')}`;
  },
  code: (values) =>
    program(
      'constrained',
      `
const fit = await constrained.curveFit(${literal({ model: modelOf(values), ...orElse(() => tableIn(values.table), { x: [], y: [] }) })});
console.log(fit.status, fit.parameters, fit.errors);`,
    ),
};
