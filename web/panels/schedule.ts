/** Tasks for people, with the answer in words. */

import { transport } from 'superlinear';
import { literal, program } from '../code.js';
import { linesIn, numberIn, orElse, partsOf } from '../lines.js';
import type { Panel, Values } from '../panel.js';
import { pictureOf } from '../picture.js';

/** A table with the names of tasks above and of people at the left. */
function tableIn(text = '') {
  const [heading, ...lines] = linesIn(text);
  const tasks = partsOf(heading?.[0] ?? '').slice(1);
  const rows = lines.map(([line, number]) => {
    const [name = '', ...costs] = partsOf(line);
    if (costs.length !== tasks.length)
      throw new Error(`Line ${number}: ${costs.length} costs for ${tasks.length} tasks.`);
    return { name, costs: costs.map((cost) => numberIn(cost, number)) };
  });
  if (rows.length !== tasks.length || rows.length === 0)
    throw new Error(`There must be as many people as tasks; there are ${rows.length} and ${tasks.length}.`);
  // Masses of 1: the cost is then the sum of hours.
  const ones = tasks.map(() => 1);
  const problem = { cost: rows.map(({ costs }) => costs), source: ones, target: ones };
  return { tasks, people: rows.map(({ name }) => name), problem };
}

const orExample = ({ costs }: Values) => orElse(() => tableIn(costs), tableIn(',x\na,1'));

export const panel: Panel = {
  problem: 'Plan and assign',
  title: 'A schedule',
  question: 'Who takes which task, so that all together take the least time?',
  introduction:
    'A table as from a spreadsheet: tasks above, people at the left, and the hours that each would take.',
  figureHeight: 150,
  fields: [
    {
      kind: 'area',
      name: 'costs',
      label: 'Hours',
      initial: 'who, paint, wire, tile\nAda, 4, 1, 3\nBen, 2, 0.5, 5\nCleo, 3, 2, 2',
    },
  ],
  async solve(values, { signal, show }) {
    const { tasks, people, problem } = tableIn(values.costs);
    const solution = await transport.exact(problem, { signal });
    show(pictureOf('transport.exact', problem, solution, { names: [...people, ...tasks] }));
    const { assignment = [] } = solution;
    const pairs = Array.from(assignment, (task, k) => `${people[k]} takes ${tasks[task]}`);
    return `${pairs.join(', ')}: ${solution.transportCost.toFixed(2)} hours together.`;
  },
  code(values) {
    const { tasks, people, problem } = orExample(values);
    return program(
      'transport',
      `
const people = ${literal(people)};
const tasks = ${literal(tasks)};
const { assignment = [], transportCost } = await transport.exact(${literal(problem)});
for (const [k, task] of assignment.entries()) console.log(people[k], tasks[task]);
console.log(transportCost);`,
    );
  },
};
