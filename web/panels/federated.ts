/** Clients of different speeds: the four aggregations side by side on a virtual clock. */

import { federated } from 'superlinear';
import { literal, program } from '../code.js';
import type { Panel, Values } from '../panel.js';
import { tableOf } from '../table.js';
import { numbersIn, textField } from '../table-panel.js';

/** The aggregations in words, in the order of the candidates. */
const AGGREGATIONS: readonly (readonly [string, federated.Aggregation])[] = [
  ['wait for all', { kind: 'synchronous' }],
  ['every second', { kind: 'fixedInterval', interval: 1 }],
  ['for each message', { kind: 'immediate' }],
  ['for two messages', { kind: 'buffered', size: 2 }],
];

/** The distance of the objective to its minimum at the target. */
const EXCESS = 1e-3;

/** Clients with a number each; the model is their mean. */
function problemOf({ numbers, speeds, weights }: Values): federated.CompareProblem {
  const [own, seconds] = [numbersIn(numbers), numbersIn(speeds)];
  const mean = own.reduce((sum, value) => sum + value, 0) / own.length;
  const minimum = own.reduce((sum, value) => sum + (value - mean) ** 2 / 2, 0) / own.length;
  return {
    candidates: AGGREGATIONS.map(([, aggregation]) => ({
      intercept: false,
      local: { steps: 1, learningRate: 0.05 },
      weighting: weights === 'by duration' ? 'unbiased' : 'none',
      aggregation,
    })),
    clients: own.map((value, k) => ({ matrix: [[1]], response: [value], speed: seconds[k] ?? 1 })),
    target: minimum + EXCESS,
    seconds: 1000,
  };
}

export const panel: Panel = {
  problem: 'Federated training',
  title: 'Clients of different speeds',
  question: 'How is a model trained without waiting for the slowest?',
  introduction:
    'Each client has a number, and the model to be found is their mean: each step moves it to the number of one client, whose seconds for a step are given. The table compares when the server combines messages. Without weights by duration, fast clients draw the model to their own numbers.',
  figureHeight: 230,
  fields: [
    textField('numbers', 'Numbers of the clients', '1, 2, 6'),
    textField('speeds', 'Seconds of a step', '1, 2, 5'),
    {
      kind: 'choice',
      name: 'weights',
      label: 'Weights of messages',
      choices: ['by duration', 'equal'],
      initial: 'by duration',
    },
  ],
  async solve(values, { signal, show, onProgress }) {
    const { status, table } = await federated.compare(problemOf(values), { signal, onProgress });
    const rows = table.map(({ candidate, timeToTarget, rounds, objective, utilization }) => [
      AGGREGATIONS[candidate]?.[0] ?? '',
      timeToTarget?.toFixed(2) ?? 'not reached',
      String(rounds),
      objective.toFixed(4),
      utilization.toFixed(2),
    ]);
    const headings = [
      'A step of the server',
      'Seconds to the mean',
      'Steps',
      'Objective',
      'Share of time at work',
    ];
    show(() => tableOf(headings, rows));
    return status;
  },
  code: (values) =>
    program(
      'federated',
      `const { table } = await federated.compare(${literal(problemOf(values))});\nconsole.dir(table, { depth: null });`,
    ),
};
